"""The embedded engine: Whoosh 2.7.4 keeps the terms, stored records and transactions; ranking is ours.

An index folder holds one folder per build and the file CURRENT, which names the build in force. A rebuild is written
aside and put in force by replacing that one file. Every passage is one Whoosh document; every document of the bank has
a record of its own, which no search finds because it has no terms.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from whoosh.index import EmptyIndexError
from whoosh.reading import IndexReader

from index.document import Document
from index.engine import Found, Selection, Status, Writing
from index.errors import IndexDamagedError, IndexMissingError, IndexOutdatedError, KunskapsbankError
from index.language.analysis import language_version
from index.segment_arrays import ARRAYS, has_arrays
from index.settings import LOCK_WAIT
from index.whoosh_reading import latest_generation, open_reader
from index.whoosh_schema import SCHEMA_VERSION
from index.whoosh_snapshot import Snapshot, read_bank, read_records

if TYPE_CHECKING:
    from whoosh.index import FileIndex

    from index.write_lock import WriteLock

Opened = TypeVar("Opened")

_ATTEMPTS = 10
_PAUSE = 0.05
"""Tries to open an index that writers take away meanwhile, and seconds between them."""


_SETTLED = 1_000_000_000
"""Nanoseconds after which the time of a file is past."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The generation that was last read off the disk, by what marks, and whether they tell of any later one."""

    build: Path
    generation: str
    marks: tuple[int, int, int] | None
    settled: bool


