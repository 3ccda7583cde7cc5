"""Hits while a query is typed, shortcuts of one key, the walk through a document's matches, links to copy."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

DOCUMENT = "dokument?id=forum-iop&q=partnerskap"


def open_page(page: Page, site: str, address: str) -> Locator:
    """Open a page; return its search field."""
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_be_visible()
    return page.get_by_label("Sök i kunskapsbanken", exact=True)


def test_hits_come_while_a_word_is_typed_and_the_field_keeps_every_letter(page: Page, site: str) -> None:
    field = open_page(page, site, "")
    field.press_sequentially("söderh", delay=30)
    expect(page.locator("h1")).to_contain_text("träffar i")
    expect(page.locator(".kb-hits mark").first).to_have_text(re.compile("Söderhamn"))
    field.press_sequentially("amn second hand", delay=90)
    expect(page.locator("h1")).to_contain_text("”söderhamn second hand…”")
    expect(field).to_have_value("söderhamn second hand")
    expect(field).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("träffar")


def test_what_was_typed_is_one_step_in_the_history_and_enter_finishes_it(page: Page, site: str) -> None:
    field = open_page(page, site, "hjalp")
    page.get_by_role("link", name="Sök", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Vad andra redan vet")
    for word in ("partner", "skap"):
        field.press_sequentially(word)
        expect(page).to_have_url(re.compile("skriver=1"))
        expect(page.locator("h1")).to_contain_text(f"{word}…”")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("för ”partnerskap”")
    assert page.url == f"{site}?q=partnerskap"
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Vad andra redan vet")


def test_nothing_is_searched_while_typing_in_a_document_or_where_it_is_switched_off(page: Page, site: str) -> None:
    field = open_page(page, site, DOCUMENT)
    field.fill("upphandling")
    page.wait_for_timeout(600)
    expect(page.locator("h1")).to_contain_text("Idéburet offentligt partnerskap")
    open_page(page, site, "hjalp")
    page.get_by_label("Sök medan jag skriver").uncheck()
    field = open_page(page, site, "?q=partnerskap")
    field.fill("upphandling")
    page.wait_for_timeout(600)
    expect(page.locator("h1")).to_contain_text("”partnerskap”")


def test_one_key_goes_to_the_field_and_others_to_the_hits(page: Page, site: str) -> None:
    field = open_page(page, site, "?q=partnerskap")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.press("j")
    expect(field).to_have_value("j")
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    links = page.locator(".kb-hits h2 a")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("article.kb-document")).to_be_visible()


def test_the_keys_can_be_switched_off_and_stay_off(page: Page, site: str) -> None:
    open_page(page, site, "hjalp")
    page.get_by_label("Kortkommandon med en tangent").uncheck()
    open_page(page, site, "hjalp")
    expect(page.get_by_label("Kortkommandon med en tangent")).not_to_be_checked()
    field = open_page(page, site, "?q=partnerskap")
    for key in ("/", "j", "r", "c"):
        page.keyboard.press(key)
    expect(field).not_to_be_focused()
    expect(page.locator("body")).to_be_focused()


def test_the_matches_of_a_document_are_walked_with_buttons_and_keys(page: Page, site: str) -> None:
    open_page(page, site, DOCUMENT)
    number = page.locator("#traffnummer")
    expect(number).to_have_text(re.compile(r"^\d+ träffar$"))
    total = int(number.inner_text().split()[0])
    page.get_by_role("button", name="Nästa träff").click()
    expect(number).to_have_text(f"Träff 1 av {total}")
    expect(page.locator("mark.kb-current").first).to_be_in_viewport()
    page.get_by_role("button", name="Föregående träff").click()
    expect(number).to_have_text(f"Träff {total} av {total}")
    page.keyboard.press("j")
    expect(number).to_have_text(f"Träff 1 av {total}")
    expect(page.locator("mark.kb-current").first).to_be_focused()
    open_page(page, site, "dokument?id=forum-iop")
    expect(page.get_by_role("button", name="Nästa träff")).to_be_hidden()


def test_links_are_copied_and_that_is_said(page: Page, context: BrowserContext, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for address, button, copied in (
        ("?q=partnersk&skriver=1", "Kopiera länk till sökningen", "?q=partnersk"),
        (DOCUMENT, re.compile("^Kopiera länk till avsnittet Hur många IOP"), "dokument?id=forum-iop#hur-manga-iop"),
    ):
        open_page(page, site, address)
        page.get_by_role("button", name=button).click()
        expect(page.locator("#besked")).to_have_text("Länken är kopierad.")
        assert page.evaluate("navigator.clipboard.readText()").startswith(f"{site}{copied}")
