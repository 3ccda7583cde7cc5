"""Ranking: BM25F over title, headings and text as a weighted OR, and the threshold for what is shown.

BM25F: Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. A term's frequency
is summed over the fields, each with its weight and its own length normalisation, before it is saturated once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask, Numbers
from index.language.query_terms import Alternative, QueryPhrase, QueryPlan, QueryWord
from index.weights import WEIGHTS, Weights

Floats = NDArray[np.float32]

FIELDS = ("title", "heading", "text")
SHOWN_COVERAGE = 0.5
"""A passage is shown when the words it answers have at least this share of the weight of the best passage's words."""


class PostingsSource(Protocol):
    """Where scoring reads from: `count` passages, numbered below `size`, and those that only speak of their source."""

    size: int
    count: int
    everything: Mask
    about_sources: Mask

    @property
    def lengths(self) -> Mapping[str, Floats]:
        """Return each field's length in words, by passage number."""

    @property
    def average_lengths(self) -> Mapping[str, float]:
        """Return each field's mean length in words, at least 1."""

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""

    def holding_phrase(self, terms: tuple[str, ...]) -> Mask:
        """Return which passages hold the terms next to each other in one field."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result set before any filter: which passages are shown, and their scores.

    `unknown_words` are those that nothing holds; `also` are labels of what was not typed but found.
    """

    shown: Mask
    scores: Floats
    unknown_words: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _WordMatch:
    scores: Floats
    answered: Mask
    idf: float
    also: tuple[str, ...]


def rank(source: PostingsSource, plan: QueryPlan, *, cut: bool = True, weights: Weights = WEIGHTS) -> Ranking:
    """Score every passage against a plan and decide which are shown; without `cut`, all that match."""
    scores = np.zeros(source.size, dtype=np.float32)
    coverage = np.zeros(source.size, dtype=np.float32)
    unknown: list[str] = []
    also: list[str] = []
    for word in plan.words:
        match = _match_word(source, word, weights)
        if match is None:
            unknown.append(word.text)
            continue
        scores += word.weight * match.scores
        coverage += word.weight * match.idf * match.answered
        also += match.also
    for pair in plan.pairs:
        together = source.holding_phrase(pair.terms)
        scores[together] += weights.proximity * pair.weight * idf(int(together.sum()), source.count)
    scores[source.about_sources] *= weights.about_the_source
    shown = coverage > 0 if plan.words else source.everything.copy()
    if cut and shown.any() and plan.words:
        shown &= coverage >= SHOWN_COVERAGE * coverage.max()
    for phrase in plan.phrases:
        shown &= source.holding_phrase(phrase.terms)
        scores += _phrase_scores(source, phrase, weights)
    for part in plan.excluded:
        shown &= ~_holding(source, part, weights)
    return Ranking(shown, scores, tuple(unknown), tuple(dict.fromkeys(also)))


def _match_word(source: PostingsSource, word: QueryWord, weights: Weights) -> _WordMatch | None:
    """Score one word; None when no passage answers it.

    What was typed is weighed by the rarity of each term. A synonym or another spelling is weighed by the rarity of the
    word in all its alternatives, so that a rare synonym does not outrank what was typed.
    """
    scores = np.zeros(source.size, dtype=np.float32)
    besides = np.zeros(source.size, dtype=np.float32)
    answered = np.zeros(source.size, dtype=np.bool_)
    also: list[str] = []
    for alternative in word.alternatives:
        frequencies = _weighted_frequencies(source, alternative, weights)
        holding = frequencies > 0
        found = int(holding.sum())
        if not found:
            continue
        saturated = alternative.weight * frequencies * (weights.saturation + 1) / (frequencies + weights.saturation)
        answered |= holding
        if alternative.label is None:
            scores += idf(found, source.count) * saturated
        else:
            besides += saturated
            also.append(alternative.label)
    held = int(answered.sum())
    if not held:
        return None
    rarity = idf(held, source.count)
    return _WordMatch(scores + rarity * besides, answered, rarity, tuple(also))


def _phrase_scores(source: PostingsSource, phrase: QueryPhrase, weights: Weights) -> Floats:
    """Score the words of a phrase by their exact forms."""
    scores = np.zeros(source.size, dtype=np.float32)
    for key in phrase.terms:
        match = _match_word(source, QueryWord(key, 1.0, (Alternative((key,), 1.0),)), weights)
        if match is not None:
            scores += match.scores
    return scores


def _weighted_frequencies(source: PostingsSource, alternative: Alternative, weights: Weights) -> Floats:
    """Return the length-normalised frequency of an alternative; of several terms, that of each passage's rarest."""
    frequencies = [_term_frequencies(source, term, weights) for term in alternative.terms]
    if len(frequencies) == 1:
        return frequencies[0]
    together: Floats = np.minimum.reduce(frequencies)
    if together.any():
        together[~source.holding_phrase(alternative.terms)] = 0
    return together


def _term_frequencies(source: PostingsSource, term: str, weights: Weights) -> Floats:
    """Sum a term's length-normalised frequencies over the fields."""
    frequencies = np.zeros(source.size, dtype=np.float32)
    for field in FIELDS:
        passages, counts = source.postings(field, term)
        lengths = source.lengths[field]
        share = weights.length[field]
        norm = 1 - share + share * lengths[passages] / source.average_lengths[field]
        frequencies[passages] += weights.fields[field] * counts / norm
    return frequencies


def idf(holding: int, count: int) -> float:
    """Return the inverse document frequency in the form that is never negative: ln(1 + (N − n + ½) / (n + ½))."""
    return float(np.log1p((count - holding + 0.5) / (holding + 0.5)))


def _holding(source: PostingsSource, part: QueryWord | QueryPhrase, weights: Weights) -> Mask:
    """Return which passages hold a word in any of its forms, or a phrase."""
    if isinstance(part, QueryPhrase):
        return source.holding_phrase(part.terms)
    mask = np.zeros(source.size, dtype=np.bool_)
    for alternative in part.alternatives:
        mask |= _weighted_frequencies(source, alternative, weights) > 0
    return mask
