from __future__ import annotations

from datetime import date as day

import pytest

from ui.state import SearchState
from ui.text import DOCUMENTS, HITS, age, count, date, listed, result_heading, result_status, value_title


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2021-12-09", "9 december 2021"),
        ("2022-01", "januari 2022"),
        ("2022", "2022"),
        (None, "odaterad"),
        ("2022-13", "2022"),
        ("2024-05-01T10:00:00", "1 maj 2024"),
    ],
)
def test_dates_are_said_with_the_precision_of_the_source(published: str | None, said: str) -> None:
    assert date(published) == said


def test_one_hit_is_not_called_hits() -> None:
    assert [count(number, HITS) for number in (0, 1, 2)] == ["0 träffar", "1 träff", "2 träffar"]
    assert count(12_345, DOCUMENTS) == "12\N{NO-BREAK SPACE}345 dokument"


def test_lists_read_as_swedish() -> None:
    assert [listed(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a och b", "a, b och c"]


def test_the_heading_says_count_query_and_scope() -> None:
    state = SearchState(query="social upphandling", filters={"dokumenttyp": ("handbok",)})
    said = result_heading(state, total=17, total_documents=9)
    assert said == "17 träffar i 9 dokument för ”social upphandling” i handböcker"
    narrowed = state.with_filter("kommun", "Ekvik").with_filter("kommun", "Norrtuna")
    assert result_heading(narrowed, total=1, total_documents=1) == (
        "1 träff i 1 dokument för ”social upphandling” i handböcker, avgränsat till kommun Ekvik eller Norrtuna"
    )


def test_a_phrase_stands_in_other_quotation_marks_than_its_own() -> None:
    assert result_heading(SearchState(query='"social ekonomi"'), total=0, total_documents=0) == (
        'Inga träffar för ’"social ekonomi"’'
    )


def test_nothing_found_is_said_with_query_and_filters() -> None:
    state = SearchState(query="flugsvamp", filters={"kommun": ("Ekvik",)})
    said = result_heading(state, total=0, total_documents=0)
    assert said == "Inga träffar för ”flugsvamp”, avgränsat till kommun Ekvik"


def test_the_status_changes_with_sort_filter_and_page() -> None:
    state = SearchState(query="avtal")
    variants = [state, state.with_sort("newest"), state.with_filter("kommun", "Ekvik")]
    said = {result_status(variant, total=30, page=1, pages=3) for variant in variants}
    said.add(result_status(state, total=30, page=2, pages=3))
    assert len(said) == 4


def test_values_have_names_that_people_use() -> None:
    assert value_title("sprak", "en") == "Engelska"
    assert value_title("tema", "Upphandling och affärer / reserverad upphandling") == "Reserverad upphandling"
    assert value_title("dokumenttyp", "lärande exempel") == "Lärande exempel"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("2022", "2022"),
        ("2021..2022", "2021–2022"),
        ("2021-06..", "från juni 2021"),
        ("..2020", "till och med 2020"),
        ("2022-K1", "kvartal 1 2022"),
        ("2022-03", "mars 2022"),
    ],
)
def test_stretches_of_time_in_swedish(value: str, title: str) -> None:
    assert value_title("ar", value) == title


@pytest.mark.parametrize(
    ("published", "years"),
    [
        (None, 0),
        ("2022", 3),
        ("2022-11", 3),
        ("2022-11-25", 4),
        ("2022-11-26", 3),
        ("2026-01", 0),
        ("2027", 0),
        ("hösten", 0),
    ],
)
def test_an_age_is_in_whole_years_that_have_surely_passed(published: str | None, years: int) -> None:
    assert age(published, day(2026, 11, 25)) == years
