"""Facets: the values that passages and documents carry, as integer columns, and disjunctive counts over them.

Values within a facet are OR, facets are AND. The counts of a facet ignore that facet's own choices and respect all
others, so that every count equals what choosing that value alone in its facet gives. Counts are distinct documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.document import Document, Passage

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]


def facet_values(document: Document, passage: Passage) -> dict[str, tuple[str, ...]]:
    """Return the values of a passage in every facet of `FACETS`."""
    return {
        "dokumenttyp": (document.kind,),
        "inslag": (passage.item_kind,) if passage.item_kind else (),
        "tema": passage.themes,
        "kommun": passage.municipalities,
        "lan": passage.counties,
        "organisation": passage.organisations,
        "ar": (document.published[:4],) if document.published else (),
        "utgivare": (document.publisher,),
        "sprak": (passage.language,),
    }


@dataclass(frozen=True, slots=True)
class Column:
    """A facet over all passages: `passages[i]` carries `values[codes[i]]`. A passage may stand in several pairs."""

    values: tuple[str, ...]
    passages: Numbers
    codes: Numbers

    @classmethod
    def from_postings(cls, postings: Iterable[tuple[str, Sequence[int]]]) -> Column:
        """Make a column from each value's passage numbers."""
        pairs = [(value, np.asarray(numbers, dtype=np.int32)) for value, numbers in postings]
        if not pairs:
            return cls((), np.empty(0, np.int32), np.empty(0, np.int32))
        return cls(
            tuple(value for value, _ in pairs),
            np.concatenate([numbers for _, numbers in pairs]),
            np.repeat(np.arange(len(pairs), dtype=np.int32), [len(numbers) for _, numbers in pairs]),
        )

    def carrying(self, chosen: Iterable[str], size: int) -> Mask:
        """Return which of `size` passages carry any of the chosen values."""
        wanted = np.isin(np.asarray(self.values, dtype=object), list(chosen))
        mask = np.zeros(size, dtype=np.bool_)
        if wanted.any():
            mask[self.passages[wanted[self.codes]]] = True
        return mask

    def count_documents(self, mask: Mask, document_of: Numbers) -> dict[str, int]:
        """Count the distinct documents of each value over the passages of `mask`."""
        inside = mask[self.passages]
        codes = self.codes[inside].astype(np.int64)
        keys = np.unique(codes * (len(document_of) + 1) + document_of[self.passages[inside]])
        counts = np.bincount(keys // (len(document_of) + 1), minlength=len(self.values))
        return {value: int(count) for value, count in zip(self.values, counts, strict=True) if count}


def narrow(passing: Mapping[str, Mask], matched: Mask) -> tuple[Mask, Mapping[str, Mask]]:
    """Return the passages of `matched` that pass every filter, and what the counts of each facet are taken over.

    `passing` has the passages that pass the filter of each facet that has one. The counts of such a facet are taken
    over the passages that pass all filters but its own, those of every other facet over the result.
    """
    result = reduce(np.logical_and, passing.values(), matched)
    counted: defaultdict[str, Mask] = defaultdict(lambda: result)
    for name in passing:
        counted[name] = reduce(np.logical_and, (mask for other, mask in passing.items() if other != name), matched)
    return result, counted
