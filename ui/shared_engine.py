"""The one engine of a process: pages and the programming interface ask the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.engine import SearchEngine
from index.settings import load_settings
from index.whoosh_engine import WhooshEngine


def shared_engine() -> SearchEngine:
    """Return the engine on the index folder that the settings name; it sees each commit by itself."""
    return _engine(load_settings().index)


@cache
def _engine(folder: Path) -> SearchEngine:
    return WhooshEngine(folder)
