"""Postings of a collection in memory, for trying many parameters: the same arrays that an engine gives to scoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.adjacency import Places
from index.counterparts import Counterparts
from index.facets import Mask, Numbers
from index.kept import Kept
from index.language.analysis import analyze
from index.matching import Floats
from index.plan import FIELDS

_KEPT = 50_000_000


class MemorySource:
    """A `PostingsSource` over texts: each document gives its title, heading and text."""

    def __init__(self, documents: Sequence[tuple[str, str, str]]) -> None:
        self.size = self.count = len(documents)
        self.everything: Mask = np.ones(self.size, dtype=np.bool_)
        self.counterparts = Counterparts()
        self.about_sources: Numbers = np.empty(0, np.intp)
        self.kept = Kept(_KEPT)
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
        self._begins = {
            name: np.concatenate([[0], np.cumsum(lengths + 1)]).astype(np.intp)
            for name, lengths in self.lengths.items()
        }
        self.average_lengths = {name: max(float(lengths.mean()), 1.0) for name, lengths in self.lengths.items()}
        self._postings = {
            key: (np.fromiter(held, np.intp), np.fromiter(map(len, held.values()), np.float32))
            for key, held in places.items()
        }
        self._nothing = np.empty(0, np.intp), np.empty(0, np.float32)

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the documents that hold a term in a field, ascending, and its frequency in each."""
        return self._postings.get((field, term), self._nothing)

    def places(self, field: str, term: str) -> Places:
        """Return every place of a term in a field, ascending."""
        begins = self._begins[field]
        held = self._places[field, term].items()
        return np.asarray([begins[number] + place for number, positions in held for place in positions], np.intp)

    def passages_at(self, field: str, places: Places) -> Numbers:
        """Return the document of each place of a field."""
        return np.searchsorted(self._begins[field], places, side="right") - 1

    def carrying(self, _: str, __: Sequence[str]) -> Mask:
        """Return which documents carry a value of a facet: these have none."""
        return np.zeros(self.size, dtype=np.bool_)

    def published(self, _: str | None, __: str | None) -> Mask:
        """Return which documents are of a stretch of time: these have no date."""
        return np.zeros(self.size, dtype=np.bool_)
