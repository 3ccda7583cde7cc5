"""Designations as people write them: found as one thing, and told apart from their numbers."""

from __future__ import annotations

import pytest

from index.language.designations import find_designations
from index.language.tokens import words
from index.request import SearchRequest, SearchResult
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

TEXTS = {
    "sektion": "Enligt 4 kap. 18 § LOU får en upphandling reserveras.",
    "isar": "LOU har 22 kap. I 4 kap. 3 § står om hänsyn, i kap. 18 om annat. Se 4 kap, 18 gånger, § för §, och 18 §.",
    "syskon": "Enligt 19 kap. 25 § LOU gäller tre krav.",
    "bokstav": "Enligt 19 kap. 25 a § LOU får idéburna gå före.",
    "plan": "Planen heter COM(2021) 778 final.",
    "tal": "År 2021 fick com 778 medlemmar.",
    "proposition": "Se prop. 2021/22:135 om registret, lagen (2022:900) och dnr 2020/00825.",
    "utredning": "Utredningen SOU 2019:56 kostade 12 000 kronor, senare 2,8 miljoner.",
}


@pytest.fixture
def law(engine: WhooshEngine) -> WhooshEngine:
    with engine.write() as writing:
        for name in ("brev1", "handbok", "plan"):
            writing.remove(name)
        for name, text in TEXTS.items():
            writing.replace(make_document(f"om-{name}", "Anteckning", make_passage(f"om-{name}", "t", "Rubrik", text)))
    return engine


def ask(engine: WhooshEngine, query: str) -> SearchResult:
    return search(engine, SearchRequest(query=query))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("4 kap. 18 § LOU", "sektion"),
        ("4 kap 18 LOU", "sektion"),
        ("4 kap 18 §", "sektion"),
        ("4 kapitel 18 §", "sektion"),
        ("§ 18", "isar"),
        ("19 kap. 25 §", "syskon"),
        ("19 kap 25 LOU", "syskon"),
        ("19 kap. 25 a §", "bokstav"),
        ("19 kap 25 a LOU", "bokstav"),
        ("25 a §", "bokstav"),
        ("COM(2021) 778", "plan"),
        ("COM (2021) 778 final", "plan"),
        ("com(2021) 778", "plan"),
        ("com 2021 778", "plan"),
        ("prop. 2021/22:135", "proposition"),
        ("prop 2021/22:135", "proposition"),
        ("2022:900", "proposition"),
        ("lag (2022:900)", "proposition"),
        ("2020/00825", "proposition"),
        ("SOU 2019:56", "utredning"),
        ("12000", "utredning"),
        ("12 000 kr", "utredning"),
        ("2.8 miljoner", "utredning"),
        ("2,8 mkr", "utredning"),
        ("2 800 000 kr", "utredning"),
        ("12 tkr", "utredning"),
    ],
)
def test_a_designation_is_found_as_typed(law: WhooshEngine, query: str, first: str) -> None:
    assert ask(law, query).hits[0].document.id == f"om-{first}"


def test_a_passage_that_holds_the_numbers_apart_is_no_answer(law: WhooshEngine) -> None:
    assert [hit.document.id for hit in ask(law, "4 kap. 18 §").hits] == ["om-sektion"]
    assert [hit.document.id for hit in ask(law, "com 2021 778").hits] == ["om-plan"]


def test_the_kind_of_a_number_is_no_condition(law: WhooshEngine) -> None:
    assert [hit.document.id for hit in ask(law, "betänkande 2019:56").hits] == ["om-utredning"]


def test_a_section_that_the_bank_does_not_hold_is_said(law: WhooshEngine) -> None:
    result = ask(law, "4 kap. 99 § LOU")
    assert result.notes == ("”4 kap 99 §” finns inte i kunskapsbanken. Träffarna gäller de övriga orden.",)
    assert result.total > 0


def test_a_section_is_marked_whole(law: WhooshEngine) -> None:
    assert "<mark>4 kap. 18 §</mark> <mark>LOU</mark>" in ask(law, "4 kap 18 lou").hits[0].snippet


@pytest.mark.parametrize("query", ["4 kap 3 i LOU", "18 företag", "com 2021", "kap 18", "25 a och b"])
def test_numbers_and_letters_that_name_nothing(query: str) -> None:
    names = [[word.text for word in words(query)][d.first : d.last + 1] for d in find_designations(words(query))]
    assert names in ([], [["4", "kap", "3"]])
