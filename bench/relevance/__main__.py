"""One table: our ranking beside other engines', on every BEIR folder given and on all their questions pooled.

    python -m bench.relevance FOLDER…

Intervals are 95 % percentile bootstrap over questions; p is the share of paired bootstrap samples in which the best
peer is at least as good as we are (one-sided), both with 10,000 samples and a fixed seed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import ir_measures
import numpy as np
from ir_measures import RR, nDCG
from numpy.typing import NDArray

from bench.relevance.peers import PEERS, Ranked
from index.evaluation import Collection, evaluate, load_collection, write_collection
from index.whoosh_engine import WhooshEngine

SAMPLES = 10_000
OURS = "Kunskapsbanken"
MEASURES = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10}

Values = NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        sys.exit(__doc__)
    pooled: dict[str, dict[str, list[Values]]] = {name: {m: [] for m in MEASURES} for name in (OURS, *PEERS)}
    for folder in folders:
        collection = load_collection(folder)
        results = {name: per_query(collection, run) for name, run in runs(collection).items()}
        for name, values in results.items():
            for measure, per_question in values.items():
                pooled[name][measure].append(per_question)
        report(folder.name, results)
    report("all pooled", {name: {m: np.concatenate(parts) for m, parts in v.items()} for name, v in pooled.items()})


def runs(collection: Collection) -> dict[str, dict[str, Ranked]]:
    """Return each engine's ranking of every judged query."""
    with TemporaryDirectory() as scratch:
        engine = WhooshEngine(Path(scratch))
        write_collection(engine, collection)
        found = {OURS: evaluate(engine, collection).run}
    for name, make in PEERS.items():
        rank = make(collection)
        found[name] = {query_id: rank(collection.queries[query_id]) for query_id in collection.qrels}
    return found


def per_query(collection: Collection, run: dict[str, Ranked]) -> dict[str, Values]:
    """Return every measure for each judged query, in order; a query without an answer counts 0."""
    scores = {query_id: dict(ranked) for query_id, ranked in run.items()}
    found = {
        (m.measure, m.query_id): m.value for m in ir_measures.iter_calc(MEASURES.values(), collection.qrels, scores)
    }
    return {
        name: np.array([found.get((measure, query_id), 0.0) for query_id in collection.qrels])
        for name, measure in MEASURES.items()
    }


def report(title: str, results: dict[str, dict[str, Values]]) -> None:
    """Print one table: mean, interval and, for the best peer, p."""
    size = len(results[OURS]["nDCG@10"])
    print(f"\n{title}: {size} questions")
    draws = np.random.default_rng(1).integers(0, size, (SAMPLES, size))
    for measure in MEASURES:
        best = max(PEERS, key=lambda name: results[name][measure].mean())
        for name, values in results.items():
            means = values[measure][draws].mean(axis=1)
            low, high = np.percentile(means, [2.5, 97.5])
            line = f"  {measure:<8} {name:<36} {values[measure].mean():.3f}  [{low:.3f}, {high:.3f}]"
            if name == best:
                ours = results[OURS][measure][draws].mean(axis=1)
                line += f"  best peer, p = {(means >= ours).mean():.4f}"
            print(line)


main()
