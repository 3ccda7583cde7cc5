"""Facets: the values that passages and documents carry, as integer columns, and disjunctive counts over them.

Values within a facet are OR, facets are AND. The counts of a facet ignore that facet's own choices and respect all
others, so that every count equals what choosing that value alone in its facet gives. Counts are distinct documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.document import Document, Passage

Mask = NDArray[np.bool_]
Numbers = NDArray[np.intp]
"""Numbers of passages or places: of the one type with which NumPy indexes without converting, thrice as fast."""

Number = TypeVar("Number", bound=np.integer[Any])


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
    """A facet over all passages: passage `i` carries `values[c]` for each c of `codes[starts[i]:starts[i + 1]]`.

    `pairs` numbers, for each of `codes`, the distinct pairs of a value and a document: those of `values[c]` from
    `bounds[c]` to `bounds[c + 1]`. So distinct documents are counted by telling which pairs there are.
    """

    values: tuple[str, ...]
    starts: Numbers
    codes: NDArray[Any]
    pairs: NDArray[np.int32]
    bounds: NDArray[np.int32]
    passages: Numbers
    """The passage of each of `codes`."""

    @classmethod
    def of(
        cls, values: tuple[str, ...], counts: Numbers, codes: Numbers, pairs: Numbers, pair_codes: Numbers
    ) -> Column:
        """Make a column; `counts` is the number of values of each passage, `pair_codes` the value of each pair."""
        starts = np.concatenate([[0], np.cumsum(counts)])
        passages = np.repeat(np.arange(len(counts), dtype=np.intp), counts)
        order = np.argsort(pair_codes, kind="stable")
        renumbered = np.empty(len(order), dtype=np.int32)
        renumbered[order] = np.arange(len(order))
        bounds = np.searchsorted(pair_codes[order], np.arange(len(values) + 1)).astype(np.int32)
        return cls(values, starts, codes, renumbered[pairs], bounds, passages)

    def carrying(self, chosen: Iterable[str]) -> Mask:
        """Return which passages carry any of the chosen values."""
        wanted = set(chosen)
        meant = np.asarray([value in wanted for value in self.values], dtype=np.bool_)
        return mask_of(len(self.starts) - 1, self.passages[meant[self.codes]])

    def count_documents(self, passages: Numbers) -> dict[str, int]:
        """Count the distinct documents of each value over some passages, ascending."""
        if _FEW * len(passages) > len(self.starts):
            found = self._pairs_of_many(passages)
        else:
            found = self._pairs_of_few(passages)
        return by_count(self.values, np.diff(np.searchsorted(found, self.bounds)))

    def _pairs_of_few(self, passages: Numbers) -> NDArray[np.int32]:
        """Return the pairs of some passages, ascending: those of each passage are looked up and sorted."""
        begins = self.starts[passages]
        sizes = self.starts[passages + 1] - begins
        pairs = self.pairs[np.repeat(begins - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())]
        pairs.sort()
        return each_once(pairs)

    def _pairs_of_many(self, passages: Numbers) -> NDArray[np.int32]:
        """Return the pairs of some passages, ascending: all pairs are marked that they have."""
        carried = mask_of(len(self.starts) - 1, passages)[self.passages]
        return np.flatnonzero(mask_of(int(self.bounds[-1]), self.pairs[carried])).astype(np.int32)


_FEW = 8
"""Below one in so many passages, the values of each are looked up."""


DOCUMENT_FACETS = ("dokumenttyp", "ar", "utgivare")
"""Facets whose values are those of the document, the same in all its passages."""


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A facet over all documents: `codes` has the place of each one's value in `values`, or `len(values)` for none."""

    values: tuple[str, ...]
    codes: Numbers

    @classmethod
    def of(cls, column: Column, document_of: Numbers, living: Mask, documents: int) -> DocumentColumn:
        """Gather what the living passages of each document carry."""
        codes = np.full(documents, len(column.values), dtype=np.intp)
        alive = living[column.passages]
        codes[document_of[column.passages[alive]]] = column.codes[alive]
        return cls(column.values, codes)

    def count(self, documents: Mask) -> dict[str, int]:
        """Count the documents of each value among some."""
        return by_count(self.values, np.bincount(self.codes[documents], minlength=len(self.values)))


def by_count(values: Sequence[str], counts: NDArray[Any]) -> dict[str, int]:
    """Return what is counted, the most frequent values first, those of one count in the order of `values`."""
    counted = np.flatnonzero(counts[: len(values)])
    ordered = counted[np.argsort(-counts[counted], kind="stable")]
    return dict(zip(map(values.__getitem__, ordered.tolist()), counts[ordered].tolist(), strict=True))


def each_once(numbers: NDArray[Number]) -> NDArray[Number]:
    """Return ascending numbers without those that come again."""
    first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]


def mask_of(size: int, *numbers: NDArray[Any]) -> Mask:
    """Return which of `size` passages, or of anything that is numbered, are among some numbers."""
    mask = np.zeros(size, dtype=np.bool_)
    for some in numbers:
        mask[some] = True
    return mask


def narrow(passing: Mapping[str, Mask], matched: Mask) -> tuple[Numbers, Mapping[str, Numbers]]:
    """Return the passages of `matched` that pass every filter, and those that the counts of each facet are taken over.

    `passing` has the passages that pass the filter of each facet that has one. The counts of such a facet are taken
    over the passages that pass all filters but its own, those of every other facet over the result.
    """
    result = _numbers(reduce(np.logical_and, passing.values(), matched))
    counted: defaultdict[str, Numbers] = defaultdict(lambda: result)
    for name in passing:
        others = (mask for other, mask in passing.items() if other != name)
        counted[name] = _numbers(reduce(np.logical_and, others, matched))
    return result, counted


def _numbers(mask: Mask) -> Numbers:
    return np.flatnonzero(mask)
