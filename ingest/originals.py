"""The originals that were fetched: files in corpus/originals/, each with what is known of it in a JSON file beside it.

The file of a source is named after it, "skr-hb.pdf"; one that a person has put there is read in the same way.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from index.document import Address
from ingest.readers import SUFFIXES
from ingest.sources import Source
from ingest.toml_file import write_whole

ORIGINALS = "originals"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalState:
    """What the requests for an original gave; times are ISO 8601 in UTC.

    url: the address that was asked
    final_url: where the content came from after redirects
    status, content_type, etag, modified: of the last answer with content
    bytes, sha256, file: of the original as it lies beside this state
    fetched: when its content came; a later answer with the same content leaves it as it is
    checked: when the address was last asked
    error: a Swedish sentence on why the last request failed, or None
    unanswered_since: the first of the failed requests in a row that found nothing at the address
    """

    url: str
    final_url: str | None = None
    status: int | None = None
    content_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    file: str | None = None
    fetched: str | None = None
    checked: str | None = None
    error: str | None = None
    unanswered_since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a document stands to the original of its source, and how sure the source's address is.

    keeper: the id of the source that keeps the original
    url: where the original came from, after redirects; None for a digest and for a file that a person has put there
    original: whether the document is that original, and not a digest of it
    fetched: the day on which the original came, ISO 8601; None for a digest and for a file that a person has put there
    address: as the catalogue has it, "read" once an original has come from it
    unanswered_since: the day since which the address leads nowhere, ISO 8601
    """

    keeper: str
    url: str | None
    original: bool
    fetched: str | None
    address: Address
    unanswered_since: str | None


def standing(source: Source, keeper: str, state: OriginalState | None, *, original: bool) -> Standing:
    """Return how the digest of a source, or its original, stands to the original that is kept with `keeper`."""
    fetched = state.fetched if state else None
    since = state.unanswered_since if state else None
    return Standing(
        keeper=keeper,
        url=state.final_url if state and original else None,
        original=original,
        fetched=fetched[:10] if fetched and original else None,
        address="read" if fetched else source.address,
        unanswered_since=since[:10] if since else None,
    )


def original_place(corpus: Path, source_id: str, state: OriginalState | None) -> Path | None:
    """Return where the original of a source lies: as its state says, else as its name says; None where it does not."""
    folder = corpus / ORIGINALS
    names = [state.file] if state and state.file else []
    names += [f"{source_id}{suffix}" for suffix in sorted(SUFFIXES)]
    return next((folder / name for name in names if (folder / name).is_file()), None)


def load_state(corpus: Path, source_id: str) -> OriginalState | None:
    """Return what is known of an original, None where nothing is or where the file is broken."""
    try:
        record = json.loads(_state_place(corpus, source_id).read_text(encoding="utf-8"))
        return OriginalState(**{field.name: record[field.name] for field in fields(OriginalState)})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save_state(corpus: Path, source_id: str, state: OriginalState) -> None:
    """Write what is known of an original, whole or not at all. Raises OSError."""
    text = json.dumps(asdict(state), ensure_ascii=False, indent=2) + "\n"
    write_whole(_state_place(corpus, source_id), text.encode())


def forget_state(corpus: Path, original: Path) -> None:
    """Delete what is known of an original whose file is deleted."""
    if original.parent == corpus / ORIGINALS:
        _state_place(corpus, original.stem).unlink(missing_ok=True)


def now() -> str:
    """Return the time as the states have it: "2026-11-25T14:03:11+00:00"."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _state_place(corpus: Path, source_id: str) -> Path:
    return corpus / ORIGINALS / f"{source_id}.json"