class WhooshEngine:
    """The engine on one index folder. Reading is safe from several threads; a commit is seen at the next call."""

    def __init__(self, folder: Path, *, lock_wait: float = LOCK_WAIT) -> None:
        """Use the index in `folder`; a writer waits at most `lock_wait` seconds for another."""
        self.folder = folder
        self._lock_wait = lock_wait
        self._pointer = folder / "CURRENT"
        self._seen: _Seen | None = None
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    @cached_property
    def _lock(self) -> WriteLock:
        from index.write_lock import WriteLock  # noqa: PLC0415 (a search locks nothing)

        return WriteLock(self.folder, wait=self._lock_wait)

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
        snapshot = self._snapshot
        loaded = snapshot is not None and snapshot.generation == self._generation()
        documents = snapshot.metadata if snapshot is not None and loaded else self._records()
        return (documents[document_id] for document_id in sorted(documents))

    def whole_documents(self) -> Iterator[Document]:
        """Yield every document with its passages, in order of id, all of one generation."""
        snapshot = self._read()
        return (snapshot.document(document_id) for document_id in sorted(snapshot.metadata))

    def content_hashes(self) -> Mapping[str, str]:
        """Return the content hash of each document by id; empty where there is no index yet."""
        try:
            return {document.id: document.content_hash for document in self.documents()}
        except IndexMissingError:
            return {}

    def facet_values(self, facet: str) -> Sequence[str]:
        """Return every value that a facet has in the bank."""
        return self._read().facets[facet].values

    def word_frequencies(self) -> Mapping[str, int]:
        """Return how many passages hold each word form; one in several fields counts where it is commonest."""
        return self._read().word_frequencies()

    def count_passages(self, phrases: Sequence[Sequence[str]]) -> Sequence[int]:
        """Return how many passages hold each phrase: its terms next to each other in one field, or its one term."""
        snapshot = self._read()
        return [snapshot.count_passages(phrase) for phrase in phrases]

    def status(self) -> Status:
        """Describe the index."""
        snapshot = self._read()
        return Status(
            path=self.folder,
            engine="whoosh",
            documents=len(snapshot.metadata),
            passages=snapshot.count,
            size=_size(self.folder),
            schema_version=SCHEMA_VERSION,
            language_version=language_version(),
            last_ingest=datetime.fromisoformat(snapshot.bank["last_ingest"]),
        )

    @contextmanager
    def exclusive(self, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        """Keep other writers out, so that what is read inside the context still holds when it is written."""
        with self._lock.held(on_wait):
            yield

    @contextmanager
    def write(self, *, rebuild: bool = False, erase: bool = False) -> Iterator[Writing]:
        """Open a transaction; `rebuild` starts from an empty index. An error leaves the old index as it was.

        `erase` leaves nothing of what was removed or replaced in the folder.
        """
        from index.whoosh_writing import transaction, writable  # noqa: PLC0415 (a search writes nothing)

        with self._lock.held():
            try:
                build, opened = self._begin(rebuild=rebuild)
                with transaction(opened, build, erase=erase) as writing:
                    yield writing
                with writable(self.folder):
                    self._put_in_force(build)
            finally:
                self._sweep()

    def _begin(self, *, rebuild: bool) -> tuple[Path, FileIndex]:
        """Return the build to write to: the one in force, or a new one that is not in force yet."""
        from index.whoosh_writing import create_build, open_build, writable  # noqa: PLC0415

        if not rebuild:
            try:
                self._reader().close()
            except IndexMissingError:
                rebuild = True
        with writable(self.folder):
            build = self._build()
            if build is not None and not rebuild:
                return build, open_build(build)
            build = self.folder / uuid4().hex
            return build, create_build(build)

    def _build(self) -> Path | None:
        """Return the folder of the build in force, or None."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return self.folder / name

    def _put_in_force(self, build: Path) -> None:
        from index.whoosh_writing import sync  # noqa: PLC0415

        if build != self._build():
            pointer = self.folder / "CURRENT.new"
            pointer.write_text(build.name, encoding="ascii")
            sync(pointer)
            pointer.replace(self._pointer)
            sync(self.folder)

    def _sweep(self) -> None:
        """Remove builds that are not in force; one that a reader still holds open is left for the next time."""
        current = self._build()
        for path in self.folder.iterdir():
            if path.is_dir() and path != current:
                shutil.rmtree(path, ignore_errors=True)

    def _read(self) -> Snapshot:
        """Return the newest generation. One thread opens it; the others go on with the one before meanwhile."""
        generation = self._generation()
        before = self._snapshot
        if before is not None and before.generation == generation:
            return before
        if not self._opening.acquire(blocking=before is None) and before is not None:
            return before
        try:
            generation = self._generation()  # another thread may have opened a later one since
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = self._in_force(lambda build: self._open_snapshot(build, generation))
            return self._snapshot
        finally:
            self._opening.release()

    def _generation(self) -> str:
        """Return the generation on the disk; every search asks some fifteen times, so the files are read only anew.

        Times of files are told by a clock that stands still for some milliseconds: what was written just before it was
        read is read again.
        """
        seen = self._seen
        if seen is not None and seen.settled and seen.marks == self._marks(seen.build):
            return seen.generation
        build = self._build()
        if build is None:
            return ""
        marks, now = self._marks(build), time.time_ns()
        generation = f"{build.name}-{latest_generation(build)}"
        settled = marks is not None and max(marks[0], marks[2]) < now - _SETTLED
        self._seen = _Seen(build, generation, marks, settled=settled)
        return generation

    def _marks(self, build: Path) -> tuple[int, int, int] | None:
        """Return what changes when another build is put in force (time, number of the file) or one is written to."""
        try:
            pointer, folder = os.stat(self._pointer), os.stat(build)  # noqa: PTH116 (half the time)
        except OSError:
            return None
        return pointer.st_mtime_ns, pointer.st_ino, folder.st_mtime_ns

    def _records(self) -> dict[str, Document]:
        """Return the documents by id without their passages; for 10,000 passages in a tenth of a snapshot's time."""
        with closing(self._reader()) as reader:
            return read_records(reader)

    def _reader(self) -> IndexReader:
        """Return a reader of the build in force; raises as `_in_force` does."""
        return self._in_force(self._open_reader)

    def _in_force(self, open_build: Callable[[Path], Opened]) -> Opened:
        """Open the build in force. Raises IndexMissingError, IndexOutdatedError and IndexDamagedError.

        A writer may put another build in force, and take this one away, while it is being opened.
        """
        for _ in range(_ATTEMPTS):
            build = self._build()
            if build is None:
                break
            with suppress(EmptyIndexError, FileNotFoundError):
                try:
                    return open_build(build)
                except (EmptyIndexError, FileNotFoundError, KunskapsbankError):
                    raise
                except Exception as error:  # what a damaged file makes of its reader nobody can foresee
                    raise IndexDamagedError(self.folder) from error
            time.sleep(_PAUSE)
        raise IndexMissingError(self.folder)

    def _open_reader(self, build: Path) -> IndexReader:
        reader = open_reader(build)
        self._check(read_bank(reader))
        return reader

    def _open_snapshot(self, build: Path, generation: str) -> Snapshot:
        reader = open_reader(build)
        arrays = build / ARRAYS
        if not all(has_arrays(arrays, segment.segment().segment_id()) for segment, _ in reader.leaf_readers()):
            self._check(read_bank(reader))  # before arrays are made of what may be outdated
        snapshot = Snapshot(reader, generation, arrays)
        self._check(snapshot.bank)
        return snapshot

    def _check(self, bank: Mapping[str, str]) -> None:
        """Raise IndexOutdatedError where the bank was written by another version."""
        if (bank.get("schema_version"), bank.get("language_version")) != (SCHEMA_VERSION, language_version()):
            raise IndexOutdatedError(self.folder)


def _size(folder: Path) -> int:
    """Return the bytes of all files below a folder; a writer may take any of them away meanwhile."""
    size = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.stat(os.path.join(place, name)).st_size  # noqa: PTH116, PTH118 (as os.walk has them)
    return size
