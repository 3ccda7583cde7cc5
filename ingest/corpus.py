"""The corpus folder: which files it holds, which source each belongs to, and the id of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.errors import NotFoundError
from ingest.archive import SUFFIX as ARCHIVE
from ingest.archive import is_archive
from ingest.corrections import ENDING as CORRECTION
from ingest.originals import ORIGINALS, Standing, load_state, original_place, standing
from ingest.readers import SUFFIXES
from ingest.redaction import load_redactor
from ingest.removed import load_removed
from ingest.slug import slug
from ingest.sources import ORIGINAL_ENDING, Source, load_sources, owners

INBOX = "inbox"

VOCABULARY = "vocabulary"

_NOT_SOURCES = {VOCABULARY, ORIGINALS}
_MOST_WORDS = 12
"""An id is at most so many words; longer names are told apart by a digest of the whole name."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus: where it lies, the id its document gets, and its entry in the catalogue, if any.

    `standing` is how it stands to the original of that entry, None where the entry has none.
    """

    path: Path
    id: str
    source: Source | None
    standing: Standing | None = None

    @property
    def is_original(self) -> bool:
        """Say whether the file is the original of its entry, and not a digest of it."""
        return self.standing is not None and self.standing.original

    @property
    def ids(self) -> set[str]:
        """Return the document's id, and that of its source."""
        return {self.id, self.source.id} if self.source else {self.id}


def source_files(corpus: Path) -> list[SourceFile]:
    """Return every readable file of a corpus, in order of path, but those of documents that have been removed.

    Raises CatalogueError, RedactionError and RemovedError.
    """
    removed = load_removed(corpus)
    return [file for file in all_files(corpus) if not file.ids & removed]


def find_file(corpus: Path, document_id: str) -> SourceFile:
    """Return the file of a document. Raises NotFoundError, and what `source_files` does."""
    file = next((file for file in source_files(corpus) if file.id == document_id), None)
    if file is None:
        raise NotFoundError(document_id)
    return file


def all_files(corpus: Path) -> list[SourceFile]:
    """Return every readable file of a corpus, in order of path. Raises CatalogueError, RedactionError.

    Names that are to be blanked do not stand in the ids.
    """
    redactor = load_redactor(corpus)
    sources = load_sources(corpus)
    catalogued = {file.path: file for file in _catalogued(corpus, sources)}
    taken = reserved_ids(sources)
    files = []
    for path in sorted({*catalogued, *_files(corpus)}):
        if path in catalogued:
            files.append(catalogued[path])
        else:
            document_id = _free_id(redactor.blank(below_top(path, corpus)), taken)
            taken.add(document_id)
            files.append(SourceFile(path, document_id, None))
    return files


def reserved_ids(sources: Sequence[Source]) -> set[str]:
    """Return the ids that only the sources of a catalogue and their originals may have."""
    return {f"{source.id}{ending}" for source in sources for ending in ("", ORIGINAL_ENDING)}


def archives(corpus: Path) -> list[Path]:
    """Return the ZIP archives that lie in a corpus, in order of path."""
    return sorted(
        path for path in visible_files(corpus) if _top(path, corpus) not in _NOT_SOURCES and _is_archive(path, corpus)
    )


def stray_corrections(corpus: Path) -> list[Path]:
    """Return the corrections of files that are not there, misspelled perhaps, in order of path."""
    return sorted(
        path
        for path in visible_files(corpus)
        if path.suffix == CORRECTION
        and path.parent != corpus
        and _top(path, corpus) != VOCABULARY
        and not path.with_suffix("").is_file()
    )


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


def _catalogued(corpus: Path, sources: Sequence[Source]) -> Iterator[SourceFile]:
    """Yield the digests of the catalogue, and the originals that have been fetched."""
    keepers = owners(sources)
    for source in sources:
        keeper = keepers.get(source.id)
        state = load_state(corpus, keeper) if keeper else None
        if source.digest:
            stands = standing(source, keeper, state, original=False) if keeper else None
            yield SourceFile(corpus / source.digest, source.id, source, stands)
        original = original_place(corpus, source.id, state) if keeper == source.id else None
        if original:
            stands = standing(source, source.id, state, original=True)
            yield SourceFile(original, f"{source.id}{ORIGINAL_ENDING}", source, stands)


def _files(corpus: Path) -> Iterator[Path]:
    """Yield the files that are sources: whatever was taken into the inbox, and what has a known ending elsewhere."""
    for path in visible_files(corpus):
        folder, suffix = _top(path, corpus), path.suffix.lower()
        if folder in _NOT_SOURCES or suffix == CORRECTION:
            continue
        if suffix in SUFFIXES or (folder == INBOX and not _is_archive(path, corpus)):
            yield path


def _top(path: Path, corpus: Path) -> str:
    return path.relative_to(corpus).parts[0]


def _is_archive(path: Path, corpus: Path) -> bool:
    """Say whether a file is an archive; outside the inbox, where other files lie too, those named so are looked at."""
    suffix = path.suffix.lower()
    if suffix in {*SUFFIXES, CORRECTION} or (suffix != ARCHIVE and _top(path, corpus) != INBOX):
        return False
    try:
        with path.open("rb") as file:
            return is_archive(file, path.name)
    except OSError:
        return suffix == ARCHIVE


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
