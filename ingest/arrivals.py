"""What arrives: files and folders given, ZIP archives given or dropped into the corpus; all of it goes to the inbox."""

from __future__ import annotations

import hashlib
import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from index.document import Document
from ingest.archive import SUFFIX as ARCHIVE
from ingest.archive import ArchiveError, ArchiveLimits, Member, is_archive, unpack, without_suffix
from ingest.corpus import INBOX, all_files, archives, below_top, stray_corrections, visible_files
from ingest.corrections import ENDING as CORRECTION
from ingest.corrections import bring_correction
from ingest.dropped_archives import Ledger
from ingest.file_names import safe_name
from ingest.inbox import Inbox
from ingest.processes import Failed, Processes
from ingest.read_file import read_data, read_reading
from ingest.readers import SUFFIXES
from ingest.reading import Failure, Reading, SourceError
from ingest.removed import take_off_the_list
from ingest.toml_file import write_whole

_UNPACKED = ".unpacked"
_MOST_KEPT = 20_000_000
"""Characters of the texts that are kept so that their files need not be read again; the rest is read twice."""

_NAME_IT = " Ange filen för sig om den ändå ska provas."


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file on its way in: where its bytes are, its name with the folders it came in, and what a person calls it."""

    file: Path
    name: str
    shown: Path


class Arrivals:
    """Takes what arrives into the inbox of a corpus, while nobody else writes to it.

    `known` gives the documents of the index by id; `size` is how many MiB a file may have. `readings` has what the
    readers made of files that were taken in, by their places in the corpus, as far as it is what they would make of
    them there.
    """

    def __init__(
        self, corpus: Path, processes: Processes, *, known: Callable[[], Mapping[str, Document]], size: int
    ) -> None:
        self._corpus = corpus
        self._processes = processes
        self._known = known
        self._size = size
        self._failed: list[Failure] = []
        self.readings: dict[Path, Reading] = {}
        self._kept = 0

    def add(self, paths: Sequence[Path]) -> list[Failure]:
        """Take in what lies outside the corpus, and the archives in it that are new; return what could not be.

        A file of the corpus that is given comes back if it was removed.
        """
        given = {path.resolve() for path in paths}
        if given:
            again = (file.ids for file in all_files(self._corpus) if file.path.resolve() in given)
            take_off_the_list(self._corpus, set().union(*again))
        files = []
        for arrival in self._given(paths):
            if _is_archive(arrival.file):
                self._take_archive(arrival)
            else:
                files.append(arrival)
        self._take(files)
        self._take_dropped(given)
        for path in stray_corrections(self._corpus):
            self._fail(path, f"Rättelsen hör inte till någon fil: {path.stem} finns inte bredvid.")
        return self._failed

    @cached_property
    def _inbox(self) -> Inbox:
        return Inbox(
            self._corpus, known=self._known(), read=lambda data, name: self._processes.one(read_data, (data, name))
        )

    def _given(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        """Yield the files given, and the files of folders given, that lie outside the corpus, each once."""
        once: dict[Path, Arrival] = {}
        for arrival in self._found(paths):
            once.setdefault(arrival.file.resolve(), arrival)
        yield from once.values()

    def _found(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        inside = self._corpus.resolve()
        for path in paths:
            if not path.exists():
                self._fail(path, "Det finns ingen fil eller mapp med det namnet.")
            elif not path.is_dir():
                if not path.resolve().is_relative_to(inside):
                    yield Arrival(path, path.name, path)
            else:
                for file in sorted(visible_files(path)):
                    inner = Path(path.resolve().name, file.relative_to(path)).as_posix()
                    if not file.resolve().is_relative_to(inside) and self._is_wanted(file, _NAME_IT):
                        yield Arrival(file, inner, file)

    def _is_wanted(self, shown: Path, advice: str = "") -> bool:
        """Say whether a file that nobody named is to be tried; one that is not is told, unless it is a correction."""
        suffix = shown.suffix.lower()
        if suffix == CORRECTION:
            return False
        if suffix and suffix not in SUFFIXES and suffix != ARCHIVE:
            self._fail(shown, f"Filtypen läses inte.{advice}")
            return False
        return True

    def _take(self, arrivals: Sequence[Arrival]) -> set[str]:
        """Take the files that can be read into the inbox, in their order; return the digests of their bytes."""
        digests = set()
        unknown = {arrival: None for arrival in arrivals if not self._inbox.holds(arrival.file)}
        readings = self._read(list(unknown))
        for arrival in dict.fromkeys(arrivals):
            reading = next(readings) if arrival in unknown else None
            if isinstance(reading, Failed):
                self._fail(arrival.shown, reading.reason)
                continue
            try:
                data = arrival.file.read_bytes()
                place = self._inbox.take_in(data, arrival.name, reading=reading)
                bring_correction(arrival.file, place)
            except SourceError as error:
                self._fail(arrival.shown, str(error))
            except OSError:
                self._fail(arrival.shown, "Filen går inte att lägga i källornas mapp.")
            else:
                digests.add(_digest(data))
                if reading is not None and place.name == arrival.file.name:  # what a file is may show in its name
                    self._keep(place, reading)
        return digests

    def _keep(self, place: Path, reading: Reading) -> None:
        self._kept += sum(len(section.text) for section in reading.sections)
        if self._kept <= _MOST_KEPT:
            self.readings[place] = reading

    def _read(self, arrivals: Sequence[Arrival]) -> Iterator[Reading | Failed]:
        """Yield what the readers make of files, in processes, in the order of the files."""
        done: dict[Path, Reading | Failed] = {}
        waiting = deque(arrival.file for arrival in arrivals)
        if waiting:
            for file, outcome in self._processes.each(partial(read_reading, size=self._size), tuple(waiting)):
                done[file] = outcome
                while waiting and waiting[0] in done:
                    yield done.pop(waiting.popleft())

    def _take_archive(self, archive: Arrival, before: Collection[str] = ()) -> set[str]:
        """Take the files of an archive in, but those with the digests of `before`; return the digests of the others."""
        folder = self._corpus / INBOX / _UNPACKED
        shutil.rmtree(folder, ignore_errors=True)  # an interrupted ingest may have left it
        arrivals: list[Arrival] = []
        try:
            for member in self._members(archive):
                place = folder / safe_name(member.name)
                if place.exists():
                    place = folder / str(len(arrivals)) / place.name
                write_whole(place, member.data)
                shown = archive.shown / member.name
                if self._is_wanted(shown) and _digest(member.data) not in before:
                    arrivals.append(Arrival(place, f"{without_suffix(archive.name)}/{member.name}", shown))
            return self._take(arrivals)
        except OSError:
            self._fail(archive.shown, "Arkivet går inte att packa upp i källornas mapp.")
            return set()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _members(self, archive: Arrival) -> Iterator[Member]:
        """Yield the good files of an archive, and tell what is wrong with the others."""
        try:
            with archive.file.open("rb") as file:
                for part in unpack(file, ArchiveLimits(file_size=self._size)):
                    if isinstance(part, Member):
                        yield part
                    else:
                        self._fail(Path(f"{archive.shown}/{part.name}"), part.reason)
        except ArchiveError as error:
            self._fail(archive.shown, str(error))

    def _take_dropped(self, given: Collection[Path]) -> None:
        """Take in the archives that lie in the corpus, each once; one that is given is taken in anew, whole.

        What was taken of an archive before is not taken again: it may have been removed since.
        """
        ledger = Ledger(self._corpus / INBOX)
        for path in archives(self._corpus):
            digest = _digest_of_file(path)
            before = ledger.taken(digest) if path.resolve() not in given else set()
            if before is None:
                continue
            failed = len(self._failed)
            name = below_top(path, self._corpus).as_posix()
            taken = before | self._take_archive(Arrival(path, name, path), before)
            ledger.record(digest, taken, complete=failed == len(self._failed))
        ledger.save()

    def _fail(self, shown: Path, reason: str) -> None:
        self._failed.append(Failure(shown, reason))


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_archive(file, path.name)
    except OSError:
        return False  # reading it will say why


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
