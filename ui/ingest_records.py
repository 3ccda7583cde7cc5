"""What an ingest did and what the catalogue holds, as plain records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.originals import OriginalState
from ingest.pipeline import Summary
from ingest.removal import Removal
from ingest.sources import ORIGINAL_ENDING, Source, State, owners
from ui.records import Record


def summary_record(summary: Summary) -> Record:
    """Return the outcome of an ingest as the command-line contract has it."""
    return {
        "added": list(summary.added),
        "changed": list(summary.changed),
        "removed": list(summary.removed),
        "unchanged": summary.unchanged,
        "failed": [{"path": str(failure.path), "reason": failure.reason} for failure in summary.failed],
    }


def failed_record(path: str, reason: str) -> Record:
    """Return the outcome of an ingest that failed before it began."""
    failed = [{"path": path, "reason": reason}]
    return {"added": [], "changed": [], "removed": [], "unchanged": 0, "failed": failed}


def removal_record(removal: Removal) -> Record:
    """Return what was removed as the command-line contract has it."""
    return {
        "removed": list(removal.ids),
        "deleted": [str(path) for path in removal.deleted],
        "listed": removal.listed,
        "left_in_index": removal.left_in_index,
    }


def source_records(
    sources: Sequence[Source], content_hashes: Mapping[str, str], originals: Mapping[str, OriginalState]
) -> list[Record]:
    """Return the catalogue with the state of each source, by the documents of the index and what fetching has left.

    "original" is a source whose original is searchable, "failed" one whose original could not be fetched, "digest" one
    with its digest alone, "missing" one of which nothing is searchable. `when` is the last time its address was asked.
    """
    keepers = owners(sources)
    return [_source_record(source, content_hashes, keepers.get(source.id, source.id), originals) for source in sources]


def _source_record(
    source: Source, content_hashes: Mapping[str, str], keeper: str, originals: Mapping[str, OriginalState]
) -> Record:
    known = originals.get(keeper)
    documents = [name for name in (f"{keeper}{ORIGINAL_ENDING}", source.id) if name in content_hashes]
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "kind": source.kind,
        "url": source.url,
        "language": source.language,
        "rights": source.rights,
        "address": "read" if known and known.fetched else source.address,
        "note": source.note,
        "state": _state(source, documents, known),
        "when": known.checked if known else None,
        "documents": documents,
        "fetched": known.fetched if known else None,
        "error": known.error if known else None,
        "unanswered_since": known.unanswered_since if known else None,
    }


def _state(source: Source, documents: Sequence[str], known: OriginalState | None) -> State:
    if any(name != source.id for name in documents):
        return "original"
    if known and known.error:
        return "failed"
    return source.provenance if documents else "missing"
