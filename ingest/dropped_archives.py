"""What has been taken in of the ZIP archives that somebody dropped into the corpus, so that each is taken once.

The ledger `inbox/.archives.json` knows files by their digests alone. Without it the archives are taken in again, and
what was removed since comes back; what is there is recognised.
"""

from __future__ import annotations

import json
from pathlib import Path

from ingest.toml_file import write_whole


class Ledger:
    """The ledger of an inbox: for each archive the files taken from it, and whether that is all there is to take."""

    def __init__(self, inbox: Path) -> None:
        self._place = inbox / ".archives.json"
        self._before = _load(self._place)
        self._now: dict[str, dict[str, object]] = {}

    def taken(self, archive: str) -> set[str] | None:
        """Return the digests of the files taken from an archive before, None where there is nothing more to take."""
        entry = self._before.get(archive)
        if entry is None:
            return set()
        if entry["complete"]:
            self._now[archive] = entry
            return None
        files = entry["files"]
        return set(files) if isinstance(files, list) else set()

    def record(self, archive: str, files: set[str], *, complete: bool) -> None:
        """Keep what has been taken from an archive."""
        self._now[archive] = {"files": sorted(files), "complete": complete}

    def save(self) -> None:
        """Write what was recorded; archives that are no longer there are forgotten."""
        if self._now != self._before:
            write_whole(self._place, json.dumps(self._now).encode())


def _load(place: Path) -> dict[str, dict[str, object]]:
    try:
        entries = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return {}
    known = entries if isinstance(entries, dict) else {}
    return {archive: entry for archive, entry in known.items() if isinstance(entry, dict) and "complete" in entry}
