"""Postings of a collection in memory, for trying many parameters: the same arrays that an engine gives to scoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.facets import Mask, Numbers
from index.language.analysis import analyze
from index.scoring import FIELDS, Floats


class MemorySource:
    """A `PostingsSource` over texts: each document gives its title, heading and text."""

    def __init__(self, documents: Sequence[tuple[str, str, str]]) -> None:
        self.size = self.count = len(documents)
        self.everything: Mask = np.ones(self.size, dtype=np.bool_)
        self.lengths: dict[str, Floats] = {name: np.zeros(self.size, dtype=np.float32) for name in FIELDS}
        counts: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for number, texts in enumerate(documents):
            for name, text in zip(FIELDS, texts, strict=True):
                tokens = analyze(text)
                self.lengths[name][number] = len(tokens)
                for token in tokens:
                    for term in dict.fromkeys(token.terms):
                        counts[name, term][number] += 1
        self.average_lengths = {name: max(float(lengths.mean()), 1.0) for name, lengths in self.lengths.items()}
        self._postings = {
            key: (np.fromiter(held, np.int32), np.fromiter(held.values(), np.float32)) for key, held in counts.items()
        }
        self._nothing = np.empty(0, np.int32), np.empty(0, np.float32)

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the documents that hold a term in a field, ascending, and its frequency in each."""
        return self._postings.get((field, term), self._nothing)

    def holding_phrase(self, terms: tuple[str, ...]) -> Mask:
        """Return which documents hold all the terms; their order is not kept here."""
        mask = self.everything.copy()
        for term in terms:
            held = np.zeros(self.size, dtype=np.bool_)
            for name in FIELDS:
                held[self.postings(name, term)[0]] = True
            mask &= held
        return mask
