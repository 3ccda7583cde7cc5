"""Words of one family: who does it, to do it, and the doing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.language.analysis import stem
from index.language.relatives import relatives
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import write_texts


@pytest.mark.parametrize(
    ("form", "relative"),
    [
        ("samordnare", "samordning"),
        ("samordningen", "samordna"),
        ("förankra", "förankring"),
        ("rådgivarna", "rådgivning"),
        ("ledning", "ledare"),
        ("förening", "förena"),
    ],
)
def test_a_verb_who_does_it_and_the_noun(form: str, relative: str) -> None:
    assert stem(relative) in relatives(form)


@pytest.mark.parametrize("form", ["tid", "tidning", "vara", "köpare", "kommunen", "företag", "ing", ""])
def test_what_only_looks_alike_is_no_relative(form: str) -> None:
    assert relatives(form) == ()


@pytest.fixture
def bank(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path)
    texts = {
        "samordnare": "I Ekvik finns en samordnare.",
        "samordning": "Norrtuna har ordnat samordning mellan förvaltningar.",
        "kurser": "Föreningar får rådgivning om kooperativ.",
        "hund": "Alla får råd om hundar.",
        "begagnat": "Avtalet gäller second hand.",
    }
    write_texts(engine, "Anteckning", texts)
    return engine


def found(bank: WhooshEngine, query: str) -> list[str]:
    return [hit.document.id for hit in search(bank, SearchRequest(query=query)).hits]


def test_a_relative_is_found_below_what_was_typed(bank: WhooshEngine) -> None:
    assert found(bank, "samordnare") == ["samordnare", "samordning"]
    assert found(bank, "samordning") == ["samordning", "samordnare"]


def test_parts_of_a_compound_have_relatives_and_synonyms_too(bank: WhooshEngine) -> None:
    assert found(bank, "kooperativrådgivare") == ["kurser"]
    assert found(bank, "återbruksavtal") == ["begagnat"]
