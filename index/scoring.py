"""Ranking: BM25F over title, headings and text, and which passages belong to the result.

BM25F: Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. A term's frequency
is summed over the fields, each with its weight and its own length normalisation, before it is saturated once.

The score of a passage is the sum over everything in the plan that speaks for it; the plan's operators decide which
passages are shown, never what they score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.adjacency import PlacesSource, holding_near, holding_run
from index.counterparts import Counterparts
from index.facets import Mask, Numbers
from index.plan import (
    DEFINES,
    FIELDS,
    AllOf,
    Alternative,
    AnyOf,
    Carrying,
    NoneOf,
    PlanNode,
    Published,
    QueryPhrase,
    QueryPlan,
    QueryWord,
    Together,
)
from index.weights import WEIGHTS, Weights

Floats = NDArray[np.float32]

SHOWN_COVERAGE = 0.5
"""A passage is shown when the words it answers have at least this share of the weight of the best passage's words."""


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
    about_sources: Mask
    counterparts: Counterparts

    @property
    def lengths(self) -> Mapping[str, Floats]:
        """Return each field's length in words, by passage number."""

    @property
    def average_lengths(self) -> Mapping[str, float]:
        """Return each field's mean length in words, at least 1."""

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""

    def carrying(self, facet: str, values: Sequence[str]) -> Mask:
        """Return which passages carry any of the values of a facet."""

    def published(self, start: str | None, end: str | None) -> Mask:
        """Return which passages are of documents with `start` <= date < `end`, compared as text."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result set before any chosen filter: which passages are shown, and their scores.

    `unknown_words` are those that nothing holds; `also` are labels of what was not typed but found.
    """

    shown: Mask
    scores: Floats
    unknown_words: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """What a word does: its scores, how much of it each passage answers (0 to 1), and its rarity (idf).

    A word that is not found has scores for what holds some part of it, and no passage answers it.
    """

    scores: Floats
    answered: Floats
    rarity: float
    also: tuple[str, ...] = ()


def rank(source: PostingsSource, plan: QueryPlan, *, cut: bool = True, weights: Weights = WEIGHTS) -> Ranking:
    """Score every passage against a plan and decide which are shown; without `cut`, all that match."""
    ranker = _Ranker(source, weights, cut=cut)
    shown = source.everything.copy() if plan.root is None else ranker.matching(plan.root) & source.everything
    for run in plan.runs:
        ranker.scores += run.weight * _run_scores(source, run.terms, weights)
    ranker.scores[source.about_sources] *= weights.about_the_source
    _lead_with_definitions(source, plan, ranker.scores, shown)
    source.counterparts.put_originals_first(ranker.scores, ranker.answered, shown, lead=weights.original)
    return Ranking(shown, ranker.scores, tuple(ranker.unknown), tuple(dict.fromkeys(ranker.also)))


def _run_scores(source: PostingsSource, terms: tuple[str, ...], weights: Weights) -> Floats:
    """Score words that stand together: by their rarity together, and more where they stand in a heading."""
    together = holding_run(source, terms, FIELDS)
    gains = together.astype(np.float32)
    gains[holding_run(source, terms, ("heading",))] = weights.fields["heading"]
    return weights.proximity * idf(int(together.sum()), source.count) * gains


def _lead_with_definitions(source: PostingsSource, plan: QueryPlan, scores: Floats, shown: Mask) -> None:
    """Raise what defines the term that is asked for above what merely uses it."""
    gains = np.zeros(source.size, dtype=np.float32)
    for definition in plan.definitions:
        passages = source.postings(DEFINES, definition.key)[0]
        gains[passages] = np.maximum(gains[passages], definition.weight)
    if gains.any():
        scores += gains * scores[shown].max(initial=0.0)


class _Ranker:
    """Walks a plan once: gathers the scores of what speaks for a passage, and tells which passages match.

    `answered` is the weight of the words that each passage answers, however often.
    """

    def __init__(self, source: PostingsSource, weights: Weights, *, cut: bool) -> None:
        self.scores = np.zeros(source.size, dtype=np.float32)
        self.answered = np.zeros(source.size, dtype=np.float32)
        self.unknown: list[str] = []
        self.also: list[str] = []
        self._source = source
        self._weights = weights
        self._cut = cut
        self._against = 0

    def matching(self, node: PlanNode) -> Mask:
        """Return which passages match a part of the plan."""
        match node:
            case Together():
                mask = self._together(node)
            case QueryWord():
                found = self._word(node)
                mask = found.answered > 0 if found else self._none()
            case QueryPhrase():
                mask = self._phrase(node)
            case Carrying(facet, values):
                mask = self._source.carrying(facet, values)
            case Published(start, end):
                mask = self._source.published(start, end)
            case AllOf(parts):
                mask = reduce(np.logical_and, map(self.matching, parts))
            case AnyOf(parts):
                mask = reduce(np.logical_or, map(self.matching, parts))
            case NoneOf(parts):
                self._against += 1
                mask = ~reduce(np.logical_or, map(self.matching, parts))
                self._against -= 1
        return mask

    def _together(self, node: Together) -> Mask:
        """Match words that rank together: what weighs enough among the passages that match all that is required.

        A passage needs a word of the query that carries meaning; without the cut, any part of any word will do.
        """
        source = self._source
        mask = source.everything.copy()
        required = 0.0
        for part in node.required:
            matching = self.matching(part)
            mask &= matching
            if not isinstance(part, NoneOf):
                required += idf(int(matching.sum()), source.count)
        if node.words:
            coverage = np.full(source.size, required, dtype=np.float32)
            speaks = np.full(source.size, required > 0)
            for word in node.words:
                found = self._word(word)
                if found is None:
                    continue
                coverage += word.weight * found.rarity * found.answered
                if word.weight == 1 or not self._cut:
                    speaks |= (found.answered if self._cut else found.scores) > 0
            mask &= speaks
            if self._cut and mask.any():
                mask &= coverage >= SHOWN_COVERAGE * coverage[mask].max()
        return reduce(np.logical_and, map(self.matching, node.filters), mask)

    def _word(self, word: QueryWord) -> _Match | None:
        """Match a word and add what it is worth; None when no passage answers it."""
        found = match_word(self._source, word, self._weights)
        if self._against:
            return found
        if (found is None or not found.answered.any()) and word.weight == 1:
            self.unknown.append(word.text)
        if found is not None:
            self.scores += word.weight * found.scores
            self.answered += word.weight * found.rarity * found.answered
            self.also += found.also
        return found

    def _phrase(self, phrase: QueryPhrase) -> Mask:
        """Match a phrase; where it stands, its words score by their exact forms."""
        source, fields = self._source, phrase.fields
        if phrase.within is None:
            mask = holding_run(source, phrase.terms, fields)
        else:
            mask = holding_near(source, phrase.terms, fields, phrase.within)
        if not self._against:
            for key in phrase.terms:
                found = match_word(source, QueryWord(key, 1.0, (Alternative((key,), 1.0),), fields), self._weights)
                if found is not None:
                    self.scores[mask] += found.scores[mask]
        return mask

    def _none(self) -> Mask:
        return np.zeros(self._source.size, dtype=np.bool_)


