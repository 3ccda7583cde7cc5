"""The writing side of the embedded engine: the schema, one transaction, and files that survive a power failure."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.codec.base import Segment
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.searching import Searcher
from whoosh.writing import OPTIMIZE, SegmentWriter

from index.document import Document
from index.errors import IndexUnwritableError
from index.language.analysis import language_version, term_positions
from index.plan import DEFINES, FIELDS
from index.prepared import PreparedDocument, PreparedPassage, prepare
from index.segment_arrays import ARRAYS, has_arrays, keep_arrays, open_arrays, sweep_arrays
from index.segment_content import DOCUMENT, Origin, SegmentContent, origin_of
from index.whoosh_postings import Row, TermWriter
from index.whoosh_reading import MappedReader
from index.whoosh_schema import SCHEMA_VERSION, schema
from index.whoosh_snapshot import BANK, UNDATED

_POOL_MEGABYTES: Final = 512
"""What the postings of merged segments may take in memory, by Whoosh's own estimate, before they go to disk sorted."""

_NOWHERE: Final = (0,)
"""The position of a term of which only that it stands in a passage counts."""

_IDS: Final = ("key", "document_id", "published")
"""The fields of which each record has one value at most, and no others."""

_PEERS: Final = 8
_MERGED: Final = 1_000
"""When segments are merged, and how many passages a commit may merge; see `merge_few`."""

