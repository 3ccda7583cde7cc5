"""A map of Sweden on which counties or municipalities are shaded by how many documents mention them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.language.vocabulary import Municipality
from ui.maps.outlines import Box, Outlines, bounds, load_outlines
from ui.maps.shading import SHADES, Shade, Shading
from ui.page import Way
from ui.shared_vocabulary import shared_vocabulary
from ui.text import DOCUMENTS, count


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on the map: its outline, how dark it is (0 for no documents), what it says and where it leads.

    `number` stands at `at` where the place is large enough for it; an empty `address` leads nowhere. `here` is what the
    map is about.
    """

    outline: str
    level: int
    title: str
    address: str
    here: bool = False
    number: str = ""
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwedenMap:
    """The part of the drawing that is seen (left, top, right, bottom), its marks in order, and what the shades mean."""

    box: Box
    marks: tuple[Mark, ...]
    legend: tuple[Shade, ...]


def county_map(ways: Sequence[Way], municipalities: Sequence[Municipality]) -> SwedenMap:
    """Return the map of the counties that the ways name, each with its number; the others are empty."""
    names = {municipality.county_code: municipality.county for municipality in municipalities}
    outlines, found = load_outlines(), {way.text: way for way in ways}
    shading = _shading(ways)
    return _map(
        outlines,
        shading,
        [
            _mark(found[name], outline, shading, outlines.middles[code]) if name in found else _empty(name, outline)
            for code, outline in outlines.counties.items()
            if (name := names.get(code, ""))
        ],
    )


def municipality_map(ways: Sequence[Way], municipalities: Sequence[Municipality]) -> SwedenMap:
    """Return the map of the municipalities that the ways name, on the empty counties; the others are not drawn."""
    codes = {municipality.name: municipality.code for municipality in municipalities}
    outlines, shading = load_outlines(), _shading(ways)
    ground = Mark(outline="".join(outlines.counties.values()), level=0, title="", address="")
    marks = [
        _mark(way, outline, shading)
        for way in ways
        if (outline := outlines.municipalities.get(codes.get(way.text, ""), ""))
    ]
    return _map(outlines, shading, [ground, *marks])


def map_within_county(county: str, ways: Sequence[Way]) -> SwedenMap | None:
    """Return the map of a county's municipalities, with those that the ways name; None where it is not drawn."""
    outlines, found, shading = load_outlines(), {way.text: way for way in ways}, _shading(ways)
    inside = [one for one in shared_vocabulary().municipalities if one.county == county]
    around = outlines.counties.get(inside[0].county_code) if inside else None
    if around is None:
        return None
    marks = [
        _mark(found[one.name], outline, shading) if one.name in found else _empty(one.name, outline)
        for one in inside
        if (outline := outlines.municipalities.get(one.code))
    ]
    return SwedenMap(box=bounds(around), marks=tuple(marks), legend=shading.legend)


def neighbourhood_map(here: Municipality, neighbours: Sequence[Way]) -> SwedenMap | None:
    """Return the map of a municipality's county, with ways to the neighbours that have documents.

    None where the drawing lacks the county.
    """
    outlines, found = load_outlines(), {way.text: way for way in neighbours}
    county = outlines.counties.get(here.county_code)
    if county is None:
        return None
    marks = [
        _neighbour(one.name, outline, found.get(one.name))
        for one in shared_vocabulary().municipalities
        if one.county_code == here.county_code and (outline := outlines.municipalities.get(one.code))
    ]
    return SwedenMap(box=bounds(county), marks=tuple(marks), legend=())


def _neighbour(name: str, outline: str, way: Way | None) -> Mark:
    if way is None:
        return Mark(outline=outline, level=SHADES, title=name, address="", here=True)
    if not way.documents:
        return _empty(name, outline)
    return Mark(outline=outline, level=2, title=f"{name}: {count(way.documents, DOCUMENTS)}", address=way.address)


def _shading(ways: Sequence[Way]) -> Shading:
    return Shading.up_to(max((way.documents for way in ways), default=0))


def _map(outlines: Outlines, shading: Shading, marks: Sequence[Mark]) -> SwedenMap:
    return SwedenMap(box=(0, 0, outlines.width, outlines.height), marks=tuple(marks), legend=shading.legend)


def _mark(way: Way, outline: str, shading: Shading, at: tuple[int, int] | None = None) -> Mark:
    return Mark(
        outline=outline,
        level=shading.level(way.documents),
        title=f"{way.text}: {count(way.documents, DOCUMENTS)}",
        address=way.address,
        number=str(way.documents) if at else "",
        at=at or (0, 0),
    )


def _empty(name: str, outline: str) -> Mark:
    return Mark(outline=outline, level=0, title=f"{name}: inget i kunskapsbanken ännu", address="")
