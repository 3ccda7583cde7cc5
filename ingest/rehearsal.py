"""A corpus to rehearse on: a folder of links to a corpus, where an ingest can do what it would do to the corpus."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def stand_in(corpus: Path) -> Iterator[Path]:
    """Give a folder that looks like the corpus, which may not be there yet; nothing done in it reaches the corpus.

    Files are replaced and removed there, as the inbox does it, and never written to.
    """
    with TemporaryDirectory(prefix="kunskapsbank-") as scratch:
        folder = Path(scratch).resolve() / corpus.name
        if corpus.is_dir():
            shutil.copytree(corpus.resolve(), folder, copy_function=_link)
        else:
            folder.mkdir()
        yield folder


def _link(source: str, target: str) -> None:
    try:
        Path(target).symlink_to(source)
    except OSError:  # Windows lets few people make links
        shutil.copy2(source, target)
