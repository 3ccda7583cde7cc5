"""What searches see while documents are written: a commit at once, no half of one, and nobody waits for another."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import whoosh_engine
from index.engine import SearchEngine
from index.once import once_a_generation
from index.request import SearchRequest
from index.search import search
from index.suggest import suggest
from index.whoosh_engine import WhooshEngine
from index.whoosh_snapshot import Snapshot
from tests.conftest import BANK, make_document, make_passage

PATIENCE = 20
"""Seconds after which a test that hangs fails."""


def write(engine: WhooshEngine, number: int) -> None:
    with engine.write() as writing:
        writing.replace(make_document("nytt", f"Nytt {number}", make_passage("nytt", "a", "A", f"Ekvik {number}.")))


def test_every_commit_of_another_process_is_seen_at_once_however_fast_they_come(engine: WhooshEngine) -> None:
    other = WhooshEngine(engine.folder)
    seen = {engine.generation()}
    for number in range(12):
        write(other, number)
        seen.add(engine.generation())
        assert (
            search(engine, SearchRequest(query=f"Ekvik {number}", limit=1)).hits[0].document.title == f"Nytt {number}"
        )
    assert len(seen) == 13


def test_while_a_new_generation_is_opened_the_others_search_the_one_before(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine.generation()
    opening, go_on = threading.Event(), threading.Event()

    class Slow(Snapshot):
        def __init__(self, *arguments: Any) -> None:
            opening.set()
            assert go_on.wait(PATIENCE)
            super().__init__(*arguments)

    monkeypatch.setattr(whoosh_engine, "Snapshot", Slow)
    write(engine, 1)
    first = threading.Thread(target=engine.generation)
    first.start()
    assert opening.wait(PATIENCE)
    assert engine.generation() == before
    assert search(engine, SearchRequest()).total_documents == len(BANK)
    go_on.set()
    first.join(PATIENCE)
    assert engine.generation() != before
    assert search(engine, SearchRequest()).total_documents == len(BANK) + 1


def test_what_takes_long_is_made_by_one_thread_and_the_others_use_what_was_before(engine: WhooshEngine) -> None:
    making, go_on = threading.Event(), threading.Event()
    go_on.set()
    made: list[str] = []

    @once_a_generation
    def titles(asked: SearchEngine, generation: str) -> list[str]:
        made.append(generation)
        making.set()
        assert go_on.wait(PATIENCE)
        return [document.title for document in asked.documents()]

    before = titles(engine, engine.generation())
    making.clear()
    go_on.clear()
    write(engine, 1)
    first = threading.Thread(target=lambda: titles(engine, engine.generation()))
    first.start()
    assert making.wait(PATIENCE)
    assert titles(engine, engine.generation()) == before
    go_on.set()
    first.join(PATIENCE)
    assert titles(engine, engine.generation()) == [*before[:2], "Nytt 1", before[2]]
    assert len(made) == 2


def test_what_takes_long_to_make_is_kept_for_some_generations(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.once._LONG", 0.0)
    monkeypatch.setattr("index.once._TIMES_AS_LONG", 10_000_000)
    made: list[str] = []

    @once_a_generation
    def titles(asked: SearchEngine, generation: str) -> list[str]:
        made.append(generation)
        return [document.title for document in asked.documents()]

    before = titles(engine, engine.generation())
    write(engine, 1)
    assert titles(engine, engine.generation()) == before
    assert len(made) == 1


def test_a_generation_that_is_past_leaves_the_memory(engine: WhooshEngine) -> None:
    gc.collect()
    gc.disable()
    try:
        search(engine, SearchRequest(query="upphandlingen fruktkorg*"))
        suggest(engine, "upph")
        past = weakref.ref(engine._read())
        write(engine, 1)
        search(engine, SearchRequest(query="upphandlingen fruktkorg*"))
        assert past() is None
    finally:
        gc.enable()


def test_documents_that_are_read_one_by_one_are_all_of_one_generation(engine: WhooshEngine) -> None:
    documents = engine.whole_documents()
    first = next(documents)
    with engine.write() as writing:
        writing.remove("plan")
    assert search(engine, SearchRequest()).total_documents == len(BANK) - 1
    assert (first, *documents) == BANK


def test_the_status_is_told_while_a_writer_takes_files_away(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = engine.folder / "svept.tmp"
    swept.write_bytes(b"x" * 1000)
    walk = os.walk

    def walking(folder: Path) -> Iterator[Any]:
        for place in walk(folder):
            swept.unlink(missing_ok=True)
            yield place

    before = engine.status().size
    monkeypatch.setattr(os, "walk", walking)
    assert engine.status().size == before - 1000
