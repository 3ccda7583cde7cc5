"""Taking a document out: of the corpus, so that it does not come back, and of the index, so that nothing is left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.engine import SearchEngine
from index.errors import IndexDamagedError, IndexOutdatedError, KunskapsbankError, NotFoundError
from ingest.corpus import INBOX, SourceFile, source_files
from ingest.corrections import correction_place
from ingest.log import forget
from ingest.originals import ORIGINALS, forget_state
from ingest.removed import put_on_the_list


class RemovalError(KunskapsbankError):
    """A file of the document cannot be deleted; the document is where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was removed: ids of documents, files that were deleted, and whether the id is now on the list.

    `left_in_index` says that the index was built by another version and holds the document until it is built anew.
    """

    ids: tuple[str, ...]
    deleted: tuple[Path, ...]
    listed: bool
    left_in_index: bool


def remove(engine: SearchEngine, corpus: Path, document_id: str, *, log: Path | None = None) -> Removal:
    """Take a document out of the corpus and the index; the id of a source takes its original along.

    A file of the inbox and a fetched original are deleted. Any other file stays where it is, and its id is listed in
    corpus/removed.toml. What `log` tells of it goes too. Raises NotFoundError, RemovalError, RemovedError,
    CatalogueError and the engine's errors.
    """
    with engine.exclusive():
        files = [file for file in source_files(corpus) if document_id in file.ids]
        try:
            indexed = engine.content_hashes().keys() & {document_id, *(file.id for file in files)}
            outdated = False
        except (IndexOutdatedError, IndexDamagedError):
            indexed, outdated = set(), True
        if not files and not indexed:
            raise NotFoundError(document_id)
        if indexed:
            with engine.write(erase=True) as writing:
                for name in indexed:
                    writing.remove(name)
                deleted, listed = _take_out(corpus, document_id, files)
        else:
            deleted, listed = _take_out(corpus, document_id, files)
        if log is not None:
            forget(log, [str(file.path.relative_to(corpus)) for file in files])
    ids = sorted({*indexed, *(file.id for file in files)})
    return Removal(ids=tuple(ids), deleted=deleted, listed=listed, left_in_index=outdated)


def _take_out(corpus: Path, document_id: str, files: Sequence[SourceFile]) -> tuple[tuple[Path, ...], bool]:
    """Delete the files that are only ours, and list the id where there are others."""
    deleted = tuple(file.path for file in files if _is_within(file.path, corpus / INBOX, corpus / ORIGINALS))
    listed = any(not _is_within(file.path, corpus / INBOX) for file in files)
    try:
        for path in deleted:
            path.unlink()
            correction_place(path).unlink(missing_ok=True)
            forget_state(corpus, path)
            _remove_empty_folders(path.parent, corpus)
        if listed:
            put_on_the_list(corpus, document_id)
    except OSError as error:
        raise RemovalError(f"Dokumentets fil går inte att ta bort: {error.filename}.") from error
    return deleted, listed


def _is_within(path: Path, *folders: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _remove_empty_folders(folder: Path, corpus: Path) -> None:
    with suppress(OSError):  # not empty
        while folder.parent != corpus:
            folder.rmdir()
            folder = folder.parent
