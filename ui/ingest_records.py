"""What an ingest did, as plain records."""

from __future__ import annotations

from ingest.pipeline import Summary
from ingest.removal import Removal
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
