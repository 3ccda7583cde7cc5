"""Our own side: the whole of `index.search.search`, from the typed text to hits by document with snippets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.search.queries import Search
from bench.search.sides import TOP, Answer, Answerer
from index.document import Document
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Write the index."""
    with WhooshEngine(folder).write(rebuild=True) as writing:
        for document in documents:
            writing.replace(document)


def open_engine(folder: Path) -> Answerer:
    """Open the index."""
    engine = WhooshEngine(folder)
    engine.generation()

    def answer(asked: Search) -> Answer:
        result = search(engine, SearchRequest(query=asked.query, filters=asked.filters, limit=TOP))
        values = sum(len(values) for values in result.facets.values())
        return Answer(result.total, tuple(hit.passage.id for hit in result.hits), values)

    return answer
