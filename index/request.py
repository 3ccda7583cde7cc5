"""What a search asks and what it answers: the types that pages, routes and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from index.document import Document, Passage
from index.language.question_kinds import QuestionKind

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")

FACETS = ("dokumenttyp", "inslag", "tema", "kommun", "lan", "organisation", "ar", "utgivare", "sprak")
"""Facet names in display order: the same in the address, on the command line and in the query language."""

THEME_SEPARATOR = " / "
"""Stands between the two levels of a theme: "Upphandling och affärer / reserverad upphandling"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A query as typed, and what narrows and orders it. `limit` and `offset` count passages.

    `filters` and `without` hold values by facet: passages need one of a facet's filters, and have none of `without`.
    Of years, stretches of time are values too ("2021..2022", "..2020", "2022-03", "2022-K1"). `exact` searches the
    words as they are typed, even where nothing is found for them. In an `unfinished` query the last word is still being
    typed: where the bank has no such word, those that begin so are searched.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    exact: bool = False
    unfinished: bool = False


class FacetValue(NamedTuple):
    """A value of a facet; `count` is the documents that choosing this value alone in its facet would give.

    A tuple, because a search makes some six hundred of them, and tuples are made in half the time.
    """

    value: str
    count: int  # type: ignore[assignment]  # hides what counts in any tuple, which nobody asks of this one
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, with its document's metadata.

    `snippet` and `title_marked` and `heading_marked` are HTML: everything is escaped but `<mark>`.
    """

    passage: Passage
    document: Document
    score: float
    snippet: str
    title_marked: str
    heading_marked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A hit, and hits further down the page that say nearly the same."""

    hit: Hit
    similar: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """The hits of a document, best first. A hit folded under another document's stands there."""

    document: Document
    folds: tuple[Fold, ...]


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence that answers a question: `passage.text[start:end]`, and the document that it stands in."""

    passage: Passage
    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence, word for word."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The answer: one page of hits in order, and counts over the whole result set.

    `total` counts passages, `total_documents` documents. `interpreted` is the query as it was understood.
    `suggestion` is another spelling to offer, or None; `searched` is the one that was searched because nothing is
    found for what was typed, or None. `notes` are Swedish sentences about what was left out or not found. `facets`
    holds every facet of `FACETS`, its values by falling count; `quarters` are values of the facet of years, oldest
    first, and counted alike. `groups` are the same hits by document. `question` is the kind of answer that is asked
    for, or None. `brief` holds the one or two sentences
    that answer a question, in the order of their text, and is empty where none answers well. `took_ms` is in
    milliseconds.
    """

    query: str
    interpreted: str
    total: int
    total_documents: int
    suggestion: str | None
    searched: str | None
    notes: tuple[str, ...]
    hits: tuple[Hit, ...]
    groups: tuple[DocumentHits, ...] = ()
    question: QuestionKind | None = None
    brief: tuple[BriefSentence, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]]
    quarters: tuple[FacetValue, ...]
    took_ms: float
