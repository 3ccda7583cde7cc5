"""Changed files to readings, to enriched documents, to one index transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from index.document import Document
from index.engine import SearchEngine, Writing
from index.errors import IndexMissingError, IndexOutdatedError, UsageError
from index.language.vocabulary import load_vocabulary
from ingest.arrivals import Arrivals
from ingest.assemble import without_names
from ingest.corpus import SourceFile, source_files
from ingest.corrections import correction_place
from ingest.enrich import Enricher
from ingest.processes import Failed, Limits, Processes
from ingest.read_file import FileRead, Task, read_document
from ingest.reading import Failure
from ingest.redaction import Redactor, load_redactor

READING_VERSION = "5"
"""Part of every content hash: raise it when the same file would be read in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an ingest did: ids of documents added, changed and removed, how many stayed, and what failed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far an ingest has come: `done` files of `total` are read, the last of them named in `text`.

    While it waits for another ingest, `text` is a Swedish sentence that says so.
    """

    stage: Literal["waiting", "reading", "writing"]
    text: str = ""
    done: int = 0
    total: int = 0


Progress = Callable[[Step], None]


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


def ingest(  # noqa: PLR0913 (each is a choice of the caller's)
    engine: SearchEngine,
    corpus: Path,
    paths: Sequence[Path] = (),
    *,
    rebuild: bool = False,
    limits: Limits | None = None,
    progress: Progress = lambda _: None,
) -> Summary:
    """Bring an index in step with a corpus, in one transaction.

    `paths` outside the corpus are added to it first. A file that cannot be read within the limits is reported, and the
    version of it that the index holds is kept. Other writers wait from beginning to end. Raises UsageError where there
    is no corpus and nothing to begin one with, CatalogueError, RedactionError, VocabularyError and the engine's errors.
    """
    if not corpus.is_dir() and (corpus.exists() or not paths):
        raise UsageError(f"Källornas mapp {corpus} finns inte eller är ingen mapp.")
    load_redactor(corpus)  # a faulty list stops all before anything is taken in
    limits = limits or Limits()
    with (
        engine.exclusive(lambda sentence: progress(Step(stage="waiting", text=sentence))),
        Processes(limits=limits, preload=["ingest.preload"]) as processes,
    ):
        failed = Arrivals(corpus, processes, known=lambda: known_documents(engine), size=limits.size).add(paths)
        changes = compare(engine, corpus, rebuild=rebuild, limits=limits)
        written = _write(engine, changes, processes, progress)
    return Summary(
        added=tuple(name for name in written.ids if name not in changes.known),
        changed=tuple(name for name in written.ids if name in changes.known),
        removed=changes.removed,
        unchanged=changes.unchanged,
        failed=(*failed, *written.failed),
    )


def compare(engine: SearchEngine, corpus: Path, *, rebuild: bool = False, limits: Limits | None = None) -> Changes:
    """Find what has changed in a corpus since it was ingested; for a rebuild that is everything."""
    version = Enricher(load_vocabulary(_vocabulary(corpus))).version
    known = {} if rebuild else engine.content_hashes()
    redactor = load_redactor(corpus)
    limits = limits or Limits()
    tasks = [
        _task(file, corpus, redactor, limits, content_hash=_content_hash(file, version, redactor, limits.size))
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


def preview(path: Path, corpus: Path, *, limits: Limits | None = None) -> FileRead:
    """Read one file as an ingest would, within the same limits, and save nothing. Raises SourceError."""
    limits = limits or Limits()
    file = next((file for file in source_files(corpus) if file.path == path), SourceFile(path, path.stem, None))
    with Processes(limits=limits, preload=["ingest.preload"]) as processes:
        return processes.one(read_document, _task(file, corpus, load_redactor(corpus), limits, content_hash=""))


def _task(file: SourceFile, corpus: Path, redactor: Redactor, limits: Limits, *, content_hash: str) -> Task:
    return Task(
        file=file, content_hash=content_hash, vocabulary=_vocabulary(corpus), size=limits.size, redactor=redactor
    )


def _vocabulary(corpus: Path) -> Path | None:
    """Return the vocabulary of a corpus, None where it has none of its own."""
    return corpus / "vocabulary" if (corpus / "vocabulary").is_dir() else None


@dataclass(slots=True)
class _Written:
    """What a transaction has taken in so far."""

    ids: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def _write(engine: SearchEngine, changes: Changes, processes: Processes, progress: Progress) -> _Written:
    """Read what changed and write each document as it comes, in a transaction that begins with the first.

    A rebuild leaves nothing of the old index on the disk, and so no names that are now to be blanked.
    """
    written = _Written()
    total = len(changes.outdated)
    progress(Step(stage="reading", total=total))
    with ExitStack() as stack:
        writing: Writing | None = None
        if changes.removed or changes.rebuild or not changes.known:
            writing = stack.enter_context(engine.write(rebuild=changes.rebuild))
            for document_id in changes.removed:
                writing.remove(document_id)
        for done, (task, outcome) in enumerate(processes.each(read_document, changes.outdated), start=1):
            if isinstance(outcome, Failed):
                written.failed.append(Failure(task.file.path, outcome.reason))
            else:
                writing = writing or stack.enter_context(engine.write())
                writing.replace(outcome.document)
                written.ids.append(outcome.document.id)
            progress(Step(stage="reading", text=task.file.path.name, done=done, total=total))
        if writing is not None and changes.rebuild:
            for document in _kept(engine, changes, written):
                writing.replace(document)
        if writing is not None:
            progress(Step(stage="writing", done=total, total=total))
    order = {task.file.id: place for place, task in enumerate(changes.outdated)}
    place_of = {task.file.path: place for place, task in enumerate(changes.outdated)}
    written.ids.sort(key=order.__getitem__)
    written.failed.sort(key=lambda failure: place_of[failure.path])
    return written


def _kept(engine: SearchEngine, changes: Changes, written: _Written) -> list[Document]:
    """Return what the index holds of files that could not be read, so that a rebuild keeps it, but for the names."""
    unread = {task.file.id for task in changes.outdated} - set(written.ids)
    try:
        kept = [engine.document(document_id) for document_id in sorted(unread & engine.content_hashes().keys())]
    except IndexOutdatedError:
        return []
    return [
        replace(
            without_names(document, changes.redactor),
            content_hash=_with_redaction(document.content_hash.partition(".")[0], changes.redactor),
        )
        for document in kept
    ]


def known_documents(engine: SearchEngine) -> dict[str, Document]:
    """Return the documents of the index without their passages, none where there is no index that can be used."""
    try:
        return {document.id: document for document in engine.documents()}
    except (IndexMissingError, IndexOutdatedError):
        return {}


def _content_hash(file: SourceFile, enrichment_version: str, redactor: Redactor, size: int) -> str:
    told = sha256(repr((READING_VERSION, enrichment_version, file.source, file.standing)).encode())
    told.update(_bytes(correction_place(file.path), size))
    told.update(b"\0" + _bytes(file.path, size))
    return _with_redaction(told.hexdigest(), redactor)


def _with_redaction(digest: str, redactor: Redactor) -> str:
    """Return a content hash: a digest of what was read, and which names were blanked."""
    return f"{digest}.{redactor.version}"


def _redaction(content_hash: str) -> str:
    return content_hash.partition(".")[2]


def _bytes(path: Path, size: int) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= size * 1024 * 1024 else b""
    except OSError:
        return b""  # reading it will fail too, and say why
