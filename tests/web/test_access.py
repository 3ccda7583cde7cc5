"""What everybody must be able to use: axe-core, narrow windows, the keyboard, Swedish, no tracebacks."""

from __future__ import annotations

import re
from itertools import product
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DESKTOP, PHONE = (1280, 900), (320, 800)

PAGES = {
    "": "Vad andra redan vet",
    "?q=social%20upphandling&dokumenttyp=v%C3%A4gledning": "träffar i",
    "?q=xyzzyplugh&kommun=Ingenstans": "Inga träffar",
    "dokument?id=forum-iop&q=partnerskap": "Idéburet offentligt partnerskap",
    "dokument?id=finns-inte": "Dokumentet finns inte",
    "utforska": "Utforska kunskapsbanken",
    "utforska?karta=kommun": "Utforska kunskapsbanken",
    "kommun?namn=S%C3%B6derhamn": "Söderhamn",
    "kommun?namn=Vara": "Vara",
    "kommun?namn=Habbo": "Sidan finns inte",
    "tema?id=iop-och-overenskommelser": "IOP och överenskommelser",
    "kallkatalog": "Källor",
    "hjalp": "Hjälp med att söka",
    "om": "Om kunskapsbanken",
    "tillganglighet": "Tillgänglighetsredogörelse",
    "finns/inte": "Sidan finns inte",
}
"""Addresses of every kind of page, with words of the heading that says it is that page."""

RESULTS = next(address for address in PAGES if "dokumenttyp" in address)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def violations_everywhere(page: Page) -> dict[str, list[str]]:
    """Return what axe finds in each theme and window, and how far the page is wider than the window."""
    found = {}
    for scheme, size in product(SCHEMES, (DESKTOP, PHONE)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        dark = "matchMedia('(prefers-color-scheme: dark)').matches"
        ground = "getComputedStyle(document.querySelector('.kb')).backgroundColor != 'rgb(255, 255, 255)'"
        page.wait_for_function(f"!document.querySelector('.stApp') || {dark} == ({ground})")
        wide = page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)")
        found[f"{scheme} {size[0]}"] = [*violations(page), *(["too wide"] if wide else [])]
    return {view: troubles for view, troubles in found.items() if troubles}


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_either_theme_on_a_desktop_or_a_phone(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_contain_text(PAGES[address])
    assert page.locator("html").get_attribute("lang") == "sv"
    assert violations_everywhere(page) == {}


@pytest.mark.parametrize("address", ["?q=upphandling", "dokument?id=forum-iop&q=partnerskap"])
def test_axe_finds_nothing_when_all_that_can_be_opened_is_open(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("for (const part of document.querySelectorAll('.kb details')) part.open = true")
    page.evaluate("for (const b of document.querySelectorAll('[data-do=toggle][aria-expanded=false]')) b.click()")
    assert page.locator(".kb-folded").first.is_visible() or "dokument" in address
    assert violations_everywhere(page) == {}


def test_a_narrow_window_has_its_filters_behind_a_button_with_their_number(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{site}{RESULTS}")
    button = page.get_by_role("button", name="Filter (1)")
    panel = page.locator("#filterpanel")
    expect(panel).to_be_hidden()
    button.click()
    expect(panel).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    panel.locator("input[type=checkbox]:checked").uncheck()
    expect(page.locator("#filterknapp")).to_have_text(re.compile(r"^Filter$"))
    expect(panel).to_be_visible()


def test_the_keyboard_skips_past_the_filters(page: Page, site: str) -> None:
    page.goto(f"{site}{RESULTS}")
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till träffarna")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#traffar').contains(document.activeElement)")


def test_where_the_keyboard_is_can_be_seen_on_all_that_it_reaches(page: Page, site: str) -> None:
    page.goto(f"{site}{RESULTS}")
    expect(page.locator("h1")).to_be_visible()
    seen = """() => { const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; }"""
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(seen), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_a_match_is_marked_by_more_than_colour(page: Page, site: str) -> None:
    page.goto(f"{site}?q=social%20upphandling")
    mark = page.locator(".kb-snippet mark").first
    expect(mark).to_have_css("text-decoration-line", "underline")
    weights = mark.evaluate("one => [one, one.parentElement].map(part => Number(getComputedStyle(part).fontWeight))")
    assert weights[0] > weights[1]


def test_an_unknown_document_and_an_unknown_address_are_swedish_pages_with_a_search_field(
    page: Page, site: str
) -> None:
    page.goto(f"{site}dokument?id=finns-inte&q=upphandling")
    expect(page.locator("h1")).to_have_text("Dokumentet finns inte")
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.locator("h1")).to_contain_text("”upphandling”")
    answer = page.goto(f"{site}finns/inte")
    assert answer is not None
    assert answer.status == 404
    page.get_by_label("Sök i kunskapsbanken", exact=True).fill("partnerskap")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("”partnerskap”")


def test_a_bank_without_an_index_says_what_to_do(page: Page, empty_site: str) -> None:
    page.goto(empty_site)
    expect(page.locator("h1")).to_have_text("Kunskapsbanken är tom")
    expect(page.locator("#innehall")).to_contain_text("kunskapsbank ingest")


@pytest.mark.parametrize(
    "address",
    [
        "?ar=abc",
        "?q=upphandling&sida=-3",
        "?q=upphandling&sida=999",
        f"?q={'%C3%A5' * 8_000}",
        "?q=%22((-:%27*%00",
        f"?q={'x' * 500}&kommun={'y' * 180}",
        "?q=xyzzyplugh&ar=2021&ar=2021-K1",
    ],
)
def test_an_address_without_meaning_is_no_traceback(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_contain_text(re.compile("träff|avsnitt"))
    assert page.locator("[data-testid=stException]").count() == 0
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_nothing_on_a_result_page_is_in_the_english_of_the_framework(page: Page, site: str) -> None:
    page.goto(f"{site}{RESULTS}")
    expect(page.locator("h1")).to_be_visible()
    text = page.locator("body").inner_text()
    named = "[...document.querySelectorAll('[aria-label], [title], [placeholder]')]"
    names = page.evaluate(f"{named}.map(element => element.outerHTML.slice(0, 200)).join()")
    english = r"Skip to|Deploy|Running|Stop\b|Settings|Main menu|Choose|Press Enter|Made with|Next page|Link to"
    assert re.findall(english, text + names) == []
