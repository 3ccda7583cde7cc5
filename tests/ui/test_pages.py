"""The pages as HTML, on the small bank of invented documents; how they behave in a browser is in tests/web."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from index.document import Address
from index.errors import IndexMissingError, NotFoundError
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from ui.addresses import STREAMLIT
from ui.document_page import document_page
from ui.facet_panel import PROMOTED
from ui.information import about_page, accessibility_page, help_page
from ui.messages import error_page
from ui.page import Page
from ui.routes import ROUTES
from ui.search_page import search_page


def soup(page: Page) -> BeautifulSoup:
    return BeautifulSoup(str(page.html), "lxml")


def words(page: Tag, selector: str) -> str:
    found = page.select_one(selector)
    return re.sub(r"\s+", " ", found.get_text()).strip() if found else ""


def search(engine: WhooshEngine, **parameters: str | list[str]) -> BeautifulSoup:
    values = {name: [value] if isinstance(value, str) else value for name, value in parameters.items()}
    return soup(search_page(engine, values))


def test_a_result_has_heading_status_hits_and_their_places(engine: WhooshEngine) -> None:
    page = search(engine, q="upphandling fruktkorgar")
    assert words(page, "h1").endswith("för ”upphandling fruktkorgar”")
    assert "träff" in words(page, "[role=status]")
    hits = page.select("ol.kb-hits > li")
    assert hits[0].h2 is not None
    assert hits[0].h2.a is not None
    assert hits[0].h2.a["href"] == (
        "dokument?id=brev1&q=upphandling%20fruktkorgar#reserverad-upphandling-av-fruktkorgar"
    )
    assert "januari 2022" in words(page, ".kb-meta")
    assert hits[0].select("mark")


def test_a_hit_says_kind_date_source_and_whose_words_and_nothing_of_the_machinery(engine: WhooshEngine) -> None:
    page = search(engine, q="fruktkorgar")
    first = page.select("ol.kb-hits > li")[0]
    assert words(first, ".kb-meta") == "Nyhetsbrev januari 2022 Ekviks förlag sammanfattning"
    said = " ".join(page.get_text(" ").split())
    assert not re.search(r"https?://|\d ?(?:ms|sekunder|byte|kB)\b|\d\.\d{2}|poäng", said)


def test_every_page_leads_to_the_statement_on_accessibility_and_to_help_with_searching(engine: WhooshEngine) -> None:
    asked = {"id": ["brev1"], "namn": ["Söderhamn"], "q": ["avtal"]}
    for route in ROUTES:
        values = {"id": ["upphandling-och-affarer"]} if route.place == "theme" else asked
        page = soup(route.page(engine, values, STREAMLIT))
        assert page.select_one(f"footer a[href='{STREAMLIT.to('accessibility')}']"), route.place
        assert page.select_one(f"form#sok a[href='{STREAMLIT.to('help')}']"), route.place


def test_the_filters_are_groups_of_boxes_with_names_and_the_most_used_stand_first_and_open(
    engine: WhooshEngine,
) -> None:
    page = search(engine, q="upphandling")
    groups = page.select(".kb-filters fieldset")
    assert all(group.select_one("legend") and group.select("input[type=checkbox]") for group in groups)
    names = [detail["id"] for detail in page.select(".kb-filters details[open]") if str(detail.get("id", "")) != ""]
    assert names[: len(PROMOTED)] == [f"facett-{name}" for name in PROMOTED]


def test_a_document_is_listed_once_with_its_further_passages_below(engine: WhooshEngine) -> None:
    page = search(engine, q="upphandling")
    titles = [heading.get_text() for heading in page.select("ol.kb-hits h2")]
    assert len(titles) == len(set(titles))
    assert page.select(".kb-more a")


def test_a_copy_of_a_hit_is_named_under_it_and_not_listed_again(engine: WhooshEngine) -> None:
    letter = engine.document("brev1")
    item = replace(letter.passages[1], id="kopia#tips", anchor="tips")
    with engine.write() as writing:
        writing.replace(replace(letter, id="kopia", title="Nyhetsbrevet på webben", passages=(item,)))
    page = search(engine, q="fruktkorgar")
    assert words(page, "h1").startswith("2 träffar i 2 dokument")
    assert [heading.get_text() for heading in page.select("ol.kb-hits h2")] == ["Nyhetsbrev 1, januari 2022"]
    assert words(page, ".kb-same") == "Nästan samma text finns i Nyhetsbrevet på webben (sammanfattning)."


def test_a_question_is_answered_in_brief_above_the_hits_with_its_source(engine: WhooshEngine) -> None:
    page = search(engine, q="vad är social ekonomi?")
    (brief,) = page.select("section.kb-brief")
    assert words(brief, "h2") == "I korthet"
    assert words(brief, "blockquote") == "Social ekonomi är idéburna organisationer, kooperativ och stiftelser."
    assert words(brief, "figcaption").startswith("Ordagrant ur sammanfattningen av Handbok om social ekonomi › Vad är")
    assert "Norrtuna förlag" in words(brief, "figcaption")
    (link,) = brief.select("a")
    assert str(link["href"]).endswith("#social-ekonomi")
    assert page.select_one("[role=status] .kb-brief, ol.kb-hits .kb-brief") is None


def test_what_is_said_in_brief_is_escaped(engine: WhooshEngine) -> None:
    page = search_page(engine, {"q": ["hur många kronor gäller avtalet i Norrtuna?"]})
    assert "2,8 miljoner kronor &lt;exkl. moms&gt;" in str(page.html)
    assert words(soup(page), ".kb-brief blockquote") == "Avtalet gäller 2,8 miljoner kronor <exkl. moms>."


def test_a_search_that_asks_nothing_has_nothing_in_brief(engine: WhooshEngine) -> None:
    for parameters in ({"q": "social ekonomi"}, {"q": "vad är social ekonomi?", "sort": "newest"}):
        assert search(engine, **parameters).select(".kb-brief") == []


def test_the_window_title_carries_query_and_page(engine: WhooshEngine) -> None:
    assert search_page(engine, {"q": ["upphandling"]}).title == "upphandling – Sök – Kunskapsbanken"


def test_an_applied_filter_is_repeated_with_a_link_that_removes_it(engine: WhooshEngine) -> None:
    page = search(engine, q="upphandling", kommun="Norrtuna", sort="newest")
    link = page.select_one(".kb-applied li a")
    assert link is not None
    assert link.get_text().replace("×", "").strip() == "Ta bort filter: Kommun Norrtuna"
    assert link["href"] == "./?q=upphandling&sort=newest"
    assert words(page, ".kb-clear-all") == "Rensa alla filter"


def test_every_count_beside_a_value_is_what_choosing_it_gives(engine: WhooshEngine) -> None:
    page = search(engine, q="upphandling", tema="Upphandling och affärer")
    for box in page.select("input[type=checkbox][name=dokumenttyp]"):
        label = words(page, f"label[for={box['id']}]")
        value = str(box["value"])
        chosen = search(engine, q="upphandling", tema="Upphandling och affärer", dokumenttyp=value)
        promised = re.search(r"(\d+) dokument", label)
        given = re.search(r"i (\d+) dokument", words(chosen, "h1"))
        assert promised is not None
        assert given is not None
        assert promised[1] == given[1]


def test_nothing_found_offers_ways_on_that_lead_somewhere(engine: WhooshEngine) -> None:
    page = search(engine, q="upphandling", kommun="Ekvik", ar="2020")
    assert words(page, "h1") == "Inga träffar för ”upphandling”, avgränsat till kommun Ekvik och år 2020"
    offered = [link.get_text() for link in page.select(".kb-nothing a")]
    assert "Ta bort Kommun Ekvik" in offered
    assert "Ta bort alla filter" in offered
    assert page.select(".kb-themes a")


def test_the_start_page_shows_what_the_bank_holds(engine: WhooshEngine) -> None:
    page = search(engine)
    assert "3 dokument med 5 avsnitt" in words(page, ".kb-lead")
    assert page.select_one('a[href="./?tema=Upphandling%20och%20aff%C3%A4rer"]')
    assert page.select_one('a[href="dokument?id=brev1"]')


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": ["x" * 10_000]},
        {"ar": ["abc"]},
        {"sida": ["999"], "q": ["upphandling"]},
        {"sida": ["-3"], "q": ["upphandling"]},
        {"q": ['"((( -:* ”']},
        {"q": ["<script>alert(1)</script>"], "kommun": ["<b>"]},
        {"tema": ["a / b / c"], "sort": ["slump"]},
        {"q": ["\x00\ud800"]},
    ],
)
def test_no_address_breaks_the_search_page(engine: WhooshEngine, parameters: dict[str, list[str]]) -> None:
    page = soup(search_page(engine, parameters))
    assert words(page, "h1")
    assert not page.select("script, b")


def test_a_page_beyond_the_last_shows_the_last(engine: WhooshEngine) -> None:
    assert search(engine, q="upphandling", sida="999").select("ol.kb-hits > li")


def test_a_document_names_source_rights_and_that_it_is_a_digest(engine: WhooshEngine) -> None:
    page = soup(document_page(engine, {"id": ["brev1"], "q": ["fruktkorgar"], "kommun": ["Norrtuna"]}))
    assert "egen sammanfattning" in words(page, ".kb-statement")
    assert "Ekviks förlag" in words(page, "dl")
    assert "Påhittad text." in words(page, "dl")
    back = page.select_one(".kb-strip a")
    assert back is not None
    assert back["href"] == "./?q=fruktkorgar&kommun=Norrtuna"


def test_a_document_says_which_years_and_amounts_it_speaks_of_and_where(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    passages = (
        make_passage("avgift", "forr", "Förr", "Text.", dates=("2019", "2017-05-01"), amounts=("500 SEK", "30 %")),
        make_passage("avgift", "nu", "Nu", "Text.", dates=("2022-03", "2019"), amounts=("7800000 SEK",)),
        make_passage("avgift", "om", "Om källan", "Text.", item_kind="om källan", dates=("2024",)),
    )
    with engine.write() as writing:
        writing.replace(make_document("avgift", "Avgiften", *passages))
    page = soup(document_page(engine, {"id": ["avgift"]}))
    assert words(page, ".kb-subjects summary") == "Årtal och belopp i dokumentet"
    ways = [(link.get_text(), link["href"]) for link in page.select(".kb-subjects a")]
    assert ways == [
        ("2017", "#forr"),
        ("2019", "#forr"),
        ("2022", "#nu"),
        ("500 kronor", "#forr"),
        ("7,8 miljoner kronor", "#nu"),
    ]


def test_a_document_has_contents_anchors_marks_links_and_pages(engine: WhooshEngine) -> None:
    page = soup(document_page(engine, {"id": ["brev1"], "q": ["fruktkorgar"]}))
    place = page.select_one("#reserverad-upphandling-av-fruktkorgar")
    assert place is not None
    assert place.name == "h2"
    assert page.select_one('.kb-contents a[href="#reserverad-upphandling-av-fruktkorgar"]')
    assert page.select(".kb-passages mark")
    assert page.select_one('a[href="https://norrtuna.example/avtal"]')
    assert "Sida 12 i originalet" in soup(document_page(engine, {"id": ["handbok"]})).get_text()


def test_the_contents_name_a_heading_that_has_no_text_of_its_own(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    passages = [
        replace(make_passage("steg", anchor, "", "Text."), heading=("Steg", title))
        for anchor, title in (("mal", "Mål"), ("medel", "Medel"))
    ]
    with engine.write() as writing:
        writing.replace(make_document("steg", "Två steg", *passages))
    page = soup(document_page(engine, {"id": ["steg"]}))
    entries = [(entry.get_text(strip=True), entry.a["href"]) for entry in page.select(".kb-contents li") if entry.a]
    assert entries == [("Steg", "#mal"), ("Mål", "#mal"), ("Medel", "#medel")]
    assert [heading.name for heading in page.select(".kb-passages h2, .kb-passages h3")] == ["h2", "h3", "h3"]


def test_a_document_in_english_says_so_to_screen_readers(engine: WhooshEngine) -> None:
    page = soup(document_page(engine, {"id": ["plan"]}))
    assert page.select_one("h1[lang=en]")
    assert page.select_one("section[lang=en]")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("derived", "kan vara fel"), ("copy", "läst i en kopia"), ("read", "kan ha flyttats")],
)
def test_a_document_says_how_sure_its_address_is_and_what_is_uncertain(
    tmp_path: Path, address: Address, sentence: str
) -> None:
    engine = WhooshEngine(tmp_path / "index")
    known = make_document(
        "brev2", "Brev 2", make_passage("brev2", "a", "A", "Text."), address=address, note="Slutet är inte läst."
    )
    with engine.write() as writing:
        writing.replace(known)
    page = soup(document_page(engine, {"id": ["brev2"]}))
    assert sentence in words(page, ".kb-document dl")
    assert "Slutet är inte läst." in words(page, ".kb-document dl")


def test_a_fault_in_a_document_is_reported_with_its_id(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_CONTACT", "redaktion@ekvik.example")
    page = soup(document_page(engine, {"id": ["brev1"]}))
    assert "Fel i uppgiften?" in words(page, ".kb-report")
    link = page.select_one(".kb-report a")
    assert link is not None
    assert link["href"] == "mailto:redaktion@ekvik.example?subject=Fel%20i%20uppgiften%3A%20brev1"


def test_an_original_and_its_digest_say_which_they_are_and_lead_to_each_other(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    digest = make_document("brev9", "Brev 9", make_passage("brev9", "a", "A", "Cykelverkstad."), source="brev9")
    original = make_document(
        "brev9-original",
        "Brev 9",
        make_passage("brev9-original", "a", "A", "Cykelverkstad i original."),
        source="brev9",
        provenance="original",
        fetched="2026-11-25",
    )
    with engine.write() as writing:
        writing.replace(digest)
        writing.replace(original)
    page = soup(document_page(engine, {"id": ["brev9"], "q": ["cykelverkstad"]}))
    way = page.select_one(".kb-counterparts a")
    assert way is not None
    assert (way.get_text(), way["href"]) == (
        "Läs originalets text här",
        "dokument?id=brev9-original&q=cykelverkstad",
    )
    page = soup(document_page(engine, {"id": ["brev9-original"]}))
    assert words(page, ".kb-statement").startswith("Det här är originalets text, hämtad 25 november 2026.")
    assert words(page, ".kb-counterparts") == "Läs sammanfattningen: Brev 9"
    found = search(engine, q="cykelverkstad")
    assert [hit.get_text() for hit in found.select(".kb-provenance")] == ["originaltext"]
    assert words(found, ".kb-same") == "Nästan samma text finns i Brev 9 (sammanfattning)."


def test_a_dead_address_is_marked_where_it_is_given(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    passage = make_passage("brev9", "a", "A", "Text.")
    dead = make_document("brev9", "Brev 9", passage, address="read", unanswered_since="2026-11-25")
    derived = make_document("brev8", "Brev 8", replace(passage, id="brev8#a"), address="derived")
    with engine.write() as writing:
        writing.replace(dead)
        writing.replace(derived)
    page = soup(document_page(engine, {"id": ["brev9"]}))
    assert "gav inget svar när den provades 25 november 2026" in words(page, "dl")
    about = [re.sub(r"\s+", " ", item.get_text()) for item in soup(about_page(engine, {})).select(".kb-sources li")]
    assert "härledd adress" in about[0]
    assert "adressen svarar inte" in about[1]


def test_without_an_address_a_document_still_says_where_faults_go(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KUNSKAPSBANK_CONTACT", raising=False)
    page = soup(document_page(engine, {"id": ["brev1"]}))
    assert "Fel i uppgiften? Säg till den som har hand om kunskapsbanken" in words(page, ".kb-report")
    assert not page.select(".kb-report a")


def test_an_unknown_document_is_a_swedish_page_with_a_search_field(engine: WhooshEngine) -> None:
    with pytest.raises(NotFoundError) as error:
        document_page(engine, {"id": ["finns-inte"], "q": ["avtal"]})
    page = soup(error_page(error.value, {"q": ["avtal"]}))
    assert words(page, "h1") == "Dokumentet finns inte"
    assert page.select_one("input#q[value=avtal]")


def test_a_bank_without_index_says_what_to_do(engine: WhooshEngine) -> None:
    page = soup(error_page(IndexMissingError(engine.folder), {}))
    assert "kunskapsbank ingest" in words(page, ".kb-message")


def test_every_page_has_one_top_heading_and_links_to_the_accessibility_statement(engine: WhooshEngine) -> None:
    pages = [
        search_page(engine, {}),
        search_page(engine, {"q": ["upphandling"]}),
        document_page(engine, {"id": ["plan"]}),
        *(page(engine, {}) for page in (help_page, about_page, accessibility_page)),
    ]
    for page in map(soup, pages):
        assert len(page.select("h1")) == 1
        assert page.select_one('footer a[href="tillganglighet"]')
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids))


def test_a_corrected_search_says_so_and_leads_to_the_search_as_typed(engine: WhooshEngine) -> None:
    page = search(engine, q="uphandling", kommun="Norrtuna")
    assert words(page, "h1").endswith("för ”upphandling”, avgränsat till kommun Norrtuna")
    assert words(page, ".kb-suggestion") == "Visar träffar för ”upphandling”. Sök i stället på ”uphandling”."
    assert words(page, "[role=status]").startswith("Visar träffar för ”upphandling”: 1 träff")
    assert page.select_one("input#q[value=uphandling]")
    link = page.select_one(".kb-suggestion a")
    assert link is not None
    assert link["href"] == "./?q=uphandling&kommun=Norrtuna&exakt=1"
    exact = search(engine, q="uphandling", kommun="Norrtuna", exakt="1")
    assert words(exact, "h1").startswith("Inga träffar för ”uphandling”")
    assert words(exact, ".kb-suggestion") == "Menade du upphandling?"
    assert exact.select_one("form#sok input[name=exakt]")


def test_another_spelling_is_offered_where_the_typed_one_finds_something(engine: WhooshEngine) -> None:
    page = search(engine, q="närings livs kontoret")
    assert words(page, "h1").endswith("för ”närings livs kontoret”")
    assert words(page, ".kb-suggestion") == "Menade du näringslivskontoret?"
    assert not search(engine, q="upphandling").select(".kb-suggestion")


def test_themes_and_municipalities_of_a_document_lead_to_their_pages(engine: WhooshEngine) -> None:
    page = soup(document_page(engine, {"id": ["brev1"]}))
    links = {link.get_text(): str(link["href"]) for link in page.select(".kb-subjects a")}
    assert links["Norrtuna"] == "kommun?namn=Norrtuna"
    assert links["Upphandling och affärer"] == "tema?id=upphandling-och-affarer"
    assert links["Fruktkooperativet"] == "./?organisation=Fruktkooperativet"


def test_the_start_page_leads_to_what_can_be_explored(engine: WhooshEngine) -> None:
    assert search(engine).select_one(".kb-lead a[href=utforska]")
