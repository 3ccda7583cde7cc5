"""The places that the bank mentions, as a map and as rows: by county, by municipality, or within one county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.ordering import swedish_order
from index.request import SearchResult
from ui.addresses import Parameters
from ui.maps.sweden import SwedenMap, county_map, map_within_county, municipality_map
from ui.page import Way
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState
from ui.text import value_title

MAPS = {"lan": "Län", "kommun": "Kommuner"}
"""The maps of the country by the value of the parameter `karta`, the first where it is missing."""

MOST_ON_A_PLAIN_PAGE = 100
"""Municipalities above which a plain page, which stays below 50 kB, has a map for those of one county only."""

MOST_IN_A_PLAIN_TABLE = 20
"""Municipalities above which a plain page with more than the map of municipalities has only the number of them."""


@dataclass(frozen=True, slots=True)
class MapChoice:
    """A map that can be shown."""

    key: str
    way: Way
    current: bool


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality: the way to its page, and the way to its documents."""

    page: Way
    documents: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyRow:
    """A county that is mentioned and the municipalities in it that are.

    `within` is the address of its own map, "" where there is none; `documents` is None for municipalities that lie in
    no county that the bank knows.
    """

    name: str
    within: str
    documents: Way | None
    municipalities: tuple[MunicipalityRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlaces:
    """A map, the others that can be chosen, and the rows that say the same.

    `county` is the county that the map shows alone, "" for the whole country. `named` tells whether the rows have the
    municipalities by name, and not their number alone; `large` whether the drawing is.
    """

    map: SwedenMap
    choices: tuple[MapChoice, ...]
    county: str
    rows: tuple[CountyRow, ...]
    named: bool
    large: bool


def places(everything: SearchResult, parameters: Parameters, start: SearchState) -> ShownPlaces:
    """Return the map that `lan` (a county) or `karta` asks for; what has no meaning gives the map of the counties."""
    known = shared_vocabulary().municipalities
    county_of = {one.name: one.county for one in known}
    counties, municipalities = (
        [
            Way(value_title(facet, value.value), start.with_filter(facet, value.value).address(), value.count)
            for value in everything.facets[facet]
        ]
        for facet in ("lan", "kommun")
    )
    named = len(municipalities) <= MOST_ON_A_PLAIN_PAGE or not start.addresses.plain
    rows = _rows(counties, municipalities, county_of, start)
    county = next((name for name in parameters.get("lan", ()) if name in county_of.values()), "")
    inside = [way for way in municipalities if county_of.get(way.text) == county]
    within = map_within_county(county, inside) if county else None
    if within:
        choices = _choices("", named, start)
        own = MapChoice("ett-lan", Way(county, _within(county, start)), current=True)
        shown = tuple(row for row in rows if row.name == county) or (_empty_row(county),)
        return ShownPlaces(map=within, choices=(*choices, own), county=county, rows=shown, named=True, large=True)
    key = next((key for key in parameters.get("karta", ()) if key in MAPS and (named or key == "lan")), "lan")
    whole = county_map(counties, known) if key == "lan" else municipality_map(municipalities, known)
    return ShownPlaces(
        map=whole,
        choices=_choices(key, named, start),
        county="",
        rows=rows,
        named=key == "kommun" or len(municipalities) <= MOST_IN_A_PLAIN_TABLE or not start.addresses.plain,
        large=key == "kommun",
    )


def _choices(current: str, named: bool, start: SearchState) -> tuple[MapChoice, ...]:  # noqa: FBT001 (inside the module)
    return tuple(
        MapChoice(key, Way(title, start.addresses.to("explore", parameters=[("karta", key)])), key == current)
        for key, title in MAPS.items()
        if named or key == "lan"
    )


def _within(county: str, start: SearchState) -> str:
    return start.addresses.to("explore", parameters=[("lan", county)], anchor="karta")


def _rows(
    counties: Sequence[Way], municipalities: Sequence[Way], county_of: dict[str, str], start: SearchState
) -> tuple[CountyRow, ...]:
    """Return the counties by falling number of documents; municipalities of no county that is mentioned come last."""
    inside: defaultdict[str, list[MunicipalityRow]] = defaultdict(list)
    for way in sorted(municipalities, key=lambda way: swedish_order(way.text)):
        page = Way(way.text, start.addresses.to("municipality", way.text))
        inside[county_of.get(way.text, "")].append(MunicipalityRow(page, way))
    drawn = set(county_of.values())
    found = [
        CountyRow(
            name=way.text,
            within=_within(way.text, start) if way.text in drawn else "",
            documents=way,
            municipalities=tuple(inside.pop(way.text, ())),
        )
        for way in counties
    ]
    rest = [
        CountyRow(name=name or "Övriga kommuner", within="", documents=None, municipalities=tuple(rows))
        for name, rows in inside.items()
    ]
    return (*found, *rest)


def _empty_row(county: str) -> CountyRow:
    return CountyRow(name=county, within="", documents=None, municipalities=())
