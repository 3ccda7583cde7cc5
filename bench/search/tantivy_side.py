"""Tantivy: BM25 with boosts by field, facets by its terms aggregations, its own snippets (of the stems).

Its aggregations count passages: distinct documents would need a second level of them in every value, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from bench.search.queries import Search
from bench.search.sides import TOP, Answer, Answerer, PeerQuery, peer_query, rows
from index.document import Document
from index.request import FACETS

_BOOSTS = {"title": 2.0, "heading": 2.5, "text": 1.0, "forms": 0.5, "parts": 0.5}
_FIELDS = {"stem": ("title", "heading", "text"), "forms": ("forms",), "parts": ("parts",)}
_VALUES = 1000


def _index(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _BOOSTS:
        builder.add_text_field(name, stored=name == "text", tokenizer_name="whitespace")
    for name in FACETS:
        builder.add_text_field(f"facet_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Write the index, as one segment."""
    folder.mkdir(parents=True)
    writer = _index(folder).writer(heap_size=400_000_000, num_threads=1)
    for row in rows(documents):
        document = tantivy.Document()
        for name in ("id", *_BOOSTS):
            document.add_text(name, getattr(row, name))
        for name, values in row.facets.items():
            for value in values:
                document.add_text(f"facet_{name}", value)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def open_all(folder: Path) -> Answerer:
    """Open the index; passages match that hold every word."""
    return _Searcher(folder, tantivy.Occur.Must).answer


def open_any(folder: Path) -> Answerer:
    """Open the index; passages match that hold any word."""
    return _Searcher(folder, tantivy.Occur.Should).answer


class _Searcher:
    def __init__(self, folder: Path, occur: tantivy.Occur) -> None:
        index = _index(folder)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._occur = occur

    def answer(self, asked: Search) -> Answer:
        """Do the whole job."""
        words = self._words(peer_query(asked))
        filters = {facet: self._carrying(facet, values) for facet, values in asked.filters.items()}
        query = _all_of(words, *filters.values())
        found = self._searcher.search(query, TOP)
        snippets = tantivy.SnippetGenerator.create(self._searcher, words, self._schema, "text")
        snippets.set_max_num_chars(280)
        best = []
        for _, address in found.hits:
            document = self._searcher.doc(address)
            snippets.snippet_from_doc(document).to_html()
            best.append(document["id"][0])
        counts = self._counts(query, [facet for facet in FACETS if facet not in filters])
        for facet in filters:
            others = [carrying for name, carrying in filters.items() if name != facet]
            counts |= self._counts(_all_of(words, *others), [facet])
        return Answer(found.count, tuple(best), sum(len(buckets["buckets"]) for buckets in counts.values()))

    def _counts(self, query: tantivy.Query, facets: list[str]) -> dict[str, Any]:
        asked = {facet: {"terms": {"field": f"facet_{facet}", "size": _VALUES}} for facet in facets}
        return self._searcher.aggregate(query, asked)

    def _carrying(self, facet: str, values: Iterable[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, f"facet_{facet}", list(values))

    def _words(self, query: PeerQuery) -> tantivy.Query:
        term, boost = tantivy.Query.term_query, tantivy.Query.boost_query
        parts = [
            tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Should, boost(term(self._schema, name, key), _BOOSTS[name]))
                    for column, key in ways
                    for name in _FIELDS[column]
                ]
            )
            for ways in query.words
        ]
        for phrase in query.phrases:
            one = len(phrase) == 1
            make = term if one else tantivy.Query.phrase_query
            parts.append(make(self._schema, "forms", phrase[0] if one else list(phrase)))
        parts += [tantivy.Query.regex_query(self._schema, "forms", f"{prefix}.*") for prefix in query.prefixes]
        return (
            tantivy.Query.boolean_query([(self._occur, part) for part in parts]) if parts else tantivy.Query.all_query()
        )


def _all_of(*queries: tantivy.Query) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
