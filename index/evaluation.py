"""Relevance on a collection in BEIR layout, with the product's own chain and ranking.

Layout: corpus.jsonl ({"_id", "title", "text"}), queries.jsonl ({"_id", "text"}) and qrels/test.tsv (query, document,
score).
See https://github.com/beir-cellar/beir; measures as in https://ir-measur.es.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, R, Success, nDCG

from index.document import Document, Passage
from index.engine import SearchEngine
from index.errors import UsageError
from index.query import parse
from index.request import SearchRequest
from index.respelling import check_spelling
from index.search import ask

DEPTH = 100
MEASURES = {
    "ndcg@10": nDCG @ 10,
    "mrr@10": RR @ 10,
    "success@1": Success @ 1,
    "success@3": Success @ 3,
    "recall@10": R @ 10,
    "recall@100": R @ 100,
}

Qrels = dict[str, dict[str, int]]
"""The grade of each relevant document of each query."""

Run = dict[str, list[tuple[str, float]]]
"""The ranking of each query: (document, score), best first."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents as (id, title, text), queries by id, and the relevant documents of each query with their grade."""

    documents: tuple[tuple[str, str, str], ...]
    queries: dict[str, str]
    qrels: Qrels


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Each measure's mean over the judged queries, their number, and the ranking of each query: (document, score)."""

    measures: dict[str, float]
    queries: int
    run: Run


def load_collection(folder: Path) -> Collection:
    """Read a folder in BEIR layout. Raises UsageError where a file is missing or malformed."""
    try:
        documents = tuple((r["_id"], r.get("title", ""), r["text"]) for r in _lines(folder / "corpus.jsonl"))
        queries = {record["_id"]: record["text"] for record in _lines(folder / "queries.jsonl")}
        qrels: Qrels = {}
        with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                qrels.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"Mappen {folder} har inte BEIR-upplägget (corpus.jsonl, queries.jsonl, qrels/test.tsv)."
        ) from error
    return Collection(documents, queries, qrels)


def write_collection(engine: SearchEngine, collection: Collection) -> None:
    """Index a collection, each document as one passage, in the place of whatever the index held."""
    with engine.write(rebuild=True) as writing:
        for document_id, title, text in collection.documents:
            passage = Passage(id=f"{document_id}#text", anchor="text", heading=(), text=text)
            writing.replace(
                Document(
                    id=document_id,
                    title=title,
                    kind="dokument",
                    publisher="",
                    published=None,
                    url=None,
                    language="sv",
                    rights="",
                    provenance="original",
                    passages=(passage,),
                    content_hash="",
                )
            )


def evaluate(engine: SearchEngine, collection: Collection) -> Evaluation:
    """Search every judged query, as a user would type it, and measure. The engine holds the collection.

    Everything is ranked, so quotes do not leave anything out: their words count one by one.
    """
    run = {
        query_id: _ranked(engine, collection.queries[query_id])
        for query_id in collection.qrels
        if query_id in collection.queries
    }
    return Evaluation(measure(collection.qrels, run), len(run), run)


def measure(qrels: Qrels, run: Run) -> dict[str, float]:
    """Return every measure of `MEASURES`, to four decimals."""
    scores = {query_id: dict(ranked) for query_id, ranked in run.items()}
    means = ir_measures.calc_aggregate(MEASURES.values(), qrels, scores)
    return {name: round(float(means[measure]), 4) for name, measure in MEASURES.items()}


def trec_lines(run: Run) -> Iterator[str]:
    """Yield a run in TREC's format: query, Q0, document, rank from 1, score, name of the run."""
    for query_id, ranked in run.items():
        for place, (document_id, score) in enumerate(ranked, start=1):
            yield f"{query_id} Q0 {document_id} {place} {score} kunskapsbank"


def _ranked(engine: SearchEngine, query: str) -> list[tuple[str, float]]:
    spelled = check_spelling(engine, query).searched or query
    answer = ask(engine, parse(spelled).loosened(), SearchRequest(limit=DEPTH), cut=False)
    return [(found.document.id, found.score) for found in answer.found.passages]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
