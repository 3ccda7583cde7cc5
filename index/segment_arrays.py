"""What a search reads of a segment, as arrays: postings, where terms stand, facets. Derived from the Whoosh index.

A folder of arrays lies beside the segments, a folder a segment; each is mapped into memory, so that only what a search
touches is read, and processes share it. Segments never change, and neither do their arrays: what is deleted is left out
when they are read. Where they are missing or of another version they are made anew from the segment, which stays the
only truth.

Nothing here imports Whoosh. The layout of its postings is that of `whoosh/codec/whoosh3.py`: for each term blocks of at
most 128 passages, each a pickled tuple of the differences between numbers, the weights, and the encoded positions.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import pickle
import shutil
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import uuid4
from zlib import decompress

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from index.plan import DEFINES, FIELDS
from index.records import load_document
from index.request import FACETS

ARRAYS = "arrays"
"""The folder of the arrays, in that of the build."""

VERSION = 1
"""Raise it when the arrays of the same segment would differ."""

DOCUMENT = "document "
"""What the key of a document's own record begins with; its id follows."""

TERM_FIELDS = (*FIELDS, DEFINES)
COLUMNS = ("document_id", "published", *(f"facet_{name}" for name in FACETS))
"""The fields whose terms are values that passages carry."""

Integers = NDArray[Any]

_ALIGNED = 64
_MAGIC = b"W3Bl"
_LENGTH = struct.Struct("!i")
_EXTENT = struct.Struct("!qi")
"""Where the postings of a term stand in their file, and how many bytes they take: what ends the record of the term."""
_POSTINGS = ("starts", "passages", "counts", "place_starts", "places")


@dataclass(frozen=True, slots=True)
class SegmentColumn:
    """The values of one field in a segment: each passage's in turn.

    `counts` has how many values each passage has; `codes` are their places in `values`. `pairs` numbers the distinct
    pairs of a value and a document, of which `pair_codes` has the value: all passages of a document are in one segment.
    """

    values: tuple[str, ...]
    counts: Integers
    codes: Integers
    pairs: Integers
    pair_codes: Integers


@dataclass(frozen=True, slots=True)
class Origin:
    """A document of a segment: the number of its own record, its source in the catalogue, and what it is of it."""

    record: int
    source: str | None
    provenance: str


class SegmentArrays:
    """The arrays of one segment, by number of the passage in it; `size` passages and other records.

    The postings of term `k` of `terms` in field `f` of `TERM_FIELDS` are `passages[starts[i]:starts[i + 1]]` with
    i = k · 4 + f, as many times as `counts` says, at `places[place_starts[i]:place_starts[i + 1]]`. A place counts the
    words of the field over all passages of the segment, with one left free between two passages.
    """

    def __init__(self, terms: marisa_trie.Trie, arrays: Mapping[str, Integers], names: Mapping[str, Any]) -> None:
        self.terms = terms
        self.starts, self.passages, self.counts, self.place_starts, self.places = (arrays[n] for n in _POSTINGS)
        self.lengths = arrays["lengths"]
        """Words by field of `FIELDS` and passage."""
        self.sequence = arrays["sequence"]
        self.size = len(self.sequence)
        self.columns = {
            name: SegmentColumn(
                tuple(names["values"][name]),
                *(arrays[f"{name}.{part}"] for part in ("counts", "codes", "pairs", "pair_codes")),
            )
            for name in COLUMNS
        }
        self.origins = {document_id: Origin(*origin) for document_id, origin in names["origins"].items()}

    def stretch(self, row: int) -> Integers:
        """Return the places of the postings of a row, ascending."""
        return self.places[int(self.place_starts[row]) : int(self.place_starts[row + 1])]

    @cached_property
    def extents(self) -> tuple[int, ...]:
        """The places of each field, taken or free."""
        return tuple(int(lengths.sum()) + self.size for lengths in self.lengths)

    @cached_property
    def begins(self) -> tuple[Integers, ...]:
        """The first place of each passage, by field."""
        lengths = self.lengths.astype(self.places.dtype)
        return tuple(np.cumsum(lengths + 1, axis=1, dtype=self.places.dtype) - lengths - 1)


def open_arrays(reader: Any, folder: Path) -> SegmentArrays:  # noqa: ANN401 (Whoosh has no types)
    """Return the arrays of a segment, from `folder` (of all segments) or made anew; kept there if it can be written."""
    place = folder / arrays_name(reader.segment().segment_id())
    with suppress(FileNotFoundError, NotADirectoryError):  # they may also be swept just now
        return _load(place)
    derived = _derive(reader)
    with suppress(OSError):
        _write(place, *derived)
        return _load(place)
    return SegmentArrays(*derived)


def has_arrays(folder: Path, segment: str) -> bool:
    """Tell whether a segment has its arrays."""
    return (folder / arrays_name(segment)).is_dir()


