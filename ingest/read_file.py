"""One file to one enriched document: what the processes of `ingest/processes.py` do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.document import Document
from index.language.vocabulary import load_vocabulary
from index.prepared import PreparedDocument, prepare
from ingest import readers
from ingest.assemble import assemble
from ingest.corpus import SourceFile
from ingest.corrections import load_correction
from ingest.enrich import Enricher
from ingest.reading import Reading, SourceError, Unread
from ingest.redaction import Redactor


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read, the hash that its document gets, where the vocabulary of its corpus is, and the size it may have.

    `vocabulary` is None where the product's own is used; `size` is in MiB. `redactor` blanks names in all of it.
    `reading` is what its reader has made of it, if that is known, without an address.
    """

    file: SourceFile
    content_hash: str
    vocabulary: Path | None
    size: int
    redactor: Redactor
    reading: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A document as it goes into the index, the text of its file that was left out on purpose, and what is unread.

    `reading` is what the reader of its format gave, before names were blanked in it.
    """

    document: Document
    dropped: tuple[str, ...]
    unread: tuple[Unread, ...]
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePrepared:
    """As `FileRead`, with the document as engines take it."""

    document: PreparedDocument
    dropped: tuple[str, ...]
    unread: tuple[Unread, ...] = ()


def read_prepared(task: Task) -> FilePrepared:
    """Read, assemble, enrich and analyse. Raises as `read_document`."""
    read = read_document(task)
    return FilePrepared(document=prepare(read.document), dropped=read.dropped, unread=read.unread)


def read_document(task: Task) -> FileRead:
    """Read, assemble and enrich. Raises SourceError, and whatever a reader trips over."""
    correction = load_correction(task.file.path)
    url = (task.file.standing and task.file.standing.url) or correction.url
    known = task.reading if url is None else None
    raw = known or read_reading(task.file.path, task.size, url)
    file, reading, correction = task.redactor.blank((task.file, raw, correction))
    document = assemble(file, reading, task.content_hash, _publishers(task.vocabulary), correction)
    passages = enricher(task.vocabulary).enrich(document.passages, title=document.title, kind=document.kind)
    document = replace(document, passages=passages)
    return FileRead(document=document, dropped=reading.dropped, unread=reading.unread, reading=raw)


def read_reading(path: Path, size: int, url: str | None = None) -> Reading:
    """Return what the reader of its format makes of a file, which came from `url` if that is known.

    Raises SourceError, and whatever a reader trips over.
    """
    try:
        if path.stat().st_size > size * 1024 * 1024:
            raise SourceError(f"Filen är större än gränsen, {size} MB.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError("Källkatalogen nämner filen, men den finns inte.") from None
    except OSError:
        raise SourceError("Filen går inte att öppna.") from None
    return readers.read(data, path.name, url)


def read_data(arriving: tuple[bytes, str]) -> Reading:
    """Return what the reader of its format makes of bytes and the name that they came with. Raises as read_reading."""
    return readers.read(*arriving)


@cache
def enricher(folder: Path | None) -> Enricher:
    """Return the enricher of a vocabulary, the same for the life of the process."""
    return Enricher(load_vocabulary(folder))


@cache
def _publishers(folder: Path | None) -> Mapping[str, str]:
    """Return the name that the bank uses for each name of an organisation."""
    organisations = load_vocabulary(folder).organisations
    return {name: o.name for o in organisations for name in (o.name, *o.aliases)}
