"""`python -m bench.search.run build|search SIDE FOLDER …`: one side in a process of its own."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.search import ours, sqlite_side, tantivy_side
from bench.search.bank import Bank
from bench.search.queries import make_searches
from bench.search.sides import Answerer
from bench.search.stages import measured
from index.document import Document

_WARM_UP = 20
"""Searches of other words before time is taken, so that code and pages of memory are loaded on every side."""


@dataclass(frozen=True, slots=True)
class Side:
    """An engine: how it builds its index in a folder, and how it opens it."""

    folder: str
    build: Callable[[Path, Iterable[Document]], None]
    open: Callable[[Path], Answerer]


SIDES = {
    "ours": Side("ours", ours.build, ours.open_engine),
    "sqlite-all": Side("sqlite", sqlite_side.build, sqlite_side.open_all),
    "sqlite-any": Side("sqlite", sqlite_side.build, sqlite_side.open_any),
    "tantivy-all": Side("tantivy", tantivy_side.build, tantivy_side.open_all),
    "tantivy-any": Side("tantivy", tantivy_side.build, tantivy_side.open_any),
}


def build(side: Side, folder: Path, passages: int) -> None:
    """Build an index unless it is there."""
    done = folder / f"{side.folder}.json"
    if not done.exists():
        start = time.perf_counter()
        side.build(folder / side.folder, Bank().documents(passages))
        done.write_text(json.dumps({"seconds": round(time.perf_counter() - start, 1)}), encoding="ascii")


def search(side: Side, folder: Path) -> dict[str, object]:
    """Return milliseconds and milliseconds of processor time by search, the first time each is made and once more."""
    bank = Bank()
    searches = make_searches(bank)
    before = _resident()
    start = time.perf_counter()
    answer = side.open(folder / side.folder)
    opened = time.perf_counter() - start
    for asked in make_searches(bank, "uppvärmning")[:_WARM_UP]:
        answer(asked)
    first, processor, totals = [], [], []
    with measured() as stages:
        for asked in searches:
            begun, worked = time.perf_counter(), time.thread_time()
            totals.append(answer(asked).total)
            processor.append((time.thread_time() - worked) * 1000)
            first.append((time.perf_counter() - begun) * 1000)
    again = []
    for asked in searches:
        begun = time.perf_counter()
        answer(asked)
        again.append((time.perf_counter() - begun) * 1000)
    return {
        "kinds": [asked.kind for asked in searches],
        "first": first,
        "processor": processor,
        "again": again,
        "totals": totals,
        "open": opened,
        "memory": _resident() - before,
        "size": sum(path.stat().st_size for path in (folder / side.folder).rglob("*") if path.is_file()) / 1e6,
        "stages": stages,
    }


def _resident() -> float:
    """Return the resident memory of this process in MB, with the pages of files that it has mapped (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


if __name__ == "__main__":
    task, name, where = sys.argv[1:4]
    if task == "build":
        build(SIDES[name], Path(where), int(sys.argv[4]))
    else:
        print(json.dumps(search(SIDES[name], Path(where))))
