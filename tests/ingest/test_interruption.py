"""Interrupted ingests, two at once, and searches meanwhile: real processes on a real index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bench.ingest.torture import torture
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest

NOTE = "# Anteckning om {what}\n\n## Bakgrund\n\nEkvik har provat {what} under ett år.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for what in ("anbudsskola", "partnerskap", "frukostmöten"):
        (folder / f"{what}.md").write_text(NOTE.format(what=what), encoding="utf-8")
    return folder


@pytest.fixture
def engine(corpus: Path, tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path / "index")
    ingest(engine, corpus)
    return engine


def start(corpus: Path, engine: WhooshEngine, *options: str, wait: str = "60") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from cli import main; main()", "ingest", *options]
    return subprocess.Popen(
        [*command, "--corpus", str(corpus), "--index", str(engine.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "KUNSKAPSBANK_LOCK_WAIT": wait},
    )


def test_an_interrupted_ingest_changes_nothing_and_the_next_one_completes(tmp_path: Path) -> None:
    outcomes = torture(tmp_path, rounds=4, seed=5, documents=12, tell=lambda _: None)
    assert sum(outcomes.values()) == 4


def test_the_second_of_two_ingests_waits_and_then_does_its_part(corpus: Path, engine: WhooshEngine) -> None:
    (corpus / "kafé.md").write_text(NOTE.format(what="kafékooperativ"), encoding="utf-8")
    with engine.exclusive():
        waiting = [start(corpus, engine), start(corpus, engine)]
        told = [process.stderr.readline() for process in waiting if process.stderr]
    outputs = [process.communicate() for process in waiting]
    assert [process.returncode for process in waiting] == [0, 0], outputs
    assert all(f"Väntar på en annan inläsning (process {os.getpid()} på datorn" in line for line in told)
    assert sorted(said.split(":")[1].split(",")[0] for said, _ in outputs) == [" 0 nya", " 1 nya"]
    assert search(engine, SearchRequest(query="")).total_documents == 4


def test_an_ingest_that_has_waited_long_enough_says_for_whom(corpus: Path, engine: WhooshEngine) -> None:
    (corpus / "kafé.md").write_text(NOTE.format(what="kafékooperativ"), encoding="utf-8")
    with engine.exclusive():
        process = start(corpus, engine, "--json", wait="0,2")
        said, complained = process.communicate()
    assert (process.returncode, said) == (1, "")
    assert f"En annan inläsning (process {os.getpid()} på datorn" in complained
    assert len(complained.splitlines()) == 1
    assert search(engine, SearchRequest(query="")).total_documents == 3


def test_searches_go_on_while_the_index_is_rebuilt_and_added_to(corpus: Path, engine: WhooshEngine) -> None:
    answers: list[int] = []
    faults: list[Exception] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                answers.append(search(WhooshEngine(engine.folder), SearchRequest(query="Ekvik")).total)
            except Exception as fault:  # noqa: BLE001 (whatever a search can meet)
                faults.append(fault)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for number in range(4):
            (corpus / f"nytt-{number}.md").write_text(NOTE.format(what=f"kafé {number}"), encoding="utf-8")
            options = ("--rebuild",) if number % 2 else ()
            process = start(corpus, engine, "--json", *options)
            assert not json.loads(process.communicate()[0])["failed"]
    finally:
        done.set()
        asking.join()
    assert faults == []
    assert answers == sorted(answers)
    assert {3, 7} <= set(answers) <= set(range(3, 8))
