"""One document that a person adds, replaces or corrects: what it will be is shown first, and then it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from index.engine import SearchEngine
from ingest.corpus import INBOX, SourceFile, find_file, source_files
from ingest.corrections import bring_correction, corrected, correction_place, load_correction, save_correction
from ingest.inbox import Inbox, Known
from ingest.pipeline import Progress, Step, Summary, ingest, known_documents, preview
from ingest.processes import Limits, Processes
from ingest.read_file import FileRead, read_data
from ingest.reading import Reading, SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A file on its way in: where it lies, with its correction beside it, its name, and what it belongs to.

    `url` is where it was fetched; `replaces` is the id of the document that a person has it replace.
    """

    file: Path
    name: str
    url: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an arriving file is read as, and the file of the corpus that it is the same as or replaces, if any."""

    read: FileRead
    known: Known | None


@dataclass(frozen=True, slots=True)
class Saved:
    """The id of the document that was saved, and what the ingest of it did."""

    document_id: str
    summary: Summary


def foresee(engine: SearchEngine, corpus: Path, arriving: Arriving, limits: Limits) -> Foreseen:
    """Read an arriving file as an ingest would, with its correction; nothing is saved. Raises SourceError.

    Where it is a newer version, what was corrected of the older one becomes its correction, unless it has one.
    """
    with Processes(limits=limits) as processes:
        read = preview(arriving.file, corpus, processes, limits)
        known = _known(engine, corpus, arriving, read.reading, processes)
        if known is not None and correction_place(known.file.path).exists() and not _is_corrected(arriving):
            bring_correction(known.file.path, arriving.file)
            read = preview(arriving.file, corpus, processes, limits)
    return Foreseen(read, known)


def correct_arriving(arriving: Arriving, changes: Mapping[str, str]) -> bool:
    """Correct the metadata of an arriving file, and return whether that changed anything. Raises CorrectionError."""
    before = load_correction(arriving.file)
    correction = corrected(before, changes)
    if correction != before:
        save_correction(arriving.file, correction)
        correction_place(arriving.file).touch()  # also where nothing is left: a person has seen to it
    return correction != before


def add(  # noqa: PLR0913 (each is a choice of the caller's)
    engine: SearchEngine,
    corpus: Path,
    arriving: Arriving,
    *,
    reading: Reading | None = None,
    limits: Limits,
    progress: Progress = lambda _: None,
    log: Path | None = None,
) -> Saved:
    """Take an arriving file into the inbox with its correction, and read it into the index.

    `reading` is what its reader makes of it, if that is known. Its correction goes before that of an older version.
    Other writers wait meanwhile. Raises SourceError, NotFoundError, RemovedError and the engine's errors.
    """
    with engine.exclusive(_waiting(progress)), Processes(limits=limits) as processes:
        instead_of = replaceable(corpus, arriving.replaces).path if arriving.replaces is not None else None
        inbox = _inbox(engine, corpus, processes)
        try:
            data, correction = arriving.file.read_bytes(), load_correction(arriving.file)
            place = inbox.take_in(data, arriving.name, arriving.url, reading=reading, instead_of=instead_of)
            if _is_corrected(arriving):
                save_correction(place, replace(correction, url=correction.url or arriving.url))
        except OSError as error:
            raise SourceError("Filen går inte att lägga i källornas mapp.") from error
        document_id = next(file.id for file in source_files(corpus) if file.path == place)
        return Saved(document_id, ingest(engine, corpus, only=document_id, limits=limits, progress=progress, log=log))


def correct(  # noqa: PLR0913 (each is a choice of the caller's)
    engine: SearchEngine,
    corpus: Path,
    document_id: str,
    changes: Mapping[str, str],
    *,
    limits: Limits,
    progress: Progress = lambda _: None,
    log: Path | None = None,
) -> Saved:
    """Correct a document's metadata, an empty text taking a correction away, and read it into the index anew.

    Raises NotFoundError, CorrectionError, SourceError and the engine's errors.
    """
    with engine.exclusive(_waiting(progress)):
        file = find_file(corpus, document_id).path
        correction = corrected(load_correction(file), changes)
        try:
            save_correction(file, correction)
        except OSError as error:
            raise SourceError("Rättelsen går inte att skriva i källornas mapp.") from error
        return Saved(document_id, ingest(engine, corpus, only=document_id, limits=limits, progress=progress, log=log))


def replaceable(corpus: Path, document_id: str) -> SourceFile:
    """Return the file of a document that a person may replace. Raises SourceError, NotFoundError."""
    file = find_file(corpus, document_id)
    if not is_added(file, corpus):
        raise SourceError("Dokumentet är inte tillagt för hand, så det kan inte ersättas här.")
    return file


def is_added(file: SourceFile, corpus: Path) -> bool:
    """Say whether a file of the corpus was added by hand."""
    return file.path.is_relative_to(corpus / INBOX)


def _inbox(engine: SearchEngine, corpus: Path, processes: Processes) -> Inbox:
    return Inbox(corpus, known=known_documents(engine), read=lambda data, name: processes.one(read_data, (data, name)))


def _known(
    engine: SearchEngine, corpus: Path, arriving: Arriving, reading: Reading, processes: Processes
) -> Known | None:
    if arriving.replaces is not None:
        return Known(replaceable(corpus, arriving.replaces))
    inbox = _inbox(engine, corpus, processes)
    return inbox.foresee(arriving.file.read_bytes(), arriving.name, arriving.url, reading)


def _is_corrected(arriving: Arriving) -> bool:
    return correction_place(arriving.file).exists()


def _waiting(progress: Progress) -> Callable[[str], None]:
    return lambda sentence: progress(Step(stage="waiting", text=sentence))
