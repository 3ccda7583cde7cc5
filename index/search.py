"""The one entry to searching: pages, routes and the command line all call `search`."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from index.engine import Found, FoundPassage, SearchEngine, Selection
from index.errors import UsageError
from index.highlight import Highlighter
from index.language.query_terms import plan
from index.query import Query, parse
from index.request import FACETS, SORTS, FacetValue, Hit, SearchRequest, SearchResult

MAX_LIMIT = 1_000


def search(engine: SearchEngine, request: SearchRequest) -> SearchResult:
    """Answer a request. Raises UsageError for an unknown facet, sort or page, and what the engine's `find` raises."""
    started = perf_counter()
    _check(request)
    query = parse(request.query)
    selection = Selection(
        plan=plan(query),
        filters=_merge(engine, request.filters, query.filters),
        sort=request.sort,
        limit=request.limit,
        offset=request.offset,
    )
    found = engine.find(selection)
    highlighter = Highlighter(selection.plan)
    return SearchResult(
        query=request.query,
        interpreted=str(query),
        total=found.total,
        total_documents=found.total_documents,
        suggestion=None,
        notes=(*query.notes, *_unknown(found, query)),
        hits=tuple(_hit(passage, highlighter) for passage in found.passages),
        facets=_facets(found, selection.filters),
        took_ms=round((perf_counter() - started) * 1000, 2),
    )


def _check(request: SearchRequest) -> None:
    for name in request.filters:
        if name not in FACETS:
            raise UsageError(f"Det finns inget filter som heter ”{name}”. Välj bland {', '.join(FACETS)}.")
    if request.sort not in SORTS:
        raise UsageError(f"Det går inte att sortera på ”{request.sort}”. Välj bland {', '.join(SORTS)}.")
    if not 0 <= request.limit <= MAX_LIMIT or request.offset < 0:
        raise UsageError(f"Antalet träffar ska vara mellan 0 och {MAX_LIMIT}, och starten inte negativ.")


def _merge(
    engine: SearchEngine, chosen: Mapping[str, tuple[str, ...]], typed: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Join the filters that were chosen with those typed in the query, each value once, spelled as the bank does."""
    merged = {}
    for name in FACETS:
        values = (*chosen.get(name, ()), *typed.get(name, ()))
        if values:
            spelling = {value.casefold(): value for value in engine.facet_values(name)}
            merged[name] = tuple(dict.fromkeys(spelling.get(value.casefold(), value) for value in values))
    return merged


def _unknown(found: Found, query: Query) -> list[str]:
    """Say which words nothing in the bank holds."""
    words = [f"”{word}”" for word in found.unknown_words]
    if not words:
        return []
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
    rest = " Träffarna gäller de övriga orden." if found.total and len(query.words) > len(words) else ""
    return [f"{listed} finns inte i kunskapsbanken.{rest}"]


def _hit(found: FoundPassage, highlighter: Highlighter) -> Hit:
    passage, language = found.passage, found.passage.language
    return Hit(
        passage=passage,
        document=found.document,
        score=found.score,
        snippet=highlighter.snippet(passage.text, language),
        title_marked=highlighter.mark(found.document.title, language),
        heading_marked=tuple(highlighter.mark(heading, language) for heading in passage.heading),
    )


def _facets(found: Found, filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[FacetValue, ...]]:
    """Order every facet: by falling count, then by name; years newest first; a chosen value stays even at zero."""
    facets = {}
    for name in FACETS:
        counts = dict(found.facets.get(name, {}))
        chosen = filters.get(name, ())
        for value in chosen:
            counts.setdefault(value, 0)
        if name == "ar":
            ordered = sorted(counts, reverse=True)
        else:
            ordered = sorted(counts, key=lambda value: (-counts[value], swedish_order(value)))
        facets[name] = tuple(FacetValue(value, counts[value], value in chosen) for value in ordered)
    return facets


def swedish_order(text: str) -> str:
    """Return a key that sorts å, ä and ö last and ignores case."""
    return text.lower().translate(str.maketrans("åäö", "{|}"))
