"""Words of a query matched to passages: which hold them, how much of them, and what that adds to a score.

BM25F: Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. A term's frequency
is summed over the fields, each with its weight and its own length normalisation, before it is saturated once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.adjacency import PlacesSource, holding_run
from index.counterparts import Counterparts
from index.facets import Mask, Numbers
from index.kept import Arrays, Kept
from index.plan import Alternative, QueryWord
from index.weights import WEIGHTS, Weights

Floats = NDArray[np.float32]

PARTS_EXPONENT = 1.5
"""Of a typed compound, a passage that holds two parts of three answers (2/3)**1.5 = 0.54, and one of two 0.35.

So what holds the compound, or all its parts, cuts what holds half of them.
"""

ANSWERED = 0.5
"""How much of a word some passage has to answer for the word to be found at all: half a compound is another word."""


class PostingsSource(PlacesSource, Protocol):
    """Where scoring reads from: `count` passages, numbered below `size`, and those that only speak of their source."""

    count: int
    everything: Mask
    about_sources: Numbers
    counterparts: Counterparts

    @property
    def lengths(self) -> Mapping[str, Floats]:
        """Return each field's length in words, by passage number."""

    @property
    def average_lengths(self) -> Mapping[str, float]:
        """Return each field's mean length in words, at least 1."""

    def postings(self, field: str, term: str) -> tuple[Numbers, NDArray[Any]]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""

    def carrying(self, facet: str, values: Sequence[str]) -> Mask:
        """Return which passages carry any of the values of a facet."""

    def published(self, start: str | None, end: str | None) -> Mask:
        """Return which passages are of documents with `start` <= date < `end`, compared as text."""


Scored = tuple[Numbers, Floats]
"""Passages, ascending, and a number for each."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a word does: what it adds to scores, the passages that hold any of it, how much of it each answers (0 to 1).

    `rarity` is its inverse document frequency. A word that is not found adds to scores, and no passage answers it.
    """

    scores: tuple[Scored, ...]
    passages: Numbers
    answered: Floats
    rarity: float
    also: tuple[str, ...] = ()


class Matcher:
    """Matches the words of a query, term by term; the work is that of the passages which hold a word, not of all."""

    def __init__(self, source: PostingsSource, weights: Weights) -> None:
        self._source = source
        self._weights = weights
        self._kept = source.kept if weights is WEIGHTS else Kept(0)

    def match(self, word: QueryWord, within: Mask | None = None) -> Match | None:
        """Score one word; None when no passage answers it. What it adds and answers is told for passages `within`.

        What was typed is weighed by the rarity of each term. A synonym or another spelling is weighed by the rarity of
        the word in all its alternatives, so that a rare synonym does not outrank what was typed. Where nothing holds
        what was typed, its synonym is all that answers it and is worth more beside the other words of the query.
        """
        if word.pooled:
            return self._match_pool(word)
        scores: list[Scored] = []
        besides: list[Scored] = []
        also: list[str] = []
        held = _Held(self._source.size, word)
        for alternative in word.alternatives:
            passages, frequencies = self._frequencies(alternative, word.fields)
            if not len(passages):
                continue
            held.add(alternative, passages)
            rarity = idf(len(passages), self._source.count)
            if within is not None:
                inside = within[passages]
                passages, frequencies = passages[inside], frequencies[inside]
            saturated = np.float32(alternative.weight) * self._saturated(frequencies)
            if alternative.label is None:
                scores.append((passages, np.float32(rarity) * saturated))
            else:
                besides.append((passages, saturated))
                also.append(alternative.label)
        passages, answered = held.answered()
        if not len(passages):
            return None
        rarity = idf(len(passages), self._source.count)
        worth = np.float32(rarity if held.as_typed else rarity * self._weights.stand_in)
        if within is not None:
            inside = within[passages]
            passages, answered = passages[inside], answered[inside]
        return Match(
            (*scores, *((p, worth * values) for p, values in besides)), passages, answered, rarity, tuple(also)
        )

    def _match_pool(self, word: QueryWord) -> Match | None:
        """Score the forms of a pattern as if they were one term."""
        held = [
            (passages, np.float32(alternative.weight) * frequencies)
            for alternative in word.alternatives
            for passages, frequencies in (self._frequencies(alternative, word.fields),)
            if len(passages)
        ]
        if not held:
            return None
        passages, frequencies = _summed(self._source.size, held)
        rarity = idf(len(passages), self._source.count)
        scores = np.float32(rarity) * self._saturated(frequencies)
        return Match(((passages, scores),), passages, np.ones(len(passages), dtype=np.float32), rarity)

    def _saturated(self, frequencies: Floats) -> Floats:
        k = np.float32(self._weights.saturation)
        return frequencies * (k + 1) / (frequencies + k)

    def _frequencies(self, alternative: Alternative, fields: tuple[str, ...]) -> Scored:
        """Return the length-normalised frequency of an alternative; of several terms, that of each passage's rarest."""
        if len(alternative.terms) == 1:
            return self._term_frequencies(alternative.terms[0], fields)
        together = holding_run(self._source, alternative.terms, fields)
        rarest = np.full(len(together), np.inf, dtype=np.float32)
        for term in alternative.terms if len(together) else ():
            passages, frequencies = self._term_frequencies(term, fields)
            rarest = np.minimum(rarest, frequencies[np.searchsorted(passages, together)])
        return together, rarest

    def _term_frequencies(self, term: str, fields: tuple[str, ...]) -> Scored:
        """Sum a term's length-normalised frequencies over some fields."""
        passages, frequencies = self._kept.get(("frequencies", term, fields), lambda: self._summed_over(term, fields))
        return passages, frequencies

    def _summed_over(self, term: str, fields: tuple[str, ...]) -> Scored:
        held = []
        for field in fields:
            passages, counts = self._source.postings(field, term)
            if len(passages):
                held.append((passages, self._gains(field)[passages] * counts))
        return _summed(self._source.size, held)

    def _gains(self, field: str) -> Floats:
        """Return what a word in a field counts in each passage: less, the longer the field is there."""
        source, share, weight = self._source, self._weights.length[field], self._weights.fields[field]

        def make() -> Arrays:
            norms = 1 - share + share * source.lengths[field] / source.average_lengths[field]
            return ((weight / norms).astype(np.float32),)

        return self._kept.get(("gains", field), make)[0]


