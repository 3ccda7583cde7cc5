from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from index.errors import UnknownNameError
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.places import documents_behind, promised_documents, soup, words
from ui.addresses import STREAMLIT
from ui.messages import error_page
from ui.theme_page import theme_page

GLOSSARY = make_document(
    "ordlista",
    "Ordlista",
    make_passage(
        "ordlista",
        "reserverad-upphandling",
        "Reserverad upphandling",
        "Reserverad upphandling är en upphandling där bara vissa får delta, t.ex. ASF. Se även LOU.",
    ),
    make_passage("ordlista", "odling", "Odling", "Odling är när något växer."),
    kind="ordlista",
)


@pytest.fixture
def engine(engine: WhooshEngine) -> WhooshEngine:
    with engine.write() as writing:
        writing.replace(GLOSSARY)
    return engine


def show(engine: WhooshEngine, theme: str) -> BeautifulSoup:
    return soup(theme_page(engine, {"id": [theme]}))


def test_a_theme_has_its_passages_newest_and_most_to_the_point(engine: WhooshEngine) -> None:
    page = show(engine, "upphandling-och-affarer")
    assert words(page.h1) == "Upphandling och affärer"
    assert "2 dokument (2 avsnitt)" in words(page.select_one(".kb-lead"))
    newest = page.select("[aria-labelledby=nyast] h3")
    assert [words(title) for title in newest] == ["Nyhetsbrev 1, januari 2022", "Handbok om social ekonomi"]
    assert page.select("[aria-labelledby=mest] mark")


def test_every_number_is_what_its_link_gives(engine: WhooshEngine) -> None:
    page = show(engine, "upphandling-och-affarer")
    counted = [link for link in page.select("aside a") if link.find_next_sibling(class_="kb-count")]
    assert {words(link) for link in counted} == {"Reserverad upphandling", "Norrtuna", "Fruktkooperativet"}
    for link in counted:
        assert promised_documents(link) == documents_behind(engine, str(link["href"]))


def test_the_glossary_explains_the_words_of_the_theme_and_no_others(engine: WhooshEngine) -> None:
    page = show(engine, "upphandling-och-affarer")
    (explained,) = page.select(".kb-words > div")
    assert words(explained) == (
        "Reserverad upphandling Reserverad upphandling är en upphandling där bara vissa får delta, t.ex. ASF."
    )
    assert explained.select("a[href='dokument?id=ordlista#reserverad-upphandling']")


def test_what_is_most_to_the_point_is_no_list_of_words_from_the_glossary(engine: WhooshEngine) -> None:
    theme = "Upphandling och affärer"
    with engine.write() as writing:
        word = make_passage("ordlista", "upphandling", "Upphandling", "Upphandling och affärer.", themes=(theme,))
        writing.replace(make_document("ordlista", "Ordlista", word, kind="ordlista"))
    page = show(engine, "upphandling-och-affarer")
    assert "Ordlista" not in [words(title) for title in page.select("[aria-labelledby=mest] h3")]
    assert [words(link) for link in page.select(".kb-words a")] == ["Upphandling"]


def test_other_themes_of_the_bank_are_a_click_away(engine: WhooshEngine) -> None:
    page = show(engine, "upphandling-och-affarer")
    assert page.select("a[href='tema?id=styrning-och-forankring']")


def test_a_theme_that_nothing_is_about_says_so(engine: WhooshEngine) -> None:
    page = show(engine, "landsbygd-och-service")
    assert "Kunskapsbanken har ännu inget om temat." in words(page)
    assert not page.select(".kb-gathered")


def test_an_unknown_theme_offers_those_there_are(engine: WhooshEngine) -> None:
    with pytest.raises(UnknownNameError) as raised:
        theme_page(engine, {"id": ["finns-inte"]})
    page = soup(error_page(raised.value, {}, STREAMLIT))
    assert "Det finns inget tema som heter ”finns-inte”." in words(page)
    assert page.select("a[href='tema?id=upphandling-och-affarer']")
