"""One document that a person adds, replaces or corrects: what it will be is shown first, and then it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from index.engine import SearchEngine
from ingest.corpus import INBOX, SourceFile, find_file, source_files
from ingest.corrections import Correction, corrected, load_correction, save_correction
from ingest.inbox import Inbox, Place
from ingest.pipeline import Progress, Step, Summary, ingest, known_documents, preview
from ingest.processes import Limits, Processes
from ingest.read_file import FileRead, read_data, read_reading
from ingest.reading import SourceError


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
    """What an arriving file is read as, and the document that it is or becomes a newer version of, if any."""

    read: FileRead
    place: Place


@dataclass(frozen=True, slots=True)
class Saved:
    """The id of the document that was saved, and what the ingest of it did."""

    document_id: str
    summary: Summary


def foresee(engine: SearchEngine, corpus: Path, arriving: Arriving, limits: Limits) -> Foreseen:
    """Read an arriving file as an ingest would, with its correction; nothing is saved. Raises SourceError."""
    with Processes(limits=limits) as processes:
        read = preview(arriving.file, corpus, processes, limits)
        if arriving.replaces is not None:
            return Foreseen(read, Place(replaceable(corpus, arriving.replaces)))
        reading = processes.one(partial(read_reading, size=limits.size, url=arriving.url), arriving.file)
        inbox = _inbox(engine, corpus, processes)
        return Foreseen(read, inbox.foresee(arriving.file.read_bytes(), arriving.name, arriving.url, reading))


def add(  # noqa: PLR0913 (each is a choice of the caller's)
    engine: SearchEngine,
    corpus: Path,
    arriving: Arriving,
    *,
    limits: Limits,
    progress: Progress = lambda _: None,
    log: Path | None = None,
) -> Saved:
    """Take an arriving file into the inbox with its correction, and read it into the index.

    What was corrected of an older version stays, unless it is corrected anew. Other writers wait meanwhile. Raises
    SourceError, NotFoundError, RemovedError and the engine's errors.
    """
    with engine.exclusive(_waiting(progress)), Processes(limits=limits) as processes:
        instead_of = replaceable(corpus, arriving.replaces).path if arriving.replaces is not None else None
        inbox, data = _inbox(engine, corpus, processes), arriving.file.read_bytes()
        try:
            place = inbox.take_in(data, arriving.name, arriving.url, instead_of=instead_of)
            correction = load_correction(arriving.file)
            save_correction(place, replace(load_correction(place), **_given(correction)))
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


def _given(correction: Correction) -> dict[str, str]:
    return {name: value for name, value in asdict(correction).items() if value is not None}


def _waiting(progress: Progress) -> Callable[[str], None]:
    return lambda sentence: progress(Step(stage="waiting", text=sentence))
