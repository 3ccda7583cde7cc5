"""The fast ranking is the plain one, hit for hit, on the starter corpus."""

from __future__ import annotations

import pytest

from index.engine import Selection
from index.language.analysis import tokens_under
from index.language.query_terms import plan
from index.query import parse
from index.questions import load_questions
from index.search import expand
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest
from tests.index.plain_ranking import PlainBank, plain_rank

EVERY = 6
"""One in so many golden questions is put to both."""

OF_THE_LANGUAGE = (
    "",
    "i av",
    '"social ekonomi"',
    '"sociala företag"~5',
    "upphandl* krav",
    "rubrik:avtal",
    "-avtal upphandling",
    "+avtal upphandling krav i kommunen",
    "upphandling INTE (krav ELLER avtal)",
    '(avtal ELLER "social ekonomi") kommun:Söderhamn',
    "vad är ett socialt företag",
    "ar:2021..2022 företag",
    "4 kap 18 LOU",
)


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> tuple[WhooshEngine, PlainBank]:
    """Return the starter corpus in the index and as plain dictionaries."""
    engine = WhooshEngine(tmp_path_factory.mktemp("plain"))
    assert ingest(engine, REPOSITORY / "corpus").failed == ()
    bank = PlainBank()
    for document in engine.documents():
        bank.add(engine.document(document.id))
    return engine, bank


def queries() -> list[str]:
    return [*OF_THE_LANGUAGE, *(q.query for q in load_questions(REPOSITORY / "tests" / "relevance")[::EVERY])]


@pytest.mark.parametrize("query", queries())
def test_every_hit_scores_what_the_formulas_say(banks: tuple[WhooshEngine, PlainBank], query: str) -> None:
    engine, bank = banks
    parsed = parse(query)
    planned = plan(parsed, expansions=expand(engine, parsed))
    found = engine.find(Selection(plan=planned, filters={}, sort="relevance", limit=1_000, offset=0))
    expected = plain_rank(bank, planned)
    assert {item.passage.id: item.score for item in found.passages} == pytest.approx(expected, rel=1e-4, abs=1e-3)
    assert [item.score for item in found.passages] == sorted((item.score for item in found.passages), reverse=True)


@pytest.mark.parametrize("query", queries())
def test_the_index_knows_which_words_of_a_hit_are_marked(banks: tuple[WhooshEngine, PlainBank], query: str) -> None:
    engine, _ = banks
    marked = plan(parse(query)).marked
    found = engine.find(
        Selection(plan=plan(parse(query)), filters={}, sort="relevance", limit=50, offset=0, marked=marked)
    )
    for item in found.passages:
        shown = tokens_under(marked, item.passage.text, item.passage.language)
        assert item.marked == (tuple(shown) if marked else None)
