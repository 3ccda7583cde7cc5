"""Other words for the same thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.language.synonyms import find_synonyms
from index.language.tokens import words
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import write_texts


def texts(query: str) -> set[str]:
    return {synonym.text for synonym in find_synonyms(words(query))}


def test_an_abbreviation_and_what_it_stands_for() -> None:
    assert "idéburet offentligt partnerskap" in texts("Vad är IOP?")
    assert "IOP" in texts("idéburet offentligt partnerskap")


def test_inflections_of_several_words() -> None:
    assert "reserverat kontrakt" in texts("reserverade upphandlingen")


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("KS beslut", "kommunstyrelsen"),
        ("5 mkr", "miljoner kronor"),
        ("winners", "vinnare"),
        ("municipalities", "kommun"),
        ("social enterprises", "socialt företag"),
        ("lessons learned", "lärdom"),
        ("TVV rapport", "Tillväxtverket"),
        ("how many people", "antal"),
        ("twelve municipalities", "tolv"),
        ("12 kommuner", "tolv"),
    ],
)
def test_what_an_office_writes_for_short_or_in_english(typed: str, also: str) -> None:
    assert also in texts(typed)


@pytest.mark.parametrize("query", ["öka sysselsättningen", "tycka om", "vem bestämmer", "kommer lagen?", "skrivelsen"])
def test_a_word_has_no_synonyms_of_another_with_its_stem(query: str) -> None:
    assert not {"överenskommelse", "tusen kronor", "regel", "kommun", "tillåten", "författare"} & texts(query)


def test_one_way_goes_one_way() -> None:
    assert "upphandling" in texts("inköp")
    assert "inköp" not in texts("upphandling")


@pytest.fixture
def bank(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path)
    passages = {
        "kort": "I Ekvik finns tre IOP med föreningar.",
        "långt": "Ett idéburet offentligt partnerskap slöts i Norrtuna.",
        "löst": "Ett partnerskap slöts. Det var idéburet och offentligt.",
    }
    write_texts(engine, "Avtal", passages)
    return engine


def test_a_synonym_is_found_below_what_was_typed_and_said(bank: WhooshEngine) -> None:
    result = search(bank, SearchRequest(query="IOP"))
    assert [hit.document.id for hit in result.hits] == ["kort", "långt"]
    assert result.notes == ("Söker även på ”idéburet offentligt partnerskap”.",)
    assert "<mark>idéburet offentligt partnerskap</mark>" in result.hits[1].snippet


def test_quotes_switch_synonyms_off(bank: WhooshEngine) -> None:
    result = search(bank, SearchRequest(query='"IOP"'))
    assert [hit.document.id for hit in result.hits] == ["kort"]
    assert result.notes == ()
