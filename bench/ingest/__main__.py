"""`python -m bench.ingest [PASSAGES]`: how fast many files and one file become searchable, and what that takes."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ingest.generate import write_corpus
from bench.ingest.processes import run_measured
from bench.ingest.stages import WRITING, measure
from index.request import SearchRequest
from index.search import search
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine

PASSAGES = 10_000
ROUNDS = 5


def main(passages: int) -> None:
    """Print the rates, their ratio, the peak of memory, the share of each stage, and the time for one file."""
    with TemporaryDirectory() as scratch:
        corpus, index = Path(scratch, "corpus"), Path(scratch, "index")
        paths = write_corpus(corpus, passages)
        command = [sys.executable, "-m", "bench.ingest.bulk", str(corpus), str(index)]
        output, usage = run_measured(command, REPOSITORY)
        outcome = json.loads(output)
        if outcome["added"] != len(paths):
            raise SystemExit(output)
        stages, count = measure(corpus, Path(scratch, "bare"))
        bare = sum(stages[name] for name in WRITING)
        seconds, processor = outcome["seconds"], sum(usage.processor.values())
        print(f"ingest   {count} passages in {seconds:.1f} s: {count / seconds:.0f} passages/s")
        print(f"         {processor:.1f} s of processor time, at most {usage.peak:.0f} MB of memory in all processes")
        print(f"bare     {count} passages in {bare:.1f} s: {count / bare:.0f} passages/s (Whoosh's writer alone)")
        print(f"ratio    {bare / seconds:.2f}")
        total = sum(stages.values())
        print("stages   " + ", ".join(f"{name} {spent:.1f} s ({spent / total:.0%})" for name, spent in stages.items()))
        times = [one_file(corpus, index, paths[4 * number], number) for number in range(ROUNDS)]
        print(f"one file median {statistics.median(times):.2f} s, longest {max(times):.2f} s")


def ingest_command(corpus: Path, index: Path) -> list[str]:
    """Return the command that a person would give."""
    return [sys.executable, "cli.py", "ingest", "--corpus", str(corpus), "--index", str(index), "--json"]


def one_file(corpus: Path, index: Path, path: Path, number: int) -> float:
    """Change a newsletter; return the seconds from the start of the command until it ends and the change is found."""
    word = f"{'bdfhklmn'[number]}ekvikstorg"
    path.write_text(path.read_text(encoding="utf-8").replace("</p>", f" {word}</p>", 1), encoding="utf-8")
    output, usage = run_measured(ingest_command(corpus, index), REPOSITORY)
    found = search(WhooshEngine(index), SearchRequest(query=word)).total
    if found != 1 or json.loads(output)["changed"] != [path.stem]:
        raise SystemExit(output)
    return usage.seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES)
