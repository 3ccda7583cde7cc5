"""`python -m bench.search [FOLDER] [--up-to PASSAGES]`: how fast 1,000, 10,000 and 100,000 passages are searched.

Banks are built once, in FOLDER (.kunskapsbank/bench), and kept there until the bank's code changes what they hold.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.search.run import SIDES
from index.language.analysis import language_version
from index.settings import REPOSITORY
from index.whoosh_schema import SCHEMA_VERSION

SIZES = (1_000, 10_000, 100_000)
GENERATION = 1
"""Raise it when the same number of passages would hold other texts or facets."""


def main(folder: Path, up_to: int) -> None:
    """Build what is missing, run every side on every size, and print what each took."""
    results: dict[int, dict[str, dict[str, Any]]] = {}
    for size in (size for size in SIZES if size <= up_to):
        bank = bank_folder(folder, size)
        bank.mkdir(parents=True, exist_ok=True)
        for name in SIDES:
            _python("build", name, str(bank), str(size))
        results[size] = {name: json.loads(_python("search", name, str(bank))) for name in SIDES}
        _print_size(size, results[size], bank)
    _print_growth(results)


def bank_folder(folder: Path, passages: int) -> Path:
    """Return where the indexes of a bank of so many passages lie; other language data give other terms."""
    return folder / f"{GENERATION}-{SCHEMA_VERSION}-{language_version()}-{passages}"


def _python(*args: str) -> str:
    command = [sys.executable, "-m", "bench.search.run", *args]
    return subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout  # noqa: S603


def _print_size(size: int, results: dict[str, dict[str, Any]], bank: Path) -> None:
    ours = results["ours"]
    print(f"\n{size} passages, {len(ours['first'])} queries, ms (n×: ours takes n times as long)")
    print(f"{'':12} {'median':>14} {'p95':>14} {'p99':>8} {'again':>8} {'processor: median':>18} {'p95':>8}", end="")
    print(f" {'opening s':>10} {'memory MB':>10} {'index MB':>9} {'building s':>11}")
    for name, one in results.items():
        row = f"{name:12}"
        for share in (50, 95):
            row += f" {_at(one['first'], share):7.2f} ({_at(ours['first'], share) / _at(one['first'], share):4.1f}×)"
        row += f" {_at(one['first'], 99):8.2f} {_at(one['again'], 50):8.2f}"
        row += f" {_at(one['processor'], 50):18.2f} {_at(one['processor'], 95):8.2f}"
        built = json.loads((bank / f"{SIDES[name].folder}.json").read_text(encoding="ascii"))["seconds"]
        print(f"{row} {one['open']:10.2f} {one['memory']:10.0f} {one['size']:9.0f} {built:11.0f}")
    stages = ours["stages"]
    whole = stages.pop("whole")
    stages["rest"] = whole - sum(stages.values())
    print("stages       " + ", ".join(f"{name} {spent / whole:.0%}" for name, spent in stages.items()))
    for kind in dict.fromkeys(ours["kinds"]):
        picked = [place for place, other in enumerate(ours["kinds"]) if other == kind]
        times = {name: [one["first"][place] for place in picked] for name, one in results.items()}
        medians = ", ".join(f"{name} {statistics.median(found):.2f}" for name, found in times.items())
        print(f"  {kind:20} matches {statistics.median(ours['totals'][place] for place in picked):7.0f}  {medians}")


def _print_growth(results: dict[int, dict[str, dict[str, Any]]]) -> None:
    print("\ngrowth of the median (and of rare words alone) from one size to the next")
    for small, large in zip(list(results), list(results)[1:], strict=False):
        for name in SIDES:
            medians = [_at(results[size][name]["first"], 50) for size in (small, large)]
            rare = [_rare(results[size][name]) for size in (small, large)]
            print(f"{name:12} {small} to {large}: {medians[1] / medians[0]:.1f}× ({rare[1] / rare[0]:.1f}×)")


def _rare(one: dict[str, Any]) -> float:
    return statistics.median(
        time for kind, time in zip(one["kinds"], one["first"], strict=True) if kind == "one rare word"
    )


def _at(times: Sequence[float], share: int) -> float:
    """Return a percentile."""
    return sorted(times)[min(len(times) - 1, round(share / 100 * len(times)))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / ".kunskapsbank" / "bench")
    parser.add_argument("--up-to", type=int, default=SIZES[-1])
    given = parser.parse_args()
    main(given.folder, given.up_to)
