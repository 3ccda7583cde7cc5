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
        self.about_sources: Mask = np.zeros(self.size, dtype=np.bool_)
        self.lengths: dict[str, Floats] = {name: np.zeros(self.size, dtype=np.float32) for name in FIELDS}
        places: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, texts in enumerate(documents):
            for name, text in zip(FIELDS, texts, strict=True):
                tokens = analyze(text)
                self.lengths[name][number] = len(tokens)
                for position, token in enumerate(tokens):
                    for term in dict.fromkeys(token.terms):
                        places[name, term][number].append(position)
        self._places = places
        self.average_lengths = {name: max(float(lengths.mean()), 1.0) for name, lengths in self.lengths.items()}
        self._postings = {
            key: (np.fromiter(held, np.int32), np.fromiter(map(len, held.values()), np.float32))
            for key, held in places.items()
        }
        self._nothing = np.empty(0, np.int32), np.empty(0, np.float32)

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the documents that hold a term in a field, ascending, and its frequency in each."""
        return self._postings.get((field, term), self._nothing)

    def holding_phrase(self, terms: tuple[str, ...]) -> Mask:
        """Return which documents hold the terms next to each other in one field."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for name in FIELDS:
            places = [self._places.get((name, term), {}) for term in terms]
            for number in set(places[0]).intersection(*places[1:]):
                starts = set(places[0][number])
                for offset, place in enumerate(places[1:], start=1):
                    starts &= {position - offset for position in place[number]}
                mask[number] = bool(starts) or mask[number]
        return mask
