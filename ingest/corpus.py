"""The corpus folder: which files it holds, which source each belongs to, and the id of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ingest.corrections import ENDING as CORRECTION
from ingest.readers import SUFFIXES
from ingest.slug import slug
from ingest.sources import Source, load_sources

INBOX = "inbox"

_NOT_SOURCES = {"vocabulary", "originals"}
_MOST_WORDS = 12
"""An id is at most so many words; longer names are told apart by a digest of the whole name."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus: where it lies, the id its document gets, and its entry in the catalogue, if any."""

    path: Path
    id: str
    source: Source | None


def source_files(corpus: Path) -> list[SourceFile]:
    """Return every readable file of a corpus, in order of path. Raises CatalogueError."""
    sources = load_sources(corpus)
    catalogued = {corpus / source.digest: source for source in sources if source.digest}
    taken = {source.id for source in sources}
    files = []
    for path in sorted({*catalogued, *_files(corpus)}):
        source = catalogued.get(path)
        document_id = source.id if source else _free_id(below_top(path, corpus), taken)
        taken.add(document_id)
        files.append(SourceFile(path, document_id, source))
    return files


def arrivals(paths: Iterable[Path], corpus: Path) -> list[tuple[Path, Path]]:
    """Return the files given, and the files of folders given, that lie outside the corpus.

    Each comes with its place in the inbox: under its own name, in a folder of its folder's name where it came in one.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in sorted(visible_files(path)) if path.is_dir() else [path]:
            if file.resolve().is_relative_to(corpus.resolve()):
                continue
            inner = file.relative_to(path.parent) if path.is_dir() else Path(file.name)
            target = corpus / INBOX / inner
            if target in found:
                target = corpus / INBOX / file.resolve().parent.name / inner
            found[target] = file
    return [(file, target) for target, file in found.items()]


def namesakes(target: Path) -> Iterator[Path]:
    """Yield a place in the inbox and then those beside it: "brev.html", "brev-2.html" and so on."""
    yield target
    for number in itertools.count(2):
        yield target.with_stem(f"{target.stem}-{number}")


def put_in_inbox(data: bytes, target: Path) -> None:
    """Write a file of the inbox whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_name(f".{target.name}.new")
    arriving.write_bytes(data)
    arriving.replace(target)


def visible_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those below it, but none whose name or folder begins with a full stop."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def below_top(path: Path, corpus: Path) -> Path:
    """Return a path below its top folder of the corpus: "inbox/2022/mars.html" gives "2022/mars.html"."""
    parts = path.relative_to(corpus).parts
    return Path(*parts[1:]) if len(parts) > 1 else Path(*parts)


def id_of(inner: Path) -> str:
    """Return the id that a path below its top folder asks for, whatever other files there are."""
    name = " ".join(inner.with_suffix("").parts)
    whole = slug(name, words=len(name))
    words = whole.split("-")
    if whole and len(words) <= _MOST_WORDS:
        return whole
    digest = sha256((whole or name).encode("utf-8", "surrogateescape")).hexdigest()[:6]
    return "-".join([*words[:_MOST_WORDS], digest]) if whole else f"dokument-{digest}"


def _files(corpus: Path) -> Iterator[Path]:
    """Yield the files that are sources: whatever was taken into the inbox, and what has a known ending elsewhere."""
    for path in visible_files(corpus):
        folder = path.relative_to(corpus).parts[0]
        suffix = path.suffix.lower()
        if (folder == INBOX and suffix != CORRECTION) or (folder not in _NOT_SOURCES and suffix in SUFFIXES):
            yield path


def _free_id(inner: Path, taken: set[str]) -> str:
    """Return an id from a path below its top folder; the ending and then a number tell namesakes apart."""
    wanted = id_of(inner)
    if wanted not in taken:
        return wanted
    wanted = number = f"{wanted}-{slug(inner.suffix)}".rstrip("-")
    for count in range(2, len(taken) + 3):
        if number not in taken:
            break
        number = f"{wanted}-{count}"
    return number
