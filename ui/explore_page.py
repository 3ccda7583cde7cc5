"""The page that shows what the bank holds: when it was published, which places it mentions, what it is about.

Every picture has a table beside it that says the same, and every mark in it is a filter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from index.engine import SearchEngine
from index.request import THEME_SEPARATOR, SearchRequest, SearchResult
from index.search import search
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.explored_places import places
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState
from ui.subjects import facet_way
from ui.text import DOCUMENTS, PASSAGES, count, page_title
from ui.timeline import timeline


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme: the ways to its page and its documents, how long its bar is (percent of the longest), what is below."""

    page: Way
    documents: Way
    share: int
    below: tuple[Way, ...]


def explore_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show what the bank holds. `karta` and `lan` choose the map. Raises IndexMissingError or IndexOutdatedError.

    A plain page with a large map has nothing else, so that it stays light.
    """
    start = SearchState(addresses=addresses)
    everything = search(engine, SearchRequest(limit=0))
    shown = places(everything, parameters, start)
    html = render(
        "explore.html.j2",
        state=start,
        current="Utforska",
        holds=f"{count(everything.total_documents, DOCUMENTS)} med {count(everything.total, PASSAGES)}",
        timeline=timeline(everything, start),
        places=shown,
        whole=not (shown.large and addresses.plain),
        themes=_themes(everything, start),
    )
    about = Metadata(
        address=addresses.to("explore"),
        description="Vad banken innehåller: när texterna gavs ut, vilka platser de nämner och vilka teman de har.",
    )
    return Page(page_title(shown.county, "Utforska"), html, about)


def _themes(everything: SearchResult, start: SearchState) -> list[ThemeRow]:
    """Return the themes by falling number of documents, each with the themes below it."""
    ids = {theme.name: theme.id for theme in shared_vocabulary().themes}
    below: defaultdict[str, list[Way]] = defaultdict(list)
    upper = []
    for value in everything.facets["tema"]:
        parent, separator, _ = value.value.partition(THEME_SEPARATOR)
        if separator:
            below[parent].append(facet_way(start, "tema", value.value, value.count))
        else:
            upper.append(value)
    most = max((value.count for value in upper), default=1)
    return [
        ThemeRow(
            Way(value.value, start.addresses.to("theme", ids[value.value]) if value.value in ids else ""),
            facet_way(start, "tema", value.value, value.count),
            round(100 * value.count / most),
            tuple(below[value.value]),
        )
        for value in upper
    ]
