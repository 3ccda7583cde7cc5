"""A parsed query to the weighted terms that an engine looks up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from index.language.analysis import Level, english_stem, part_stems, stem, term
from index.language.function_words import function_word_weight
from index.language.synonyms import find_synonyms
from index.language.tokens import Word, words
from index.query import Query

FORM_WEIGHT = 0.5
"""What the exact form adds to the stem, so that it comes first."""
STEM_WEIGHT = 1.0
INSIDE_WEIGHT = 0.5
"""The word is part of a compound in the text: "upphandling" in "upphandlingskrav"."""
PART_WEIGHT = 0.5
"""A part of the query's compound stands in the text, alone or in another compound: "krav" for "upphandlingskrav"."""

SYNONYM_WEIGHT = 0.3
CORRECTION_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a passage can hold a word: a term, or several next to each other, and what that is worth.

    `label` is set on what was not typed, as the user may read it: a synonym or another spelling.
    """

    terms: tuple[str, ...]
    weight: float
    label: str | None = None


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query as typed, its weight (1 for a content word), and the alternatives that answer it."""

    text: str
    weight: float
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class QueryPhrase:
    """Words in quotes: their forms stand next to each other in the title, a heading or the text."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryPair:
    """Two words that were typed one after the other: finding them so, in any inflection, adds to the score."""

    terms: tuple[str, str]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPlan:
    """Words are a weighted OR; every phrase must be there; nothing excluded may be. Empty matches everything."""

    words: tuple[QueryWord, ...] = ()
    pairs: tuple[QueryPair, ...] = ()
    phrases: tuple[QueryPhrase, ...] = ()
    excluded: tuple[QueryWord | QueryPhrase, ...] = ()


def plan(query: Query, corrections: Mapping[str, Sequence[str]] | None = None) -> QueryPlan:
    """Turn a query into terms. A query of nothing but function words weighs them in full.

    `corrections` gives other spellings, as forms, of words that the bank does not hold.
    """
    typed = words(" ".join(query.words))
    also = _synonyms(typed)
    for form, spellings in (corrections or {}).items():
        also.setdefault(form, []).extend(a for spelling in spellings for a in _spelled(spelling))
    found = _query_words(typed, also)
    if all(word.weight < 1 for word in found):
        found = tuple(QueryWord(word.text, 1.0, word.alternatives) for word in found)
    return QueryPlan(
        words=found,
        pairs=_pairs(typed),
        phrases=tuple(_phrase(text) for text in query.phrases),
        excluded=tuple(part for text in query.excluded for part in _excluded(text)),
    )


def _query_words(typed: Sequence[Word], also: Mapping[str, Sequence[Alternative]]) -> tuple[QueryWord, ...]:
    """Make query words, one for each distinct form."""
    distinct = {word.form: word for word in typed}
    return tuple(
        QueryWord(word.text, function_word_weight(form), (*_alternatives(form), *also.get(form, ())))
        for form, word in distinct.items()
    )


def _pairs(typed: Sequence[Word]) -> tuple[QueryPair, ...]:
    """Make pairs of neighbours; one with a function word weighs less, two function words make none."""
    pairs = {}
    for first, second in pairwise(typed):
        weights = function_word_weight(first.form), function_word_weight(second.form)
        if max(weights) == 1:
            terms = term(Level.STEM, stem(first.form)), term(Level.STEM, stem(second.form))
            pairs[terms] = QueryPair(terms, sqrt(min(weights)))
    return tuple(pairs.values())


def _alternatives(form: str) -> tuple[Alternative, ...]:
    weights = {
        term(Level.FORM, form): FORM_WEIGHT,
        term(Level.STEM, stem(form)): STEM_WEIGHT,
        term(Level.ENGLISH, english_stem(form)): STEM_WEIGHT,
        term(Level.PART, stem(form)): INSIDE_WEIGHT,
    }
    for part in part_stems(form):
        weights.setdefault(term(Level.STEM, part), PART_WEIGHT)
        weights.setdefault(term(Level.PART, part), PART_WEIGHT)
    return tuple(Alternative((key,), weight) for key, weight in weights.items())


def _synonyms(typed: Sequence[Word]) -> dict[str, list[Alternative]]:
    """Return the synonyms of each word; those of a run of words answer every word of the run."""
    also: dict[str, list[Alternative]] = {}
    for synonym in find_synonyms(typed):
        alternative = Alternative(synonym.terms, SYNONYM_WEIGHT, synonym.text)
        for word in typed[synonym.first : synonym.last + 1]:
            also.setdefault(word.form, []).append(alternative)
    return also


def _spelled(spelling: str) -> list[Alternative]:
    return [
        Alternative(alternative.terms, alternative.weight * CORRECTION_WEIGHT, spelling)
        for alternative in _alternatives(spelling)
    ]


def _excluded(text: str) -> Sequence[QueryWord | QueryPhrase]:
    typed = words(text)
    return [_phrase(text)] if len(typed) > 1 else _query_words(typed, {})


def _phrase(text: str) -> QueryPhrase:
    return QueryPhrase(text, tuple(term(Level.FORM, word.form) for word in words(text)))
