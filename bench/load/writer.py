"""Somebody who writes to the bank meanwhile: a document changes every second, in a commit of its own."""

from __future__ import annotations

from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

from bench.search.bank import Bank
from index.whoosh_engine import WhooshEngine

_PAUSE = 1.0
"""Seconds between two commits."""

_DOCUMENTS = 100


def write_until(index: Path, ended: Event, commits: Synchronized[int]) -> None:
    """Commit until the event is set, and count."""
    engine = WhooshEngine(index)
    documents = list(Bank().documents(_DOCUMENTS * 10))
    while True:
        for document in documents:
            with engine.write() as writing:
                writing.replace(document)
            with commits.get_lock():
                commits.value += 1
            if ended.wait(_PAUSE):
                return
