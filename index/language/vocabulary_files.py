"""Where the files of the vocabulary lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.settings import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_FOLDER = REPOSITORY / "corpus" / "vocabulary"


def vocabulary_file(name: str, folder: Path | None = None) -> Path:
    """Return where a file of the vocabulary lies: in `folder` if it is there, else in the product's own."""
    if folder is not None and (folder / name).is_file():
        return (folder / name).resolve()
    return DEFAULT_FOLDER / name
