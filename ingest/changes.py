"""What has changed in a corpus since it was ingested: content hashes beside those that the index holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from index.engine import SearchEngine
from index.language.vocabulary import load_vocabulary
from ingest.corpus import SourceFile, source_files
from ingest.corrections import correction_place
from ingest.enrich import Enricher
from ingest.processes import Limits
from ingest.read_file import Task
from ingest.readers.tesseract import languages
from ingest.reading import Reading
from ingest.redaction import Redactor, load_redactor

READING_VERSION = "11"
"""Part of every content hash: raise it when the same file would be read in another way."""

_PERHAPS_PICTURES = frozenset({".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff"})
"""Files that are read in another way where Tesseract is installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A corpus beside what the index holds of it: files to read, with their hashes, and ids that are gone.

    `rebuild` says that the index is to be built anew: that was asked for, or other names are to be blanked.
    """

    known: frozenset[str]
    outdated: tuple[Task, ...]
    removed: tuple[str, ...]
    unchanged: int
    redactor: Redactor
    rebuild: bool

    def of(self, document_id: str) -> Changes:
        """Return the changes of one document, but all where the index is to be built anew."""
        if self.rebuild or not self.known:
            return self
        outdated = tuple(task for task in self.outdated if task.file.id == document_id)
        return replace(self, outdated=outdated, removed=())

    def with_readings(self, readings: Mapping[Path, Reading]) -> Changes:
        """Return the same changes with what readers have made of files already, by place."""
        outdated = tuple(replace(task, reading=readings.get(task.file.path)) for task in self.outdated)
        return replace(self, outdated=outdated) if readings else self


def compare(engine: SearchEngine, corpus: Path, *, rebuild: bool = False, limits: Limits) -> Changes:
    """Find what has changed in a corpus since it was ingested; for a rebuild that is everything."""
    version = Enricher(load_vocabulary(_vocabulary(corpus))).version
    known = {} if rebuild else engine.content_hashes()
    redactor = load_redactor(corpus)
    tasks = [
        task_of(file, corpus, redactor, limits, content_hash=_content_hash(file, version, redactor, limits.size))
        for file in source_files(corpus)
    ]
    outdated = tuple(task for task in tasks if known.get(task.file.id) != task.content_hash)
    return Changes(
        known=frozenset(known),
        outdated=outdated,
        removed=tuple(sorted(known.keys() - {task.file.id for task in tasks})),
        unchanged=len(tasks) - len(outdated),
        redactor=redactor,
        rebuild=rebuild or any(_redaction(content_hash) != redactor.version for content_hash in known.values()),
    )


def task_of(file: SourceFile, corpus: Path, redactor: Redactor, limits: Limits, *, content_hash: str) -> Task:
    """Return what a process has to know to read a file of a corpus."""
    return Task(
        file=file, content_hash=content_hash, vocabulary=_vocabulary(corpus), size=limits.size, redactor=redactor
    )


def with_redaction(content_hash: str, redactor: Redactor) -> str:
    """Return a content hash, a digest of what was read and which names were blanked, with other names blanked."""
    return f"{content_hash.partition('.')[0]}.{redactor.version}"


def _redaction(content_hash: str) -> str:
    return content_hash.partition(".")[2]


def _vocabulary(corpus: Path) -> Path | None:
    """Return the vocabulary of a corpus, None where it has none of its own."""
    return corpus / "vocabulary" if (corpus / "vocabulary").is_dir() else None


def _content_hash(file: SourceFile, enrichment_version: str, redactor: Redactor, size: int) -> str:
    told = sha256(repr((READING_VERSION, enrichment_version, file.source, file.standing)).encode())
    told.update(_bytes(correction_place(file.path), size))
    told.update(b"\0" + _bytes(file.path, size))
    if file.path.suffix.lower() in _PERHAPS_PICTURES:
        told.update(repr(languages()).encode())
    return with_redaction(told.hexdigest(), redactor)


def _bytes(path: Path, size: int) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= size * 1024 * 1024 else b""
    except OSError:
        return b""  # reading it will fail too, and say why
