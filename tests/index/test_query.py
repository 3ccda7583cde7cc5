"""The query language: every example of its documentation, and whatever else people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import MAX_CHARACTERS, MAX_WORDS, parse


def test_words_phrases_exclusions_and_filters() -> None:
    query = parse('reserverad "social ekonomi" -Norrtuna tema:"Upphandling och affärer" kommun:Ekvik')
    assert query.words == ("reserverad",)
    assert query.phrases == ("social ekonomi",)
    assert query.excluded == ("Norrtuna",)
    assert query.filters == {"tema": ("Upphandling och affärer",), "kommun": ("Ekvik",)}
    assert query.notes == ()


def test_an_excluded_phrase() -> None:
    assert parse('fond -"social ekonomi"').excluded == ("social ekonomi",)


def test_a_genitive_colon_is_no_filter() -> None:
    query = parse("EU:s plan")
    assert query.words == ("EU:s", "plan")
    assert query.filters == {}


def test_curly_quotes_are_quotes() -> None:
    assert parse("”social ekonomi”").phrases == ("social ekonomi",)


def test_a_quotation_mark_without_its_pair_is_said() -> None:
    query = parse('fond "social ekonomi')
    assert query.phrases == ("social ekonomi",)
    assert "citattecken" in query.notes[0]


@pytest.mark.parametrize("text", ["!?", "( ) [ ]", "- -- :", '""'])
def test_punctuation_alone_is_said(text: str) -> None:
    query = parse(text)
    assert (query.words, query.phrases) == ((), ())
    assert any("inga ord" in note for note in query.notes)


def test_an_asterisk_is_left_out_and_said() -> None:
    assert any("*" in note for note in parse("upphand*").notes)


def test_an_empty_query_needs_no_note() -> None:
    assert parse("   ").notes == ()


def test_a_query_of_ten_thousand_characters_is_cut_and_said() -> None:
    query = parse("upphandling " * 900)
    assert len(query.words) == MAX_WORDS
    assert any(str(MAX_CHARACTERS) in note for note in query.notes)


@given(st.text(max_size=200))
def test_nothing_that_is_typed_raises(text: str) -> None:
    query = parse(text)
    parse(str(query))
