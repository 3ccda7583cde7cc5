"""The contract between the bank and a search engine.

An engine receives terms that the Swedish chain has made, never raw text, so that the same search gives the same
passages on every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from index.document import Document, Passage
from index.plan import Condition, QueryPlan
from index.prepared import PreparedDocument
from index.request import Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an engine shall return: `offset` and `limit` count passages.

    `filters` holds what is chosen by facet: one of a facet's conditions has to hold. `without` are conditions of which
    none may hold; they bound every count. `marked` are terms whose places in the texts of the page are wanted. `cut`
    leaves out passages that hold too little of the query's weight; without it everything that matches is ranked.
    """

    plan: QueryPlan
    filters: Mapping[str, tuple[Condition, ...]]
    without: tuple[Condition, ...] = ()
    sort: Sort
    limit: int
    offset: int
    marked: frozenset[str] = frozenset()
    cut: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A passage of the result, its document, and its score (higher is better; 0.0 where nothing is ranked).

    `marked` are the places of the words of its text, counted from 0 and ascending, that stand under the marked terms;
    None where none were asked for.
    """

    passage: Passage
    document: Document
    score: float
    marked: tuple[int, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of passages in order, the totals, and document counts per facet value.

    `facets` has every facet, and the values of each by falling count, then by name in Swedish.
    `dates` counts documents by date of publication as it is written, "" for undated ones, and ignores what is chosen in
    the facet of years, as that facet's own counts do. `unknown_words` are words of the query that nothing holds; `also`
    are synonyms that something holds.
    """

    total: int
    total_documents: int
    passages: tuple[FoundPassage, ...]
    facets: Mapping[str, Mapping[str, int]]
    dates: Mapping[str, int]
    unknown_words: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of an index: counts, size on disk in bytes, versions, and when it was last written (UTC)."""

    path: Path
    engine: str
    documents: int
    passages: int
    size: int
    schema_version: str
    language_version: str
    last_ingest: datetime | None


class Writing(Protocol):
    """One transaction: all of it becomes visible at once when the context ends without an error, or nothing."""

    def replace(self, document: Document | PreparedDocument) -> None:
        """Put `document` in the place of every passage that its id had before."""

    def remove(self, document_id: str) -> None:
        """Take a document and its passages out; an unknown id changes nothing."""


class SearchEngine(Protocol):
    """What an engine must do. Reading methods see the last committed generation."""

    def __hash__(self) -> int:
        """Tell engines apart, so that what is derived from one can be kept."""

    def generation(self) -> str:
        """Return a value that changes with every commit."""

    def find(self, selection: Selection) -> Found:
        """Rank, filter, count and page. Raises IndexMissingError or IndexOutdatedError."""

    def document(self, document_id: str) -> Document:
        """Return a document with its passages in reading order. Raises NotFoundError."""

    def documents(self) -> Iterator[Document]:
        """Yield every document without its passages, in order of id."""

    def whole_documents(self) -> Iterator[Document]:
        """Yield every document with its passages, in order of id, all of one generation."""

    def content_hashes(self) -> Mapping[str, str]:
        """Return the content hash of each document by id; empty where there is no index yet."""

    def facet_values(self, facet: str) -> Sequence[str]:
        """Return every value that a facet has in the bank."""

    def word_frequencies(self) -> Mapping[str, int]:
        """Return how many passages hold each word form, lower-cased."""

    def count_passages(self, phrases: Sequence[Sequence[str]]) -> Sequence[int]:
        """Return how many passages hold each phrase: its terms next to each other in one field, or its one term."""

    def status(self) -> Status:
        """Describe the index."""

    def exclusive(self, on_wait: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
        """Keep other writers out, so that what is read inside the context still holds when it is written.

        Waits for another writer, having told `on_wait` so in one Swedish sentence. Raises IndexLockedError.
        """

    def write(self, *, rebuild: bool = False, erase: bool = False) -> AbstractContextManager[Writing]:
        """Open a transaction. Raises IndexLockedError.

        `rebuild` starts from an empty index. `erase` leaves nothing on the disk of what was ever removed or replaced,
        which an engine may otherwise do when it suits it; it can take as long as writing all of the index.
        """
