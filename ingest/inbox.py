"""The inbox: files that arrive from outside the corpus, each in a place of its own or in that of its older version."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urlsplit

from index.document import Document
from ingest import readers
from ingest.assemble import date_of, title_of
from ingest.corpus import INBOX, SourceFile, all_files, below_top, id_of
from ingest.corrections import ENDING as CORRECTION
from ingest.corrections import CorrectionError, correction_place, load_correction, save_correction
from ingest.readers.encoding import decode
from ingest.reading import Reading, SourceError
from ingest.redaction import load_redactor
from ingest.removed import take_off_the_list
from ingest.toml_file import write_whole

Read = Callable[[bytes, str], Reading]

_SAME_TEXT = 0.8
"""Share of the shorter document's paragraphs, by length, that two versions of one document have in common."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_NAME = 150
"""Bytes of a file's name, so that it can be had with ".toml" and the like on every file system."""


class Inbox:
    """The inbox of a corpus, for as long as some files arrive.

    `known` holds the documents of the index by id, so that files need not be read to tell what they are; `read` is the
    reader that an arriving file has to pass.
    """

    def __init__(self, corpus: Path, *, known: Mapping[str, Document] | None = None, read: Read = readers.read) -> None:
        self._folder = corpus / INBOX
        self._redactor = load_redactor(corpus)
        self._known = known or {}
        self._read = read
        self._files = {file.path: file for file in all_files(corpus)}
        self._arrived: set[Path] = set()
        self._sizes: defaultdict[int, list[Path]] = defaultdict(list)
        for path in self._files:
            if path.is_file():
                self._sizes[path.stat().st_size].append(path)

    def holds(self, file: Path) -> bool:
        """Say whether the corpus has a file with the same bytes."""
        try:
            return file.stat().st_size in self._sizes and self._with_bytes(file.read_bytes()) is not None
        except OSError:
            return False

    def take_in(self, data: bytes, name: str, url: str | None = None, *, reading: Reading | None = None) -> Path:
        """Take one file into the inbox and return its place in the corpus.

        `name` is its name, with "/" between folders if it came in some; `url` is where it was fetched, which is kept
        in its correction; `reading` is what its reader makes of it, if that is known. The same bytes are taken in
        once, whatever their name; a document that was removed comes back. A newer version is put in the place of the
        older, so that the id stays: one with the same title and date, from the same address, or of the same name and
        clearly the same document. Raises SourceError where the file cannot be read, RemovedError and OSError.
        """
        place = self._with_bytes(data)
        if place is None:
            target = self._folder / safe_name(name)
            if target.suffix.lower() == CORRECTION:
                raise SourceError("Filen är en rättelse eller en inställning (TOML), och sådana är inga dokument.")
            reading = reading or self._read(data, target.name)
            older = self._older_version(reading, target, url)
            place = self._free_place(target) if older is None else self._take_over(older, target.suffix)
            write_whole(place, data)
            self._sizes[len(data)].append(place)
            self._arrived.add(place)
        take_off_the_list(self._folder.parent, self._files[place].ids)
        if url is not None:
            _record(place, url)
        return place

    def _with_bytes(self, data: bytes) -> Path | None:
        """Return the file of the corpus that holds these bytes."""
        return next((path for path in self._sizes[len(data)] if path.is_file() and path.read_bytes() == data), None)

    def _older_version(self, reading: Reading, target: Path, url: str | None) -> Path | None:
        inbox = [file for file in self._files.values() if file.path.is_relative_to(self._folder)]
        address = url or _own_address(reading)
        if address is not None:
            for file in inbox:
                if _same_address(self._address(file), address):
                    return file.path
        for place in itertools.takewhile(lambda place: place in self._files, namesakes(target)):
            if self._is_same(place, reading):
                return place
        told = self._redactor.blank((title_of(reading), date_of(reading)))
        if None in told:
            return None
        alike = (file.path for file in inbox if self._title_and_date(file) == told)
        return next((place for place in alike if self._is_same(place, reading)), None)

    def _address(self, file: SourceFile) -> str | None:
        """Return the address that a file was fetched from or names."""
        try:
            corrected = load_correction(file.path).url
        except CorrectionError:
            corrected = None
        known = self._known.get(file.id)
        return corrected or (known.url if known else None)

    def _title_and_date(self, file: SourceFile) -> tuple[str | None, str | None]:
        """Return what a file says of itself: from the index, but from the file where a person has corrected it."""
        known = self._known.get(file.id)
        if known is not None and not correction_place(file.path).is_file():
            return known.title, known.published
        try:
            reading = self._read(file.path.read_bytes(), file.path.name)
        except (SourceError, OSError):
            return None, None
        return self._redactor.blank((title_of(reading), date_of(reading)))

    def _is_same(self, place: Path, reading: Reading) -> bool:
        """Say whether a file with the same name, or the same title and date, is an older version of the document.

        Files that arrive together are so only where they have their text in common.
        """
        try:
            older = self._read(place.read_bytes(), place.name)
        except (SourceError, OSError):
            return True
        dates = {date_of(older), date_of(reading)} - {None}
        title = title_of(reading)
        same_title = title is not None and title == title_of(older) and len(dates) <= 1
        return (same_title and place not in self._arrived) or _shared(older, reading)

    def _take_over(self, older: Path, suffix: str) -> Path:
        """Return the place of an older version, under the ending of the newer: the id does not depend on it."""
        place = older.with_suffix(suffix)
        if place == older or place.exists():
            return older
        older.unlink()
        if correction_place(older).is_file():
            correction_place(older).replace(correction_place(place))
        self._files[place] = replace(self._files.pop(older), path=place)
        return place

    def _free_place(self, target: Path) -> Path:
        """Return a place where no file lies and whose id no other document has."""
        taken = {file.id for file in self._files.values()}
        corpus = self._folder.parent
        for place in namesakes(target):
            document_id = id_of(self._redactor.blank(below_top(place, corpus)))
            if place not in self._files and not place.exists() and document_id not in taken:
                self._files[place] = SourceFile(place, document_id, None)
                return place
        raise AssertionError  # there is always another number


