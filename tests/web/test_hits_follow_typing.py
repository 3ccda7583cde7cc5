"""Hits that follow the typing beside Streamlit: which answer is shown, what is told, and what comes after."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.web.test_access import violations
from tests.web.test_typing import open_page

TYPED = "**/sok/medan?q={}&*"


def test_a_slow_older_answer_never_takes_the_place_of_a_newer_one(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route(TYPED.format("upphand"), lambda route: held.append(route))  # noqa: PLW0108 (a method will not do)
    field = open_page(page, site, "")
    with page.expect_request(TYPED.format("upphand")):
        field.press_sequentially("upphand", delay=10)
    field.press_sequentially("lingar", delay=10)
    expect(page.locator("h1")).to_contain_text("för ”upphandlingar…”")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    expect(page.locator("h1")).to_contain_text("för ”upphandlingar…”")
    expect(page).to_have_url(f"{site}?q=upphandlingar&skriver=1")


def test_no_more_than_one_question_is_on_its_way(page: Page, site: str) -> None:
    open_now: set[str] = set()
    most = 0

    def began(url: str) -> None:
        nonlocal most
        if "sok/medan" in url:
            open_now.add(url)
            most = max(most, len(open_now))

    page.on("request", lambda request: began(request.url))
    page.on("requestfinished", lambda request: open_now.discard(request.url))
    page.on("requestfailed", lambda request: open_now.discard(request.url))
    field = open_page(page, site, "")
    field.press_sequentially("reserverad upphandling", delay=130)
    expect(page.locator("h1")).to_contain_text("för ”reserverad upphandling…”")
    assert most == 1


def test_a_late_run_of_streamlit_does_not_take_the_place_of_what_was_typed_since(page: Page, site: str) -> None:
    holding = False
    held: list[str | bytes] = []
    pass_on: list[Callable[[str | bytes], None]] = []

    def connect(browser_side: WebSocketRoute) -> None:
        pass_on.append(browser_side.send)
        browser_side.connect_to_server().on_message(lambda said: held.append(said) if holding else pass_on[-1](said))

    page.route_web_socket(re.compile("_stcore/stream"), connect)
    field = open_page(page, site, "?q=upphandling")
    holding = True
    page.locator("#facett-dokumenttyp input[type=checkbox]").first.check()
    field.fill("partnerskap")
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    address, heading = page.url, page.locator("h1").inner_text()
    holding = False
    for said in held:
        pass_on[-1](said)
    page.wait_for_timeout(500)
    assert held
    expect(page.locator("h1")).to_have_text(heading)
    expect(page).to_have_title(re.compile("^partnerskap"))
    assert page.url == address
    page.go_back()
    expect(page.locator("h1")).to_contain_text("för ”upphandling”")
    expect(page.locator(".kb-applied li")).to_have_count(1)


def test_the_number_is_told_once_when_the_typing_rests(page: Page, site: str) -> None:
    field = open_page(page, site, "")
    page.evaluate("""() => {
        window.told = [];
        const status = document.querySelector("[role=status]");
        const watch = new MutationObserver(() => window.told.push(status.textContent));
        watch.observe(status, { childList: true, characterData: true, subtree: true });
    }""")
    field.press_sequentially("partnerskap", delay=200)
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    expect(page.get_by_role("status")).to_contain_text("träffar")
    page.wait_for_timeout(1000)
    assert page.evaluate("window.told") == [page.get_by_role("status").inner_text()]


def test_a_slow_answer_is_said_to_be_on_its_way(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/sok/medan?*", lambda route: held.append(route))  # noqa: PLW0108 (a method will not do)
    field = open_page(page, site, "?q=upphandling")
    field.fill("partnerskap")
    expect(page.get_by_role("status")).to_have_text("Söker …")
    expect(page.locator(".kb")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    expect(page.get_by_role("status")).to_contain_text("träffar")
    expect(page.locator(".kb")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize("answer", ["refused", "broken", "no contact"])
def test_where_the_route_fails_the_hits_come_by_the_ordinary_way(page: Page, site: str, answer: str) -> None:
    def respond(route: Route) -> None:
        if answer == "no contact":
            route.abort()
        else:
            route.fulfill(status=503 if answer == "refused" else 200, body="<html>")

    page.route("**/sok/medan?*", respond)
    field = open_page(page, site, "")
    field.press_sequentially("söderhamn", delay=110)
    expect(page.locator("h1")).to_contain_text("för ”söderhamn…”")
    expect(field).to_be_focused()
    expect(field).to_have_value("söderhamn")
    assert page.url == f"{site}?q=s%C3%B6derhamn&skriver=1"


@pytest.mark.parametrize("anchor", ["", "#traffar"])
def test_back_forward_and_reload_show_what_their_address_says(page: Page, site: str, anchor: str) -> None:
    field = open_page(page, site, f"?q=upphandling{anchor}")
    first = page.locator("h1").inner_text()
    field.fill("partnerskap")
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    typed = page.locator("#traffar").inner_text()
    page.go_back()
    expect(page.locator("h1")).to_have_text(first)
    expect(page).to_have_title(re.compile("^upphandling"))
    expect(field).to_have_value("upphandling")
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    page.reload()
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    assert page.locator("#traffar").inner_text() == typed


def test_filters_pages_and_lists_belong_to_what_was_typed(page: Page, site: str) -> None:
    field = open_page(page, site, "?q=partnerskap")
    field.fill("social ekonomi")
    expect(page.locator("h1")).to_contain_text("för ”social ekonomi…”")
    expect(page.get_by_role("link", name="kalkylblad (CSV)")).to_have_attribute(
        "href", "exportera?format=csv&q=social%20ekonomi&skriver=1"
    )
    page.get_by_role("link", name="Nästa sida").click()
    expect(page).to_have_url(f"{site}?q=social%20ekonomi&skriver=1&sida=2")
    expect(page.get_by_text(re.compile(r"^Sida 2 av \d+$"))).to_be_visible()
    field.fill("upphandling")
    expect(page.locator("h1")).to_contain_text("för ”upphandling…”")
    page.locator("#facett-dokumenttyp input[type=checkbox]").first.check()
    expect(page.locator(".kb-applied li")).to_have_count(1)
    expect(page.locator("h1")).to_contain_text("för ”upphandling…”")
    field.fill("avtal")
    expect(page.locator("h1")).to_contain_text("för ”avtal…”")
    expect(page.locator(".kb-applied li")).to_have_count(1)


def test_what_was_typed_stays_when_the_connection_comes_back(page: Page, site: str) -> None:
    page.add_init_script("""
        const Socket = window.WebSocket;
        window.sockets = [];
        window.WebSocket = class extends Socket { constructor(...how) { super(...how); window.sockets.push(this) } };
    """)
    field = open_page(page, site, "?q=upphandling")
    field.fill("partnerskap")
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    page.evaluate("window.sockets.at(-1).close()")
    page.wait_for_function("window.sockets.length > 1 && window.sockets.at(-1).readyState === 1")
    page.wait_for_timeout(1500)
    expect(page.locator("h1")).to_contain_text("för ”partnerskap…”")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("för ”partnerskap”")


def test_a_word_that_is_being_composed_is_not_searched_and_not_disturbed(page: Page, site: str) -> None:
    field = open_page(page, site, "?q=upphandling")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "sok/medan" in request.url else None)
    field.fill("")
    keyboard = page.context.new_cdp_session(page)
    for text in ("e", "ek", "eko"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    page.wait_for_timeout(400)
    expect(page.locator("h1")).to_contain_text("”upphandling”")
    assert asked == []
    keyboard.send("Input.insertText", {"text": "ekonomi"})
    expect(page.locator("h1")).to_contain_text("för ”ekonomi…”")
    expect(field).to_have_value("ekonomi")


def test_axe_finds_nothing_after_typing_and_nothing_moves_below_the_caret(page: Page, site: str) -> None:
    field = open_page(page, site, "?q=upphandling")
    place = field.bounding_box()
    field.press("End")
    field.press_sequentially(" partner", delay=30)
    expect(page.locator("h1")).to_contain_text("för ”upphandling partner…”")
    field.press("ArrowLeft")
    field.press_sequentially("s", delay=30)
    expect(page.locator("h1")).to_contain_text("för ”upphandling partnesr…”")
    assert field.evaluate("field => field.selectionStart") == len("upphandling partnes")
    assert field.bounding_box() == place
    field.press("Escape")
    assert violations(page) == []
