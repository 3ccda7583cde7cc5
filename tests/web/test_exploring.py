"""The pictures as people use them: a click on the map or a bar is a filter, without loading the window anew."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

MARK = "window.sammaFönster = true"


def test_a_click_on_the_map_shows_what_mentions_the_county(page: Page, site: str) -> None:
    page.goto(f"{site}utforska")
    county = page.locator("svg.kb-map a", has=page.locator("title", has_text="Gävleborgs län"))
    promised = re.search(r"(\d+) dokument", county.locator("title").text_content() or "")
    page.evaluate(MARK)
    county.locator("path").click()
    assert promised is not None
    expect(page.locator("h1")).to_contain_text(f"i {promised[1]} dokument, avgränsat till län Gävleborgs län")
    assert page.evaluate("window.sammaFönster")


def test_the_other_map_comes_in_place_with_the_focus_where_it_was(page: Page, site: str) -> None:
    page.goto(f"{site}utforska")
    page.get_by_role("link", name="Kommuner", exact=True).press("Enter")
    expect(page.locator("#karta-kommun")).to_have_attribute("aria-current", "true")
    expect(page.locator("#karta-kommun")).to_be_focused()
    page.locator("svg.kb-map a", has=page.locator("title", has_text="Hudiksvall")).locator("path").click()
    expect(page.locator("h1")).to_contain_text("kommun Hudiksvall")


def test_a_search_within_a_municipality_stays_there(page: Page, site: str) -> None:
    page.goto(f"{site}kommun?namn=S%C3%B6derhamn")
    page.get_by_label("Sök bland texterna om Söderhamn").fill("fruktkorgar")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("för ”fruktkorgar”, avgränsat till kommun Söderhamn")


def test_the_keyboard_goes_from_the_headings_to_the_tables_and_past_the_pictures(page: Page, site: str) -> None:
    page.goto(f"{site}utforska")
    page.locator("nav.kb-on-page").get_by_role("link", name="Karta").press("Enter")
    expect(page.locator("#karta")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator("#karta-kommun")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('table')?.id") == "tabell-karta"


def test_the_list_of_sources_is_searched_and_narrowed_in_place(page: Page, site: str) -> None:
    page.goto(f"{site}kallkatalog")
    page.get_by_label("Sök bland källorna: titel, utgivare eller webbplats").fill("riksdagen")
    page.keyboard.press("Enter")
    expect(page.locator("#lage-alla")).to_contain_text(re.compile(r"Alla [1-9]$"))
    page.locator("#lage-digest").press("Enter")
    expect(page.locator("#lage-digest")).to_have_attribute("aria-current", "true")
    expect(page.locator("#ord")).to_have_value("riksdagen")
