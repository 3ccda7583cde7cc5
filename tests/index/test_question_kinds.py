"""Questions: what kind of answer they want, and what they are about."""

from __future__ import annotations

import pytest

from index.language.question_kinds import asks, find_question, light_words
from index.language.tokens import words


@pytest.mark.parametrize(
    ("query", "kind", "subject"),
    [
        ("vad är iop?", "definition", "iop"),
        ("Vad är ett socialt företag?", "definition", "ett socialt företag"),
        ("vad är IOP för något", "definition", "IOP"),
        ("vad menas med begreppet ramvillkor", "definition", "ramvillkor"),
        ("vad betyder ASF", "definition", "ASF"),
        ("vad står IOP för", "definition", "IOP"),
        ("vad ASF är", "definition", "ASF"),
        ("hur definieras social ekonomi?", "definition", "social ekonomi"),
        ("definition av socialt företag", "definition", "socialt företag"),
        ("socialt företag definition", "definition", "socialt företag"),
        ("what is a social enterprise", "definition", "a social enterprise"),
        ("hur många jobbar i den sociala ekonomin i EU", "number", "jobbar i den sociala ekonomin i EU"),
        ("antal medlemmar i föreningen", "number", "medlemmar i föreningen"),
        ("vad kostar registreringen", "number", "registreringen"),
        ("vem är ordförande?", "person", "är ordförande"),
        ("när trädde lagen i kraft", "date", "trädde lagen i kraft"),
        ("vilket år startade nätverket", "date", "startade nätverket"),
        ("var ligger kontoret", "place", "ligger kontoret"),
        ("i vilken kommun finns avtalet", "place", "kommun finns avtalet"),
    ],
)
def test_the_kind_of_a_question(query: str, kind: str, subject: str) -> None:
    typed = words(query)
    question = find_question(typed)
    assert question is not None
    assert (question.kind, " ".join(word.text for word in typed[question.first : question.last])) == (kind, subject)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "vad är skillnaden mellan iop och lov",
        "vad är syftet med avtalet",
        "what is the difference between them",
        "vad",
        "vad är",
        "social ekonomi",
        "varför finns det så få",
        "hur gör man",
        "när",
    ],
)
def test_what_is_no_question_of_a_kind(query: str) -> None:
    assert find_question(words(query)) is None


@pytest.mark.parametrize(
    "query",
    ["Varför finns det så få?", "hur gör man", "får vi välja leverantör", "iop definition", "Ett IOP, vad är det?"],
)
def test_questions_of_any_kind(query: str) -> None:
    assert asks(query)


@pytest.mark.parametrize("query", ["", "?", "iop?", "social ekonomi", "får ull", "handbok om sociala företag"])
def test_what_asks_nothing(query: str) -> None:
    assert not asks(query)


@pytest.mark.parametrize(
    ("query", "light"),
    [
        ("vad tycker SKR är viktigast", {"tycker"}),
        ("Vad handlar podden om?", {"handlar"}),
        ("hej, jag letar efter beslut om Ekvik", {"hej", "letar"}),
        ("handlar av sociala företag", set()),
        ("tycker", set()),
    ],
)
def test_what_a_question_says_of_itself(query: str, light: set[str]) -> None:
    assert light_words(words(query)) == light
