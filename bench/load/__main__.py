"""`python -m bench.load [FOLDER] [--passages N] [--searches N]`: fifty people search, also while it is written to.

The bank is the one that `python -m bench.search` builds in FOLDER (.kunskapsbank/bench), or is built here; the
application serves a copy of it. The people share the machine with it, and in the end with a process that commits a
document every second. Nearly all searches differ, so that none is answered from what the one before has left.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.load.people import Outcome, search_at_once
from bench.load.writer import write_until
from bench.search.__main__ import bank_folder
from bench.search.bank import Bank
from bench.search.queries import Search, make_searches
from bench.search.run import SIDES, build
from bench.web.server import serving_process
from index.settings import REPOSITORY

PEOPLE = 50
PATHS = {"JSON API": "api/v1/search", "plain page": "sok"}
_ROUND = 200
"""Searches that `make_searches` makes in a round."""

_PARTS = 4
"""After how many parts of a run the memory is looked at."""


def main(folder: Path, passages: int, count: int) -> None:
    """Print throughput, times, failures and memory of every kind of search, alone and while documents are written."""
    bank = bank_folder(folder, passages)
    bank.mkdir(parents=True, exist_ok=True)
    build(SIDES["ours"], bank, passages)
    searches = make_searches(Bank(), rounds=-(-count // _ROUND))
    different = len({(search.query, str(search.filters)) for search in searches})
    print(f"{PEOPLE} people, {len(searches):,} searches, {different:,} of them different, {passages:,} passages")
    with TemporaryDirectory() as scratch:
        index = Path(scratch, "index")
        shutil.copytree(bank / SIDES["ours"].folder, index)
        with serving_process(index) as (address, process):
            for name, path in PATHS.items():
                search_at_once(address, path, searches[:_ROUND], people=1, count=_ROUND)
                _run(name, address + path, searches, count, process)
            few, asked = count // 4, address + PATHS["JSON API"]
            before = _run("JSON API again", asked, searches, few, process)
            with _written_to(index) as commits:
                first = commits.value
                during = _run("JSON API, written to", asked, searches, few, process)
                made = commits.value - first
            more = during.at(95) / before.at(95)
            print(f"{made} commits meanwhile; p95 is {more:.2f} times what it was just before")


def _run(name: str, address: str, searches: Sequence[Search], count: int, process: int) -> Outcome:
    """Put so many searches to an address from all people; print how that went."""
    outcome, memory = Outcome(), [_resident(process)]
    for part in range(_PARTS):
        some = searches[part * count // _PARTS : (part + 1) * count // _PARTS]
        outcome.add(search_at_once(address, "", some, people=PEOPLE, count=len(some)))
        memory.append(_resident(process))
    rate = len(outcome.times) / outcome.seconds
    levels = ", ".join(f"{level:.0f}" for level in memory)
    print(
        f"{name:20} {len(outcome.times):,} searches, {rate:.0f} a second, median {outcome.at(50):.0f} ms, "
        f"p95 {outcome.at(95):.0f} ms, {len(outcome.failures)} failed; memory {levels} MB",
        flush=True,
    )
    for failure in outcome.failures[:5]:
        print(f"  {failure}")
    return outcome


@contextmanager
def _written_to(index: Path) -> Iterator[multiprocessing.sharedctypes.Synchronized[int]]:
    """Change one document after the other in a process of its own; give the number of commits so far."""
    apart = multiprocessing.get_context("spawn")
    ended, commits = apart.Event(), apart.Value("i", 0)
    writer = apart.Process(target=write_until, args=(index, ended, commits))
    writer.start()
    try:
        while not commits.value and writer.is_alive():
            time.sleep(0.1)
        yield commits
    finally:
        ended.set()
        writer.join()


def _resident(process: int) -> float:
    """Return the resident memory of a process in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / ".kunskapsbank" / "bench")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--searches", type=int, default=10_000)
    given = parser.parse_args()
    main(given.folder, given.passages, given.searches)
