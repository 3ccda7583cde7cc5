"""Changed files to readings, to enriched documents, to one index transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from index.document import Document
from index.engine import SearchEngine
from index.errors import IndexOutdatedError, UsageError
from index.language.vocabulary import load_vocabulary
from ingest import readers
from ingest.assemble import assemble
from ingest.corpus import SourceFile, arrivals, namesakes, put_in_inbox, source_files
from ingest.enrich import Enricher
from ingest.reading import Reading, SourceError

READING_VERSION = "3"
"""Part of every content hash: raise it when the same file would be read in another way."""

Progress = Callable[[Sequence[SourceFile]], Iterable[SourceFile]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and one Swedish sentence on why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an ingest did: ids of documents added, changed and removed, how many stayed, and what failed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]


def ingest(
    engine: SearchEngine,
    corpus: Path,
    paths: Sequence[Path] = (),
    *,
    rebuild: bool = False,
    progress: Progress = iter,
) -> Summary:
    """Bring an index in step with a corpus, in one transaction.

    `paths` outside the corpus are added to it first. A file that cannot be read is reported, and the version of it
    that the index holds is kept. `progress` wraps the files that are to be read. Raises UsageError where there is no
    corpus and nothing to begin one with, CatalogueError and the engine's errors.
    """
    if not corpus.is_dir() and (corpus.exists() or not paths):
        raise UsageError(f"Källornas mapp {corpus} finns inte eller är ingen mapp.")
    failed = _add(paths, corpus)
    vocabulary_folder = corpus / "vocabulary"
    vocabulary = load_vocabulary(vocabulary_folder if vocabulary_folder.is_dir() else None)
    enricher = Enricher(vocabulary)
    known = {} if rebuild else engine.content_hashes()
    files = source_files(corpus)
    hashes = {file.id: _content_hash(file, enricher.version) for file in files}
    outdated = [file for file in files if known.get(file.id) != hashes[file.id]]
    readings, unreadable = _read(outdated, progress)
    publishers = {name: o.name for o in vocabulary.organisations for name in (o.name, *o.aliases)}
    documents = [assemble(file, reading, hashes[file.id], publishers) for file, reading in readings]
    failed += unreadable
    documents = [_enriched(document, enricher) for document in documents]
    removed = sorted(known.keys() - hashes.keys())
    kept = _kept(engine, outdated, documents) if rebuild else []
    if documents or removed or not known:
        with engine.write(rebuild=rebuild) as writing:
            for document_id in removed:
                writing.remove(document_id)
            for document in (*documents, *kept):
                writing.replace(document)
    ids = [document.id for document in documents]
    return Summary(
        added=tuple(name for name in ids if name not in known),
        changed=tuple(name for name in ids if name in known),
        removed=tuple(removed),
        unchanged=len(files) - len(outdated),
        failed=tuple(failed),
    )


def _add(paths: Sequence[Path], corpus: Path) -> list[Failure]:
    """Put files from outside into the inbox, those that can be read; return the others."""
    failed = []
    given = []
    for path in paths:
        if path.is_file() or path.is_dir():
            given.append(path)
        else:
            failed.append(Failure(path, "Det finns ingen fil eller mapp med det namnet."))
    for file, target in arrivals(given, corpus):
        if file not in given and file.suffix.lower() not in readers.SUFFIXES:
            failed.append(Failure(file, "Filtypen läses inte. Ange filen för sig om den ändå ska provas."))
            continue
        try:
            data = file.read_bytes()
            _take_in(data, _read_one(data, file.name), target)
        except (SourceError, OSError) as error:
            failed.append(Failure(file, _reason(error)))
    return failed


def _take_in(data: bytes, reading: Reading, target: Path) -> None:
    """Write a file to the inbox: in the place of its older version, else under a name of its own.

    Two files of one name are versions of each other when they have the same title and date.
    """
    for place in namesakes(target):
        if not place.exists() or _is_older_version(place, reading):
            if not place.exists() or place.read_bytes() != data:
                put_in_inbox(data, place)
            return


def _is_older_version(place: Path, reading: Reading) -> bool:
    try:
        older = _read_one(place.read_bytes(), place.name)
    except SourceError:
        return True
    return (older.title, older.published) == (reading.title, reading.published)


def _read_one(data: bytes, name: str) -> Reading:
    """Read one file; a fault of a reader is that file's failure and stops no other."""
    try:
        return readers.read(data, name)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError(f"Filen går inte att tolka ({type(error).__name__} i läsaren).") from error


def _reason(error: SourceError | OSError) -> str:
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "Källkatalogen nämner filen, men den finns inte."
    return "Filen går inte att öppna."


def _content_hash(file: SourceFile, enrichment_version: str) -> str:
    try:
        content = file.path.read_bytes()
    except OSError:
        content = b""  # reading it will fail too, and say why
    return sha256(repr((READING_VERSION, enrichment_version, file.source)).encode() + content).hexdigest()


def _read(files: Sequence[SourceFile], progress: Progress) -> tuple[list[tuple[SourceFile, Reading]], list[Failure]]:
    readings, failed = [], []
    for file in progress(files):
        try:
            reading = _read_one(file.path.read_bytes(), file.path.name)
        except (SourceError, OSError) as error:
            failed.append(Failure(file.path, _reason(error)))
        else:
            readings.append((file, reading))
    return readings, failed


def _enriched(document: Document, enricher: Enricher) -> Document:
    passages = enricher.enrich(document.passages, title=document.title, kind=document.kind)
    return replace(document, passages=passages)


def _kept(engine: SearchEngine, files: Sequence[SourceFile], documents: Sequence[Document]) -> list[Document]:
    """Return what the index holds of files that could not be read, so that a rebuild keeps it."""
    unread = {file.id for file in files} - {document.id for document in documents}
    try:
        return [engine.document(document_id) for document_id in sorted(unread & engine.content_hashes().keys())]
    except IndexOutdatedError:
        return []
