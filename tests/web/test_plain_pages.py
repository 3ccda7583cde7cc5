"""The plain pages in a browser: everything can be done without JavaScript, and by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}

PAGES = {
    "sok": "Vad andra redan vet",
    "sok?q=social%20upphandling&dokumenttyp=v%C3%A4gledning": "träffar i",
    "sok?q=xyzzyplugh&kommun=Ingenstans": "Inga träffar",
    "sok/filter?q=upphandling&facett=organisation": "Organisation:",
    "dokument/forum-iop?q=partnerskap": "Idéburet offentligt partnerskap",
    "dokument/ordlista": "Ordlista",
    "dokument/finns-inte": "Dokumentet finns inte",
    "sok/utforska": "Utforska kunskapsbanken",
    "sok/utforska?karta=kommun": "Utforska kunskapsbanken",
    "kommun/S%C3%B6derhamn": "Söderhamn",
    "kommun/Vara": "Vara",
    "kommun/Habbo": "Sidan finns inte",
    "tema/iop-och-overenskommelser": "IOP och överenskommelser",
    "kallor": "Källor",
    "sok/hjalp": "Hjälp med att söka",
    "sok/om": "Om kunskapsbanken",
    "sok/tillganglighet": "Tillgänglighetsredogörelse",
    "finns/inte": "Sidan finns inte",
    "api/v1": "programmeringsgränssnitt",
}


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Open a window in which no script runs; whatever a page is refused fails the test."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False) as context:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text) if "Refused" in message.text else None)
        yield page
        assert refused == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_any_plain_page(
    browser: Browser, site: str, scheme: Literal["light", "dark"], width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        for address, heading in PAGES.items():
            page.goto(f"{site}{address}")
            expect(page.locator("h1")).to_contain_text(heading)
            found = Axe().run(page, options=RULES).response["violations"]
            assert [f"{address} {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_the_whole_job_is_done_without_javascript(plain: Page, site: str) -> None:
    plain.goto(f"{site}sok")
    plain.get_by_label("Sök i kunskapsbanken").fill("social upphandling")
    plain.keyboard.press("Enter")
    expect(plain.locator("h1")).to_contain_text("för ”social upphandling”")
    plain.get_by_role("checkbox", name=re.compile("^Vägledning")).check()
    plain.get_by_role("button", name="Visa träffarna").click()
    expect(plain.locator("h1")).to_contain_text("i vägledningar")
    expect(plain.get_by_role("checkbox", name=re.compile("^Vägledning"))).to_be_checked()
    plain.get_by_role("link", name="Ta bort filter: Dokumenttyp Vägledning").click()
    plain.get_by_role("link", name="Nästa sida").click()
    expect(plain).to_have_title(re.compile("sida 2 av"))
    results = plain.url
    title = plain.locator("ol.kb-hits h2 a").first
    title.click()
    expect(plain.locator("h1")).to_be_visible()
    anchor = plain.url.partition("#")[2]
    expect(plain.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(plain.locator(".kb-passages mark").first).to_be_visible()
    plain.get_by_role("link", name="Tillbaka till sökningen").click()
    assert plain.url == results


def test_every_value_of_a_facet_can_be_chosen_without_javascript_and_nothing_ticked_is_lost(
    plain: Page, site: str
) -> None:
    plain.goto(f"{site}sok?q=upphandling")
    plain.get_by_role("checkbox", name=re.compile("^Vägledning")).check()
    plain.locator("summary", has_text="Organisation").click()
    plain.get_by_role("button", name=re.compile(r"Visa alla \d+ i Organisation")).click()
    expect(plain.locator("h1")).to_contain_text("i vägledningar")
    plain.get_by_label("Sök bland värdena").fill("myndigheten")
    plain.get_by_role("button", name="Sök bland värdena").click()
    plain.get_by_role("checkbox", name=re.compile("^Upphandlingsmyndigheten")).check()
    plain.get_by_role("button", name="Visa träffarna").click()
    applied = plain.get_by_role("list", name="Valda filter")
    expect(applied).to_contain_text("Dokumenttyp Vägledning")
    expect(applied).to_contain_text("Organisation Upphandlingsmyndigheten")


def test_a_link_to_an_interactive_page_leads_a_browser_without_javascript_to_the_plain_one(
    plain: Page, site: str
) -> None:
    plain.goto(f"{site}dokument?id=forum-iop&q=partnerskap")
    expect(plain.locator("h1")).to_contain_text("Idéburet offentligt partnerskap")
    assert plain.url == f"{site}dokument/forum-iop?q=partnerskap"
    plain.goto(f"{site}hjalp")
    expect(plain.locator("h1")).to_have_text("Hjälp med att söka")


def test_a_narrow_window_leads_to_the_filters_with_one_link(plain: Page, site: str) -> None:
    plain.set_viewport_size({"width": 320, "height": 800})
    plain.goto(f"{site}sok?q=upphandling&dokumenttyp=lag")
    plain.get_by_role("link", name="Filter (1)").click()
    expect(plain.locator("#filter")).to_be_in_viewport()


def test_the_interactive_and_the_plain_page_lead_to_each_other(page: Page, site: str) -> None:
    page.goto(f"{site}?q=upphandling&kommun=Ume%C3%A5")
    page.get_by_role("link", name="Visa i den enkla versionen").click()
    expect(page.locator("main#innehall h1")).to_contain_text("kommun Umeå")
    assert page.url == f"{site}sok?q=upphandling&kommun=Ume%C3%A5"
    page.get_by_role("link", name="Visa i den interaktiva versionen").click()
    expect(page.locator("h1")).to_contain_text("kommun Umeå")
    assert page.url == f"{site}?q=upphandling&kommun=Ume%C3%A5"


def test_the_feed_of_a_search_is_opened_by_the_browser_itself(page: Page, site: str) -> None:
    page.goto(f"{site}?q=upphandling")
    link = page.get_by_role("link", name="Följ sökningen i ett flöde (Atom)")
    expect(link).to_have_attribute("href", "flode.atom?q=upphandling")
    answer = page.request.get(f"{site}flode.atom?q=upphandling")
    assert answer.headers["content-type"].startswith("application/atom+xml")


def test_a_plain_page_is_compressed_and_kept_apart_by_encoding(page: Page, site: str) -> None:
    answer = page.request.get(f"{site}sok?q=upphandling", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"].lower() == "accept-encoding"
    assert page.request.head(f"{site}sok?q=upphandling").headers["etag"] == answer.headers["etag"]
