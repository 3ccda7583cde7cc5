"""What a search reads of a segment, as arrays: postings, where terms stand, facets. Derived from the Whoosh index.

A folder of arrays lies beside the segments, a folder a segment; each is mapped into memory, so that only what a search
touches is read, and processes share it. Segments never change, and neither do their arrays: what is deleted is left out
when they are read. Where they are missing or of another version they are made anew from the segment, which stays the
only truth.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import marisa_trie
import numpy as np

from index.segment_content import COLUMNS, Integers, Origin, SegmentContent
from index.segment_derivation import derive
from index.segment_reading import read_content

ARRAYS = "arrays"
"""The folder of the arrays, in that of the build."""

VERSION = 1
"""Raise it when the arrays of the same segment would differ."""

_ALIGNED = 64
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

    def places_within(self, field: int, rows: Iterable[int], passages: Sequence[int]) -> list[set[int]]:
        """Return where the terms of some rows of a field stand in each passage: words counted from its first."""
        found: list[set[int]] = [set() for _ in passages]
        filled = [place for place, passage in enumerate(passages) if self.lengths[field, passage]]
        numbers = [passages[place] for place in filled]
        begins = self.begins[field][numbers]
        firsts = begins.astype(self.places.dtype)  # of another type, all that is searched would be converted
        lasts = (begins + self.lengths[field, numbers] - 1).astype(self.places.dtype)
        for row in rows if filled else ():
            stretch = self.stretch(row)
            bounds = zip(
                stretch.searchsorted(firsts).tolist(), stretch.searchsorted(lasts, "right").tolist(), strict=True
            )
            for place, begin, (first, last) in zip(filled, begins.tolist(), bounds, strict=True):
                if first < last:
                    found[place].update((stretch[first:last] - begin).tolist())
        return found

    @cached_property
    def extents(self) -> tuple[int, ...]:
        """The places of each field, taken or free."""
        return tuple(int(lengths.sum()) + self.size for lengths in self.lengths)

    @cached_property
    def begins(self) -> tuple[Integers, ...]:
        """The first place of each passage, by field."""
        words = self.lengths.astype(np.int64)
        return tuple(np.cumsum(words + 1, axis=1) - words - 1)


def open_arrays(reader: Any, folder: Path) -> SegmentArrays:  # noqa: ANN401 (Whoosh has no types)
    """Return the arrays of a segment, from `folder` (of all segments) or made anew; kept there if it can be written."""
    place = folder / arrays_name(reader.segment().segment_id())
    with suppress(FileNotFoundError, NotADirectoryError):  # they may also be swept just now
        return _load(place)
    derived = derive(read_content(reader))
    with suppress(OSError):
        _write(place, *derived)
        return _load(place)
    return SegmentArrays(*derived)


def keep_arrays(folder: Path, segment: str, content: SegmentContent) -> None:
    """Make the arrays of a segment from what was written to it; if they cannot be kept, whoever opens it makes them."""
    with suppress(OSError):
        _write(folder / arrays_name(segment), *derive(content))


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
