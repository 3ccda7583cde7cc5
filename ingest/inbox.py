"""The inbox: files that arrive from outside the corpus, each in a place of its own or in that of its older version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from index.document import Document
from ingest import readers
from ingest.corpus import INBOX, SourceFile, all_files, below_top, id_of, reserved_ids
from ingest.corrections import ENDING as CORRECTION
from ingest.corrections import CorrectionError, correction_place, load_correction, save_correction
from ingest.file_names import namesakes, safe_name
from ingest.reading import Reading, SourceError
from ingest.redaction import load_redactor
from ingest.removed import take_off_the_list
from ingest.sources import load_sources
from ingest.toml_file import write_whole
from ingest.versions import Read, Versions


@dataclass(frozen=True, slots=True)
class Known:
    """The file of the corpus that one which arrives is a newer version of, or the `same` as."""

    file: SourceFile
    same: bool = False


class Inbox:
    """The inbox of a corpus, for as long as some files arrive.

    `known` holds the documents of the index by id, so that files need not be read to tell what they are; `read` is the
    reader that an arriving file has to pass.
    """

    def __init__(self, corpus: Path, *, known: Mapping[str, Document] | None = None, read: Read = readers.read) -> None:
        self._corpus = corpus
        self._redactor = load_redactor(corpus)
        self._read = read
        self._files = {file.path: file for file in all_files(corpus)}
        self._ids = reserved_ids(load_sources(corpus)) | {file.id for file in self._files.values()}
        self._digests: dict[Path, bytes] = {}
        self._sizes: defaultdict[int, list[Path]] = defaultdict(list)
        for path in self._files:
            if path.is_file():
                self._sizes[path.stat().st_size].append(path)
        inbox = (file for file in self._files.values() if file.path.is_relative_to(corpus / INBOX))
        self._versions = Versions(inbox, known=known or {}, read=read, redactor=self._redactor)

    def holds(self, file: Path) -> bool:
        """Say whether the corpus has a file with the same bytes."""
        try:
            return file.stat().st_size in self._sizes and self._with_bytes(file.read_bytes()) is not None
        except OSError:
            return False

    def foresee(self, data: bytes, name: str, url: str | None, reading: Reading) -> Known | None:
        """Return the file that `take_in` would find or replace, None where it is new; nothing is written.

        Raises SourceError where that would.
        """
        if same := self._with_bytes(data):
            return Known(self._files[same], same=True)
        older = self._versions.older(reading, self._target(name), url)
        return Known(self._files[older]) if older else None

    def take_in(
        self,
        data: bytes,
        name: str,
        url: str | None = None,
        *,
        reading: Reading | None = None,
        instead_of: Path | None = None,
    ) -> Path:
        """Take one file into the inbox and return its place in the corpus.

        `name` is its name, with "/" between folders if it came in some; `url` is where it was fetched, which is kept
        in its correction; `reading` is what its reader makes of it, if that is known. The same bytes are taken in
        once, whatever their name; a document that was removed comes back. A newer version is put in the place of the
        older, so that the id stays: one with the same title and date, from the same address, or of the same name and
        clearly the same document. `instead_of` is the file of the inbox that a person has it replace, whatever it is.
        Raises SourceError where the file cannot be read, RemovedError and OSError.
        """
        place = self._with_bytes(data)
        if place is not None and instead_of not in {None, place}:
            raise SourceError(f"Filen finns redan i banken, som dokumentet {self._files[place].id}.")
        if place is None:
            target = self._target(name)
            reading = reading or self._read(data, target.name)
            older = instead_of or self._versions.older(reading, target, url)
            place = self._free_place(target) if older is None else self._take_over(older, target.suffix)
            write_whole(place, data)
            self._sizes[len(data)].append(place)
            self._digests[place] = sha256(data).digest()
            self._versions.replace(older, place, reading, url)
        take_off_the_list(self._corpus, self._files[place].ids)
        if url is not None:
            _record(place, url)
        return place

    def _target(self, name: str) -> Path:
        """Return the place that a file asks for by its name. Raises SourceError where it can be no document."""
        target = self._corpus / INBOX / safe_name(name)
        if target.suffix.lower() == CORRECTION:
            raise SourceError("Filen är en rättelse eller en inställning (TOML), och sådana är inga dokument.")
        return target

    def _with_bytes(self, data: bytes) -> Path | None:
        """Return the file of the corpus that holds these bytes."""
        if not (alike := self._sizes.get(len(data))):
            return None
        digest = sha256(data).digest()
        return next((path for path in alike if self._digest(path) == digest), None)

    def _digest(self, path: Path) -> bytes:
        """Return a digest of a file, read once."""
        if path not in self._digests:
            self._digests[path] = sha256(path.read_bytes()).digest()
        return self._digests[path]

    def _take_over(self, older: Path, suffix: str) -> Path:
        """Return the place of an older version, under the ending of the newer: the id does not depend on it."""
        place = older.with_suffix(suffix)
        if place == older or place.exists():
            return older
        older.unlink()
        self._digests[older] = b""  # no file has it
        if correction_place(older).is_file():
            correction_place(older).replace(correction_place(place))
        self._files[place] = replace(self._files.pop(older), path=place)
        return place

    def _free_place(self, target: Path) -> Path:
        """Return a place where no file lies and whose id no other document has."""
        for place in namesakes(target):
            document_id = id_of(self._redactor.blank(below_top(place, self._corpus)))
            if not place.exists() and document_id not in self._ids:
                self._ids.add(document_id)
                self._files[place] = SourceFile(place, document_id, None)
                return place
        raise AssertionError  # there is always another number


def _record(place: Path, url: str) -> None:
    """Keep the address that a file was fetched from, unless a person has corrected it."""
    try:
        correction = load_correction(place)
    except CorrectionError:
        return  # the next ingest says what is wrong with it
    if correction.url is None:
        save_correction(place, replace(correction, url=url))
