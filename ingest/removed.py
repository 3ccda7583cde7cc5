"""The list corpus/removed.toml: documents that have been taken out of the bank though their files are still there."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from index.errors import KunskapsbankError
from ingest.toml_file import TomlFault, dump_toml, load_toml, write_whole

REMOVED = "removed.toml"

_COMMENT = """Dokument som har tagits bort ur kunskapsbanken med ”kunskapsbank remove”.
Den vars rad tas bort här kommer tillbaka vid nästa inläsning."""


class RemovedError(KunskapsbankError):
    """The list cannot be used; without it, what was removed would come back."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Listan över borttagna dokument {path} {reason}. Inget läses in förrän det är rättat.")


def load_removed(corpus: Path) -> frozenset[str]:
    """Return the ids on the list of a corpus, of documents or of sources. Raises RemovedError."""
    path = corpus / REMOVED
    try:
        values = load_toml(path)
    except FileNotFoundError:
        return frozenset()
    except TomlFault as fault:
        raise RemovedError(path, str(fault)) from fault
    except OSError as error:
        raise RemovedError(path, "går inte att öppna") from error
    ids = values.get("ids")
    if set(values) != {"ids"} or not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
        raise RemovedError(path, 'ska ha en enda lista, ids = ["dokument-id", …]')
    return frozenset(ids)


def put_on_the_list(corpus: Path, document_id: str) -> None:
    """Keep a document out of the bank. Raises RemovedError, OSError."""
    _save(corpus, load_removed(corpus) | {document_id})


def take_off_the_list(corpus: Path, ids: Collection[str]) -> None:
    """Let documents in again; those that are not on the list change nothing. Raises RemovedError, OSError."""
    removed = load_removed(corpus)
    if removed.intersection(ids):
        _save(corpus, removed.difference(ids))


def _save(corpus: Path, ids: Collection[str]) -> None:
    if ids:
        write_whole(corpus / REMOVED, dump_toml({"ids": sorted(ids)}, comment=_COMMENT).encode())
    else:
        (corpus / REMOVED).unlink(missing_ok=True)
