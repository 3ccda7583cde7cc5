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
from index.kept import Kept
from index.plan import FIELDS, Alternative, QueryWord
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


@dataclass(frozen=True, slots=True)
class Scored:
    """Passages, ascending, and a number above 0 for each; of many, a number for every passage of the bank, and None.

    Numbers for all are added up several times as fast as those of a list, from an eighth of the passages on.
    """

    passages: Numbers | None
    values: Floats
    count: int

    @classmethod
    def of(cls, passages: Numbers, values: Floats) -> Scored:
        """Take a list as it is."""
        return cls(passages, values, len(passages))

    def times(self, factor: float) -> Scored:
        """Return the same passages with numbers so many times as high."""
        return Scored(self.passages, self.values * np.float32(factor), self.count)

    def add_to(self, sums: Floats) -> None:
        """Add the numbers to those of all passages."""
        if self.passages is None:
            sums += self.values
        else:
            sums[self.passages] += self.values

    def mark(self, mask: Mask) -> None:
        """Mark the passages."""
        if self.passages is None:
            mask |= self.values > 0
        else:
            mask[self.passages] = True

    def at(self, passages: Numbers) -> Floats:
        """Return the numbers of some passages, 0 for those that are not among these."""
        if self.passages is None:
            return self.values[passages]
        if not self.count:
            return np.zeros(len(passages), dtype=np.float32)
        places = np.minimum(np.searchsorted(self.passages, passages), self.count - 1)
        return np.where(self.passages[places] == passages, self.values[places], np.float32(0))


@dataclass(frozen=True, slots=True)
class Match:
    """What a word does: what it adds to scores, and how much of it each passage that holds any of it answers, to 1.

    `rarity` is its inverse document frequency. Of a word that is not `found`, no passage answers enough.
    """

    scores: tuple[Scored, ...]
    answered: Scored
    rarity: float
    found: bool = True
    also: tuple[str, ...] = ()


class Matcher:
    """Matches the words of a query, term by term; the work is that of the passages which hold a word, not of all."""

    def __init__(self, source: PostingsSource, weights: Weights) -> None:
        self._source = source
        self._weights = weights
        self._kept = source.kept if weights is WEIGHTS else Kept(0)

    def match(self, word: QueryWord) -> Match | None:
        """Score one word; None when no passage answers it.

        What was typed is weighed by the rarity of each term. A synonym or another spelling is weighed by the rarity of
        the word in all its alternatives, so that a rare synonym does not outrank what was typed; passages that hold too
        little of a compound do not make it common. Where nothing holds what was typed, its synonym is all that answers
        it and is worth more beside the other words of the query.
        """
        if word.pooled:
            return self._match_pool(word)
        scores: list[Scored] = []
        besides: list[Scored] = []
        also: list[str] = []
        held = _Held(self._source.size, word)
        for alternative in word.alternatives:
            frequencies = self._frequencies(alternative, word.fields)
            if not frequencies.count:
                continue
            held.add(alternative, frequencies)
            if alternative.label is None:
                rarity = idf(frequencies.count, self._source.count)
                scores.append(self._saturated(frequencies, alternative.weight * rarity))
            else:
                besides.append(self._saturated(frequencies, alternative.weight))
                also.append(alternative.label)
        answered, enough = held.answered()
        if not answered.count:
            return None
        rarity = idf(enough or answered.count, self._source.count)
        worth = rarity if held.as_typed else rarity * self._weights.stand_in
        scores += [scored.times(worth) for scored in besides]
        return Match(tuple(scores), answered, rarity, enough > 0, tuple(also))

    def holding(self, term: str) -> int:
        """Return how many passages hold a term in any field; what is found out for that is kept for its score."""
        return self._term_frequencies(term, FIELDS).count

    def _match_pool(self, word: QueryWord) -> Match | None:
        """Score the forms of a pattern as if they were one term."""
        held = [
            self._frequencies(alternative, word.fields).times(alternative.weight) for alternative in word.alternatives
        ]
        frequencies = _summed(self._source.size, [scored for scored in held if scored.count])
        if not frequencies.count:
            return None
        rarity = idf(frequencies.count, self._source.count)
        whole = Scored(frequencies.passages, (frequencies.values > 0).astype(np.float32), frequencies.count)
        return Match((self._saturated(frequencies, rarity),), whole, rarity)

    def _saturated(self, frequencies: Scored, weight: float) -> Scored:
        """Return what frequencies count: more of the same counts less and less."""
        k = np.float32(self._weights.saturation)
        values = frequencies.values * np.float32(weight * (self._weights.saturation + 1))
        values /= frequencies.values + k
        return Scored(frequencies.passages, values, frequencies.count)

    def _frequencies(self, alternative: Alternative, fields: tuple[str, ...]) -> Scored:
        """Return the length-normalised frequency of an alternative; of several terms, that of each passage's rarest."""
        if len(alternative.terms) == 1:
            return self._term_frequencies(alternative.terms[0], fields)
        together = holding_run(self._source, alternative.terms, fields)
        rarest = np.full(len(together), np.inf, dtype=np.float32)
        for term in alternative.terms if len(together) else ():
            rarest = np.minimum(rarest, self._term_frequencies(term, fields).at(together))
        return Scored.of(together, rarest)

    def _term_frequencies(self, term: str, fields: tuple[str, ...]) -> Scored:
        """Sum a term's length-normalised frequencies over some fields."""
        scored: Scored = self._kept.get((term, fields), lambda: self._summed_over(term, fields))
        return scored

    def _summed_over(self, term: str, fields: tuple[str, ...]) -> Scored:
        held = []
        for field in fields:
            passages, counts = self._source.postings(field, term)
            if len(passages):
                held.append(Scored.of(passages, self._gains(field)[passages] * counts))
        return _summed(self._source.size, held)

    def _gains(self, field: str) -> Floats:
        """Return what a word in a field counts in each passage: less, the longer the field is there."""
        source, share, weight = self._source, self._weights.length[field], self._weights.fields[field]

        def make() -> Floats:
            norms = 1 - share + share * source.lengths[field] / source.average_lengths[field]
            return (weight / norms).astype(np.float32)

        gains: Floats = self._kept.get(("gains", field), make)
        return gains


