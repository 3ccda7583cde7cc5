"""A writer of segments that keeps postings by their field until the segment is finished.

Whoosh's own makes a tuple of each posting, sorts them all, and hands them to the codec one by one with checks around
each. Here they are numbers in arrays, which are sorted at once and written in whole blocks. That is the greater part of
the time that writing takes, and Whoosh reads the same from the files. The classes reach into parts of Whoosh that it
does not document; it is pinned and no longer changes.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from pickle import dumps
from typing import Any
from zlib import compress

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3FieldWriter
from whoosh.reading import SegmentReader
from whoosh.system import pack_int, pack_ushort
from whoosh.writing import PostingPool, SegmentWriter

from index.language.analysis import Words
from index.segment_content import FieldWords, Integers, Rows
from index.whoosh_schema import encode

_Item = tuple[str, bytes, int, float, bytes]
"""A posting as Whoosh's pool takes it: field, term, number of the document, weight, encoded positions."""

_BLOCK = 128
"""Postings in a block, as Whoosh has them."""

_COMPRESSION = 1
_FEW = 12
"""The strength of the compression (Whoosh has 3), and how many postings are better left as they are. Most terms have no
more, and it is compressing that takes the time; both together make the file a fortieth larger.
"""

_PICKLE = 3
"""The version of pickles. Whoosh writes 2, which has no bytes: each encoded position is a call, as long as a line."""

_TERM_INFO = struct.Struct("!BfIBBfIIqi")
"""What the table of terms says of one (`W3TermInfo`): 0 for not inlined, the sum of weights, documents, the least and
greatest length (not kept), the greatest weight, the first and last document, where its blocks begin, and their bytes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage or another record as it is written.

    By field: the terms of each word; other values, each once; numbers of columns; what is stored as it is.
    """

    words: Mapping[str, Words] = field(default_factory=dict)
    values: Mapping[str, Iterable[str]]
    numbers: Mapping[str, int] = field(default_factory=dict)
    stored: Mapping[str, object]