def match_word(source: PostingsSource, word: QueryWord, weights: Weights) -> _Match | None:
    """Score one word; None when no passage answers it.

    What was typed is weighed by the rarity of each term. A synonym or another spelling is weighed by the rarity of the
    word in all its alternatives, so that a rare synonym does not outrank what was typed. Where nothing holds what was
    typed, its synonym is all that answers it and is worth more beside the other words of the query.
    """
    if word.pooled:
        return _match_pool(source, word, weights)
    scores = np.zeros(source.size, dtype=np.float32)
    besides = np.zeros(source.size, dtype=np.float32)
    whole = np.zeros(source.size, dtype=np.bool_)
    as_typed = False
    parts: dict[str, Mask] = {alternative.part: whole.copy() for alternative in word.alternatives if alternative.part}
    also: list[str] = []
    for alternative in word.alternatives:
        frequencies = _alternative_frequencies(source, alternative, word.fields, weights)
        holding = frequencies > 0
        found = int(holding.sum())
        if not found:
            continue
        saturated = alternative.weight * _saturated(frequencies, weights)
        if alternative.part:
            parts[alternative.part] |= holding
        else:
            whole |= holding
        if alternative.label is None:
            as_typed = as_typed or not alternative.part
            scores += idf(found, source.count) * saturated
        else:
            besides += saturated
            also.append(alternative.label)
    answered = whole.astype(np.float32)
    if parts:
        share = np.sum(list(parts.values()), axis=0, dtype=np.float32) / len(parts)
        answered = np.maximum(answered, share**PARTS_EXPONENT)
    held = int((answered > 0).sum())
    if not held:
        return None
    rarity = idf(held, source.count)
    if not as_typed:
        besides *= weights.stand_in
    if answered.max() < ANSWERED:
        answered[:] = 0
    return _Match(scores + rarity * besides, answered, rarity, tuple(also))


def _match_pool(source: PostingsSource, word: QueryWord, weights: Weights) -> _Match | None:
    """Score the forms of a pattern as if they were one term."""
    frequencies = np.zeros(source.size, dtype=np.float32)
    for alternative in word.alternatives:
        frequencies += alternative.weight * _alternative_frequencies(source, alternative, word.fields, weights)
    answered = frequencies > 0
    held = int(answered.sum())
    if not held:
        return None
    rarity = idf(held, source.count)
    return _Match(rarity * _saturated(frequencies, weights), answered.astype(np.float32), rarity)


def _saturated(frequencies: Floats, weights: Weights) -> Floats:
    return frequencies * (weights.saturation + 1) / (frequencies + weights.saturation)


def _alternative_frequencies(
    source: PostingsSource, alternative: Alternative, fields: Sequence[str], weights: Weights
) -> Floats:
    """Return the length-normalised frequency of an alternative; of several terms, that of each passage's rarest."""
    frequencies = [_term_frequencies(source, term, fields, weights) for term in alternative.terms]
    if len(frequencies) == 1:
        return frequencies[0]
    together: Floats = np.minimum.reduce(frequencies)
    if together.any():
        together[~holding_run(source, alternative.terms, tuple(fields))] = 0
    return together


def _term_frequencies(source: PostingsSource, term: str, fields: Sequence[str], weights: Weights) -> Floats:
    """Sum a term's length-normalised frequencies over some fields."""
    frequencies = np.zeros(source.size, dtype=np.float32)
    for field in fields:
        passages, counts = source.postings(field, term)
        lengths = source.lengths[field]
        share = weights.length[field]
        norm = 1 - share + share * lengths[passages] / source.average_lengths[field]
        frequencies[passages] += weights.fields[field] * counts / norm
    return frequencies


def idf(holding: int, count: int) -> float:
    """Return the inverse document frequency in the form that is never negative: ln(1 + (N − n + ½) / (n + ½))."""
    return float(np.log1p((count - holding + 0.5) / (holding + 0.5)))
