"""Postings of a collection in memory, for trying many parameters: the same arrays that an engine gives to scoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.counterparts import Counterparts
from index.facets import Mask, Numbers
from index.language.analysis import analyze
from index.plan import FIELDS
from index.scoring import Floats


class MemorySource:
    """A `PostingsSource` over texts: each document gives its title, heading and text."""

    def __init__(self, documents: Sequence[tuple[str, str, str]]) -> None:
        self.size = self.count = len(documents)
        self.everything: Mask = np.ones(self.size, dtype=np.bool_)
        self.counterparts = Counterparts()
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

    def holders(self, field: str, term: str) -> Numbers:
        """Return the documents that hold a term in a field, ascending."""
        return self.postings(field, term)[0]

    def positions(self, field: str, term: str, among: Numbers) -> tuple[Numbers, Numbers]:
        """Return document and position of every occurrence of a term in a field of the documents `among`."""
        places = self._places[field, term]
        found = [(number, position) for number in among.tolist() for position in places[number]]
        numbers, positions = zip(*found, strict=True)
        return np.asarray(numbers, np.int32), np.asarray(positions, np.int32)

    def carrying(self, _: str, __: Sequence[str]) -> Mask:
        """Return which documents carry a value of a facet: these have none."""
        return np.zeros(self.size, dtype=np.bool_)

    def published(self, _: str | None, __: str | None) -> Mask:
        """Return which documents are of a stretch of time: these have no date."""
        return np.zeros(self.size, dtype=np.bool_)
