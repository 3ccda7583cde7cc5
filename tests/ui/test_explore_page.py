"""What the bank holds in pictures and tables: the same numbers in both, each equal to what its link gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Tag

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.places import documents_behind, promised_documents, soup, words, write_vocabulary
from ui.addresses import Addresses
from ui.explore_page import explore_page
from ui.maps.shading import Shading
from ui.state import SearchState
from ui.timeline import MOST_YEARS, timeline


@pytest.fixture(autouse=True)
def invented_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_vocabulary(tmp_path / "corpus")
    monkeypatch.setenv("KUNSKAPSBANK_CORPUS", str(tmp_path / "corpus"))


def filters_of(tag: Tag) -> dict[str, int]:
    links = tag.select("a[href^='./?']")
    return {str(link["href"]): promised_documents(link) for link in links}


def test_every_number_is_what_its_link_gives(engine: WhooshEngine) -> None:
    page = soup(explore_page(engine, {}))
    found = filters_of(page)
    assert len(found) > 10
    assert {address: documents_behind(engine, address) for address in found} == found


def test_the_table_beside_a_picture_has_the_same_links_and_numbers(engine: WhooshEngine) -> None:
    page = soup(explore_page(engine, {}))
    bars, table = page.select_one("svg.kb-bars"), page.select_one("#tabell-tid")
    assert bars is not None
    assert table is not None
    assert filters_of(bars) == filters_of(table)
    assert words(table.tbody).split()[:2] == ["2022", "1"]


def test_no_mark_of_a_picture_is_a_stop_for_the_keyboard(engine: WhooshEngine) -> None:
    page = soup(explore_page(engine, {}))
    pictures = page.select(".kb-picture svg")
    assert len(pictures) == 2
    assert all(picture["aria-hidden"] == "true" for picture in pictures)
    assert all(link["tabindex"] == "-1" for picture in pictures for link in picture.select("a"))
    assert all("Tabellen efter" in words(figure.figcaption) for figure in page.select("figure"))


def test_quarters_are_bars_within_their_year(engine: WhooshEngine) -> None:
    line = timeline(search(engine, SearchRequest(limit=0)), SearchState())
    assert [year.label for year in line.years] == ["2020", "2021", "2022"]
    newest = line.rows[0]
    assert newest.year.text == "2022"
    assert [way.documents if way else 0 for way in newest.quarters] == [1, 0, 0, 0]
    assert newest.bar.left == newest.quarter_bars[0].left
    assert newest.quarter_bars[0].title == "kvartal 1 2022: 1 dokument"


def test_a_year_without_documents_has_a_place_but_no_bar(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        writing.remove("plan")
    page = soup(explore_page(engine, {}))
    assert "2021" in words(page.select_one("svg.kb-bars"))
    assert "ar=2021" not in str(page)


def test_what_is_older_than_the_time_line_shares_a_bar_that_leads_to_it(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        for year in ("1987", "1990"):
            text = make_passage(year, "text", "Avsnitt", "En äldre text om kooperativ.")
            writing.replace(make_document(year, f"Utredning {year}", text, published=year))
    line = timeline(search(engine, SearchRequest(limit=0)), SearchState())
    assert len(line.years) == MOST_YEARS + 1
    oldest = line.years[0]
    assert oldest.year.text == "till och med 2002"
    assert documents_behind(engine, oldest.year.address) == oldest.year.documents == 2


def test_undated_documents_are_counted_beside_the_time_line(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        text = make_passage("odaterad", "text", "Avsnitt", "Text utan datum.")
        writing.replace(make_document("odaterad", "Odaterad", text, published=None))
    assert "1 dokument är odaterade" in words(soup(explore_page(engine, {})).figcaption)


def test_municipalities_stand_under_their_county_with_page_and_documents(engine: WhooshEngine) -> None:
    page = soup(explore_page(engine, {}))
    row = page.select_one("#tabell-karta tbody tr")
    assert words(row) == "Ekviks län 1 Ekvik 1 Norrtuna 1"
    assert row is not None
    assert row.select("a[href='kommun?namn=Ekvik']")
    assert row.select("a[href='./?kommun=Ekvik']")


def test_themes_stand_under_each_other_the_largest_first(engine: WhooshEngine) -> None:
    page = soup(explore_page(engine, {}))
    rows = [words(row) for row in page.select("#tabell-teman tbody tr")]
    assert rows[0].startswith("Upphandling och affärer 2 Reserverad upphandling 1")
    assert page.select("a[href='tema?id=upphandling-och-affarer']")


def test_the_map_is_chosen_in_the_address_and_anything_else_gives_the_counties(engine: WhooshEngine) -> None:
    for chosen, name in (("kommun", "Kommuner"), ("lan", "Län"), ("<svg>", "Län")):
        page = soup(explore_page(engine, {"karta": [chosen]}))
        assert words(page.select_one(".kb-switch [aria-current]")) == name


def test_plain_pages_lead_to_plain_pages(engine: WhooshEngine) -> None:
    page = soup(explore_page(engine, {}, Addresses(plain=True)))
    assert page.select("a[href='/kommun/Norrtuna']")
    assert page.select("svg a[href='/sok?ar=2022']")


def test_an_empty_bank_has_no_pictures_but_says_so(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "empty")
    with engine.write():
        pass
    page = soup(explore_page(engine, {}))
    assert "Inget dokument är daterat." in words(page)
    assert "Inget dokument nämner någon plats." in words(page)


@pytest.mark.parametrize(
    ("most", "legend"),
    [
        (1, ["1"]),
        (3, ["1", "2–3"]),
        (16, ["1", "2–3", "4–7", "8–15", "16"]),
        (1_000, ["1–3", "4–15", "16–63", "64–255", "256–1000"]),
    ],
)
def test_the_legend_has_every_shade_that_is_used(most: int, legend: list[str]) -> None:
    shading = Shading.up_to(most)
    assert [shade.numbers for shade in shading.legend] == legend
    assert [shading.level(number) for number in (0, 1, most)] == [0, 1, len(legend)]