_SEGMENT: Final = 3_000
_SHARE: Final = 4
_LARGEST_SEGMENT: Final = 10_000
"""A segment is finished once it has so many passages and a quarter of what was finished before it, or so many at most.

It is finished while other processes read what comes next, and keeps memory level however much is written; that it
grows keeps segments few.
"""


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files are on the disk itself before the rename that makes them count.

    Whoosh commits by renaming a new table of contents into place; after a power failure that table must not name
    files whose content never left the machine's memory.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._created: set[str] = set()

    def create_file(self, name: str, **options: Any) -> StructFile:  # noqa: ANN401 (Whoosh's options)
        """Create a file and remember it."""
        self._created.add(name)
        return super().create_file(name, **options)

    def rename_file(self, old: str, new: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 (Whoosh's signature)
        """Rename a file once everything that was created is on the disk."""
        for name in self._created:
            with suppress(FileNotFoundError):
                sync(Path(self.folder) / name)
        self._created.clear()
        super().rename_file(old, new, safe=safe)
        sync(Path(self.folder))


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk (folders cannot be opened on Windows)."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def create_build(build: Path) -> FileIndex:
    """Make an empty index in a folder of its own."""
    build.mkdir()
    return FileIndex.create(DurableStorage(build), schema())


def open_build(build: Path) -> FileIndex:
    """Open an index to write to it, rid of what an interrupted writer left."""
    opened = FileIndex(DurableStorage(build), schema=schema())
    _sweep(opened, build)
    return opened


def _sweep(opened: FileIndex, build: Path) -> None:
    """Remove what the table of contents in force does not name."""
    segments = {segment.segment_id() for segment in opened._segments()}  # noqa: SLF001 (Whoosh has no other way)
    contents = f"_{opened.indexname}_{opened.latest_generation()}.toc"
    sweep_arrays(build / ARRAYS, segments)
    for path in build.iterdir():
        if path.name == ARRAYS:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != contents and path.name.split(".", 1)[0] not in segments:
            with suppress(OSError):  # on Windows a reader may still hold it open
                path.unlink()


@contextmanager
def transaction(opened: FileIndex, build: Path, *, erase: bool = False) -> Iterator[Transaction]:
    """Write to an index: all of it is there when the context has ended, or nothing of it.

    Whoosh marks what is removed and keeps its text and its terms on the disk until the segment happens to be merged;
    `erase` writes all segments anew without them. Raises IndexUnwritableError where the disk is full or does not let
    itself be written to.
    """
    with writable(build.parent):
        writing = Transaction(opened, build.parent)
    try:
        yield writing
        writing.finish(erase=erase)
    except BaseException:
        writing.cancel()
        _sweep(opened, build)
        raise


def new_writer(opened: FileIndex, kind: type[SegmentWriter] = SegmentWriter) -> SegmentWriter:
    """Return a writer of one segment, Whoosh's own or ours, with the settings that were fastest (docs/decisions)."""
    codec = W3Codec()
    codec.length_stats = False  # no field is scored by Whoosh; looking for lengths is a system call for each posting
    return kind(opened, limitmb=_POOL_MEGABYTES, codec=codec, _lk=False)  # the engine's own lock covers more


class _Writer(TermWriter):
    """Our writer, which has the arrays of every segment made before the table of contents names it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 (Whoosh's)
        super().__init__(*arguments, **options)
        self._origins: dict[str, Origin] = {}

    def add_prepared(self, document: PreparedDocument) -> None:
        """Add a document: its own record, and each passage."""
        self._origins[document.id] = origin_of(self.docnum, document.record)
        self.add(_record(document))
        for sequence, passage in enumerate(document.passages):
            self.add(_row(document, passage, sequence))

    def _finalize_segment(self) -> Segment:
        """Finish the segment, and make its arrays of what was written, unless it has to be read back for them."""
        segment = super()._finalize_segment()
        if self.rows is not None:
            content = SegmentContent(
                size=self.docnum,
                lengths=np.stack([self.column(f"{name}_length") for name in FIELDS]),
                sequence=self.column("sequence"),
                rows=self.rows,
                origins=self._origins,
            )
            keep_arrays(self._arrays, segment.segment_id(), content)
        return segment

    def _commit_toc(self, segments: list[Segment]) -> None:
        for segment in segments:
            if not has_arrays(self._arrays, segment.segment_id()):
                with closing(MappedReader(self.storage, self.schema, segment)) as reader:
                    open_arrays(reader, self._arrays)
        super()._commit_toc(segments)
        sweep_arrays(self._arrays, {segment.segment_id() for segment in segments})

    @property
    def _arrays(self) -> Path:
        return Path(self.storage.folder) / ARRAYS


def merge_few(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]:
    """Merge into the segment being written what keeps segments few; return those that stay (a policy of Whoosh's).

    Once there are `_PEERS` segments of about one size they become one, so that each passage is written anew a few
    times in all. A commit merges at most `_MERGED` passages or a tenth of the bank: Whoosh's own policy may rewrite
    everything because of one changed file.
    """
    living = sorted((segment for segment in segments if segment.doc_count()), key=lambda segment: segment.doc_count())
    room = max(_MERGED, sum(segment.doc_count() for segment in living) // 10)
    for _, peers in groupby(living, key=lambda segment: int(math.log(segment.doc_count(), _PEERS))):
        few = list(peers)
        sizes = accumulate(segment.doc_count() for segment in few)
        chosen = [segment for segment, size in zip(few, sizes, strict=True) if size <= room]
        if len(few) >= _PEERS and len(chosen) > 1:
            for segment in chosen:
                with closing(SegmentReader(writer.storage, writer.schema, segment)) as reader:
                    writer.add_reader(reader)
            return [segment for segment in living if segment not in chosen]
    return living


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn what the operating system says of a disk into the error with a sentence for the user."""
    try:
        yield
    except OSError as error:
        raise IndexUnwritableError(folder, error) from error


class Transaction:
    """Collects whole documents and writes each once: Whoosh does not replace what the same writer has added."""

    def __init__(self, opened: FileIndex, folder: Path) -> None:
        self._opened = opened
        self._folder = folder
        self._writer: _Writer = new_writer(opened, _Writer)
        self._before: Searcher = self._writer.searcher()
        self._written: set[str] = set()
        self._finished = 0

    def replace(self, document: Document | PreparedDocument) -> None:
        """Put `document` in the place of every passage that its id had before."""
        if document.id in self._written:
            raise ValueError(document.id)
        self._written.add(document.id)
        self.remove(document.id)
        prepared = prepare(document) if isinstance(document, Document) else document
        with writable(self._folder):
            self._writer.add_prepared(prepared)
            if self._writer.doc_count() >= min(max(_SEGMENT, self._finished // _SHARE), _LARGEST_SEGMENT):
                self._begin_segment()

    def remove(self, document_id: str) -> None:
        """Take a document and its passages out."""
        self._writer.delete_by_term("document_id", document_id, searcher=self._before)

    def finish(self, *, erase: bool) -> None:
        """Record when the bank was written and by which versions, and commit."""
        bank = {
            "schema_version": SCHEMA_VERSION,
            "language_version": language_version(),
            "last_ingest": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._writer.delete_by_term("key", BANK, searcher=self._before)
        self._before.close()
        with writable(self._folder):
            self._writer.add(Row(values={"key": (BANK,)}, stored={"key": BANK, "bank": bank}))
            self._writer.commit(mergetype=OPTIMIZE if erase else merge_few)

    def cancel(self) -> None:
        """Give up; what cannot be closed in good order is swept later."""
        with suppress(Exception):
            self._before.close()
            self._writer.cancel()

    def _begin_segment(self) -> None:
        """Finish a segment and begin the next; none counts before the commit."""
        self._finished += self._writer.doc_count()
        finished = self._writer._finalize_segment()  # noqa: SLF001 (what Whoosh's own writer of many segments calls)
        segments = [*self._writer.segments, finished]
        self._writer = new_writer(self._opened, _Writer)
        self._writer.segments = segments
        self._writer._setup_doc_offsets()  # noqa: SLF001 (deletions count documents from the first segment on)


def whoosh_rows(document: PreparedDocument) -> list[dict[str, Any]]:
    """Return what Whoosh's own writer takes for each passage: terms with positions, lengths, facets and record."""
    return [_whoosh_row(_row(document, passage, sequence)) for sequence, passage in enumerate(document.passages)]


def _whoosh_row(row: Row) -> dict[str, Any]:
    values = {
        name: next(iter(values)) if name in _IDS else dict.fromkeys(values, _NOWHERE)
        for name, values in row.values.items()
    }
    placed = {name: term_positions(words) for name, words in row.words.items()}
    return {**values, **row.numbers, **row.stored, **placed}


def _row(document: PreparedDocument, passage: PreparedPassage, sequence: int) -> Row:
    """Return a passage as it is written; facets and definitions are values."""
    return Row(
        words=passage.words,
        values={
            "key": (passage.id,),
            "document_id": (document.id,),
            "published": (document.published or UNDATED,),
            DEFINES: dict.fromkeys(passage.defines),
            **{f"facet_{name}": values for name, values in passage.facets.items()},
        },
        numbers={"sequence": sequence, **{f"{name}_length": len(words) for name, words in passage.words.items()}},
        stored={"key": passage.id, "passage": passage.record},
    )


def _record(document: PreparedDocument) -> Row:
    """Return the document's own record as it is written."""
    key = f"{DOCUMENT}{document.id}"
    return Row(values={"key": (key,), "document_id": (document.id,)}, stored={"key": key, "document": document.record})
