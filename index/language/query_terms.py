"""A parsed query to the weighted terms that an engine looks up."""

from __future__ import annotations

from dataclasses import dataclass

from index.language.analysis import Level, stem, term
from index.language.function_words import function_word_weight
from index.language.tokens import words
from index.query import Query

LEVEL_WEIGHTS = {Level.FORM: 0.5, Level.STEM: 1.0, Level.PART: 0.5}
"""What a match on each level is worth; the form adds to the stem, so that the exact form comes first."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a passage can hold a word: a term, and what finding it is worth."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query as typed, its weight (1 for a content word), and the terms that answer it."""

    text: str
    weight: float
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class QueryPhrase:
    """Words in quotes: their forms stand next to each other in the title, a heading or the text."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPlan:
    """Words are a weighted OR; every phrase must be there; nothing excluded may be. Empty matches everything."""

    words: tuple[QueryWord, ...] = ()
    phrases: tuple[QueryPhrase, ...] = ()
    excluded: tuple[QueryWord | QueryPhrase, ...] = ()


def plan(query: Query) -> QueryPlan:
    """Turn a query into terms. A query of nothing but function words weighs them in full."""
    found = _query_words(" ".join(query.words))
    if all(word.weight < 1 for word in found):
        found = tuple(QueryWord(word.text, 1.0, word.alternatives) for word in found)
    return QueryPlan(
        words=found,
        phrases=tuple(_phrase(text) for text in query.phrases),
        excluded=tuple(
            part
            for text in query.excluded
            for part in ([_phrase(text)] if len(words(text)) > 1 else _query_words(text))
        ),
    )


def _query_words(text: str) -> tuple[QueryWord, ...]:
    """Make query words, one for each distinct form."""
    distinct = {word.form: word for word in words(text)}
    return tuple(
        QueryWord(word.text, function_word_weight(form), _alternatives(form)) for form, word in distinct.items()
    )


def _alternatives(form: str) -> tuple[Alternative, ...]:
    keys = {
        term(Level.FORM, form): LEVEL_WEIGHTS[Level.FORM],
        term(Level.STEM, stem(form)): LEVEL_WEIGHTS[Level.STEM],
        term(Level.STEM, stem(form, "en")): LEVEL_WEIGHTS[Level.STEM],
        term(Level.PART, form): LEVEL_WEIGHTS[Level.PART],
    }
    return tuple(Alternative(key, weight) for key, weight in keys.items())


def _phrase(text: str) -> QueryPhrase:
    return QueryPhrase(text, tuple(term(Level.FORM, word.form) for word in words(text)))
