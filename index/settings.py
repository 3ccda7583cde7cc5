"""Settings from environment variables; README.md has the table, and a test compares the two."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are and whom to write to; `contact` is an address that pages show, or None."""

    corpus: Path
    index: Path
    contact: str | None


def load_settings() -> Settings:
    """Read the settings of this process. An unset or empty variable takes its default."""
    corpus = Path(os.environ.get("KUNSKAPSBANK_CORPUS") or REPOSITORY / "corpus")
    index = os.environ.get("KUNSKAPSBANK_INDEX")
    return Settings(
        corpus=corpus,
        index=Path(index) if index else index_beside(corpus),
        contact=os.environ.get("KUNSKAPSBANK_CONTACT") or None,
    )


def index_beside(corpus: Path) -> Path:
    """Return where the index of a corpus lies unless a setting says otherwise."""
    return corpus.resolve().parent / ".kunskapsbank" / "index"