class _Held:
    """Which passages hold a word, whole or some of its parts, as its alternatives are looked at."""

    def __init__(self, size: int, word: QueryWord) -> None:
        self.as_typed = False
        self._any = np.zeros(size, dtype=np.bool_)
        parts = {alternative.part for alternative in word.alternatives if alternative.part}
        self._whole = np.zeros(size, dtype=np.bool_) if parts else self._any
        self._parts = {part: np.zeros(size, dtype=np.bool_) for part in parts}

    def add(self, alternative: Alternative, passages: Numbers) -> None:
        """Note the passages that hold an alternative."""
        self._any[passages] = True
        if alternative.part:
            self._parts[alternative.part][passages] = True
        else:
            self._whole[passages] = True
            self.as_typed = self.as_typed or alternative.label is None

    def answered(self) -> Scored:
        """Return the passages that hold any of the word, and how much of it each answers: none if nobody half of it."""
        passages = np.flatnonzero(self._any).astype(np.int32)
        if not self._parts:
            return passages, np.ones(len(passages), dtype=np.float32)
        parts = np.sum([mask[passages] for mask in self._parts.values()], axis=0, dtype=np.float32)
        answered = np.maximum(self._whole[passages], (parts / len(self._parts)) ** PARTS_EXPONENT)
        return passages, answered if answered.max(initial=0) >= ANSWERED else np.zeros_like(answered)


def _summed(size: int, held: Sequence[Scored]) -> Scored:
    """Add up numbers of passages, each list of them ascending; of few, without touching the others."""
    if not held:
        return NOTHING, np.empty(0, dtype=np.float32)
    if len(held) == 1:
        return held[0]
    if sum(len(passages) for passages, _ in held) * _FEW < size:
        passages, places = np.unique(np.concatenate([passages for passages, _ in held]), return_inverse=True)
        sums = np.bincount(places, np.concatenate([values for _, values in held]))
        return passages, sums.astype(np.float32)
    dense = np.zeros(size, dtype=np.float32)
    for passages, values in held:
        dense[passages] += values
    passages = np.flatnonzero(dense).astype(np.int32)
    return passages, dense[passages]


_FEW = 32
"""Below one in so many passages, lists are merged by sorting."""

NOTHING = np.empty(0, dtype=np.int32)


def idf(holding: int, count: int) -> float:
    """Return the inverse document frequency in the form that is never negative: ln(1 + (N − n + ½) / (n + ½))."""
    return float(np.log1p((count - holding + 0.5) / (holding + 0.5)))
