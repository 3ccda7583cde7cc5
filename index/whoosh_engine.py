"""The embedded engine: Whoosh 2.7.4 keeps the terms, stored records and transactions; ranking is ours.

An index folder holds one folder per build and the file CURRENT, which names the build in force. A rebuild is written
aside and put in force by replacing that one file. Every passage is one Whoosh document; every document of the bank has
a record of its own, which no search finds because it has no terms.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from filelock import FileLock, Timeout
from whoosh import columns, fields, formats, index
from whoosh.writing import IndexWriter

from index.document import Document, Passage
from index.engine import Found, Selection, Status, Writing
from index.errors import (
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    IndexUnwritableError,
)
from index.facets import facet_values
from index.language.analysis import analyze, language_version
from index.records import dump_document, dump_passage
from index.request import FACETS
from index.scoring import FIELDS
from index.whoosh_snapshot import BANK, UNDATED, Snapshot, read_bank

SCHEMA_VERSION: Final = "1"

_LOCK_SECONDS = 5


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


def _schema() -> fields.Schema:
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


class WhooshEngine:
    """The engine on one index folder. Reading is safe from several threads; a commit is seen at the next call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    def generation(self) -> str:
        """Return a value that changes with every commit."""
        return self._read().generation

    def find(self, selection: Selection) -> Found:
        """Rank, filter, count and page."""
        return self._read().find(selection)

    def document(self, document_id: str) -> Document:
        """Return a document with its passages in reading order."""
        return self._read().document(document_id)

    def documents(self) -> Iterator[Document]:
        """Yield every document without its passages, in order of id."""
        snapshot = self._read()
        return (snapshot.metadata[document_id] for document_id in sorted(snapshot.metadata))

    def content_hashes(self) -> Mapping[str, str]:
        """Return the content hash of each document by id; empty where there is no index yet."""
        if self._build() is None:
            return {}
        return {document.id: document.content_hash for document in self.documents()}

    def facet_values(self, facet: str) -> Sequence[str]:
        """Return every value that a facet has in the bank."""
        return self._read().facets[facet].values

    def word_frequencies(self) -> Mapping[str, int]:
        """Return how many passages hold each word form; one in several fields counts where it is commonest."""
        return self._read().word_frequencies()

    def status(self) -> Status:
        """Describe the index."""
        snapshot = self._read()
        return Status(
            path=self.folder,
            engine="whoosh",
            documents=len(snapshot.metadata),
            passages=snapshot.count,
            size=sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()),
            schema_version=SCHEMA_VERSION,
            language_version=language_version(),
            last_ingest=datetime.fromisoformat(snapshot.bank["last_ingest"]),
        )

    @contextmanager
    def write(self, *, rebuild: bool = False) -> Iterator[Writing]:
        """Open a transaction; `rebuild` starts from an empty index. An error leaves the old index as it was."""
        lock = FileLock(self.folder / "LOCK")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout:
            raise IndexLockedError(self.folder) from None
        except OSError as error:
            raise IndexUnwritableError(self.folder) from error
        try:
            yield from self._write(rebuild=rebuild)
        finally:
            lock.release()

    def _write(self, *, rebuild: bool) -> Iterator[Writing]:
        build = None if rebuild else self._build()
        if build is None:
            self._sweep()
            build = self.folder / uuid4().hex
            build.mkdir()
            storage = index.create_in(build, _schema())
        else:
            self._read()
            storage = index.open_dir(build)
        writer = storage.writer(limitmb=256)
        try:
            transaction = _Transaction(writer)
            yield transaction
            transaction.finish()
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        storage.close()
        self._put_in_force(build)

    def _build(self) -> Path | None:
        """Return the folder of the build in force, or None."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return self.folder / name

    def _put_in_force(self, build: Path) -> None:
        if build == self._build():
            return
        pointer = self.folder / "CURRENT.new"
        pointer.write_text(build.name, encoding="ascii")
        os.replace(pointer, self.folder / "CURRENT")  # noqa: PTH105 (the one call that is atomic everywhere)
        self._sweep()

    def _sweep(self) -> None:
        """Remove builds that are not in force; one that a reader still holds open is left for the next time."""
        current = self._build()
        for path in self.folder.iterdir():
            if path.is_dir() and path != current:
                shutil.rmtree(path, ignore_errors=True)

    def _read(self) -> Snapshot:
        build = self._build()
        if build is None or not index.exists_in(build):
            raise IndexMissingError(self.folder)
        storage = index.open_dir(build)
        generation = f"{build.name}-{storage.latest_generation()}"
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != generation:
                reader = storage.reader()
                bank = read_bank(reader)
                if (bank.get("schema_version"), bank.get("language_version")) != (SCHEMA_VERSION, language_version()):
                    raise IndexOutdatedError(self.folder)
                self._snapshot = Snapshot(reader, generation)
            return self._snapshot


class _Transaction:
    """Collects whole documents and writes each once: Whoosh does not replace what the same writer has added."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self._written: set[str] = set()

    def replace(self, document: Document) -> None:
        """Put `document` in the place of every passage that its id had before."""
        if document.id in self._written:
            raise ValueError(document.id)
        self._written.add(document.id)
        self.remove(document.id)
        self._writer.add_document(
            key=f"document {document.id}", document_id=document.id, document=dump_document(document)
        )
        for sequence, passage in enumerate(document.passages):
            self._add(document, passage, sequence)

    def remove(self, document_id: str) -> None:
        """Take a document and its passages out."""
        self._writer.delete_by_term("document_id", document_id)

    def finish(self) -> None:
        """Record when the bank was written and by which versions."""
        bank = {
            "schema_version": SCHEMA_VERSION,
            "language_version": language_version(),
            "last_ingest": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._writer.update_document(key=BANK, bank=bank)

    def _add(self, document: Document, passage: Passage, sequence: int) -> None:
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
        self._writer.add_document(**row)
