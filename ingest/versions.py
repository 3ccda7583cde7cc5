"""Which file of the inbox, if any, is an older version of a document that arrives."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from index.document import Document
from ingest.assemble import date_of, title_of
from ingest.corpus import SourceFile
from ingest.corrections import Correction, CorrectionError, load_correction
from ingest.file_names import namesakes
from ingest.reading import Reading, SourceError
from ingest.redaction import Redactor

Read = Callable[[bytes, str], Reading]

_SAME_TEXT = 0.8
"""Share of the shorter document's paragraphs, by length, that two versions of one document have in common."""


class Versions:
    """The documents of the inbox as they were when files began to arrive, and those that have arrived since.

    `known` holds the documents of the index by id, so that files need not be read to tell what they are.
    """

    def __init__(
        self, files: Iterable[SourceFile], *, known: Mapping[str, Document], read: Read, redactor: Redactor
    ) -> None:
        self._before = {file.path: file for file in files}
        self._known = known
        self._read = read
        self._redactor = redactor
        self._arrived: set[Path] = set()

    def older(self, reading: Reading, target: Path, url: str | None) -> Path | None:
        """Return the place of the older version of what would go to `target`.

        That is a document from the same address, one of the same name that is clearly the same document, or one with
        the same title and date. Of files that arrive together only the text tells that they are the same document.
        """
        address = _plain(url) if url else _own_address(reading)
        if address is not None and (place := _key_of(self._addresses, address)):
            return place
        for place in itertools.takewhile(self._titles.__contains__, namesakes(target)):
            if self._is_same(place, reading):
                return place
        told = self._told(reading)
        alike = [place for place, other in self._titles.items() if other == told] if all(told) else []
        return next((place for place in alike if self._is_same(place, reading)), None)

    def replace(self, older: Path | None, place: Path, reading: Reading, url: str | None) -> None:
        """Note that a document has arrived at a place, and which older version it has replaced."""
        for known in (self._titles, self._addresses):
            known.pop(older or place, None)
        self._titles[place] = self._told(reading)
        if address := _plain(url) if url else _own_address(reading):
            self._addresses[place] = address
        self._arrived.add(place)

    @cached_property
    def _titles(self) -> dict[Path, tuple[str | None, str | None]]:
        """Title and date of each document: from the index, but from the file where a person has corrected them."""
        return {place: self._title_and_date(file) for place, file in self._before.items()}

    @cached_property
    def _addresses(self) -> dict[Path, str]:
        """The address that each document was fetched from or gives for itself."""
        addresses = {}
        for place, file in self._before.items():
            known = self._known.get(file.id)
            if url := _correction(place).url or (known and known.url):
                addresses[place] = _plain(url)
        return addresses

    def _title_and_date(self, file: SourceFile) -> tuple[str | None, str | None]:
        known, correction = self._known.get(file.id), _correction(file.path)
        if known is not None and correction.title is None and correction.published is None:
            return known.title, known.published
        try:
            return self._told(self._read(file.path.read_bytes(), file.path.name))
        except (SourceError, OSError):
            return None, None

    def _told(self, reading: Reading) -> tuple[str | None, str | None]:
        return self._redactor.blank((title_of(reading), date_of(reading)))

    def _is_same(self, place: Path, reading: Reading) -> bool:
        try:
            older = self._read(place.read_bytes(), place.name)
        except (SourceError, OSError):
            return True
        dates = {date_of(older), date_of(reading)} - {None}
        title = title_of(reading)
        same_title = title is not None and title == title_of(older) and len(dates) <= 1
        return (same_title and place not in self._arrived) or _share_text(older, reading)


def _correction(place: Path) -> Correction:
    try:
        return load_correction(place)
    except CorrectionError:
        return Correction()  # the next ingest says what is wrong with it


def _own_address(reading: Reading) -> str | None:
    """Return the address that a document gives for itself; a site's first page may stand on all its pages."""
    address = dict(reading.metadata).get("url")
    return _plain(address) if address and urlsplit(address).path.strip("/") else None


def _plain(url: str) -> str:
    return urldefrag(url).url.rstrip("/")


def _key_of(addresses: Mapping[Path, str], address: str) -> Path | None:
    return next((place for place, other in addresses.items() if other == address), None)


def _share_text(older: Reading, newer: Reading) -> bool:
    """Say whether two readings have nearly all text of the shorter in common."""
    ours, theirs = _paragraphs(older), _paragraphs(newer)
    common = sum(len(text) * count for text, count in (ours & theirs).items())
    shorter = min(sum(len(text) * count for text, count in texts.items()) for texts in (ours, theirs))
    return common >= _SAME_TEXT * shorter > 0


def _paragraphs(reading: Reading) -> Counter[str]:
    return Counter(line for section in reading.sections for line in section.text.splitlines() if line.strip())
