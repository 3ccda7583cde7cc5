"""A writer of segments that keeps postings by their term until the segment is finished.

Whoosh's own makes a tuple of each posting, sorts them all, and hands them to the codec one by one with checks around
each. But the postings of a term come in the order of their documents: it is enough to sort the terms, and to hand over
whole blocks. That is the greater part of the time that writing takes, and the files become the same. The classes reach
into parts of Whoosh that it does not document; it is pinned and no longer changes.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from whoosh import formats
from whoosh.codec.whoosh3 import W3PostingsWriter
from whoosh.reading import SegmentReader
from whoosh.writing import PostingPool, SegmentWriter

from index.prepared import Positions

_Posting = tuple[int, float, bytes]
"""A document's number in the segment, the weight of the term in it, and its encoded positions."""

_Item = tuple[str, bytes, int, float, bytes]
"""A posting as Whoosh's pool takes it: field, term, and those three."""


@lru_cache(maxsize=100_000)
def encode(kind: Callable[[], formats.Format], positions: tuple[int, ...]) -> bytes:
    """Return positions as Whoosh stores them; most terms stand once, at one of few places."""
    encoded: bytes = kind().encode(list(positions))
    return encoded


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
                    fields.start_term(term.encode())
                    _give(fields._postwriter, terms[term])  # noqa: SLF001 (see above)
                    fields.finish_term()
                fields.finish_field()
        fields.close()


def _give(writer: W3PostingsWriter, postings: list[_Posting]) -> None:
    """Give the postings of a term to their writer in blocks; it writes the last one when the term is finished."""
    size = writer._blocklimit  # noqa: SLF001
    for start in range(0, len(postings), size):
        if start:
            writer._write_block()  # noqa: SLF001
        documents, weights, values = zip(*postings[start : start + size], strict=True)
        writer._ids = array("I", documents)  # noqa: SLF001
        writer._weights = array("f", weights)  # noqa: SLF001
        writer._values = [value for value in values if value]  # noqa: SLF001
        writer._maxweight = max(weights)  # noqa: SLF001
