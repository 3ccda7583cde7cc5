"""A parsed query to the weighted terms that an engine looks up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from index.language.analysis import Level, english_stem, part_stems, stem, term
from index.language.function_words import FUNCTION_WORDS
from index.language.synonyms import find_synonyms
from index.language.tokens import Word, words
from index.query import Query
from index.weights import WEIGHTS, Weights


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


def plan(query: Query, corrections: Mapping[str, Sequence[str]] | None = None, weights: Weights = WEIGHTS) -> QueryPlan:
    """Turn a query into terms. A query of nothing but function words weighs them in full.

    `corrections` gives other spellings, as forms, of words that the bank does not hold.
    """
    return _Planner(weights).plan(query, corrections or {})


@dataclass(frozen=True, slots=True)
class _Planner:
    weights: Weights

    def plan(self, query: Query, corrections: Mapping[str, Sequence[str]]) -> QueryPlan:
        typed = words(" ".join(query.words))
        also = self._synonyms(typed)
        for form, spellings in corrections.items():
            also.setdefault(form, []).extend(a for spelling in spellings for a in self._spelled(spelling))
        return QueryPlan(
            words=self._query_words(typed, also),
            pairs=self._pairs(typed),
            phrases=tuple(_phrase(text) for text in query.phrases),
            excluded=tuple(_excluded(text) for text in query.excluded),
        )

    def _query_words(self, typed: Sequence[Word], also: Mapping[str, Sequence[Alternative]]) -> tuple[QueryWord, ...]:
        """Make query words, one for each distinct form."""
        distinct = {word.form: word.text for word in typed}
        grammar_only = distinct.keys() <= FUNCTION_WORDS
        return tuple(
            QueryWord(
                text,
                1.0 if grammar_only else self._word_weight(form),
                (*self._alternatives(form), *also.get(form, ())),
            )
            for form, text in distinct.items()
        )

    def _word_weight(self, form: str) -> float:
        return self.weights.function_word if form in FUNCTION_WORDS else 1.0

    def _pairs(self, typed: Sequence[Word]) -> tuple[QueryPair, ...]:
        """Make pairs of neighbours; one with a function word weighs less, two function words make none."""
        pairs = {}
        for first, second in pairwise(typed):
            weights = self._word_weight(first.form), self._word_weight(second.form)
            if max(weights) == 1:
                terms = term(Level.STEM, stem(first.form)), term(Level.STEM, stem(second.form))
                pairs[terms] = QueryPair(terms, sqrt(min(weights)))
        return tuple(pairs.values())

    def _alternatives(self, form: str) -> tuple[Alternative, ...]:
        found = {
            term(Level.FORM, form): self.weights.form,
            term(Level.STEM, stem(form)): self.weights.stem,
            term(Level.ENGLISH, english_stem(form)): self.weights.stem,
            term(Level.PART, stem(form)): self.weights.inside,
        }
        for part in part_stems(form):
            found.setdefault(term(Level.STEM, part), self.weights.part)
            found.setdefault(term(Level.PART, part), self.weights.part)
        return tuple(Alternative((key,), weight) for key, weight in found.items())

    def _synonyms(self, typed: Sequence[Word]) -> dict[str, list[Alternative]]:
        """Return the synonyms of each word; those of a run of words answer every word of the run."""
        also: dict[str, list[Alternative]] = {}
        for synonym in find_synonyms(typed):
            alternative = Alternative(synonym.terms, self.weights.synonym, synonym.text)
            for word in typed[synonym.first : synonym.last + 1]:
                also.setdefault(word.form, []).append(alternative)
        return also

    def _spelled(self, spelling: str) -> list[Alternative]:
        return [
            Alternative(alternative.terms, alternative.weight * self.weights.correction, spelling)
            for alternative in self._alternatives(spelling)
        ]


def _excluded(text: str) -> QueryWord | QueryPhrase:
    """Exclude a phrase, or a word in all its inflections; compounds that it is part of stay."""
    typed = words(text)
    if len(typed) > 1:
        return _phrase(text)
    form = typed[0].form
    terms = term(Level.FORM, form), term(Level.STEM, stem(form)), term(Level.ENGLISH, english_stem(form))
    return QueryWord(text, 1.0, tuple(Alternative((key,), 1.0) for key in terms))


def _phrase(text: str) -> QueryPhrase:
    return QueryPhrase(text, tuple(term(Level.FORM, word.form) for word in words(text)))
