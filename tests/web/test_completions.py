"""The list of completions below the search field: keyboard, mouse, touch, screen readers, and without an answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.web.test_access import violations


def type_query(page: Page, site: str, text: str, address: str = "") -> Locator:
    """Open a page, type slowly enough for a person, and return the field."""
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_be_visible()
    field = page.get_by_label("Sök i kunskapsbanken", exact=True)
    field.fill("")
    field.press_sequentially(text, delay=10)
    return field


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Förslag").get_by_role("option")


def test_the_arrows_choose_and_enter_searches(page: Page, site: str) -> None:
    field = type_query(page, site, "sociala fö")
    first = options(page).first
    expect(first).to_have_text("sociala företag")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("role", "combobox")
    field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    expect(field).to_be_focused()
    expect(field).to_have_value("sociala fö")
    field.press("ArrowUp")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    field.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("för ”sociala företag”")
    expect(field).to_have_value("sociala företag")
    expect(options(page)).to_have_count(0)
    assert page.url == f"{site}?q=sociala%20f%C3%B6retag"


def test_what_is_added_is_emphasised_and_not_what_is_typed(page: Page, site: str) -> None:
    type_query(page, site, "Ekon")
    option = options(page).filter(has_text=re.compile("^social ekonomi$"))
    expect(option).to_be_visible()
    assert option.locator(".kb-added").all_text_contents() == ["social ", "omi"]
    weight = "element => getComputedStyle(element).fontWeight"
    assert option.locator("span:not(.kb-added)").evaluate(weight) < option.locator(".kb-added").first.evaluate(weight)


def test_enter_without_a_choice_searches_what_is_typed(page: Page, site: str) -> None:
    field = type_query(page, site, "partner")
    expect(options(page).first).to_be_visible()
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("”partner”")
    expect(page.locator("#forslag")).to_be_hidden()


def test_escape_closes_the_list_first_and_clears_the_field_then(page: Page, site: str) -> None:
    field = type_query(page, site, "partner")
    expect(options(page).first).to_be_visible()
    field.press("Escape")
    expect(page.locator("#forslag")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("partner")
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")


def test_tab_leaves_the_list_behind(page: Page, site: str) -> None:
    field = type_query(page, site, "partner")
    expect(options(page).first).to_be_visible()
    field.press("Tab")
    expect(page.locator("#forslag")).to_be_hidden()
    expect(page.get_by_role("button", name="Töm sökfältet")).to_be_focused()
    expect(field).to_have_value("partner")


def test_a_click_chooses_and_keeps_the_filters(page: Page, site: str) -> None:
    type_query(page, site, "reserverad upp", "?q=avtal&sort=newest&kommun=S%C3%B6derhamn")
    options(page).get_by_text("reserverad upphandling", exact=True).click()
    expect(page.locator("h1")).to_contain_text("för ”reserverad upphandling”")
    assert "sort=newest" in page.url
    assert "kommun=S%C3%B6derhamn" in page.url


def test_a_tap_chooses(browser: Browser, site: str) -> None:
    with browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        type_query(page, site, "sociala fö")
        options(page).first.tap()
        expect(page.locator("h1")).to_contain_text("för ”sociala företag”")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (320, "dark")])
def test_the_list_fits_moves_nothing_and_is_accessible(browser: Browser, site: str, width: int, scheme: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}?q=avtal")
        before = page.locator("h1").bounding_box()
        field = type_query(page, site, "ekon", "?q=avtal")
        expect(options(page).first).to_be_visible()
        field.press("ArrowDown")
        assert page.locator("h1").bounding_box() == before
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert violations(page) == []


def test_the_number_is_told_politely_in_swedish(page: Page, site: str) -> None:
    field = type_query(page, site, "ekon")
    said = page.locator("#forslag-besked[aria-live=polite]")
    expect(said).to_have_text(re.compile(r"^\d+ förslag$"))
    assert page.get_by_role("listbox", name="Förslag").get_by_role("option").count() <= 10
    field.press("Escape")
    expect(said).to_have_text("")


def test_an_answer_to_what_is_no_longer_typed_is_dropped(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/api/v1/suggest?q=part", lambda route: held.append(route))  # noqa: PLW0108 (a method will not do)
    with page.expect_request("**/api/v1/suggest?q=part"):
        field = type_query(page, site, "part")
    field.press_sequentially("nersk", delay=10)
    expect(options(page).first).to_have_text("partnerskap")
    for route in held:
        route.fulfill(json={"suggestion": None, "completions": ["för sent"]})
    field.press("ArrowDown")
    expect(options(page).first).to_have_text("partnerskap")


def test_the_field_works_where_the_server_gives_no_completions(page: Page, site: str) -> None:
    page.route("**/api/v1/suggest*", lambda route: route.abort())
    field = type_query(page, site, "partnerskap")
    field.press("ArrowDown")
    expect(page.locator("#forslag")).to_be_hidden()
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("”partnerskap”")


def test_a_spelling_is_offered_where_nothing_begins_so(page: Page, site: str) -> None:
    type_query(page, site, "socialekonomi")
    expect(options(page)).to_have_text(["social ekonomi"])
