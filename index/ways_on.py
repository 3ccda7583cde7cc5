"""Where nothing is found: what would be found without each filter or each part of the query, and what is near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from index.document import Document
from index.engine import SearchEngine
from index.language.compounds import divide
from index.language.tokens import words
from index.query import Query, parse, tree
from index.query.writer import write
from index.request import THEME_SEPARATOR, FacetValue, SearchRequest, SearchResult
from index.search import search

MOST_TRIED = 8
"""Filters, and parts of the query, that are tried; each costs a search."""

MOST_THEMES = 6
MOST_NEWEST = 3
PASSAGES_LOOKED_AT = 30
"""Passages of a theme among which its newest documents are found."""

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutFilter:
    """A filter, and the documents that are found without it; `left_out` for a value that the filter leaves out."""

    facet: str
    value: str
    left_out: bool
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutPart:
    """A part of the query, the query without it, and the documents that this finds."""

    part: str
    query: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a compound that the bank does not hold, which is a word of its own, and the documents that it finds."""

    compound: str
    query: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOn:
    """What leads on from a search; nothing in it is empty-handed.

    `themes` are those that the query's words stand in, counted over the whole bank, or the bank's largest;
    `newest` are the newest documents of the first of them.
    """

    filters: tuple[WithoutFilter, ...]
    parts: tuple[WithoutPart, ...]
    pieces: tuple[Piece, ...]
    themes: tuple[FacetValue, ...]
    newest: tuple[Document, ...]


def ways_on(engine: SearchEngine, request: SearchRequest) -> WaysOn:
    """Try what leads on from a request that finds nothing. Raises as `search` does."""
    request = replace(request, limit=0, offset=0, sort="relevance")
    themes = _themes(engine, request)
    return WaysOn(
        filters=tuple(way for way in _without_filters(engine, request) if way.documents),
        parts=tuple(way for way in _without_parts(engine, request) if way.documents),
        pieces=tuple(way for way in _pieces(engine, request) if way.documents),
        themes=themes,
        newest=_newest(engine, themes[0].value) if themes else (),
    )


def _without_filters(engine: SearchEngine, request: SearchRequest) -> Iterator[WithoutFilter]:
    chosen = [(facet, value, False) for facet, values in request.filters.items() for value in values]
    chosen += [(facet, value, True) for facet, values in request.without.items() for value in values]
    for facet, value, left_out in chosen[:MOST_TRIED]:
        fewer = (
            replace(request, without=_less(request.without, facet, value))
            if left_out
            else replace(request, filters=_less(request.filters, facet, value))
        )
        documents = search(engine, fewer).total_documents
        yield WithoutFilter(facet=facet, value=value, left_out=left_out, documents=documents)


def _less(values: Values, facet: str, value: str) -> Values:
    return {name: tuple(v for v in kept if (name, v) != (facet, value)) for name, kept in values.items()}


def _without_parts(engine: SearchEngine, request: SearchRequest) -> Iterator[WithoutPart]:
    """Take out what stands side by side at the top of the query, one at a time."""
    root = parse(request.query).tree
    parts = root.parts if isinstance(root, tree.And) else tree.beside(root)
    for part in parts[:MOST_TRIED] if len(parts) > 1 else ():
        rest = [other for other in parts if other is not part]
        query = write(tree.all_of(rest) if isinstance(root, tree.And) else tree.group(rest))
        documents = search(engine, replace(request, query=query)).total_documents
        yield WithoutPart(part=write(part), query=query, documents=documents)


def _pieces(engine: SearchEngine, request: SearchRequest) -> Iterator[Piece]:
    known = engine.word_frequencies()
    typed = [word for text in parse(request.query).words for word in words(text) if word.form not in known]
    pieces = {part.base: word.text for word in typed for part in divide(word.form)}
    for base, compound in list(pieces.items())[:MOST_TRIED]:
        documents = search(engine, replace(request, query=base, exact=True)).total_documents
        yield Piece(compound=compound, query=base, documents=documents)


def _themes(engine: SearchEngine, request: SearchRequest) -> tuple[FacetValue, ...]:
    """Return the themes of what holds any word of the query, else the largest of the bank."""
    any_word = Query(tree.any_of(map(tree.Word, parse(request.query).loosened().words)))
    near = _upper(search(engine, SearchRequest(query=str(any_word), limit=0))) if any_word.tree else []
    everywhere = _upper(search(engine, SearchRequest(limit=0)))
    counts = {theme.value: theme for theme in everywhere}
    return tuple(counts[theme.value] for theme in (near or everywhere)[:MOST_THEMES])


def _upper(result: SearchResult) -> list[FacetValue]:
    return [value for value in result.facets["tema"] if THEME_SEPARATOR not in value.value]


def _newest(engine: SearchEngine, theme: str) -> tuple[Document, ...]:
    request = SearchRequest(filters={"tema": (theme,)}, sort="newest", limit=PASSAGES_LOOKED_AT)
    documents = {hit.document.id: hit.document for hit in search(engine, request).hits}
    return tuple(documents.values())[:MOST_NEWEST]