def _load(place: Path) -> SegmentArrays:
    layout = json.loads((place / "layout.json").read_text(encoding="utf-8"))
    with (place / "arrays.bin").open("rb") as file:  # slices of numpy.memmap cost ten times as much
        data = np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), dtype=np.uint8)
    arrays = {
        name: data[start : start + count * np.dtype(kind).itemsize].view(kind).reshape(shape)
        for name, (kind, shape, start, count) in layout["arrays"].items()
    }
    try:
        terms = marisa_trie.Trie().mmap(str(place / "terms.trie"))
    except RuntimeError as error:  # its only word for a file that is missing, and for one that is no trie
        raise FileNotFoundError(errno.ENOENT, str(error), place / "terms.trie") from error
    return SegmentArrays(terms, arrays, layout)


def sweep_arrays(folder: Path, segments: Iterable[str]) -> None:
    """Remove the arrays of all but some segments."""
    kept = {arrays_name(segment) for segment in segments}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def arrays_name(segment: str) -> str:
    """Return the name of the folder that has the arrays of a segment."""
    return f"{segment}-{VERSION}"


def _write(place: Path, terms: marisa_trie.Trie, arrays: Mapping[str, Integers], names: Mapping[str, Any]) -> None:
    """Write arrays aside and put them in their place at once; another process may have done so meanwhile."""
    aside = place.parent / uuid4().hex
    place.parent.mkdir(exist_ok=True)
    aside.mkdir()
    try:
        layout: dict[str, tuple[str, Sequence[int], int, int]] = {}
        with (aside / "arrays.bin").open("wb") as file:
            for name, array in arrays.items():
                file.write(bytes(-file.tell() % _ALIGNED))
                layout[name] = (array.dtype.str, array.shape, file.tell(), array.size)
                file.write(np.ascontiguousarray(array).data)
            file.write(bytes(1))  # an empty file cannot be mapped
        terms.save(str(aside / "terms.trie"))
        text = json.dumps({**names, "arrays": layout}, ensure_ascii=False)
        (aside / "layout.json").write_text(text, encoding="utf-8")
        for path in aside.iterdir():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        with suppress(OSError):
            aside.rename(place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _derive(reader: Any) -> tuple[marisa_trie.Trie, dict[str, Integers], dict[str, Any]]:  # noqa: ANN401
    """Read all postings of a segment; return its terms, arrays and names."""
    size = reader.doc_count_all()
    lengths = np.stack([_numbers(reader, f"{name}_length", size) for name in FIELDS])
    postings = _Postings(reader)
    arrays: dict[str, Integers] = {"lengths": lengths, "sequence": _numbers(reader, "sequence", size)}
    terms, found = postings.of_terms(lengths)
    arrays |= found
    document_of = np.zeros(size, dtype=np.int64)
    values = {}
    for name in COLUMNS:
        names, passages, codes = postings.of_values(name)
        if name == "document_id":
            document_of[passages] = codes
        values[name] = names
        arrays |= {f"{name}.{part}": array for part, array in _column(passages, codes, document_of, size).items()}
    origins = {}
    for document_id, record in postings.records.items():
        document = load_document(reader.stored_fields(record)["document"])
        origins[document_id] = (record, document.source, document.provenance)
    return terms, {name: _narrow(array) for name, array in arrays.items()}, {"values": values, "origins": origins}


def _column(passages: Integers, codes: Integers, document_of: Integers, size: int) -> dict[str, Integers]:
    """Put the values of a field in the order of the passages."""
    order = np.lexsort((codes, passages))
    passages, codes = passages[order], codes[order]
    keys, pairs = np.unique(codes * (size + 1) + document_of[passages], return_inverse=True)
    counts = np.bincount(passages, minlength=size)
    return {"counts": counts, "codes": codes, "pairs": pairs, "pair_codes": keys // (size + 1)}


def _numbers(reader: Any, field: str, size: int) -> Integers:  # noqa: ANN401
    """Read a column of numbers, which Whoosh keeps as big-endian 32-bit integers without the zeros at its end."""
    numbers = np.zeros(size, dtype=np.int64)
    if reader.has_column(field):
        file, start, length = reader._perdoc._get_column_file(field)  # noqa: SLF001 (one by one takes seconds)
        found = np.frombuffer(file.get(start, length), dtype=">i4")
        numbers[: len(found)] = found
    return numbers


def _narrow(array: Integers) -> Integers:
    """Return integers in the smallest type that holds them, but no smaller than what indexes arrays fast."""
    top = int(array.max(initial=0))
    return array.astype(next(kind for kind in (np.uint8, np.uint16, np.int32, np.int64) if top <= np.iinfo(kind).max))


class _Positions(dict[bytes, int]):
    """Numbers encoded lists of positions as they come, and decodes each of them once."""

    def __init__(self) -> None:
        super().__init__()
        self.decoded: list[list[int]] = []

    def __missing__(self, encoded: bytes) -> int:
        """Decode what is new: the count, then the pickled differences between positions (`Positions` in formats.py)."""
        self.decoded.append(list(accumulate(pickle.loads(encoded[4:]))))  # noqa: S301 (the index's own files)
        self[encoded] = len(self.decoded) - 1
        return self[encoded]


class _Rows:
    """Postings of one field as they are read, row by row: a row is a term."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self.sizes: list[int] = []
        self._differences: list[int] = []
        self._blocks: list[int] = []
        self.values: list[int] = []

    def add(self, term: str, blocks: Iterator[tuple[Sequence[int], Any, Any]], known: _Positions | None) -> None:
        """Add a term with the blocks of its postings."""
        before = len(self._differences)
        for differences, _, values in blocks:
            self._differences += differences
            self._blocks.append(len(differences))
            if known is not None:
                self.values += map(known.__getitem__, values)
        self.terms.append(term)
        self.sizes.append(len(self._differences) - before)

    def passages(self) -> Integers:
        """Return the numbers of the passages: differences count from zero in each block."""
        sums = np.cumsum(np.asarray(self._differences, dtype=np.int64))
        sizes = np.asarray(self._blocks, dtype=np.int64)
        begins = np.cumsum(sizes) - sizes
        before = np.concatenate([[0], sums])[begins]
        passages: Integers = sums - np.repeat(before, sizes)
        return passages


class _Postings:
    """Everything that a segment's table of terms leads to, read once from beginning to end."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401
        self._known = _Positions()
        self._rows = {name: _Rows() for name in (*TERM_FIELDS, *COLUMNS)}
        self.records: dict[str, int] = {}
        table, postings = reader._terms, reader._terms._postfile  # noqa: SLF001 (its readers take a call a posting)
        for key, info in table._tindex.items():  # noqa: SLF001
            field, term = table._keydecoder(key)  # noqa: SLF001
            text = term.decode()
            blocks = _blocks(postings, *_EXTENT.unpack_from(info, len(info) - _EXTENT.size))
            if field in self._rows:
                self._rows[field].add(text, blocks, self._known if field in FIELDS else None)
            elif field == "key" and text.startswith(DOCUMENT):
                self.records[text.removeprefix(DOCUMENT)] = next(blocks)[0][0]

    def of_values(self, field: str) -> tuple[list[str], Integers, Integers]:
        """Return the terms of a field in order, and each passage that has one with the place of the term."""
        rows = self._rows[field]
        return rows.terms, rows.passages(), np.repeat(np.arange(len(rows.sizes)), rows.sizes)

    def of_terms(self, lengths: Integers) -> tuple[marisa_trie.Trie, dict[str, Integers]]:
        """Return the terms of all fields of terms, and their postings in the order of the terms' numbers."""
        trie = marisa_trie.Trie({term for name in TERM_FIELDS for term in self._rows[name].terms})
        slots, sizes, passages, counts, places = [], [], [], [], []
        held = _Lists(self._known.decoded)
        for place, name in enumerate(TERM_FIELDS):
            rows = self._rows[name]
            slots += [len(TERM_FIELDS) * trie[term] + place for term in rows.terms]
            sizes += rows.sizes
            passages.append(rows.passages())
            if name in FIELDS:
                begins = np.cumsum(lengths[place] + 1) - lengths[place] - 1
                numbers = np.asarray(rows.values, dtype=np.int64)
                counts.append(held.sizes[numbers])
                places.append(np.repeat(begins[passages[-1]], counts[-1]) + held.gathered(numbers))
            else:
                counts.append(np.zeros(len(passages[-1]), dtype=np.int64))
        order = np.argsort(np.asarray(slots, dtype=np.int64), kind="stable")
        by_slot = np.zeros(len(TERM_FIELDS) * len(trie) + 1, dtype=np.int64)
        by_slot[np.asarray(slots, dtype=np.int64) + 1] = sizes
        postings = _Lists.of_sizes(np.asarray(sizes, dtype=np.int64)).places(order)
        counted = np.concatenate(counts)
        held_by = _Lists.of_sizes(counted)
        starts, counted_sums = np.cumsum(by_slot), np.concatenate([[0], np.cumsum(counted[postings])])
        return trie, {
            "starts": starts,
            "passages": np.concatenate(passages)[postings],
            "counts": counted[postings],
            "place_starts": counted_sums[starts],
            "places": np.concatenate(places)[held_by.places(postings)],
        }


class _Lists:
    """Lists of numbers one after the other, and the places of any of them."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self.sizes = np.fromiter(map(len, lists), dtype=np.int64, count=len(lists))
        self._begins = np.cumsum(self.sizes) - self.sizes
        self._flat = np.fromiter((n for numbers in lists for n in numbers), dtype=np.int64, count=self.sizes.sum())

    @classmethod
    def of_sizes(cls, sizes: Integers) -> _Lists:
        """Make lists of which only the sizes are known."""
        lists = cls(())
        lists.sizes, lists._begins = sizes, np.cumsum(sizes) - sizes
        return lists

    def places(self, chosen: Integers) -> Integers:
        """Return where the numbers of the chosen lists stand, list by list."""
        sizes = self.sizes[chosen]
        before = np.cumsum(sizes) - sizes
        places: Integers = np.repeat(self._begins[chosen] - before, sizes) + np.arange(sizes.sum())
        return places

    def gathered(self, chosen: Integers) -> Integers:
        """Return the numbers of the chosen lists."""
        return self._flat[self.places(chosen)]


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
