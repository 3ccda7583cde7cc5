"""What the command line and the programming interface answer alike: the records of a search and of what is similar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.engine import SearchEngine
from index.request import SearchRequest
from index.search import search
from ui.records import Record, search_record, similar_record


def search_answer(engine: SearchEngine, request: SearchRequest) -> Record:
    """Return the record of a search, with what leads on where nothing is found. Raises as `search` does."""
    result = search(engine, request)
    if result.total:
        return search_record(result)
    from index.ways_on import ways_on  # noqa: PLC0415 (most searches find something)

    return search_record(result, ways_on(engine, request))


def similar_answer(engine: SearchEngine, name: str, *, limit: int) -> Record:
    """Return what is like a document, or like a passage where the id is of one. Raises NotFoundError."""
    from index.similar import similar_documents, similar_passages  # noqa: PLC0415 (a search does not need it)

    find = similar_passages if "#" in name else similar_documents
    return similar_record(name, find(engine, name, limit=limit))


def facets_answer(
    engine: SearchEngine, request: SearchRequest, *, names: Sequence[str] = (), holding: str = ""
) -> Record:
    """Return the facets of a search, all or those of `names`, with the values that hold a text, whatever its case."""
    record = search_record(search(engine, replace(request, limit=0, offset=0)))
    wanted = holding.casefold().strip()
    facets = {
        name: [value for value in values if wanted in value["value"].casefold()]
        for name, values in record["facets"].items()
        if not names or name in names
    }
    return {**{name: record[name] for name in ("query", "interpreted", "total", "total_documents")}, "facets": facets}
