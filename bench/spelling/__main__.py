"""`python -m bench.spelling [--index FOLDER] [--faults] [QUERIES…]`: planted errors and correct queries.

Queries are those of tests/relevance (the misspelled ones left out) and, for false alarms alone, files named on the
command line: .jsonl with "text", or .tsv with the query in the column "query". Without --index the starter corpus is
read into an index of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.spelling.measure import Case, Corrector, Score, false_alarms, measure, planted_queries, planted_words
from bench.spelling.plain import PlainCorrector
from index.engine import SearchEngine
from index.language.tokens import words
from index.respelling import check_spelling
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest

GOLDEN = REPOSITORY / "tests" / "relevance" / "queries.tsv"


def main() -> None:
    """Print what is restored, what is made wrong, false alarms and speed, beside plain Damerau distance."""
    parser = argparse.ArgumentParser(prog="python -m bench.spelling")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--split", default="dev", choices=["dev", "test"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="print every case that was not restored")
    parser.add_argument("queries", nargs="*", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        engine = WhooshEngine(options.index or Path(scratch))
        if options.index is None:
            ingest(engine, REPOSITORY / "corpus")
        report(engine, options)


def report(engine: SearchEngine, options: argparse.Namespace) -> None:
    """Measure both correctors on the same cases."""
    plain = PlainCorrector(engine.word_frequencies())
    correctors: dict[str, Corrector] = {"ours": lambda query: check_spelling(engine, query).suggestion, "plain": plain}
    golden = list(golden_queries(options.split, answered=True))
    sets = {
        f"words of the bank (seed {options.seed})": planted_words(engine.word_frequencies(), options.seed),
        f"golden queries ({options.split})": planted_queries(golden, options.seed),
    }
    for title, cases in sets.items():
        print_scores(title, cases, correctors, faults=options.faults)
    correct = {"golden queries (dev and test)": [*golden_queries("dev"), *golden_queries("test")]}
    correct |= {
        path.name if path.suffix == ".tsv" else f"{path.parent.name}": list(read(path)) for path in options.queries
    }
    for title, queries in correct.items():
        print_alarms(title, queries, correctors, faults=options.faults)
    print_speed([case.typed for cases in sets.values() for case in cases], correctors)


def print_scores(title: str, cases: Sequence[Case], correctors: dict[str, Corrector], *, faults: bool) -> None:
    """Print a line a kind of error, and one for all."""
    scores = {name: measure(cases, correct) for name, correct in correctors.items()}
    print(f"\n{title}\n{'':14}{'cases':>6}" + "".join(f"{name:>9} restored  wrong" for name in scores))
    for kind in scores["ours"]:
        print_line(kind, [by_kind[kind] for by_kind in scores.values()])
    totals = []
    for by_kind in scores.values():
        total = Score()
        for score in by_kind.values():
            total.cases, total.restored, total.wrong = (
                total.cases + score.cases, total.restored + score.restored, total.wrong + score.wrong,
            )  # fmt: skip
        totals.append(total)
    print_line("all", totals)
    if faults:
        for kind, score in scores["ours"].items():
            for typed, meant, said in score.faults:
                print(f"    {kind:12} {typed!r} for {meant!r}: {said!r}")


def print_line(kind: str, scores: Sequence[Score]) -> None:
    """Print shares of the cases in percent."""
    cells = (f"{100 * one.restored / one.cases:16.1f} % {100 * one.wrong / one.cases:4.1f} %" for one in scores)
    print(f"{kind:14}{scores[0].cases:6}" + "".join(cells))


def print_alarms(title: str, queries: Sequence[str], correctors: dict[str, Corrector], *, faults: bool) -> None:
    """Print how many correct queries, and what share of their words, are taken for misspelled."""
    count = sum(len(words(query)) for query in queries)
    for name, correct in correctors.items():
        alarms = false_alarms(queries, correct)
        share = f"{100 * len(alarms) / count:.2f} % of {count} words"
        print(f"\n{title}, {name}: {len(alarms)} of {len(queries)} queries ({share})")
        if faults and name == "ours":
            for query, said in alarms:
                print(f"    {query!r}: {said!r}")


def print_speed(queries: Sequence[str], correctors: dict[str, Corrector]) -> None:
    """Print how long a misspelled query takes."""
    for name, correct in correctors.items():
        seconds = []
        for query in queries[::5]:
            start = time.process_time()
            correct(query)
            seconds.append(time.process_time() - start)
        slow = sorted(seconds)[int(len(seconds) * 0.95)]
        print(f"\n{name}: {1000 * median(seconds):.1f} ms a query with an error (median), {1000 * slow:.1f} ms (95 %)")


def golden_queries(split: str, *, answered: bool = False) -> Iterator[str]:
    """Yield the queries of tests/relevance that are spelled as they should be, those with an answer alone if asked."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["kind"] != "misspelling" and row["split"] == split and (row["relevant"] or not answered):
            yield row["query"]


def read(path: Path) -> Iterator[str]:
    """Yield the queries of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["text"] for line in lines if line.strip())
    else:
        yield from (row["query"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    main()
