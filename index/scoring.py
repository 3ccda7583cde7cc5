"""Ranking: BM25F over title, headings and text, and which passages belong to the result.

The score of a passage is the sum over everything in the plan that speaks for it; the plan's operators decide which
passages are shown, never what they score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.adjacency import holding_near, holding_run
from index.facets import Mask, mask_of
from index.matching import NOTHING, Floats, Match, Matcher, PostingsSource, idf
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
    QueryRun,
    QueryWord,
    Together,
)
from index.weights import WEIGHTS, Weights

SHOWN_COVERAGE = 0.5
"""A passage is shown when the words it answers have at least this share of the weight of the best passage's words."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result set before any chosen filter: which passages are shown, and their scores.

    `unknown_words` are those that nothing holds; `also` are labels of what was not typed but found.
    """

    shown: Mask
    scores: Floats
    unknown_words: tuple[str, ...]
    also: tuple[str, ...]


def rank(source: PostingsSource, plan: QueryPlan, *, cut: bool = True, weights: Weights = WEIGHTS) -> Ranking:
    """Score every passage against a plan and decide which are shown; without `cut`, all that match."""
    ranker = _Ranker(source, weights, cut=cut)
    shown = source.everything.copy() if plan.root is None else ranker.matching(plan.root) & source.everything
    for run in plan.runs:
        ranker.add_run(run)
    ranker.scores[source.about_sources] *= weights.about_the_source
    _lead_with_definitions(source, plan, ranker.scores, shown)
    source.counterparts.put_originals_first(ranker.scores, ranker.answered, shown, lead=weights.original)
    return Ranking(shown, ranker.scores, tuple(ranker.unknown), tuple(dict.fromkeys(ranker.also)))


def _lead_with_definitions(source: PostingsSource, plan: QueryPlan, scores: Floats, shown: Mask) -> None:
    """Raise what defines the term that is asked for above what merely uses it."""
    gains = np.zeros(source.size, dtype=np.float32) if plan.definitions else np.empty(0, dtype=np.float32)
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
        self._matcher = Matcher(source, weights)
        self._weights = weights
        self._cut = cut
        self._against = 0

    def matching(self, node: PlanNode) -> Mask:
        """Return which passages match a part of the plan."""
        match node:
            case Together():
                mask = self._together(node)
            case QueryWord():
                found = self._matcher.match(node)
                self._add(node, found)
                mask = self._mask(NOTHING)
                if found and found.found:
                    found.answered.mark(mask)
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

    def add_run(self, run: QueryRun) -> None:
        """Score words that stand together: by their rarity together, and more where they stand in a heading."""
        source, weights = self._source, self._weights
        together = holding_run(source, run.terms, FIELDS)
        if len(together):
            gain = run.weight * weights.proximity * idf(len(together), source.count)
            self.scores[together] += np.float32(gain)
            in_heading = holding_run(source, run.terms, ("heading",))
            self.scores[in_heading] += np.float32(gain * (weights.fields["heading"] - 1))

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
                required += idf(int(np.count_nonzero(matching)), source.count)
        if node.words:
            mask = self._speaking(node, mask, required)
        return reduce(np.logical_and, map(self.matching, node.filters), mask)

    def _speaking(self, node: Together, mask: Mask, required: float) -> Mask:
        """Match the words of a group among the passages of `mask`; what is required weighs `required` in each."""
        coverage = np.full(self._source.size, required, dtype=np.float32)
        speaks = np.full(self._source.size, required > 0)
        for word in node.words:
            match = self._matcher.match(word)
            self._add(word, match)
            if match is None:
                continue
            if match.found:
                match.answered.times(word.weight * match.rarity).add_to(coverage)
            if (word.weight == 1 and match.found) or not self._cut:
                match.answered.mark(speaks)
        numbers = np.flatnonzero(mask & speaks)
        if self._cut and len(numbers):
            weight = coverage[numbers]
            numbers = numbers[weight >= SHOWN_COVERAGE * weight.max()]
        return self._mask(numbers)

    def _add(self, word: QueryWord, found: Match | None) -> None:
        """Add what a word is worth, and note it if no passage answers it."""
        if self._against:
            return
        if (found is None or not found.found) and word.weight == 1:
            self.unknown.append(word.text)
        if found is not None:
            for scored in found.scores:
                (scored if word.weight == 1 else scored.times(word.weight)).add_to(self.scores)
            if found.found:
                found.answered.times(word.weight * found.rarity).add_to(self.answered)
            self.also += found.also

    def _phrase(self, phrase: QueryPhrase) -> Mask:
        """Match a phrase; where it stands, its words score by their exact forms."""
        source, fields = self._source, phrase.fields
        if phrase.within is None:
            held = holding_run(source, phrase.terms, fields)
        else:
            held = holding_near(source, phrase.terms, fields, phrase.within)
        if not self._against:
            for key in phrase.terms:
                word = QueryWord(key, 1.0, (Alternative((key,), 1.0),), fields)
                found = self._matcher.match(word)
                for scored in found.scores if found else ():
                    self.scores[held] += scored.at(held)
        return self._mask(held)

    def _mask(self, passages: NDArray[Any]) -> Mask:
        return mask_of(self._source.size, passages)
