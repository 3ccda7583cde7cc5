"""Settings from environment variables; README.md has the table, and a test compares the two."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError

REPOSITORY = Path(__file__).resolve().parent.parent

LOCK_WAIT = 60.0
"""Seconds that a writer waits for another unless a setting says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are, whom to write to, and what an ingest may take.

    `contact` is an address that pages show, or None. `base_url` is the public address of the bank, path included and
    without a "/" at its end, or None. `lock_wait` is how many seconds a writer waits for another;
    `file_seconds`, `file_memory` (MiB) and `file_size` (MiB) bound the reading of one file.
    """

    corpus: Path
    index: Path
    contact: str | None
    base_url: str | None
    lock_wait: float
    file_seconds: float
    file_memory: int
    file_size: int


def load_settings() -> Settings:
    """Read the settings of this process. An unset or empty variable takes its default. Raises UsageError."""
    corpus = Path(os.environ.get("KUNSKAPSBANK_CORPUS") or REPOSITORY / "corpus")
    index = os.environ.get("KUNSKAPSBANK_INDEX")
    return Settings(
        corpus=corpus,
        index=Path(index) if index else index_beside(corpus),
        contact=os.environ.get("KUNSKAPSBANK_CONTACT") or None,
        base_url=_base_url(os.environ.get("KUNSKAPSBANK_BASE_URL", "")),
        lock_wait=number_setting("KUNSKAPSBANK_LOCK_WAIT", LOCK_WAIT),
        file_seconds=number_setting("KUNSKAPSBANK_FILE_SECONDS", 120),
        file_memory=round(number_setting("KUNSKAPSBANK_FILE_MEMORY_MB", 1024)),
        file_size=round(number_setting("KUNSKAPSBANK_FILE_MB", 100)),
    )


def number_setting(name: str, default: float) -> float:
    """Return a setting that is a number above zero, with a decimal point or comma. Raises UsageError."""
    text = os.environ.get(name) or str(default)
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 < number < math.inf:
        raise UsageError(f"Inställningen {name} ska vara ett tal större än noll, inte ”{text}”.")
    return number


def _base_url(text: str) -> str | None:
    """Return the address without a "/" at its end. Raises UsageError if it is none of the web."""
    if not text:
        return None
    if not re.fullmatch(r"https?://[a-z0-9.\-]+(:\d+)?(/[\w.~/-]*)?", text, flags=re.IGNORECASE | re.ASCII):
        raise UsageError(
            f"Inställningen KUNSKAPSBANK_BASE_URL ska vara en adress som https://bank.se/kunskap, inte ”{text}”."
        )
    return text.rstrip("/")


def index_beside(corpus: Path) -> Path:
    """Return where the index of a corpus lies unless a setting says otherwise."""
    return corpus.resolve().parent / ".kunskapsbank" / "index"
