"""`python -m bench.load [FOLDER] [--passages N] [--searches N]`: fifty people search, also while it is written to.

The bank is the one that `python -m bench.search` builds in FOLDER (.kunskapsbank/bench), or is built here; the
application serves a copy of it. The people share the machine with it.
"""

from __future__ import annotations

import argparse
import shutil
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.load.people import Outcome, search_at_once
from bench.search.__main__ import bank_folder
from bench.search.bank import Bank
from bench.search.queries import make_searches
from bench.search.run import SIDES, build
from bench.web.server import serving_process
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine

PEOPLE = 50
PATHS = {"JSON API": "api/v1/search", "plain page": "sok"}
_PAUSE = 1.0
"""Seconds between two commits."""


def main(folder: Path, passages: int, count: int) -> None:
    """Print throughput, times, failures and memory of every kind of search, alone and while documents are written."""
    bank = bank_folder(folder, passages)
    bank.mkdir(parents=True, exist_ok=True)
    build(SIDES["ours"], bank, passages)
    searches = make_searches(Bank())
    with TemporaryDirectory() as scratch:
        index = Path(scratch, "index")
        shutil.copytree(bank / SIDES["ours"].folder, index)
        with serving_process(index) as (address, process):
            for name, path in PATHS.items():
                search_at_once(address, path, searches, people=1, count=len(searches))
                before = _resident(process)
                outcome = search_at_once(address, path, searches, people=PEOPLE, count=count)
                _print(name, outcome, f"memory {before:.0f} MB, then {_resident(process):.0f} MB")
            ended = threading.Event()
            writer = threading.Thread(target=_write, args=(index, ended))
            writer.start()
            outcome = search_at_once(address, PATHS["JSON API"], searches, people=PEOPLE, count=count // 4)
            ended.set()
            writer.join()
            _print("JSON API, written to", outcome, f"memory {_resident(process):.0f} MB")


def _write(index: Path, ended: threading.Event) -> None:
    """Change one document after the other, each in a commit of its own."""
    engine = WhooshEngine(index)
    for document in Bank().documents(1_000):
        with engine.write() as writing:
            writing.replace(document)
        if ended.wait(_PAUSE):
            return


def _print(name: str, outcome: Outcome, memory: str) -> None:
    rate = len(outcome.times) / outcome.seconds
    print(
        f"{name:20} {len(outcome.times)} searches, {rate:.0f} a second, median {outcome.at(50):.0f} ms, "
        f"p95 {outcome.at(95):.0f} ms, {len(outcome.failures)} failed; {memory}"
    )
    for failure in outcome.failures[:5]:
        print(f"  {failure}")


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
