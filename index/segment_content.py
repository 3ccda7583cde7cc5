"""What a segment holds of its passages, term by term: collected while it is written, or read back from it.

A row is a term of a field: the passages that have it, by number in the segment, and where it stands in each. Passages
have few distinct lists of places, so that they are numbered.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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

    `lists` has the number of a list of places for each passage; it is empty for a field that has none.
    """

    terms: Sequence[str]
    sizes: Integers
    passages: Integers
    lists: Integers


NO_ROWS = Rows((), *(np.empty(0, dtype=np.int64) for _ in range(3)))


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
    `places` are the lists that the rows number, `origins` the documents by id.
    """

    size: int
    lengths: Integers
    sequence: Integers
    rows: Mapping[str, Rows]
    places: Sequence[Sequence[int]]
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


class FieldPostings:
    """The postings of a field as passages are added, in the order of their numbers."""

    def __init__(self) -> None:
        self.numbers = Numbering()
        self._terms = array(_NUMBER)
        self._lists = array(_NUMBER)
        self._passages = array(_NUMBER)
        self._counts = array(_NUMBER)

    def add(self, passage: int, terms: Iterable[str], lists: Iterable[int]) -> None:
        """Add the terms of a passage, each once, and the number of the list of places of each, unless there are none.

        A loop over postings would take a third of the time of writing; here none is seen by Python itself.
        """
        before = len(self._terms)
        self._terms.extend(map(self.numbers.__getitem__, terms))
        self._lists.extend(lists)
        self._passages.append(passage)
        self._counts.append(len(self._terms) - before)

    def rows(self) -> Rows:
        """Return all of it, term by term."""
        terms = sorted(self.numbers)
        ranks = np.empty(len(terms), dtype=np.int32)
        ranks[[self.numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        by_posting = ranks[np.asarray(self._terms)]
        order = np.argsort(by_posting, kind="stable")
        lists = np.asarray(self._lists)
        return Rows(
            terms=terms,
            sizes=np.bincount(by_posting, minlength=len(terms)),
            passages=np.repeat(np.asarray(self._passages), np.asarray(self._counts))[order],
            lists=lists[order] if len(lists) else lists,
        )
