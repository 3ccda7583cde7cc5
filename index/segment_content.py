"""What a segment holds of its passages, term by term: collected while it is written, or read back from it.

A row is a term of a field: the passages that have it, by number in the segment, and where it stands in each, counted in
words from 0.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.plan import DEFINES, FIELDS
from index.records import load_document
from index.request import FACETS

DOCUMENT = "document "
"""What the key of a document's own record begins with; its id follows."""

TERM_FIELDS = (*FIELDS, DEFINES)
COLUMNS = ("document_id", "published", *(f"facet_{name}" for name in FACETS))
"""The fields whose terms are values that passages carry."""

Integers = NDArray[Any]

_NUMBER = "i"
"""The type of the arrays that grow: 32 bits, as in Whoosh's columns."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The terms of a field in order, and of each in turn: how many passages have it, and these, ascending.

    `counts` has how many times each passage has the term, and `places` where, passage by passage; both are of no
    interest in a field of values: 0, and nothing.
    """

    terms: Sequence[str]
    sizes: Integers
    passages: Integers
    counts: Integers
    places: Integers


NO_ROWS = Rows((), *(np.empty(0, dtype=np.int64) for _ in range(4)))


@dataclass(frozen=True, slots=True)
class Origin:
    """A document of a segment: the number of its own record, its source in the catalogue, and what it is of it."""

    record: int
    source: str | None
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentContent:
    """Everything that arrays are made of: `size` passages and other records, and the rows of each field that has some.

    `lengths` has a row of words by passage for each of `FIELDS`, `sequence` the place of each passage in its document.
    `origins` are the documents by id.
    """

    size: int
    lengths: Integers
    sequence: Integers
    rows: Mapping[str, Rows]
    origins: Mapping[str, Origin]


def origin_of(record: int, text: str) -> Origin:
    """Return the origin of a document from the number and the text of its record."""
    document = load_document(text)
    return Origin(record, document.source, document.provenance)


class Numbering(dict[Any, int]):
    """Numbers keys from 0 as they come."""

    def __missing__(self, key: Any) -> int:  # noqa: ANN401 (of any kind that can be a key)
        """Give a new key the next number."""
        self[key] = number = len(self)
        return number


class Lists:
    """Lists of known sizes, one after the other, and where the members of any of them stand."""

    def __init__(self, sizes: Integers) -> None:
        self._sizes = sizes
        self._begins = np.cumsum(sizes) - sizes

    def places(self, chosen: Integers) -> Integers:
        """Return where the members of the chosen lists stand, list by list."""
        sizes = self._sizes[chosen]
        before = np.cumsum(sizes) - sizes
        places: Integers = np.repeat(self._begins[chosen] - before, sizes) + np.arange(sizes.sum())
        return places


class FieldWords:
    """The words of a field as passages are added, in the order of their numbers; each is the tuple of its terms."""

    def __init__(self) -> None:
        self._numbers = Numbering()
        self._words = array(_NUMBER)
        self._passages = array(_NUMBER)
        self._counts = array(_NUMBER)

    def add(self, passage: int, words: Iterable[tuple[str, ...]]) -> None:
        """Add the words of a passage. A loop over postings would take a third of the time of writing; here is none."""
        before = len(self._words)
        self._words.extend(map(self._numbers.__getitem__, words))
        self._passages.append(passage)
        self._counts.append(len(self._words) - before)

    def rows(self, *, placed: bool) -> Rows:
        """Return all of it, term by term; where each stands only if that is of interest."""
        terms = sorted(set(chain.from_iterable(self._numbers)))
        ranks = {term: rank for rank, term in enumerate(terms)}
        sizes = np.fromiter(map(len, self._numbers), dtype=np.int32, count=len(self._numbers))
        of_words = np.fromiter((ranks[t] for t in chain.from_iterable(self._numbers)), dtype=np.int32)
        words, counts = np.asarray(self._words), np.asarray(self._counts)
        each = sizes[words]
        found = of_words[Lists(sizes).places(words)]
        order = np.argsort(found, kind="stable")
        found = found[order]
        passages = np.repeat(np.repeat(np.asarray(self._passages), counts), each)[order]
        begins = np.flatnonzero((np.diff(found, prepend=-1) != 0) | (np.diff(passages, prepend=-1) != 0))
        places = np.arange(len(words), dtype=np.int32) - np.repeat(np.cumsum(counts) - counts, counts)
        return Rows(
            terms=terms,
            sizes=np.bincount(found[begins], minlength=len(terms)),
            passages=passages[begins],
            counts=np.diff(begins, append=len(found)) if placed else np.zeros(len(begins), dtype=np.int64),
            places=np.repeat(places, each)[order] if placed else np.empty(0, dtype=np.int64),
        )
