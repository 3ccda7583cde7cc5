"""The log of ingests: for each file that was read what was left out of it, and for each that failed why."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Self

from ingest.redaction import Redactor
from ingest.toml_file import write_whole

_LONGEST = 5_000_000
"""Bytes after which a new log is begun; the one before is kept beside it."""

_INSIDE = "    "
"""How the lines of a section begin after its first."""


class _Handler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the library's name)
        """Let a log that cannot be written, on a full disk say, stop nothing."""


class IngestLog:
    """Writes to a log in Swedish, a section for each file; an ingest with nothing to do leaves no trace.

    Without a place it writes nothing. Names are blanked in all that it writes.
    """

    def __init__(self, place: Path | None = None, corpus: Path | None = None, redactor: Redactor | None = None) -> None:
        self._place = place
        self._redactor = redactor or Redactor()
        self._handler = (
            _Handler(place, maxBytes=_LONGEST, backupCount=1, encoding="utf-8", delay=True) if place else None
        )
        self._corpus = corpus
        self._begun = False

    @contextmanager
    def open(self) -> Iterator[Self]:
        """Tell when the ingest inside the context ends, however it ends."""
        try:
            yield self
        except BaseException as error:
            self._tell(f"{_now()} Avbrutet: {str(error) or type(error).__name__}")
            raise
        else:
            if self._begun:
                self._tell(f"{_now()} Klart")
        finally:
            if self._handler:
                with suppress(OSError):  # it writes what it still holds
                    self._handler.close()

    def read(self, path: Path, document_id: str, passages: int, dropped: tuple[str, ...]) -> None:
        """Tell what became of a file, and all text of it that was left out on purpose."""
        self._tell(f"{path} lästes in som {document_id}, {passages} avsnitt{':' if dropped else ''}")
        for text in dropped:
            self._tell(f"{_INSIDE}utelämnat: " + f"\n{_INSIDE}           ".join(text.splitlines()))

    def fail(self, path: Path, reason: str) -> None:
        """Tell why a file was not read."""
        self._tell(f"{path} lästes inte in: {reason}")

    def blank(self) -> None:
        """Blank names in what earlier ingests wrote."""
        for place, text in _logs(self._place):
            blanked = self._redactor.blank(text)
            if blanked != text:
                write_whole(place, blanked.encode())

    def _tell(self, line: str) -> None:
        if not self._begun:
            self._begun = True
            self._tell(f"{_now()} Inläsning av {self._corpus}")
        if self._handler:
            text = self._redactor.blank(line)
            self._handler.handle(logging.LogRecord("ingest", logging.INFO, "", 0, text, None, None))


def forget(log: Path, files: Collection[str]) -> None:
    """Take the sections of files, named by their places in the corpus, out of a log and of the one before it."""
    for place, text in _logs(log):
        kept, keep = [], True
        for line in text.splitlines(keepends=True):
            if not line.startswith(_INSIDE):
                keep = not any(f"{file} lästes " in line for file in files)
            kept += [line] if keep else []
        if "".join(kept) != text:
            write_whole(place, "".join(kept).encode())


def _logs(place: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield the log and the one before it with their texts."""
    for path in (place, place.with_name(f"{place.name}.1")) if place else ():
        with suppress(OSError):
            yield path, path.read_text(encoding="utf-8", errors="replace")


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
