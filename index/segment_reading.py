"""What a segment holds, read back from its Whoosh files.

Nothing here imports Whoosh. The layout of its postings is that of `whoosh/codec/whoosh3.py`: for each term blocks of at
most 128 passages, each a pickled tuple of the differences between numbers, the weights, and the encoded positions.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, chain
from typing import Any
from zlib import decompress

import numpy as np

from index.plan import FIELDS
from index.segment_content import (
    COLUMNS,
    DOCUMENT,
    TERM_FIELDS,
    Integers,
    Lists,
    Numbering,
    Rows,
    SegmentContent,
    origin_of,
)

_MAGIC = b"W3Bl"
_LENGTH = struct.Struct("!i")
_EXTENT = struct.Struct("!qi")
"""Where the postings of a term stand in their file, and how many bytes they take: what ends the record of the term."""


def read_content(reader: Any) -> SegmentContent:  # noqa: ANN401 (Whoosh has no types)
    """Read all postings of a segment once, from beginning to end."""
    size = reader.doc_count_all()
    rows = {name: _Rows(placed=name in FIELDS) for name in (*TERM_FIELDS, *COLUMNS)}
    records: dict[str, int] = {}
    table, postings = reader._terms, reader._terms._postfile  # noqa: SLF001 (its readers take a call a posting)
    for key, info in table._tindex.items():  # noqa: SLF001
        field, term = table._keydecoder(key)  # noqa: SLF001
        text = term.decode()
        blocks = _blocks(postings, *_EXTENT.unpack_from(info, len(info) - _EXTENT.size))
        if field in rows:
            rows[field].add(text, blocks)
        elif field == "key" and text.startswith(DOCUMENT):
            records[text.removeprefix(DOCUMENT)] = next(blocks)[0][0]
    return SegmentContent(
        size=size,
        lengths=np.stack([_numbers(reader, f"{name}_length", size) for name in FIELDS]),
        sequence=_numbers(reader, "sequence", size),
        rows={name: of_field.rows() for name, of_field in rows.items()},
        origins={id_: origin_of(number, reader.stored_fields(number)["document"]) for id_, number in records.items()},
    )


def _numbers(reader: Any, field: str, size: int) -> Integers:  # noqa: ANN401
    """Read a column of numbers, which Whoosh keeps as big-endian 32-bit integers without the zeros at its end."""
    numbers = np.zeros(size, dtype=np.int64)
    if reader.has_column(field):
        file, start, length = reader._perdoc._get_column_file(field)  # noqa: SLF001 (one by one takes seconds)
        found = np.frombuffer(file.get(start, length), dtype=">i4")
        numbers[: len(found)] = found
    return numbers


def _decoded(encoded: bytes) -> list[int]:
    """Decode positions: their count, then the pickled differences between them (`Positions` in formats.py)."""
    return list(accumulate(pickle.loads(encoded[4:])))  # noqa: S301 (the index's own files)


class _Rows:
    """Postings of one field as they are read, row by row; `placed` says that they tell where the terms stand.

    Passages have few distinct lists of places, each of which is decoded once.
    """

    def __init__(self, *, placed: bool) -> None:
        self._placed = placed
        self._terms: list[str] = []
        self._sizes: list[int] = []
        self._differences: list[int] = []
        self._blocks: list[int] = []
        self._numbers = Numbering()
        self._lists: list[int] = []

    def add(self, term: str, blocks: Iterator[tuple[Sequence[int], Any, Any]]) -> None:
        """Add a term with the blocks of its postings."""
        before = len(self._differences)
        for differences, _, values in blocks:
            self._differences += differences
            self._blocks.append(len(differences))
            if self._placed:
                self._lists += map(self._numbers.__getitem__, values)
        self._terms.append(term)
        self._sizes.append(len(self._differences) - before)

    def rows(self) -> Rows:
        """Return all of it; differences count from zero in each block."""
        sums = np.cumsum(np.asarray(self._differences, dtype=np.int64))
        sizes = np.asarray(self._blocks, dtype=np.int64)
        begins = np.cumsum(sizes) - sizes
        before = np.concatenate([[0], sums])[begins]
        passages = sums - np.repeat(before, sizes)
        decoded = [_decoded(encoded) for encoded in self._numbers]
        lengths = np.asarray([len(places) for places in decoded], dtype=np.int64)
        members = np.fromiter(chain.from_iterable(decoded), dtype=np.int64, count=lengths.sum())
        lists = np.asarray(self._lists, dtype=np.int64)
        return Rows(
            terms=self._terms,
            sizes=np.asarray(self._sizes, dtype=np.int64),
            passages=passages,
            counts=lengths[lists] if self._placed else np.zeros(len(passages), dtype=np.int64),
            places=members[Lists(lengths).places(lists)],
        )


def _blocks(file: Any, start: int, length: int) -> Iterator[tuple[Sequence[int], Any, Any]]:  # noqa: ANN401
    """Yield the blocks of a term's postings: the differences between numbers, the weights, the encoded values."""
    data = file.get(start, length)
    position = len(_MAGIC)
    last = False
    while not last:
        (length,) = _LENGTH.unpack_from(data, position)
        last, length = length < 0, abs(length)
        block = BytesIO(data[position + _LENGTH.size : position + _LENGTH.size + length])
        compressed = pickle.load(block)[3]  # noqa: S301 (the index's own files)
        yield pickle.loads(decompress(block.read()) if compressed else block.read())  # noqa: S301
        position += _LENGTH.size + length
