"""Changed files to readings, to enriched documents, to one index transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from index.document import Document
from index.engine import SearchEngine, Writing
from index.errors import IndexDamagedError, IndexMissingError, IndexOutdatedError, UsageError
from ingest.arrivals import Arrivals
from ingest.assemble import without_names
from ingest.changes import Changes, compare, task_of, with_redaction
from ingest.corpus import SourceFile, source_files
from ingest.log import IngestLog
from ingest.processes import Failed, Limits, Processes
from ingest.read_file import FilePrepared, FileRead, Task, read_document, read_prepared
from ingest.reading import Failure
from ingest.redaction import Redactor, load_redactor
from ingest.rehearsal import stand_in
from ingest.removed import load_removed

Read = TypeVar("Read", FileRead, FilePrepared)

DEFAULT_LIMITS = Limits()


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


def ingest(  # noqa: PLR0913 (each is a choice of the caller's)
    engine: SearchEngine,
    corpus: Path,
    paths: Sequence[Path] = (),
    *,
    only: str | None = None,
    rebuild: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda _: None,
    log: Path | None = None,
) -> Summary:
    """Bring an index in step with a corpus, in one transaction.

    `paths` outside the corpus are added to it first; `only` is the one document to read if it has changed. A file that
    cannot be read within the limits is reported, and the version of it that the index holds is kept. `log` is a file
    that tells what was left out of each. Other writers wait from beginning to end. Raises UsageError where there is no
    corpus and nothing to begin one with, CatalogueError, RedactionError, RemovedError, VocabularyError and the
    engine's errors.
    """
    redactor = _begin(corpus, paths)
    with (
        engine.exclusive(lambda sentence: progress(Step(stage="waiting", text=sentence))),
        Processes(limits=limits) as processes,
        IngestLog(log, corpus, redactor).open() as told,
    ):
        arrivals = _arrivals(engine, corpus, processes, limits)
        failed = arrivals.add(paths)
        changes = compare(engine, corpus, rebuild=rebuild, limits=limits).with_readings(arrivals.readings)
        if only is not None:
            changes = changes.of(only)
        if changes.rebuild:
            told.blank()
        outcome = _Outcome(changes, failed, told)
        _write(engine, outcome, processes, progress)
        return outcome.summary()


def rehearse(  # noqa: PLR0913 (each is a choice of the caller's)
    engine: SearchEngine,
    corpus: Path,
    paths: Sequence[Path] = (),
    *,
    rebuild: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda _: None,
) -> Summary:
    """Return what `ingest` would do, having read all that it would read; the corpus and the index are left alone."""
    _begin(corpus, paths)
    with Processes(limits=limits) as processes, stand_in(corpus) as stage:
        arrivals = _arrivals(engine, stage, processes, limits)
        failed = arrivals.add(paths)
        changes = compare(engine, stage, rebuild=rebuild, limits=limits).with_readings(arrivals.readings)
        outcome = _Outcome(changes, failed, IngestLog())
        for _ in _read(read_document, outcome, processes, progress):
            pass
        summary = outcome.summary()
    return replace(summary, failed=tuple(replace(it, path=_moved(it.path, stage, corpus)) for it in summary.failed))


def preview(path: Path, corpus: Path, processes: Processes, limits: Limits = DEFAULT_LIMITS) -> FileRead:
    """Read one file as an ingest would, within the limits of the processes, and save nothing. Raises SourceError."""
    file = next((file for file in source_files(corpus) if file.path == path), SourceFile(path, path.stem, None))
    return processes.one(read_document, task_of(file, corpus, load_redactor(corpus), limits, content_hash=""))


def known_documents(engine: SearchEngine) -> dict[str, Document]:
    """Return the documents of the index without their passages, none where there is no index that can be used."""
    try:
        return {document.id: document for document in engine.documents()}
    except (IndexMissingError, IndexOutdatedError, IndexDamagedError):
        return {}


def _begin(corpus: Path, paths: Sequence[Path]) -> Redactor:
    """Return what blanks names; refuse what cannot begin, before anything is taken in."""
    if not corpus.is_dir() and (corpus.exists() or not paths):
        raise UsageError(f"Källornas mapp {corpus} finns inte eller är ingen mapp.")
    load_removed(corpus)
    return load_redactor(corpus)


def _arrivals(engine: SearchEngine, corpus: Path, processes: Processes, limits: Limits) -> Arrivals:
    return Arrivals(corpus, processes, known=lambda: known_documents(engine), size=limits.size)


class _Outcome:
    """What has become of the files so far."""

    def __init__(self, changes: Changes, failed: Sequence[Failure], told: IngestLog) -> None:
        self.changes = changes
        self.read: set[str] = set()
        self._refused = tuple(failed)
        self._unread: dict[str, list[Failure]] = {}
        self._told = told
        for failure in failed:
            told.fail(failure.path, failure.reason)

    def take(self, task: Task, outcome: FileRead | FilePrepared | Failed) -> None:
        """Note what reading a file gave."""
        if isinstance(outcome, Failed):
            self._fail(task.file.id, task.file.path, outcome.reason)
            return
        document = outcome.document
        self.read.add(document.id)
        self._told.read(task.file.path, document.id, len(document.passages), outcome.dropped)
        for part in outcome.unread:
            self._fail(document.id, task.file.path / part.name, part.reason)

    def _fail(self, document_id: str, path: Path, reason: str) -> None:
        self._unread.setdefault(document_id, []).append(Failure(path, reason))
        self._told.fail(path, reason)

    def summary(self) -> Summary:
        """Return the whole, in the order of the files."""
        order = [task.file.id for task in self.changes.outdated]
        ids = [name for name in order if name in self.read]
        return Summary(
            added=tuple(name for name in ids if name not in self.changes.known),
            changed=tuple(name for name in ids if name in self.changes.known),
            removed=self.changes.removed,
            unchanged=self.changes.unchanged,
            failed=(*self._refused, *(failure for name in order for failure in self._unread.get(name, ()))),
        )


def _read(read: Callable[[Task], Read], outcome: _Outcome, processes: Processes, progress: Progress) -> Iterator[Read]:
    """Yield what a function makes of the files that changed, as they get read."""
    outdated = outcome.changes.outdated
    progress(Step(stage="reading", total=len(outdated)))
    for done, (task, result) in enumerate(processes.each(read, outdated, size=_size), start=1):
        outcome.take(task, result)
        if not isinstance(result, Failed):
            yield result
        progress(Step(stage="reading", text=task.file.path.name, done=done, total=len(outdated)))


def _size(task: Task) -> int:
    """Return the bytes of a file, 0 where there is none."""
    try:
        return task.file.path.stat().st_size
    except OSError:
        return 0


def _write(engine: SearchEngine, outcome: _Outcome, processes: Processes, progress: Progress) -> None:
    """Write each document as it gets read, in a transaction that begins when there is something to write.

    A rebuild leaves nothing of the old index on the disk, and so no names that are now to be blanked.
    """
    changes = outcome.changes
    with ExitStack() as stack:
        writing: Writing | None = None
        if changes.removed or changes.rebuild or not changes.known:
            writing = stack.enter_context(engine.write(rebuild=changes.rebuild))
            for document_id in changes.removed:
                writing.remove(document_id)
        for read in _read(read_prepared, outcome, processes, progress):
            writing = writing or stack.enter_context(engine.write())
            writing.replace(read.document)
        if writing is None:
            return
        if changes.rebuild:
            for document in _kept(engine, outcome):
                writing.replace(document)
        progress(Step(stage="writing", done=len(changes.outdated), total=len(changes.outdated)))


def _kept(engine: SearchEngine, outcome: _Outcome) -> list[Document]:
    """Return what the index holds of files that could not be read, so that a rebuild keeps it, but for the names."""
    redactor = outcome.changes.redactor
    unread = {task.file.id for task in outcome.changes.outdated} - outcome.read
    try:
        kept = [engine.document(document_id) for document_id in sorted(unread & engine.content_hashes().keys())]
    except (IndexOutdatedError, IndexDamagedError):
        return []
    return [
        replace(without_names(document, redactor), content_hash=with_redaction(document.content_hash, redactor))
        for document in kept
    ]


def _moved(path: Path, stage: Path, corpus: Path) -> Path:
    return corpus / path.relative_to(stage) if path.is_relative_to(stage) else path
