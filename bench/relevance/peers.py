"""What other engines rank out of the box: each takes (id, text) pairs and answers a query with ranked ids."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from tempfile import mkdtemp

import bm25s
import Stemmer
import tantivy
from whoosh import fields, index, qparser
from whoosh.analysis import LanguageAnalyzer

from index.evaluation import DEPTH, Collection

Ranked = list[tuple[str, float]]
Ranker = Callable[[str], Ranked]

_WORD = re.compile(r"\w+")


def sqlite_fts5(collection: Collection) -> Ranker:
    """SQLite FTS5 with its unicode61 tokenizer, words joined by OR (its default, AND, finds next to nothing)."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, title, text)")
    connection.executemany("INSERT INTO documents VALUES (?, ?, ?)", collection.documents)

    def rank(query: str) -> Ranked:
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        sql = "SELECT id, -bm25(documents) FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT ?"
        return connection.execute(sql, (match, DEPTH)).fetchall() if match else []

    return rank


def whoosh_language_analyzer(collection: Collection) -> Ranker:
    """Whoosh's LanguageAnalyzer('sv') and BM25F, words joined by OR."""
    schema = fields.Schema(id=fields.ID(stored=True), text=fields.TEXT(analyzer=LanguageAnalyzer("sv")))
    storage = index.create_in(mkdtemp(), schema)
    writer = storage.writer()
    for document_id, title, text in collection.documents:
        writer.add_document(id=document_id, text=f"{title} {text}")
    writer.commit()
    searcher = storage.searcher()
    parser = qparser.QueryParser("text", schema, group=qparser.OrGroup)

    def rank(query: str) -> Ranked:
        parsed = parser.parse(" ".join(_WORD.findall(query)).lower())
        found = searcher.search(parsed, limit=DEPTH, optimize=False)
        return [(hit["id"], float(hit.score)) for hit in found]

    return rank


def tantivy_swedish(collection: Collection) -> Ranker:
    """Tantivy with Swedish stop words and the Swedish stemmer, words joined by OR."""
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword("swedish"))
        .filter(tantivy.Filter.stemmer("swedish"))
        .build()
    )
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="swedish")
    engine = tantivy.Index(builder.build())
    engine.register_tokenizer("swedish", analyzer)
    writer = engine.writer()
    for document_id, title, text in collection.documents:
        writer.add_document(tantivy.Document(id=document_id, text=f"{title} {text}"))
    writer.commit()
    engine.reload()
    searcher = engine.searcher()

    def rank(query: str) -> Ranked:
        parsed = engine.parse_query(" ".join(_WORD.findall(query)).lower(), ["text"])
        hits = searcher.search(parsed, DEPTH).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    return rank


def bm25s_stemmed(collection: Collection) -> Ranker:
    """bm25s with its Swedish stop words and PyStemmer."""
    stemmer = Stemmer.Stemmer("swedish")
    ids = [document_id for document_id, _, _ in collection.documents]
    engine = bm25s.BM25()
    engine.index(
        _bm25s_tokens([f"{title} {text}" for _, title, text in collection.documents], stemmer), show_progress=False
    )

    def rank(query: str) -> Ranked:
        numbers, scores = engine.retrieve(_bm25s_tokens([query], stemmer), k=min(DEPTH, len(ids)), show_progress=False)
        pairs = zip(numbers[0], scores[0], strict=True)
        return [(ids[int(number)], float(score)) for number, score in pairs if score > 0]

    return rank


def _bm25s_tokens(texts: Sequence[str], stemmer: Stemmer.Stemmer) -> bm25s.tokenization.Tokenized:
    return bm25s.tokenize(list(texts), stopwords="swedish", stemmer=stemmer, show_progress=False)


PEERS: dict[str, Callable[[Collection], Ranker]] = {
    "SQLite FTS5, OR": sqlite_fts5,
    "Whoosh LanguageAnalyzer('sv'), OR": whoosh_language_analyzer,
    "tantivy, Swedish": tantivy_swedish,
    "bm25s, PyStemmer": bm25s_stemmed,
}
