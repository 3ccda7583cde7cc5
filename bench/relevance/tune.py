"""Other weights for the ranking, judged by cross-validation: a gain counts only on questions that did not choose it.

    python -m bench.relevance.tune FOLDER…

Each folder is a collection in BEIR layout; the golden questions of tests/relevance (their dev half, on passages of
the starter corpus) are always in. Every weight is varied alone. In each of five folds the best setting on the other
four is chosen by the mean over collections of nDCG@10; what it reaches on the fold left out is compared with the
weights in use.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import ir_measures
import numpy as np
from ir_measures import nDCG
from numpy.typing import NDArray

from bench.relevance.memory import MemorySource
from index.document import ABOUT_THE_SOURCE
from index.evaluation import DEPTH, Collection, load_collection
from index.language.query_terms import plan
from index.query import parse
from index.scoring import rank
from index.settings import REPOSITORY
from index.weights import WEIGHTS, Weights
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest

FOLDS = 5
STEPS = (0.5, 0.75, 1.33, 2.0)
NAMES = (
    "form",
    "inside",
    "part",
    "synonym",
    "stand_in",
    "function_word",
    "proximity",
    "saturation",
    "about_the_source",
)
GOLDEN = REPOSITORY / "tests" / "relevance" / "queries.tsv"

Values = NDArray[np.float64]


def settings() -> Iterator[tuple[str, Weights]]:
    """Yield the weights in use and every variation of one of them."""
    yield "as it is", WEIGHTS
    for name in NAMES:
        for step in STEPS:
            yield f"{name} × {step}", replace(WEIGHTS, **{name: getattr(WEIGHTS, name) * step})
    for name in ("fields", "length"):
        for field, value in getattr(WEIGHTS, name).items():
            for step in STEPS[1:3]:
                varied = {**getattr(WEIGHTS, name), field: min(value * step, 1.0 if name == "length" else 9.0)}
                yield f"{name}.{field} × {step}", replace(WEIGHTS, **{name: varied})


def golden() -> tuple[Collection, MemorySource]:
    """Return the dev half of the golden questions on the passages of the starter corpus."""
    with TemporaryDirectory() as scratch:
        engine = WhooshEngine(Path(scratch))
        ingest(engine, REPOSITORY / "corpus")
        documents = [engine.document(document.id) for document in engine.documents()]
    passages = [(document, passage) for document in documents for passage in document.passages]
    source = MemorySource([(d.title, "\n".join(p.heading), p.text) for d, p in passages])
    source.about_sources[:] = [passage.item_kind == ABOUT_THE_SOURCE for _, passage in passages]
    rows = csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    wanted = [row for row in rows if row["split"] == "dev" and row["passage"]]
    collection = Collection(
        tuple((passage.id, document.title, passage.text) for document, passage in passages),
        {row["id"]: row["query"] for row in wanted},
        {row["id"]: {row["passage"]: 1} for row in wanted},
    )
    return collection, source


def per_question(collection: Collection, source: MemorySource, weights: Weights) -> Values:
    """Return nDCG@10 of every judged question, in order."""
    ids = [document_id for document_id, _, _ in collection.documents]
    run = {}
    for query_id in collection.qrels:
        query = parse(collection.queries[query_id]).loosened()
        ranking = rank(source, plan(query, weights=weights), cut=False, weights=weights)
        top = np.argsort(-ranking.scores, kind="stable")[:DEPTH]
        run[query_id] = {ids[number]: float(ranking.scores[number]) for number in top if ranking.shown[number]}
    found = {m.query_id: m.value for m in ir_measures.iter_calc([nDCG @ 10], collection.qrels, run)}
    return np.array([found.get(query_id, 0.0) for query_id in collection.qrels])


def main() -> None:
    """Vary, choose and compare."""
    collections = {"golden": golden()}
    for name in sys.argv[1:]:
        collection = load_collection(Path(name))
        collections[Path(name).name] = collection, MemorySource([(t, "", text) for _, t, text in collection.documents])
    scores: dict[str, list[Values]] = {}
    for name, weights in settings():
        scores[name] = [per_question(*collection, weights) for collection in collections.values()]
        means = "  ".join(f"{key} {values.mean():.4f}" for key, values in zip(collections, scores[name], strict=True))
        print(f"{name:<24} {np.mean([v.mean() for v in scores[name]]):.4f}   {means}", flush=True)
    chosen = [_fold(scores, fold) for fold in range(FOLDS)]
    reached, in_use = np.mean([found[:2] for found in chosen], axis=0)
    print(f"\nchosen on other folds: {reached:.4f}   as it is: {in_use:.4f}")
    print("  " + ", ".join(name for *_, name in chosen))


def _fold(scores: dict[str, list[Values]], fold: int) -> tuple[float, float, str]:
    """Return what the setting chosen on the other folds reaches on this one, what is in use reaches, and its name."""

    def mean(name: str, *, inside: bool) -> float:
        return float(np.mean([v[(np.arange(len(v)) % FOLDS == fold) == inside].mean() for v in scores[name]]))

    best = max(scores, key=lambda name: mean(name, inside=False))
    return mean(best, inside=True), mean("as it is", inside=True), best


if __name__ == "__main__":
    main()
