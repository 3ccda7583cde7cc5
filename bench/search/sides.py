"""The sides that are compared. Each builds its index of the same bank in a folder, and answers searches from it.

An answer is everything that a page of hits needs: how many there are, the ten best with snippets, and the counts of
every facet, of which those with a chosen value ignore that choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench.search.queries import Search
from index.document import Document, Passage
from index.facets import facet_values
from index.language.analysis import Level, term_positions, word_terms
from index.language.query_terms import plan
from index.plan import QueryPlan
from index.query import parse, tree
from index.query.tree import beside

TOP = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """How many passages match, the ids of the best, and the number of facet values with a count."""

    total: int
    best: tuple[str, ...]
    values: int


Answerer = Callable[[Search], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage for a peer: the same terms as our own index has, by where and how they stand, and its facets.

    The stems of words are kept by field, in reading order; their exact forms and the parts of compounds together.
    """

    id: str
    document: int
    title: str
    heading: str
    text: str
    forms: str
    parts: str
    facets: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PeerQuery:
    """A search for a peer: of each word with meaning the ways to hold it, phrases of forms, and beginnings of forms."""

    words: tuple[tuple[tuple[str, str], ...], ...]
    """Pairs of a column ("stem", "forms", "parts") and a term."""
    phrases: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]


COLUMN = {Level.FORM: "forms", Level.STEM: "stem", Level.ENGLISH: "stem", Level.PART: "parts"}


def plain(key: str) -> str:
    """Return a term's key as letters and digits alone, which every tokenizer leaves as it is."""
    return re.sub(r"\W", "_", key)


def rows(documents: Iterable[Document]) -> Iterator[Row]:
    """Yield every passage of documents with its terms."""
    for number, document in enumerate(documents):
        for passage in document.passages:
            yield _row(number, document, passage)


def _row(number: int, document: Document, passage: Passage) -> Row:
    texts = (document.title, *passage.heading, passage.text)
    columns = [_by_level(text, passage.language) for text in texts]
    return Row(
        id=passage.id,
        document=number,
        title=columns[0]["stem"],
        heading=" ".join(column["stem"] for column in columns[1:-1]),
        text=columns[-1]["stem"],
        forms=" ".join(column["forms"] for column in columns),
        parts=" ".join(column["parts"] for column in columns),
        facets=facet_values(document, passage),
    )


def _by_level(text: str, language: str) -> dict[str, str]:
    terms = term_positions(word_terms(text, language))
    placed: dict[str, list[tuple[int, str]]] = {column: [] for column in COLUMN.values()}
    for term, positions in terms.items():
        level, _, key = term.partition(":")
        placed[COLUMN[Level(level)]] += [(position, plain(key)) for position in positions]
    return {column: " ".join(key for _, key in sorted(found)) for column, found in placed.items()}


def peer_query(search: Search) -> PeerQuery:
    """Return what a peer is asked; words that carry grammar alone are left out, which spares it the longest lists."""
    query = parse(search.query)
    planned: QueryPlan = plan(query, expansions={})
    words = tuple(
        tuple(
            (COLUMN[Level(level)], plain(key))
            for way in word.alternatives
            if len(way.terms) == 1
            for level, _, key in (way.terms[0].partition(":"),)
        )
        for word in planned.words
        if word.weight == 1 and not word.pooled
    )
    phrases = tuple(tuple(plain(key[2:]) for key in phrase.terms) for phrase in planned.phrases)
    prefixes = tuple(part.text.rstrip("*") for part in beside(query.tree) if isinstance(part, tree.Pattern))
    return PeerQuery(words, phrases, prefixes)
