"""The page that shows what the bank holds: when it was published, which places it mentions, what it is about.

Every picture has a table beside it that says the same, and every mark in it is a filter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from index.choices import swedish_order
from index.engine import SearchEngine
from index.request import THEME_SEPARATOR, FacetValue, SearchRequest, SearchResult
from index.search import search
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.maps.sweden import county_map, municipality_map
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState
from ui.text import DOCUMENTS, PASSAGES, count, page_title, value_title
from ui.timeline import timeline

MAPS = {"lan": "Län", "kommun": "Kommuner"}
"""The maps by the value of the parameter `karta`, the first where it is missing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A map that can be shown."""

    key: str
    way: Way
    current: bool


@dataclass(frozen=True, slots=True)
class County:
    """A county and the municipalities in it that are mentioned: links to pages, `documents` to filter by."""

    name: str
    documents: Way | None
    municipalities: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place or theme in a list: the way to its page, and the way to its documents."""

    page: Way
    documents: Way


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with the themes below it; `share` is how long its bar is, in percent of the longest."""

    row: PlaceRow
    share: int
    below: tuple[Way, ...]


def explore_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show what the bank holds. `karta` chooses the map. Raises IndexMissingError or IndexOutdatedError.

    The map of municipalities is a large drawing; the plain page that has it has nothing else, so that it stays light.
    """
    start = SearchState(addresses=addresses)
    everything = search(engine, SearchRequest(limit=0))
    shown = next((key for key in parameters.get("karta", ()) if key in MAPS), "lan")
    known = shared_vocabulary().municipalities
    counties, municipalities = (_ways(everything, facet, start) for facet in ("lan", "kommun"))
    html = render(
        "explore.html.j2",
        state=start,
        current="Utforska",
        holds=f"{count(everything.total_documents, DOCUMENTS)} med {count(everything.total, PASSAGES)}",
        timeline=timeline(everything, start),
        maps=[
            Choice(key, Way(title, addresses.to("explore", parameters=[("karta", key)])), key == shown)
            for key, title in MAPS.items()
        ],
        whole=shown == "lan" or not addresses.plain,
        map=county_map(counties, known) if shown == "lan" else municipality_map(municipalities, known),
        counties=_counties(counties, municipalities, {one.name: one.county for one in known}, start),
        themes=_themes(everything, start),
    )
    about = Metadata(
        address=addresses.to("explore"),
        description="Vad banken innehåller: när texterna gavs ut, vilka platser de nämner och vilka teman de har.",
    )
    return Page(page_title("Utforska"), html, about)


def _ways(everything: SearchResult, facet: str, start: SearchState) -> list[Way]:
    return [_filter(facet, value, start) for value in everything.facets[facet]]


def _filter(facet: str, value: FacetValue, start: SearchState) -> Way:
    return Way(value_title(facet, value.value), start.with_filter(facet, value.value).address(), value.count)


def _counties(
    counties: list[Way], municipalities: list[Way], county_of: dict[str, str], start: SearchState
) -> list[County]:
    """Return the counties by falling number of documents; municipalities of no known county come last."""
    inside: defaultdict[str, list[PlaceRow]] = defaultdict(list)
    for way in sorted(municipalities, key=lambda way: swedish_order(way.text)):
        page = Way(way.text, start.addresses.to("municipality", way.text))
        inside[county_of.get(way.text, "")].append(PlaceRow(page, way))
    found = [County(way.text, way, tuple(inside.pop(way.text, ()))) for way in counties]
    return found + [County(name or "Övriga kommuner", None, tuple(rows)) for name, rows in inside.items()]


def _themes(everything: SearchResult, start: SearchState) -> list[ThemeRow]:
    """Return the themes by falling number of documents, each with the themes below it."""
    ids = {theme.name: theme.id for theme in shared_vocabulary().themes}
    below: defaultdict[str, list[Way]] = defaultdict(list)
    upper = []
    for value in everything.facets["tema"]:
        parent, separator, _ = value.value.partition(THEME_SEPARATOR)
        if separator:
            below[parent].append(_filter("tema", value, start))
        else:
            upper.append(value)
    most = max((value.count for value in upper), default=1)
    return [
        ThemeRow(
            PlaceRow(
                Way(value.value, start.addresses.to("theme", ids[value.value]) if value.value in ids else ""),
                _filter("tema", value, start),
            ),
            round(100 * value.count / most),
            tuple(below[value.value]),
        )
        for value in upper
    ]
