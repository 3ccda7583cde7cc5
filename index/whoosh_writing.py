"""The writing side of the embedded engine: the schema, one transaction, and files that survive a power failure."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from whoosh import columns, fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from index.document import Document, Passage
from index.errors import IndexUnwritableError
from index.facets import facet_values
from index.language.analysis import analyze, language_version
from index.plan import FIELDS
from index.records import dump_document, dump_passage
from index.request import FACETS
from index.whoosh_snapshot import BANK, DOCUMENT, UNDATED

SCHEMA_VERSION: Final = "1"

_POOL_MEGABYTES: Final = 256
"""What the postings of a transaction may take in memory, by Whoosh's own estimate, before they go to disk sorted."""


class _Terms(fields.FieldType):  # type: ignore[misc]
    """A field that takes its terms as they are: a mapping from each term to its positions."""

    def __init__(self, format_: formats.Format) -> None:
        self.format = format_
        self.analyzer = None
        self.scorable = False
        self.stored = False

    def index(self, value: Mapping[str, list[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term with its frequency, weight and encoded positions, as Whoosh's writer asks for."""
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(positions)


def schema() -> fields.Schema:
    """Return the fields of a passage (terms, lengths, facets, the stored record) and of the other two records.

    Indexes are opened with it, not with the one pickled in them, which would bind them to the names of this module.
    """
    schema = fields.Schema(
        key=fields.ID(unique=True, stored=True),
        document_id=fields.ID,
        published=fields.ID,
        sequence=fields.COLUMN(columns.NumericColumn("i")),
        passage=fields.STORED,
        document=fields.STORED,
        bank=fields.STORED,
    )
    for name in FIELDS:
        schema.add(name, _Terms(formats.Positions()))
        schema.add(f"{name}_length", fields.COLUMN(columns.NumericColumn("i")))
    for name in FACETS:
        schema.add(f"facet_{name}", _Terms(formats.Existence()))
    return schema


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
    for path in build.iterdir():
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
        writer = SegmentWriter(opened, limitmb=_POOL_MEGABYTES, _lk=False)  # the engine's own lock covers more
    try:
        writing = Transaction(writer, build.parent)
        yield writing
        writing.finish(erase=erase)
    except BaseException:
        with suppress(Exception):  # it may have failed half closed; what it leaves is swept
            writer.cancel()
        _sweep(opened, build)
        raise


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn what the operating system says of a disk into the error with a sentence for the user."""
    try:
        yield
    except OSError as error:
        raise IndexUnwritableError(folder, error) from error


class Transaction:
    """Collects whole documents and writes each once: Whoosh does not replace what the same writer has added."""

    def __init__(self, writer: SegmentWriter, folder: Path) -> None:
        self._writer = writer
        self._folder = folder
        self._before: Searcher = writer.searcher()
        self._written: set[str] = set()

    def replace(self, document: Document) -> None:
        """Put `document` in the place of every passage that its id had before."""
        if document.id in self._written:
            raise ValueError(document.id)
        self._written.add(document.id)
        self.remove(document.id)
        with writable(self._folder):
            self._writer.add_document(
                key=f"{DOCUMENT}{document.id}", document_id=document.id, document=dump_document(document)
            )
            for sequence, passage in enumerate(document.passages):
                self._writer.add_document(**passage_row(document, passage, sequence))

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
            self._writer.add_document(key=BANK, bank=bank)
            self._writer.commit(optimize=erase)


def passage_row(document: Document, passage: Passage, sequence: int) -> dict[str, Any]:
    """Return what Whoosh's writer takes for a passage: its terms with positions, lengths, facets and record."""
    row: dict[str, Any] = {
        "key": passage.id,
        "document_id": document.id,
        "published": document.published or UNDATED,
        "sequence": sequence,
        "passage": dump_passage(passage),
    }
    texts = {"title": document.title, "heading": "\n".join(passage.heading), "text": passage.text}
    for name, text in texts.items():
        tokens = analyze(text, passage.language)
        positions: dict[str, list[int]] = defaultdict(list)
        for position, token in enumerate(tokens):
            for term in dict.fromkeys(token.terms):
                positions[term].append(position)
        row[name] = positions
        row[f"{name}_length"] = len(tokens)
    for name, values in facet_values(document, passage).items():
        row[f"facet_{name}"] = {value: [0] for value in values}
    return row