class _Pool(PostingPool):  # type: ignore[misc]
    """Keeps the postings of documents that are added by field.

    Those of segments that are merged, which may be the whole bank, go the way of Whoosh's own, sorted on disk.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 (Whoosh's)
        super().__init__(*arguments, **options)
        self.words: defaultdict[str, FieldWords] = defaultdict(FieldWords)
        self.values: defaultdict[str, FieldWords] = defaultdict(FieldWords)
        self.has_merged = False

    def add_merged(self, item: _Item) -> None:
        """Add a posting of a segment that is merged."""
        self.has_merged = True
        self.add(item)

    def rows(self) -> dict[str, Rows]:
        """Return the postings of documents that were added, by field in order; each field has some."""
        rows = {name: of_field.rows(placed=True) for name, of_field in self.words.items()}
        rows |= {name: of_field.rows(placed=False) for name, of_field in self.values.items()}
        return {name: rows[name] for name in sorted(rows) if rows[name].terms}

    def give_up_order(self) -> None:
        """Let all postings go the way of those that are merged."""
        for name, rows in self.rows().items():
            terms = np.repeat(np.arange(len(rows.terms)), rows.sizes).tolist()
            weights, values = _weights(rows).tolist(), _values(rows) or repeat(b"")
            for term, passage, weight, value in zip(terms, rows.passages.tolist(), weights, values, strict=False):
                self.add((name, rows.terms[term].encode(), passage, weight, value))
        self.words.clear()
        self.values.clear()


class TermWriter(SegmentWriter):  # type: ignore[misc]
    """Writes one segment."""

    def __init__(self, *arguments: Any, limitmb: int, **options: Any) -> None:  # noqa: ANN401 (Whoosh's)
        super().__init__(*arguments, limitmb=limitmb, **options)
        self.pool: _Pool = _Pool(self._tempstorage, self.newsegment, limitmb=limitmb)
        self.rows: dict[str, Rows] | None = None
        """The postings of the segment by field, once it is finished, unless others were merged into it."""
        self._numbers: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def add(self, row: Row) -> None:
        """Add a passage or another record."""
        pool, number = self.pool, self.docnum
        for name, words in row.words.items():
            pool.words[name].add(number, words)
        for name, values in row.values.items():
            pool.values[name].add(number, zip(values, strict=True))
        record = self.perdocwriter
        record.start_doc(number)
        for name, figure in row.numbers.items():
            self._numbers[name][number] = figure
            record.add_column_value(name, self.schema[name].column_type, figure)
        for name, stored in row.stored.items():
            record.add_field(name, self.schema[name], stored, 0)
        record.finish_doc()
        self._added = True
        self.docnum += 1

    def column(self, name: str) -> Integers:
        """Return the numbers of a column by record, 0 where there is none."""
        numbers = np.zeros(self.docnum, dtype=np.int64)
        held = self._numbers[name]
        numbers[list(held)] = list(held.values())
        return numbers

    def add_postings_to_pool(self, reader: SegmentReader, startdoc: int, docmap: Mapping[int, int] | None) -> None:
        """Add the postings of a segment that is merged into this one."""
        for item in self._process_posts(reader.iter_postings(), startdoc, docmap):
            self.pool.add_merged(item)

    def _flush_segment(self) -> None:
        if self.pool.has_merged:
            self.pool.give_up_order()
            super()._flush_segment()
            return
        self.perdocwriter.close()
        self.rows = self.pool.rows()
        fields = self.fieldwriter
        for name, rows in self.rows.items():
            fields.start_field(name, self.schema[name])
            _write_rows(fields, rows)
            fields.finish_field()
        fields.close()


def _weights(rows: Rows) -> Integers:
    """Return how many times the term stands in each passage, 1 in a field of values."""
    return rows.counts.astype(np.float64) if len(rows.places) else np.ones(len(rows.passages))


def _values(rows: Rows) -> list[bytes] | None:
    """Return the encoded places of the term in each passage, None in a field of values."""
    if not len(rows.places):
        return None
    begins = np.cumsum(rows.counts) - rows.counts
    values = [encode((place,)) for place in rows.places[begins].tolist()]
    several = np.flatnonzero(rows.counts > 1)
    places, ends = rows.places.tolist(), begins + rows.counts
    for at, begin, end in zip(several.tolist(), begins[several].tolist(), ends[several].tolist(), strict=True):
        values[at] = encode(tuple(places[begin:end]))
    return values


def _write_rows(fields: W3FieldWriter, rows: Rows) -> None:
    """Write the postings of a field in blocks, and what they come to into the table of terms, as the codec does it."""
    file = fields._postfile  # noqa: SLF001
    begins_of_terms = np.cumsum(rows.sizes) - rows.sizes
    weights = _weights(rows)
    blocks = _blocks(rows, weights, _values(rows))
    told = zip(
        rows.terms,
        rows.sizes.tolist(),
        np.add.reduceat(weights, begins_of_terms).tolist(),
        np.maximum.reduceat(weights, begins_of_terms).tolist(),
        rows.passages[begins_of_terms].tolist(),
        rows.passages[begins_of_terms + rows.sizes - 1].tolist(),
        strict=True,
    )
    prefix = pack_ushort(fields._fieldid)  # noqa: SLF001
    start = file.tell()
    for term, size, weight, highest, first, last in told:
        data = b"".join([WHOOSH3_HEADER_MAGIC, *islice(blocks, -(-size // _BLOCK))])
        file.write(data)
        info = _TERM_INFO.pack(0, weight, size, 0, 0, highest, first, last, start, len(data))
        fields._tindex.add(prefix + term.encode(), info)  # noqa: SLF001
        start += len(data)


def _blocks(rows: Rows, weights: Integers, values: Sequence[bytes] | None) -> Iterator[bytes]:
    """Yield the blocks of all terms in turn; the size of the last of each term is negative."""
    ends_of_terms = np.cumsum(rows.sizes)
    within = np.arange(len(rows.passages)) - np.repeat(ends_of_terms - rows.sizes, rows.sizes)
    begins = np.flatnonzero(within % _BLOCK == 0)
    ends = np.append(begins[1:], len(within))
    differences = np.diff(rows.passages, prepend=0)
    differences[begins] = rows.passages[begins]
    each_difference, each_weight = differences.tolist(), weights.tolist()
    told = zip(
        begins.tolist(),
        ends.tolist(),
        np.minimum.reduceat(weights, begins).tolist(),
        np.maximum.reduceat(weights, begins).tolist(),
        rows.passages[ends - 1].tolist(),
        np.isin(ends, ends_of_terms).tolist(),
        strict=True,
    )
    for begin, end, lowest, highest, last, closes in told:
        weight = tuple(each_weight[begin:end]) if lowest < highest else None if highest == 1.0 else highest
        data = dumps((tuple(each_difference[begin:end]), weight, values and tuple(values[begin:end])), _PICKLE)
        compression = _COMPRESSION if end - begin > _FEW else 0
        if compression:
            data = compress(data, compression)
        head = dumps((end - begin, last, highest, compression, 0, 0), _PICKLE)
        size = len(head) + len(data)
        yield b"".join([pack_int(-size if closes else size), head, data])
