"""Searching, filtering, turning pages and coming back, in a real browser on the starter corpus."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

QUERY = "social upphandling"


def open_search(page: Page, site: str, address: str = f"?q={QUERY}") -> None:
    page.goto(f"{site}{address}")
    expect(page.locator("h1")).to_be_visible()


def hits(page: Page) -> Locator:
    return page.locator("ol.kb-hits > li")


def heading_count(page: Page) -> int:
    """Return the number of documents that the heading of the result says."""
    found = re.search(r"i (\d+) dokument", page.locator("h1").inner_text())
    assert found is not None
    return int(found[1])


def tick(page: Page, facet: str) -> tuple[str, int]:
    """Tick the last value in sight of an open facet, wait for the result; return the value and its promised count."""
    boxes = page.locator(f"#facett-{facet} input[type=checkbox]:visible")
    box = boxes.nth(min(boxes.count(), 3) - 1)
    value = box.get_attribute("value") or ""
    label = page.locator(f"label[for='{box.get_attribute('id')}']").inner_text()
    before = page.locator("h1").inner_text()
    box.check()
    expect(page.locator("h1")).not_to_have_text(before)
    promised = re.search(r"(\d+)\s+dokument", label)
    assert promised is not None
    return value, int(promised[1])


def test_a_search_from_the_start_page_finds_and_keeps_the_query(page: Page, site: str) -> None:
    open_search(page, site, "")
    field = page.get_by_label("Sök i kunskapsbanken", exact=True)
    field.fill(QUERY)
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text(f"för ”{QUERY}”")
    expect(page).to_have_title(re.compile(QUERY))
    expect(field).to_have_value(QUERY)
    assert page.url == f"{site}?q=social%20upphandling"


def test_the_button_searches_too_and_the_field_can_be_emptied_with_the_keyboard(page: Page, site: str) -> None:
    open_search(page, site)
    page.get_by_role("button", name="Töm sökfältet").press("Enter")
    field = page.get_by_label("Sök i kunskapsbanken", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    field.fill("partnerskap")
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.locator("h1")).to_contain_text("”partnerskap”")


def test_at_least_four_hits_are_seen_without_scrolling(page: Page, site: str) -> None:
    open_search(page, site)
    links = page.locator("ol.kb-hits h2 a, ol.kb-hits .kb-more a")
    boxes = [link.bounding_box() for link in links.all()]
    assert len([box for box in boxes if box and box["y"] + box["height"] <= 900]) >= 4


def test_a_filter_gives_the_count_it_promised_and_the_focus_stays(page: Page, site: str) -> None:
    open_search(page, site)
    page.evaluate("scrollTo(0, 60)")
    value, promised = tick(page, "dokumenttyp")
    assert page.evaluate("scrollY") > 0
    assert heading_count(page) == promised
    expect(page.locator("input[type=checkbox]:focus")).to_have_attribute("value", value)
    expect(page.locator("input[type=checkbox]:focus")).to_be_in_viewport()
    expect(page.locator(".kb-applied li")).to_have_count(1)


def test_an_applied_filter_is_removed_with_one_key(page: Page, site: str) -> None:
    open_search(page, site)
    before = page.locator("h1").inner_text()
    tick(page, "kommun")
    remove = page.get_by_role("link", name=re.compile("^Ta bort filter: Kommun "))
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(before)
    expect(page.locator("h1")).to_be_focused()
    assert "kommun=" not in page.url


def test_filters_in_two_facets_hold_together_and_are_cleared_together(page: Page, site: str) -> None:
    open_search(page, site, f"?q={QUERY}&sort=newest")
    before = page.locator("h1").inner_text()
    tick(page, "tema")
    tick(page, "dokumenttyp")
    expect(page.locator(".kb-applied li")).to_have_count(2)
    page.get_by_role("link", name="Rensa alla filter").click()
    expect(page.locator("h1")).to_have_text(before)
    assert page.url == f"{site}?q=social%20upphandling&sort=newest"


def test_a_lower_theme_takes_the_place_of_its_parent(page: Page, site: str) -> None:
    open_search(page, site)
    row = page.locator("#facett-tema li", has=page.locator("[data-children]")).first
    parent = row.locator("input").first
    parent.check()
    expect(page.locator(".kb-applied li")).to_have_count(1)
    row.locator("[data-children] input").first.check()
    expect(row.locator("[data-children] input").first).to_be_checked()
    expect(parent).not_to_be_checked()
    expect(page.locator(".kb-applied li")).to_have_count(1)


def test_a_long_facet_can_be_searched_and_shown_whole(page: Page, site: str) -> None:
    open_search(page, site, "?sort=newest")
    facet = page.locator("#facett-kommun")
    values = facet.locator("ul > li:visible")
    expect(values).to_have_count(6)
    facet.get_by_role("button", name=re.compile("Visa .* till")).click()
    everything = values.count()
    assert everything > 6
    name = values.nth(everything - 1).locator("input").get_attribute("value") or ""
    facet.get_by_role("searchbox").fill(f"  {name[:4].upper()}.")
    expect(facet.locator("ul > li:visible", has_text=name)).to_be_visible()
    assert values.count() < everything


def test_sorting_by_date_is_announced_and_kept_when_a_filter_changes(page: Page, site: str) -> None:
    open_search(page, site)
    page.get_by_role("link", name="Nyast").click()
    expect(page.get_by_role("link", name="Nyast")).to_have_attribute("aria-current", "true")
    expect(page.locator("#besked")).to_contain_text("sorterat efter nyast")
    tick(page, "dokumenttyp")
    assert "sort=newest" in page.url


def test_pages_turn_and_a_new_query_begins_at_the_first(page: Page, site: str) -> None:
    open_search(page, site)
    first = hits(page).first.inner_text()
    page.get_by_role("link", name="Nästa sida").click()
    expect(page.get_by_text(re.compile(r"^Sida 2 av \d+$"))).to_be_visible()
    expect(page).to_have_title(re.compile("sida 2 av"))
    assert hits(page).first.inner_text() != first
    assert "sida=2" in page.url
    page.get_by_label("Sök i kunskapsbanken", exact=True).fill("kommun")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("”kommun”")
    assert "sida" not in page.url


def test_a_hit_opens_its_document_at_the_place_and_back_returns_to_the_same_result(page: Page, site: str) -> None:
    open_search(page, site)
    tick(page, "tema")
    result, address = page.locator("h1").inner_text(), page.url
    link = page.locator("ol.kb-hits h2 a").nth(2)
    title = link.inner_text()
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    place = page.locator(f"[id='{anchor}']")
    expect(place).to_be_in_viewport()
    expect(place).to_be_focused()
    expect(page.locator(".kb-passages mark").first).to_be_attached()
    page.go_back()
    expect(page.locator("h1")).to_have_text(result)
    assert page.url == address
    expect(link).to_be_in_viewport()
    expect(link).to_be_focused()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(title)
    page.get_by_role("link", name=re.compile("^← ?Tillbaka|Tillbaka till sökningen")).click()
    expect(page.locator("h1")).to_have_text(result)
    assert page.url == address


def test_back_undoes_one_filter_at_a_time(page: Page, site: str) -> None:
    open_search(page, site)
    headings = [page.locator("h1").inner_text()]
    for facet in ("tema", "dokumenttyp"):
        tick(page, facet)
        headings.append(page.locator("h1").inner_text())
    for heading in reversed(headings[:-1]):
        page.go_back()
        expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("input[type=checkbox]:checked")).to_have_count(0)


def test_a_permalink_shows_the_same_result_in_another_window(page: Page, site: str) -> None:
    open_search(page, site)
    tick(page, "tema")
    page.get_by_role("link", name="Nyast").click()
    expect(page.locator("#besked")).to_contain_text("nyast")
    shown = page.locator("#traffar").inner_text()
    page.reload()
    expect(page.locator("#traffar")).to_have_text(re.compile(".+"), use_inner_text=True)
    assert page.locator("#traffar").inner_text() == shown


def test_the_status_keeps_its_node_while_its_words_change(page: Page, site: str) -> None:
    open_search(page, site, "")
    page.evaluate("window.seen = document.querySelector('[role=status]')")
    status = page.get_by_role("status")
    page.get_by_label("Sök i kunskapsbanken", exact=True).fill(QUERY)
    page.keyboard.press("Enter")
    expect(status).to_contain_text("träffar")
    said = status.inner_text()
    tick(page, "kommun")
    expect(status).not_to_have_text(said)
    assert page.evaluate("window.seen === document.querySelector('[role=status]') && window.seen.isConnected")


def test_nothing_found_says_so_and_leads_on(page: Page, site: str) -> None:
    open_search(page, site, "?q=upphandling&kommun=Ingenstans")
    expect(page.locator("h1")).to_have_text("Inga träffar för ”upphandling”, avgränsat till kommun Ingenstans")
    page.get_by_role("link", name="Ta bort Kommun Ingenstans").click()
    expect(page.locator("h1")).to_contain_text("dokument för ”upphandling”")


def test_a_theme_of_the_start_page_gives_the_documents_it_promised(page: Page, site: str) -> None:
    open_search(page, site, "")
    entry = page.locator(".kb-themes li").first
    promised = re.search(r"(\d+)", entry.locator(".kb-count").inner_text())
    assert promised is not None
    entry.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("avgränsat till tema")
    assert heading_count(page) == int(promised[1])


def test_two_filters_in_quick_succession_both_hold(page: Page, site: str) -> None:
    open_search(page, site)
    boxes = page.locator("#facett-dokumenttyp input[type=checkbox]")
    values = [boxes.nth(place).get_attribute("value") for place in range(2)]
    boxes.evaluate_all("boxes => boxes.slice(0, 2).forEach(box => box.click())")
    expect(page.locator(".kb-applied li")).to_have_count(2)
    for value in values:
        expect(page.locator(f"#facett-dokumenttyp input[value='{value}']")).to_be_checked()


def test_every_example_of_the_help_page_finds_something(page: Page, site: str) -> None:
    page.goto(f"{site}hjalp")
    page.locator(".kb-examples a").first.wait_for()
    addresses = page.locator(".kb-examples a").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) > 4
    for address in addresses:
        page.goto(address)
        page.locator("h1", has_text=re.compile(r"^\d+ träff")).wait_for()


def test_years_from_and_to_a_value_left_out_and_back_again(page: Page, site: str) -> None:
    open_search(page, site, "?q=upphandling")
    years = page.locator("#facett-ar")
    years.locator("summary").first.click()
    page.get_by_label("Från år").fill("2021")
    page.get_by_label("till år").fill("2022")
    page.get_by_role("button", name="Visa åren").click()
    expect(page.locator("h1")).to_contain_text("avgränsat till år 2021–2022")
    promised = page.locator("#facett-ar label", has_text="2021–2022").inner_text()
    assert heading_count(page) == int(re.findall(r"(\d+)\s+dokument", promised)[0])
    page.locator("#uteslut-kommun summary").click()
    page.get_by_role("link", name="Uteslut Söderhamn").click()
    expect(page.locator("h1")).to_contain_text("utan kommun Söderhamn")
    expect(page.locator("#facett-kommun input[value=Söderhamn]")).to_have_count(0)
    page.get_by_role("link", name="Ta bort filter: Utan kommun Söderhamn").click()
    expect(page.locator("h1")).not_to_contain_text("utan kommun")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("utan kommun Söderhamn")


def test_a_corrected_search_can_be_asked_exactly_and_a_new_query_is_corrected_again(page: Page, site: str) -> None:
    open_search(page, site, "?q=uphandling%20kooperativ")
    expect(page.locator(".kb-suggestion")).to_contain_text("Visar träffar för ”upphandling kooperativ”.")
    page.get_by_role("link", name="”uphandling kooperativ”").click()
    expect(page.locator("h1")).to_contain_text("för ”uphandling kooperativ”")
    expect(page.locator("h1")).to_be_focused()
    tick(page, "tema")
    assert "exakt=1" in page.url
    expect(page.get_by_role("link", name="upphandling kooperativ")).to_be_visible()
    page.get_by_label("Sök i kunskapsbanken", exact=True).fill("parnterskap")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-suggestion")).to_contain_text("Visar träffar för ”partnerskap”.")
    assert "exakt" not in page.url


def test_the_list_of_hits_can_be_taken_along(page: Page, site: str) -> None:
    open_search(page, site)
    with page.expect_download() as download:
        page.get_by_role("link", name="kalkylblad (CSV)").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("titel;avsnitt;")
