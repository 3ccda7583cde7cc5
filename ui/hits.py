"""Hits as a page shows them: passages gathered below their document, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from index.document import Document
from index.request import BriefSentence, DocumentHits, Fold
from ui.page import Way
from ui.state import SearchState
from ui.text import WORD_FOR_WORD, capital, date

PROVENANCE = {"digest": "sammanfattning", "original": "originaltext"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """A passage below its document: heading path and snippet with `<mark>`, and the address of its place.

    `similar` leads to passages of the same result that say nearly the same, and are shown nowhere else.
    """

    heading: Markup
    snippet: Markup
    address: str
    language: str
    similar: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDocument:
    """A document of the result; `address` leads to its first passage, `passages` stand in order of rank."""

    title: Markup
    address: str
    kind: str
    date: str
    publisher: str
    provenance: str
    language: str
    passages: tuple[ShownPassage, ...]


def shown_documents(groups: Sequence[DocumentHits], state: SearchState) -> tuple[ShownDocument, ...]:
    """Return the documents of a page of hits, each with its passages."""
    return tuple(_shown(group, state) for group in groups)


def _shown(group: DocumentHits, state: SearchState) -> ShownDocument:
    first, document = group.folds[0].hit, group.document
    return ShownDocument(
        title=_trusted(first.title_marked),
        address=state.document_address(document.id, first.passage.anchor),
        kind=capital(document.kind),
        date=date(document.published),
        publisher=document.publisher,
        provenance=PROVENANCE[document.provenance],
        language=document.language,
        passages=tuple(_passage(fold, state) for fold in group.folds),
    )


def _passage(fold: Fold, state: SearchState) -> ShownPassage:
    hit = fold.hit
    return ShownPassage(
        heading=Markup(" › ").join(_trusted(part) for part in hit.heading_marked),
        snippet=_trusted(hit.snippet),
        address=state.document_address(hit.document.id, hit.passage.anchor),
        language=hit.passage.language,
        similar=tuple(
            Way(
                f"{other.document.title} ({PROVENANCE[other.document.provenance]})",
                state.document_address(other.document.id, other.passage.anchor),
            )
            for other in fold.similar
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Sentences of one passage, word for word, and where they stand; `place` is the path of headings."""

    sentences: tuple[str, ...]
    language: str
    title: str
    place: str
    address: str
    date: str
    publisher: str
    source: str


def quotes(brief: Sequence[BriefSentence], state: SearchState) -> tuple[Quote, ...]:
    """Gather the sentences that answer a question by passage."""
    return tuple(_quote(list(found), state) for _, found in groupby(brief, key=lambda sentence: sentence.passage.id))


def _quote(brief: Sequence[BriefSentence], state: SearchState) -> Quote:
    document, passage = brief[0].document, brief[0].passage
    return Quote(
        sentences=tuple(sentence.text for sentence in brief),
        language=passage.language,
        title=document.title,
        place=" › ".join(passage.heading),
        address=state.document_address(document.id, passage.anchor),
        date=date(document.published),
        publisher=document.publisher,
        source=WORD_FOR_WORD[document.provenance],
    )


def described(document: Document) -> dict[str, str]:
    """Return what a list says of a document besides its title: kind, date and publisher."""
    return {"kind": capital(document.kind), "date": date(document.published), "publisher": document.publisher}


def _trusted(marked: str) -> Markup:
    """Take over HTML that the index has escaped except for `<mark>`."""
    return Markup(marked)  # noqa: S704
