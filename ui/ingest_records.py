"""What an ingest did and what the catalogue holds, as plain records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.pipeline import Summary
from ingest.sources import Source
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


def source_records(sources: Sequence[Source], content_hashes: Mapping[str, str]) -> list[Record]:
    """Return the catalogue; the state is "digest" or "original" for what is searchable, else "missing"."""
    return [
        {
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
            "kind": source.kind,
            "url": source.url,
            "language": source.language,
            "rights": source.rights,
            "address": source.address,
            "note": source.note,
            "state": source.provenance if source.id in content_hashes else "missing",
        }
        for source in sources
    ]
