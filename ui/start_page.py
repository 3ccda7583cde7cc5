"""The start page: what the bank holds, and ways into it."""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Document
from index.engine import SearchEngine
from index.once import once_a_generation
from index.request import THEME_SEPARATOR, FacetValue, SearchRequest, SearchResult
from index.search import search
from ui.feed import feed_address
from ui.hits import described
from ui.linked_data import site
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.state import SearchState
from ui.subjects import facet_way
from ui.text import (
    DOCUMENTS,
    FACET_TITLES,
    KIND_PLURALS,
    PASSAGES,
    capital,
    count,
    listed,
    page_title,
)

EXAMPLES = (
    "social upphandling",
    "reserverad upphandling",
    "idéburet offentligt partnerskap",
    "arbetsintegrerande sociala företag",
    "”social ekonomi” definition",
    "second hand kommun",
)
"""Searches to try; one that finds nothing in this bank is not shown."""

BROWSED = {"dokumenttyp": 10, "kommun": 10, "ar": 8}
"""The facets that the start page shows besides themes, with how many values of each."""

KINDS_NAMED = 5
NEWEST = 6
THEMES = 16


@dataclass(frozen=True, slots=True)
class Shelf:
    """A facet of the start page, its most frequent values as links."""

    name: str
    title: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the start page tells of a bank, the same until the bank changes."""

    everything: SearchResult
    newest: tuple[Document, ...]
    examples: tuple[str, ...]


def start_page(engine: SearchEngine, start: SearchState) -> Page:
    """Show what the bank holds; `start` is the search that asks nothing.

    Raises IndexMissingError or IndexOutdatedError.
    """
    holdings = _holdings(engine, engine.generation())
    everything = holdings.everything
    html = render(
        "start.html.j2",
        state=start,
        current="Sök",
        holds=_holds(everything),
        examples=[Way(capital(query), start.with_query(query).address()) for query in holdings.examples],
        themes=_themes(start, everything),
        browse=[_shelf(start, everything, name, most) for name, most in BROWSED.items()],
        newest=[
            {
                "title": document.title,
                "address": start.document_address(document.id),
                "language": document.language,
                **described(document),
            }
            for document in holdings.newest
        ],
        all_address=start.with_sort("newest").address(),
    )
    about = Metadata(
        address=start.address(),
        description=f"Sök i {_holds(everything)} om social ekonomi.",
        feed=feed_address(start),
        things=(site(start.addresses),),
    )
    return Page(page_title("Sök"), html, about)


def _holds(everything: SearchResult) -> str:
    """Say how much the bank holds, and of which kinds the most."""
    kinds = [KIND_PLURALS.get(kind.value, kind.value) for kind in everything.facets["dokumenttyp"][:KINDS_NAMED]]
    size = f"{count(everything.total_documents, DOCUMENTS)} med {count(everything.total, PASSAGES)}"
    return f"{size}, bland annat {listed(kinds)}" if kinds else size


def theme_way(state: SearchState, theme: FacetValue) -> Way:
    """Return a link to what the bank holds on a theme, with its documents."""
    return facet_way(state.blank(), "tema", theme.value, theme.count)


def _themes(start: SearchState, everything: SearchResult) -> list[Way]:
    upper = [value for value in everything.facets["tema"] if THEME_SEPARATOR not in value.value]
    return [theme_way(start, value) for value in upper[:THEMES]]


def _shelf(start: SearchState, everything: SearchResult, name: str, most: int) -> Shelf:
    values = everything.facets[name][:most]
    if name == "ar":
        values = tuple(sorted(values, key=lambda value: value.value, reverse=True))
    return Shelf(name, FACET_TITLES[name], tuple(facet_way(start, name, value.value, value.count) for value in values))


@once_a_generation
def _holdings(engine: SearchEngine, generation: str) -> Holdings:  # noqa: ARG001 (a new generation holds something else)
    """Gather what the start page tells; trying every example takes half a second on 10,000 passages."""
    documents = sorted(engine.documents(), key=lambda document: document.published or "", reverse=True)
    return Holdings(
        everything=search(engine, SearchRequest(limit=1)),
        newest=tuple(documents[:NEWEST]),
        examples=tuple(query for query in EXAMPLES if search(engine, SearchRequest(query=query, limit=1)).total),
    )