def namesakes(target: Path) -> Iterator[Path]:
    """Yield a place in the inbox and then those beside it: "brev.html", "brev-2.html" and so on."""
    yield target
    for number in itertools.count(2):
        yield target.with_stem(f"{target.stem}-{number}")


def safe_name(name: str) -> PurePosixPath:
    """Return a name, with the folders in it, that stays below the inbox and is possible on every file system."""
    parts = [_safe_part(part) for part in name.split("/")]
    return PurePosixPath(*[part for part in parts if part] or ["dokument"])


def _safe_part(part: str) -> str:
    try:
        part.encode()
    except UnicodeEncodeError:  # the name's bytes on the disk are not UTF-8
        part = decode(os.fsencode(part))
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", part)).strip(" .")
    name = PurePosixPath(f"_{plain}" if _RESERVED.match(plain) else plain)
    room = max(_LONGEST_NAME - len(name.suffix.encode()), 1)
    return (name.stem.encode()[:room].decode(errors="ignore") + name.suffix)[:_LONGEST_NAME]


def _record(place: Path, url: str) -> None:
    """Keep the address that a file was fetched from, unless a person has corrected it."""
    try:
        correction = load_correction(place)
    except CorrectionError:
        return  # the next ingest says what is wrong with it
    if correction.url is None:
        save_correction(place, replace(correction, url=url))


def _own_address(reading: Reading) -> str | None:
    """Return the address that a document gives for itself; a site's first page may stand on all its pages."""
    address = dict(reading.metadata).get("url")
    return address if address and urlsplit(address).path.strip("/") else None


def _same_address(one: str | None, other: str) -> bool:
    return one is not None and urldefrag(one).url.rstrip("/") == urldefrag(other).url.rstrip("/")


def _shared(older: Reading, newer: Reading) -> bool:
    """Say whether two readings have nearly all text of the shorter in common."""
    ours, theirs = _paragraphs(older), _paragraphs(newer)
    common = sum(len(text) * count for text, count in (ours & theirs).items())
    shorter = min(sum(len(text) * count for text, count in texts.items()) for texts in (ours, theirs))
    return common >= _SAME_TEXT * shorter > 0


def _paragraphs(reading: Reading) -> Counter[str]:
    return Counter(line for section in reading.sections for line in section.text.splitlines() if line.strip())
