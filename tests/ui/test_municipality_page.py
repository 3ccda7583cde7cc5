from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from index.document import Link
from index.errors import UnknownNameError
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.places import documents_behind, promised_documents, soup, words, write_vocabulary
from ui.addresses import STREAMLIT, Addresses
from ui.messages import error_page
from ui.municipality_page import municipality_page

ABOUT_EKVIK = make_document(
    "kommun-ekvik",
    "Ekvik: fruktkorgar och snöröjning",
    make_passage(
        "kommun-ekvik",
        "forankring",
        "Förankring i Ekvik",
        "I Ekvik fattade kommunstyrelsen beslutet. <b>Samordnaren</b> höll ihop arbetet.",
        municipalities=("Ekvik",),
        counties=("Ekviks län",),
        themes=("Styrning och förankring",),
        links=(Link("beslutet", "https://ekvik.example/beslut"), Link("fälla", "javascript:alert(1)")),
    ),
    make_passage(
        "kommun-ekvik",
        "om-kallan",
        "Om källan",
        "Sammanfattning av Ekviks sidor.",
        item_kind="om källan",
        municipalities=("Ekvik",),
        counties=("Ekviks län",),
    ),
    kind="kommunexempel",
    published="2023-05",
    url="https://ekvik.example/",
)


@pytest.fixture(autouse=True)
def invented_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_vocabulary(tmp_path / "corpus")
    monkeypatch.setenv("KUNSKAPSBANK_CORPUS", str(tmp_path / "corpus"))


@pytest.fixture
def engine(engine: WhooshEngine) -> WhooshEngine:
    with engine.write() as writing:
        writing.replace(ABOUT_EKVIK)
    return engine


def show(engine: WhooshEngine, name: str) -> BeautifulSoup:
    return soup(municipality_page(engine, {"namn": [name]}))


def test_passages_stand_by_kind_each_once_the_newest_first(engine: WhooshEngine) -> None:
    page = show(engine, "Ekvik")
    assert [words(heading) for heading in page.select(".kb-place-columns > div h2")] == ["Exempel", "Intervjuer"]
    assert words(page.select_one("details summary")) == "Om källorna (1)"
    assert len(page.select(".kb-gathered li li")) == 3
    assert "nämns i 2 dokument (3 avsnitt)" in words(page.select_one(".kb-lead"))


def test_a_municipality_s_own_example_stands_before_newer_ones_of_others(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        text = make_passage("annan", "t", "Grannar", "Även Ekvik deltog.", municipalities=("Ekvik", "Norrtuna"))
        writing.replace(make_document("annan", "Norrtuna: snö", text, kind="kommunexempel", published="2026-01"))
    titles = [words(title) for title in show(engine, "Ekvik").select("[aria-labelledby=exempel] h3")]
    assert titles == ["Ekvik: fruktkorgar och snöröjning", "Norrtuna: snö"]


def test_a_passage_has_document_date_publisher_and_provenance_and_leads_to_its_place(engine: WhooshEngine) -> None:
    page = show(engine, "Ekvik")
    first = page.select_one(".kb-gathered > li")
    assert first is not None
    assert words(first.select_one(".kb-meta")) == "Kommunexempel maj 2023 Ekviks förlag sammanfattning"
    assert first.select("a[href='dokument?id=kommun-ekvik#forankring']")
    assert words(first.mark) == "Ekvik"
    assert not first.select("b")


def test_every_number_is_what_its_link_gives(engine: WhooshEngine) -> None:
    page = show(engine, "Ekvik")
    links = [link for link in page.select("a[href^='./?']") if link.find_next_sibling(class_="kb-count")]
    assert links
    for link in links:
        assert promised_documents(link) == documents_behind(engine, str(link["href"]))


def test_neighbours_with_passages_are_links_and_the_others_are_named(engine: WhooshEngine) -> None:
    page = show(engine, "Ekvik")
    assert page.select("a[href='kommun?namn=Norrtuna']")
    assert "Inget i kunskapsbanken ännu: Ödesby strand." in words(page)
    assert "Sunnanby" not in words(page.select_one("aside"))


def test_the_search_field_of_the_page_stays_within_the_municipality(engine: WhooshEngine) -> None:
    form = show(engine, "Ekvik").select_one("form.kb-place-search")
    assert form is not None
    assert form["action"] == "./"
    assert [field["value"] for field in form.select("[name=kommun]")] == ["Ekvik"]


def test_links_are_those_of_the_texts_and_only_safe_ones(engine: WhooshEngine) -> None:
    links = show(engine, "Ekvik").select("[aria-labelledby=lankar] a")
    assert [str(link["href"]) for link in links] == ["https://ekvik.example/beslut", "https://ekvik.example/"]


def test_a_municipality_that_nothing_mentions_has_an_honest_page(engine: WhooshEngine) -> None:
    page = show(engine, "Ödesby strand")
    assert words(page.h1) == "Ödesby strand"
    assert "Kunskapsbanken har ännu inget om Ödesby strand." in words(page)
    county = page.select_one(".kb-lead a")
    assert county is not None
    assert documents_behind(engine, str(county["href"])) == 2
    assert not page.select("form.kb-place-search, .kb-gathered")


@pytest.mark.parametrize("written", ["ekvik", "Ekviks kommun", "EKVIK", " Ekvik ", "Ekviks stad"])
def test_a_name_is_known_however_it_is_written(engine: WhooshEngine, written: str) -> None:
    assert words(show(engine, written).h1) == "Ekvik"


@pytest.mark.parametrize("written", ["Norrtorna", "", "x" * 5_000, "<script>", "\x00\ud800"])
def test_a_name_that_no_municipality_has_is_not_found(engine: WhooshEngine, written: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        municipality_page(engine, {"namn": [written]} if written else {})
    assert raised.value.http_status == 404
    page = soup(error_page(raised.value, {}, STREAMLIT))
    assert words(page.h1) == "Sidan finns inte"
    assert not page.select("main script")


def test_names_that_are_written_much_alike_are_offered(engine: WhooshEngine) -> None:
    with pytest.raises(UnknownNameError) as raised:
        municipality_page(engine, {"namn": ["Norrtorna"]})
    page = soup(error_page(raised.value, {}, Addresses(plain=True)))
    assert page.select("a[href='/kommun/Norrtuna']")


def test_a_municipality_that_only_the_texts_know_has_a_page_too(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        text = make_passage("brev9", "tips", "Tips från Sunnanvik", "Läs mer.", municipalities=("Sunnanvik",))
        writing.replace(make_document("brev9", "Nyhetsbrev 9", text))
    page = show(engine, "Sunnanvik")
    assert "nämns i 1 dokument" in words(page.select_one(".kb-lead"))
    assert words(page.select_one(".kb-kind-line")) == "Kommun"
