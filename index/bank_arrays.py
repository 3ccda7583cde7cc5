"""The arrays of all segments of one generation as if they were one: what is deleted is left out of postings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.facets import Column, Numbers
from index.plan import FIELDS
from index.segment_arrays import SegmentArrays, open_arrays
from index.segment_content import TERM_FIELDS, Origin

TERMS_KEPT = 8_000
"""Terms of which is remembered where they stand in each segment."""

_FIELD = {name: place for place, name in enumerate(TERM_FIELDS)}

Integers = NDArray[Any]

_NOTHING = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A segment, the number of its first passage, and the first place of each field."""

    arrays: SegmentArrays
    base: int
    places: tuple[int, ...]


_Row = tuple[_Leaf, int, int, int]
"""Where the postings of a term in a field are in a segment: their row, the first and the last."""


class BankArrays:
    """The segments of one generation. Passages and other records are numbered through, `living` are not deleted."""

    def __init__(self, reader: Any, folder: Path) -> None:  # noqa: ANN401 (Whoosh has no types)
        """Open the arrays of the segments of a reader; `folder` is where they lie."""
        self.size: int = reader.doc_count_all()
        self.living = np.ones(self.size, dtype=np.bool_)
        self._leaves: list[_Leaf] = []
        extents = [0 for _ in FIELDS]
        for segment, base in reader.leaf_readers() if self.size else ():
            deleted = [base + number for number in segment.segment().deleted_docs()]
            self.living[deleted] = False
            arrays = open_arrays(segment, folder)
            segment.release_terms()
            self._leaves.append(_Leaf(arrays, base, tuple(extents)))
            extents = [sum(pair) for pair in zip(extents, arrays.extents, strict=True)]
        self._holed = not self.living.all()
        self._place = np.int32 if max(extents) <= np.iinfo(np.int32).max else np.int64
        self._begins = {field: self._first_places(field) for field in FIELDS}
        # A method of its own would keep what is past in memory until somebody looks for such circles.
        self._find = lru_cache(maxsize=TERMS_KEPT)(partial(_find_term, self._leaves))

    def postings(self, field: str, term: str) -> tuple[Numbers, Integers]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""
        rows = self._find(term)[_FIELD[field]]
        if not rows:
            return _NOTHING, _NOTHING
        held = [leaf.arrays.passages[first:last] for leaf, _, first, last in rows]
        passages = _counted_on(held, [leaf.base for leaf, *_ in rows])
        often = [leaf.arrays.counts[first:last] for leaf, _, first, last in rows]
        counts = often[0] if len(often) == 1 else _end_to_end(often)
        if not self._holed:
            return passages, counts
        living = self.living[passages]
        return passages[living], counts[living]

    def places(self, field: str, term: str) -> Integers:
        """Return every place of a term in a field, ascending, those in what is deleted included."""
        rows = self._find(term)[_FIELD[field]]
        stretches = [leaf.arrays.stretch(row) for leaf, row, *_ in rows]
        return _counted_on(stretches, [leaf.places[_FIELD[field]] for leaf, *_ in rows], self._place)

    def passages_at(self, field: str, places: Integers) -> Numbers:
        """Return the passage of each place of a field."""
        return np.searchsorted(self._begins[field], places, side="right") - 1

    def places_within(self, field: str, terms: Iterable[str], passages: Sequence[int]) -> dict[int, set[int]]:
        """Return, for each of some passages, where in a field any of some terms stand: words counted from 0."""
        rows = defaultdict(list)
        for term in terms:
            for leaf, row, *_ in self._find(term)[_FIELD[field]]:
                rows[leaf.base].append(row)
        found: dict[int, set[int]] = {}
        for leaf in self._leaves:
            inside = [passage - leaf.base for passage in passages if 0 <= passage - leaf.base < leaf.arrays.size]
            if inside:
                places = leaf.arrays.places_within(_FIELD[field], rows[leaf.base], inside)
                found |= zip([leaf.base + passage for passage in inside], places, strict=True)
        return found

    def has(self, term: str) -> bool:
        """Tell whether a segment has a term, be it in what is deleted."""
        return any(self._find(term))

    def frequencies(self, prefix: str) -> dict[str, int]:
        """Return, by the rest of each term that begins so, in how many passages it stands in the field that has most.

        What is deleted counts until its segment is rewritten. The order is that of the alphabet.
        """
        numbers: dict[str, int] = {}
        found = []
        for leaf in self._leaves:
            items = leaf.arrays.terms.items(prefix)
            rows = np.fromiter((row for _, row in items), dtype=np.int64, count=len(items)) * len(TERM_FIELDS)
            sizes = [
                leaf.arrays.starts[rows + place + 1] - leaf.arrays.starts[rows + place] for place in range(len(FIELDS))
            ]
            places = [numbers.setdefault(term, len(numbers)) for term, _ in items]
            found.append((np.asarray(places, dtype=np.int64), np.stack(sizes, axis=1)))
        totals = np.zeros((len(numbers), len(FIELDS)), dtype=np.int64)
        for places_of, sizes_of in found:
            totals[places_of] += sizes_of
        most = totals.max(axis=1, initial=0).tolist()
        return {term.removeprefix(prefix): most[numbers[term]] for term in sorted(numbers)}

    def column(self, field: str, order: Callable[[str], str] = str) -> Column:
        """Return the values of a field over all passages, deleted ones included; `order` is what they are sorted by."""
        columns = [leaf.arrays.columns[field] for leaf in self._leaves]
        values = tuple(sorted({value for column in columns for value in column.values}, key=lambda v: (order(v), v)))
        number = {value: place for place, value in enumerate(values)}
        renumber = [np.asarray([number[value] for value in column.values], dtype=np.intp) for column in columns]
        offsets = accumulate((len(column.pair_codes) for column in columns), initial=0)
        return Column.of(
            values,
            _end_to_end([column.counts for column in columns]),
            _end_to_end([new[column.codes] for new, column in zip(renumber, columns, strict=True)]),
            _end_to_end([np.add(c.pairs, offset, dtype=np.intp) for c, offset in zip(columns, offsets, strict=False)]),
            _end_to_end([new[column.pair_codes] for new, column in zip(renumber, columns, strict=True)]),
        )

    def lengths(self, field: str) -> NDArray[np.float32]:
        """Return how many words a field has in each passage."""
        return _end_to_end([leaf.arrays.lengths[_FIELD[field]] for leaf in self._leaves]).astype(np.float32)

    def sequence(self) -> Numbers:
        """Return the place of each passage in its document."""
        return _end_to_end([leaf.arrays.sequence for leaf in self._leaves])

    def origins(self) -> dict[str, Origin]:
        """Return the origin of each document by id, with the number of its record."""
        return {
            document_id: Origin(leaf.base + origin.record, origin.source, origin.provenance)
            for leaf in self._leaves
            for document_id, origin in leaf.arrays.origins.items()
            if self.living[leaf.base + origin.record]
        }

    def _first_places(self, field: str) -> Integers:
        """Return the first place of each passage."""
        begins = [leaf.arrays.begins[_FIELD[field]] for leaf in self._leaves]
        return _counted_on(begins, [leaf.places[_FIELD[field]] for leaf in self._leaves], self._place)


def _find_term(leaves: Sequence[_Leaf], term: str) -> tuple[list[_Row], ...]:
    """Return, for each of `TERM_FIELDS`, where the postings of a term are, segment by segment."""
    found: tuple[list[_Row], ...] = tuple([] for _ in TERM_FIELDS)
    for leaf in leaves:
        number = leaf.arrays.terms.get(term)
        if number is not None:
            row = number * len(TERM_FIELDS)
            bounds = leaf.arrays.starts[row : row + len(TERM_FIELDS) + 1].tolist()
            for place, (first, last) in enumerate(pairwise(bounds)):
                if first < last:
                    found[place].append((leaf, row + place, first, last))
    return found


def _counted_on(arrays: Sequence[Integers], firsts: Sequence[int], kind: type[Any] = np.intp) -> Integers:
    """Put numbers of segments end to end, those of each counted on from its first."""
    numbers = _end_to_end(arrays, kind)
    if len(numbers):
        numbers += np.repeat(np.asarray(firsts, dtype=kind), [len(array) for array in arrays])
    return numbers


def _end_to_end(arrays: Sequence[Integers], kind: type[Any] = np.intp) -> Integers:
    return np.concatenate([np.empty(0, dtype=kind), *arrays], dtype=kind)