class _Held:
    """Which passages hold a word, whole or some of its parts, as its alternatives are looked at."""

    def __init__(self, size: int, word: QueryWord) -> None:
        self.as_typed = False
        self._any = np.zeros(size, dtype=np.bool_)
        parts = {alternative.part for alternative in word.alternatives if alternative.part}
        self._whole = np.zeros(size, dtype=np.bool_) if parts else self._any
        self._parts = {part: np.zeros(size, dtype=np.bool_) for part in parts}

    def add(self, alternative: Alternative, held: Scored) -> None:
        """Note the passages that hold an alternative."""
        held.mark(self._any)
        if alternative.part:
            held.mark(self._parts[alternative.part])
        else:
            held.mark(self._whole)
            self.as_typed = self.as_typed or alternative.label is None

    def answered(self) -> tuple[Scored, int]:
        """Return how much of the word each passage that holds any of it answers, and how many answer enough of it."""
        count = int(np.count_nonzero(self._any))
        few = count * _MANY < len(self._any)
        passages = np.flatnonzero(self._any) if few else None
        whole = self._whole if passages is None else self._whole[passages]
        if not self._parts:
            return Scored(passages, whole.astype(np.float32), count), count
        parts = np.zeros(len(whole), dtype=np.uint8)
        for mask in self._parts.values():
            parts += mask if passages is None else mask[passages]
        shares = (np.arange(len(self._parts) + 1, dtype=np.float32) / len(self._parts)) ** PARTS_EXPONENT
        answered = np.maximum(whole, shares[parts])
        return Scored(passages, answered, count), int(np.count_nonzero(answered >= ANSWERED))


def _summed(size: int, held: Sequence[Scored]) -> Scored:
    """Add up numbers of passages."""
    if not held:
        return Scored.of(NOTHING, np.empty(0, dtype=np.float32))
    if len(held) == 1 and (held[0].passages is None or held[0].count * _MANY < size):
        return held[0]
    lists = [(scored.passages, scored.values) for scored in held if scored.passages is not None]
    if len(lists) == len(held) and sum(scored.count for scored in held) <= _FEW:
        passages, places = np.unique(np.concatenate([some for some, _ in lists]), return_inverse=True)
        sums = np.bincount(places, np.concatenate([values for _, values in lists]))
        return Scored.of(passages, sums.astype(np.float32))
    dense = np.zeros(size, dtype=np.float32)
    for scored in held:
        scored.add_to(dense)
    count = int(np.count_nonzero(dense))
    if count * _MANY >= size:
        return Scored(None, dense, count)
    passages = np.flatnonzero(dense > 0)
    return Scored.of(passages, dense[passages])


_MANY = 8
"""From one in so many passages on, numbers are kept for all of them."""

_FEW = 1_000
"""Up to so many, lists are merged by sorting."""

NOTHING = np.empty(0, dtype=np.intp)


def idf(holding: int, count: int) -> float:
    """Return the inverse document frequency in the form that is never negative: ln(1 + (N − n + ½) / (n + ½))."""
    return float(np.log1p((count - holding + 0.5) / (holding + 0.5)))
