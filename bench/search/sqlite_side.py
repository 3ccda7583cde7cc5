"""SQLite FTS5: BM25 by column, facets by GROUP BY over distinct documents, its own snippets (of the stems).

Matches go into a temporary table once, with their rank; facets are counted from it by one join, and by another for each
facet with a chosen value. CROSS JOIN keeps SQLite from reading all facets for a few matches.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from bench.search.queries import Search
from bench.search.sides import TOP, Answer, Answerer, PeerQuery, Row, peer_query, rows
from index.document import Document
from index.request import FACETS

_SCHEMA = """
CREATE VIRTUAL TABLE bank
    USING fts5(title, heading, text, forms, parts, tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
CREATE TABLE passages(passage INTEGER PRIMARY KEY, id TEXT, document INTEGER);
CREATE TABLE names(value INTEGER PRIMARY KEY, facet INTEGER, name TEXT, UNIQUE(facet, name));
CREATE TABLE facets(passage INTEGER, facet INTEGER, value INTEGER, document INTEGER, PRIMARY KEY(passage, facet, value))
    WITHOUT ROWID;
CREATE INDEX carriers ON facets(value, passage);
"""
_WEIGHTS = "2.0, 2.5, 1.0, 0.5, 0.5"
_COLUMNS = {"stem": "{title heading text}", "forms": "forms", "parts": "parts"}


def build(folder: Path, documents: Iterable[Document]) -> None:
    """Write the database."""
    folder.mkdir(parents=True)
    connection = sqlite3.connect(folder / "bank.db")
    connection.executescript(_SCHEMA)
    names: dict[tuple[int, str], int] = {}
    for number, row in enumerate(rows(documents), start=1):
        columns = (number, row.title, row.heading, row.text, row.forms, row.parts)
        connection.execute(
            "INSERT INTO bank(rowid, title, heading, text, forms, parts) VALUES (?, ?, ?, ?, ?, ?)", columns
        )
        connection.execute("INSERT INTO passages VALUES (?, ?, ?)", (number, row.id, row.document))
        connection.executemany("INSERT INTO facets VALUES (?, ?, ?, ?)", list(_facets(number, row, names)))
    pairs = [(value, facet, name) for (facet, name), value in names.items()]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", pairs)
    connection.execute("INSERT INTO bank(bank) VALUES ('optimize')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _facets(number: int, row: Row, names: dict[tuple[int, str], int]) -> Iterable[tuple[int, int, int, int]]:
    for facet, values in row.facets.items():
        for value in values:
            place = FACETS.index(facet)
            yield number, place, names.setdefault((place, value), len(names)), row.document


def open_all(folder: Path) -> Answerer:
    """Open the database; passages match that hold every word."""
    return _Database(folder, " AND ").answer


def open_any(folder: Path) -> Answerer:
    """Open the database; passages match that hold any word."""
    return _Database(folder, " OR ").answer


class _Database:
    def __init__(self, folder: Path, between: str) -> None:
        self._connection = sqlite3.connect(folder / "bank.db")
        self._between = between
        self._ask = self._connection.execute
        self._ask("PRAGMA temp_store = MEMORY")
        self._ask("PRAGMA mmap_size = 4000000000")
        self._ask("CREATE TEMP TABLE matched(passage INTEGER PRIMARY KEY, rank REAL)")
        self._value = {(facet, name): value for value, facet, name in self._ask("SELECT value, facet, name FROM names")}

    def answer(self, asked: Search) -> Answer:
        """Do the whole job."""
        match = _match(peer_query(asked), self._between)
        self._ask("DELETE FROM matched")
        if match:
            sql = f"INSERT INTO matched SELECT rowid, bm25(bank, {_WEIGHTS}) FROM bank WHERE bank MATCH ?"  # noqa: S608
            self._ask(sql, (match,))
        else:
            self._ask("INSERT INTO matched SELECT passage, 0 FROM passages")
        conditions = self._conditions(asked)
        passing = " AND ".join(conditions.values()) or "1"
        (total,) = self._ask(f"SELECT COUNT(*) FROM matched m WHERE {passing}").fetchone()  # noqa: S608
        best = self._best(match, passing)
        counted = [self._counts(passing, "1")]
        for facet in conditions:
            others = " AND ".join(other for name, other in conditions.items() if name != facet) or "1"
            counted.append(self._counts(others, f"f.facet = {facet}"))
        return Answer(total, best, len(set(chain.from_iterable(counted))))

    def _best(self, match: str, passing: str) -> tuple[str, ...]:
        top = f"SELECT passage FROM matched m WHERE {passing} ORDER BY rank LIMIT {TOP}"  # noqa: S608
        if not match:
            return tuple(row for (row,) in self._ask(f"SELECT id FROM passages WHERE passage IN ({top})"))  # noqa: S608
        sql = (
            "SELECT passages.id, snippet(bank, 2, '<mark>', '</mark>', ' … ', 40) FROM bank JOIN passages "  # noqa: S608
            f"ON passages.passage = bank.rowid WHERE bank MATCH ? AND bank.rowid IN ({top})"
        )
        return tuple(row for row, _ in self._ask(sql, (match,)))

    def _counts(self, passing: str, of: str) -> Sequence[tuple[int, int]]:
        sql = (
            "SELECT f.value, COUNT(DISTINCT f.document) FROM matched m CROSS JOIN facets f ON f.passage = m.passage "  # noqa: S608
            f"WHERE {passing} AND {of} GROUP BY f.value"
        )
        return self._ask(sql).fetchall()

    def _conditions(self, asked: Search) -> dict[int, str]:
        conditions = {}
        for facet, values in asked.filters.items():
            place = FACETS.index(facet)
            numbers = ", ".join(str(self._value.get((place, value), -1)) for value in values)
            conditions[place] = (
                f"EXISTS (SELECT 1 FROM facets x WHERE x.passage = m.passage AND x.facet = {place} "  # noqa: S608
                f"AND x.value IN ({numbers}))"
            )
        return conditions


def _match(query: PeerQuery, between: str) -> str:
    words = [" OR ".join(f'{_COLUMNS[column]} : "{key}"' for column, key in ways) for ways in query.words]
    phrases = [f'forms : "{" ".join(phrase)}"' for phrase in query.phrases]
    prefixes = [f'forms : "{prefix}"*' for prefix in query.prefixes]
    return between.join(f"({part})" for part in (*words, *phrases, *prefixes))
