"""What is known of each source's original, beside it in corpus/originals/: a JSON file for each source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from ingest.readers import SUFFIXES

ORIGINALS = "originals"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalState:
    """What the last requests for an original gave; times are ISO 8601 in UTC.

    url: the address that was asked
    final_url: where the content came from after redirects
    status, content_type, etag, modified: of the last answer with content
    bytes, sha256, file: of the original as it lies beside this state
    fetched: when its content came; a later answer with the same content leaves it as it is
    checked: when the address was last asked
    error: a Swedish sentence on why the last request failed, or None
    unanswered_since: the first of the failed requests in a row that nothing answered for
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


def now() -> str:
    """Return the time as the states have it: "2026-11-25T14:03:11+00:00"."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def load_state(corpus: Path, source_id: str) -> OriginalState | None:
    """Return what is known, None where nothing is or where the file is broken."""
    try:
        record = json.loads((corpus / ORIGINALS / f"{source_id}.json").read_text(encoding="utf-8"))
        return OriginalState(**{name: record[name] for name in _NAMES if name in record})
    except (OSError, ValueError, TypeError):
        return None


_NAMES = tuple(field.name for field in fields(OriginalState))


def save_state(corpus: Path, source_id: str, state: OriginalState) -> None:
    """Write what is known, whole or not at all. Raises OSError."""
    text = json.dumps(asdict(state), ensure_ascii=False, indent=2) + "\n"
    write_whole(corpus / ORIGINALS / f"{source_id}.json", text.encode())


def save_original(corpus: Path, name: str, data: bytes) -> None:
    """Write an original whole or not at all, and only then remove what it had under another ending. Raises OSError."""
    target = corpus / ORIGINALS / name
    write_whole(target, data)
    for other in find_originals(corpus, target.stem):
        if other != target:
            other.unlink()


def find_originals(corpus: Path, source_id: str) -> Iterable[Path]:
    """Return the files that may be the original of a source: named after it, and of a kind that the bank reads."""
    places = (corpus / ORIGINALS / f"{source_id}{suffix}" for suffix in sorted(SUFFIXES))
    return [place for place in places if place.is_file()]


def write_whole(target: Path, data: bytes) -> None:
    """Write a file whole or not at all: aside, and then in place with one rename. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_name(f".{target.name}.new")
    arriving.write_bytes(data)
    arriving.replace(target)
