"""Changed files to readings, to enriched documents, to one index transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from index.document import Document
from index.engine import SearchEngine
from index.errors import IndexOutdatedError
from index.language.vocabulary import load_vocabulary
from ingest import readers
from ingest.assemble import assemble
from ingest.corpus import SourceFile, arrivals, put_in_inbox, source_files
from ingest.enrich import Enricher
from ingest.reading import SourceError

READING_VERSION = "1"
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
    that the index holds is kept. `progress` wraps the files that are to be read. Raises CatalogueError and the
    engine's errors.
    """
    failed = _add(paths, corpus)
    vocabulary_folder = corpus / "vocabulary"
    enricher = Enricher(load_vocabulary(vocabulary_folder if vocabulary_folder.is_dir() else None))
    known = {} if rebuild else engine.content_hashes()
    files = source_files(corpus)
    hashes = {file.id: _content_hash(file, enricher.version) for file in files}
    outdated = [file for file in files if known.get(file.id) != hashes[file.id]]
    documents, unreadable = _read(outdated, hashes, progress)
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
    failed = [Failure(path, "Filen eller mappen finns inte.") for path in paths if not path.exists()]
    for file, target in arrivals((path for path in paths if path.exists()), corpus):
        try:
            data = file.read_bytes()
            if not target.exists() or target.read_bytes() != data:
                readers.read(data, file.name)
                put_in_inbox(data, target)
        except (SourceError, OSError) as error:
            failed.append(Failure(file, _reason(error)))
    return failed


def _reason(error: SourceError | OSError) -> str:
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "Källkatalogen nämner filen, men den finns inte."
    return "Filen går inte att öppna."


def _content_hash(file: SourceFile, enrichment_version: str) -> str:
    content = file.path.read_bytes() if file.path.exists() else b""
    return sha256(repr((READING_VERSION, enrichment_version, file.source)).encode() + content).hexdigest()


def _read(
    files: Sequence[SourceFile], hashes: dict[str, str], progress: Progress
) -> tuple[list[Document], list[Failure]]:
    documents, failed = [], []
    for file in progress(files):
        try:
            reading = readers.read(file.path.read_bytes(), file.path.name)
        except (SourceError, OSError) as error:
            failed.append(Failure(file.path, _reason(error)))
        else:
            documents.append(assemble(file, reading, hashes[file.id]))
    return documents, failed


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
