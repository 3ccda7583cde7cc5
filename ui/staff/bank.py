"""What the pages of staff work on: the bank, the files that wait, and the work that goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.engine import SearchEngine
from index.settings import load_settings
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import Step
from ingest.processes import Limits, Processes
from ui.staff.staging import Staging
from ui.staff.work import Works

Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The engine, the corpus and the log that an ingest works on, with what reading a file may take."""

    engine: SearchEngine
    corpus: Path
    log: Path
    limits: Limits
    staging: Staging


def open_bank() -> Bank:
    """Return the bank that the settings name."""
    settings = load_settings()
    return Bank(
        engine=_engine(settings.index, settings.lock_wait),
        corpus=settings.corpus,
        log=settings.index.with_name("ingest.log"),
        limits=Limits(seconds=settings.file_seconds, memory=settings.file_memory, size=settings.file_size),
        staging=Staging(settings.index.with_name("staging")),
    )


@cache
def _engine(folder: Path, lock_wait: float) -> SearchEngine:
    return WhooshEngine(folder, lock_wait=lock_wait)


def make_ready() -> None:
    """Begin to load what reads files, so that the first file of the day need not wait for it."""

    def load(_: Progress) -> None:
        with Processes(limits=open_bank().limits):
            pass

    works().start("gor-redo", "Gör redo för läsning", load)


@cache
def works() -> Works:
    """Return the work of this process."""
    return Works()
