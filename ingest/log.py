"""The log of ingests: for each file that was read what was left out of it, and for each that failed why."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Self

_LONGEST = 5_000_000
"""Bytes after which a new log is begun; the one before is kept beside it."""


class _Handler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the library's name)
        """Let a log that cannot be written, on a full disk say, stop nothing."""


class IngestLog:
    """Writes to a log in Swedish, a section for each file; an ingest with nothing to do leaves no trace.

    Without a place it writes nothing.
    """

    def __init__(self, place: Path | None = None, corpus: Path | None = None) -> None:
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
                self._handler.close()

    def read(self, path: Path, document_id: str, passages: int, dropped: tuple[str, ...]) -> None:
        """Tell what became of a file, and all text of it that was left out on purpose."""
        self._tell(f"{path} lästes in som {document_id}, {passages} passager{':' if dropped else ''}")
        for text in dropped:
            self._tell("    utelämnat: " + "\n               ".join(text.splitlines()))

    def fail(self, path: Path, reason: str) -> None:
        """Tell why a file was not read."""
        self._tell(f"{path} lästes inte in: {reason}")

    def _tell(self, line: str) -> None:
        if not self._begun:
            self._begun = True
            self._tell(f"{_now()} Inläsning av {self._corpus}")
        if self._handler:
            self._handler.handle(logging.LogRecord("ingest", logging.INFO, "", 0, line, None, None))


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
