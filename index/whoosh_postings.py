"""A writer of segments that keeps postings by their term until the segment is finished.

Whoosh's own makes a tuple of each posting, sorts them all, and hands them to the codec one by one with checks around
each. But the postings of a term come in the order of their documents: it is enough to sort the terms, and to hand over
whole blocks. That is the greater part of the time that writing takes, and the files become the same. The classes reach
into parts of Whoosh that it does not document; it is pinned and no longer changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import sub
from pickle import dumps
from typing import Any
from zlib import compress

from whoosh import formats
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3FieldWriter, W3TermInfo
from whoosh.reading import SegmentReader
from whoosh.system import pack_int, pack_ushort
from whoosh.writing import PostingPool, SegmentWriter

from index.prepared import Positions
from index.whoosh_schema import encode

_Posting = tuple[int, float, bytes]
"""A document's number in the segment, the weight of the term in it, and its encoded positions."""

_Item = tuple[str, bytes, int, float, bytes]
"""A posting as Whoosh's pool takes it: field, term, and those three."""


_BLOCK = 128
"""Postings in a block, as Whoosh has them."""

_COMPRESSION = 3
_FEW = 6
"""The strength of the compression, as Whoosh has it, and how many postings are better left as they are: most terms have
no more, compressing them takes as long as all else, and saves a fiftieth of the file.
"""

_PICKLE = 2
"""The version of pickles in Whoosh's files."""


class _Pool(PostingPool):  # type: ignore[misc]
    """Keeps the postings of documents that are added by field and term.

    Those of segments that are merged, which may be the whole bank, go the way of Whoosh's own, sorted on disk.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 (Whoosh's)
        super().__init__(*arguments, **options)
        self.terms: defaultdict[str, defaultdict[str, list[_Posting]]] = defaultdict(lambda: defaultdict(list))
        self.has_merged = False

    def add(self, item: _Item) -> None:
        """Add a posting of a document that follows all others."""
        field, term, document, weight, value = item
        self.terms[field][term.decode()].append((document, weight, value))

    def add_merged(self, item: _Item) -> None:
        """Add a posting of a segment that is merged."""
        self.has_merged = True
        super().add(item)

    def give_up_order(self) -> None:
        """Let all postings go the way of those that are merged."""
        for field, terms in self.terms.items():
            for term, postings in terms.items():
                key = term.encode()
                for posting in postings:
                    super().add((field, key, *posting))
        self.terms.clear()


class TermWriter(SegmentWriter):  # type: ignore[misc]
    """Writes one segment."""

    def __init__(self, *arguments: Any, limitmb: int, **options: Any) -> None:  # noqa: ANN401 (Whoosh's)
        super().__init__(*arguments, limitmb=limitmb, **options)
        self.pool: _Pool = _Pool(self._tempstorage, self.newsegment, limitmb=limitmb)

    def add(self, terms: Mapping[str, Positions], stored: Mapping[str, object]) -> None:
        """Add a document: its terms by field, and its other fields as `add_document` takes them."""
        document = self.docnum
        for field, positions in terms.items():
            kind: Callable[[], formats.Format] = type(self.schema[field].format)
            kept = self.pool.terms[field]
            for term, places in positions.items():
                kept[term].append((document, float(len(places)), encode(kind, places)))
        self.add_document(**stored)

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
        fields = self.fieldwriter
        for field, terms in sorted(self.pool.terms.items()):
            if terms:
                fields.start_field(field, self.schema[field])
                for term in sorted(terms):
                    _write_term(fields, term.encode(), terms[term])
                fields.finish_field()
        fields.close()


def _write_term(fields: W3FieldWriter, term: bytes, postings: list[_Posting]) -> None:
    """Write the postings of a term in blocks, and what they come to into the table of terms, as the codec does it."""
    file = fields._postfile  # noqa: SLF001
    start = file.tell()
    blocks = [postings[at : at + _BLOCK] for at in range(0, len(postings), _BLOCK)]
    has_values = fields._format.fixed_value_size() != 0  # noqa: SLF001
    written = [WHOOSH3_HEADER_MAGIC]
    for block in blocks:
        numbers, weights, values = zip(*block, strict=True)
        alike = min(weights) == max(weights)
        weight = (None if weights[0] == 1.0 else weights[0]) if alike else weights
        differences = (numbers[0], *map(sub, numbers[1:], numbers))
        data = dumps((differences, weight, values if has_values else None), _PICKLE)
        compression = _COMPRESSION if len(block) > _FEW else 0
        if compression:
            data = compress(data, compression)
        told = dumps((len(block), numbers[-1], max(weights), compression, 0, 0), _PICKLE)
        size = len(told) + len(data)
        written += [pack_int(-size if block is blocks[-1] else size), told, data]
    file.write(b"".join(written))
    info = W3TermInfo(
        weight=sum(weight for _, weight, _ in postings),
        df=len(postings),
        maxweight=max(weight for _, weight, _ in postings),
        minid=postings[0][0],
        maxid=postings[-1][0],
    )
    info.set_extent(start, file.tell() - start)
    fields._tindex.add(pack_ushort(fields._fieldid) + term, info.to_bytes())  # noqa: SLF001
