"""Draw the outlines of municipalities and counties once, for the map: `python -m ui.maps.build_outlines`.

Reads `municipalities.geojson` (degrees, WGS 84) and writes `outlines.json`: the size of the drawing and a path of SVG
for each municipality and county by its official code, in whole units of the drawing; of a county also a point within,
where a number can stand.

A border that two municipalities share is cut out once, simplified once and used by both, so that no gaps open between
them; a county is what is left of the borders when those inside it are taken away. The projection is the transverse
Mercator about 15° E, the central meridian of SWEREF 99 TM, on a sphere (Snyder, Map Projections, 1987, equations 8-1
and 8-3); the simplification is that of Douglas and Peucker (1973).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, atanh, cos, hypot, radians, sin, tan
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE, DRAWING = FOLDER / "municipalities.geojson", FOLDER / "outlines.json"

HEIGHT = 2_000
"""Units of the drawing from north to south, about 0.8 kilometres each."""

TOLERANCE = 2.0
"""How far, in units, a simplified border may lie from the border."""

SMALLEST = 20.0
"""Square units below which an island or a hole is left out, if it is not all that the municipality has."""

CENTRAL_MERIDIAN = radians(15)

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality: its code, its county's code, and its rings, each closed."""

    code: str
    county: str
    rings: tuple[Ring, ...]


def read_areas(source: Path) -> list[Area]:
    """Read the municipalities of a GeoJSON file, in the order of their codes, as degrees."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    areas = []
    for feature in features:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = tuple([(x, y) for x, y in ring] for polygon in polygons for ring in polygon)
        areas.append(Area(feature["properties"]["code"], feature["properties"]["county_code"], rings))
    return sorted(areas, key=lambda area: area.code)


def project(point: Point) -> Point:
    """Return where a point (longitude, latitude in degrees) lies, in radii of the earth, y growing to the south."""
    east, north = radians(point[0]) - CENTRAL_MERIDIAN, radians(point[1])
    return atanh(cos(north) * sin(east)), -atan2(tan(north), cos(east))


def drawn(areas: Sequence[Area]) -> tuple[list[Area], int]:
    """Return the areas in units of the drawing, and its width."""
    projected = [[[project(point) for point in ring] for ring in area.rings] for area in areas]
    points = [point for rings in projected for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    unit = (max(y for _, y in points) - top) / HEIGHT
    width = round((max(x for x, _ in points) - left) / unit)

    def placed(ring: Ring) -> Ring:
        return [((x - left) / unit, (y - top) / unit) for x, y in ring]

    placed_areas = [
        Area(area.code, area.county, tuple(placed(ring) for ring in rings))
        for area, rings in zip(areas, projected, strict=True)
    ]
    return placed_areas, width


class Borders:
    """The borders of all areas, cut where more than two meet; each has one simplified form, whoever asks."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._junctions = _junctions(areas)
        self._simple: dict[tuple[Point, ...], list[Point]] = {}

    def arcs(self, ring: Ring) -> list[list[Point]]:
        """Cut a ring into its borders, in order."""
        open_ring = ring[:-1]
        start = next((i for i, point in enumerate(open_ring) if point in self._junctions), None)
        if start is None:  # an island: cut at its first point and at the point farthest from it
            start = open_ring.index(min(open_ring))
            turned = open_ring[start:] + open_ring[:start]
            far = max(turned, key=lambda point: _distance(point, turned[0]))
            cuts = {turned[0], far}
        else:
            turned = open_ring[start:] + open_ring[:start]
            cuts = self._junctions
        found: list[list[Point]] = [[turned[0]]]
        for point in [*turned[1:], turned[0]]:
            found[-1].append(point)
            if point in cuts:
                found.append([point])
        return found[:-1]

    def simple(self, arc: Sequence[Point]) -> list[Point]:
        """Return a border with few points in whole units; the same for both directions."""
        backwards = arc[0] > arc[-1] or (arc[0] == arc[-1] and arc[1] > arc[-2])
        key = tuple(reversed(arc)) if backwards else tuple(arc)
        if key not in self._simple:
            self._simple[key] = [(round(x), round(y)) for x, y in simplify(key)]
        return self._simple[key][::-1] if backwards else self._simple[key]


def _junctions(areas: Sequence[Area]) -> set[Point]:
    """Return the points where a border begins or ends: where what lies on its sides changes."""
    owners: defaultdict[frozenset[Point], list[str]] = defaultdict(list)
    for area in areas:
        for ring in area.rings:
            for edge in pairwise(ring):
                owners[frozenset(edge)].append(area.code)
    sides: defaultdict[Point, list[tuple[str, ...]]] = defaultdict(list)
    for ends, codes in owners.items():
        for point in ends:
            sides[point].append(tuple(sorted(codes)))
    return {point for point, found in sides.items() if len(found) != 2 or found[0] != found[1]}  # noqa: PLR2004


def simplify(line: Sequence[Point]) -> list[Point]:
    """Return the fewest points of a line, its ends among them, that stay within `TOLERANCE` of it."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        if not inner:
            continue
        far = max(inner, key=lambda i: _offset(line[i], line[first], line[last]))
        if _offset(line[far], line[first], line[last]) > TOLERANCE:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def _offset(point: Point, start: Point, end: Point) -> float:
    length = _distance(start, end)
    if length == 0:
        return _distance(point, start)
    across = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(across) / length


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def simple_rings(area: Area, borders: Borders) -> list[Ring]:
    """Return the rings of an area from its simplified borders, the largest first, without the smallest."""
    rings = [[point for arc in borders.arcs(ring) for point in borders.simple(arc)[:-1]] for ring in area.rings]
    return _worth_drawing(rings)


def county_rings(areas: Iterable[Area], borders: Borders) -> list[Ring]:
    """Return the rings around areas that belong together: their borders without those that two of them share."""
    arcs: dict[frozenset[Point], list[list[Point]]] = defaultdict(list)
    for area in areas:
        for ring in area.rings:
            for arc in borders.arcs(ring):
                arcs[frozenset(arc)].append(arc)
    outer = [found[0] for found in arcs.values() if len(found) == 1]
    return _worth_drawing(list(_joined([borders.simple(arc) for arc in outer])))


def _joined(arcs: Sequence[list[Point]]) -> Iterator[Ring]:
    """Join lines end to end into rings."""
    waiting: defaultdict[Point, list[list[Point]]] = defaultdict(list)
    for arc in arcs:
        waiting[arc[0]].append(arc)
    for arc in arcs:
        if arc not in waiting[arc[0]]:
            continue
        ring: Ring = []
        place = arc[0]
        while waiting[place]:
            following = waiting[place].pop()
            ring += following[:-1]
            place = following[-1]
        yield ring


def _worth_drawing(rings: Sequence[Ring]) -> list[Ring]:
    ordered = sorted((_without_repeats(ring) for ring in rings), key=_size, reverse=True)
    return [ring for number, ring in enumerate(ordered) if number == 0 or _size(ring) >= SMALLEST]


def _without_repeats(ring: Ring) -> Ring:
    return [point for number, point in enumerate(ring) if point != ring[number - 1]]


def _size(ring: Ring) -> float:
    """Return the area of a ring in square units (the shoelace formula)."""
    return abs(sum(ring[i - 1][0] * y - x * ring[i - 1][1] for i, (x, y) in enumerate(ring))) / 2


def middle(ring: Ring) -> tuple[int, int]:
    """Return the centre of gravity of a ring."""
    crosses = [(ring[i - 1][0] * y - x * ring[i - 1][1], ring[i - 1], (x, y)) for i, (x, y) in enumerate(ring)]
    whole = 3 * sum(cross for cross, _, _ in crosses)
    x, y = (sum(cross * (one[axis] + other[axis]) for cross, one, other in crosses) / whole for axis in (0, 1))
    return round(x), round(y)


def svg_path(rings: Iterable[Ring]) -> str:
    """Return rings as a path of SVG: each from an absolute point on by relative steps."""
    return "".join(_ring_path([(round(x), round(y)) for x, y in ring]) for ring in rings)


def _ring_path(ring: Sequence[tuple[int, int]]) -> str:
    steps = [f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(ring)]
    return f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z".replace(",-", "-").replace(" -", "-")


def outlines(areas: Sequence[Area]) -> Mapping[str, object]:
    """Return the drawing of municipalities in degrees, as `outlines.json` has it."""
    placed, width = drawn(areas)
    borders = Borders(placed)
    counties: defaultdict[str, list[Area]] = defaultdict(list)
    for area in placed:
        counties[area.county].append(area)
    rings = {code: county_rings(inside, borders) for code, inside in sorted(counties.items())}
    return {
        "width": width,
        "height": HEIGHT,
        "municipalities": {area.code: svg_path(simple_rings(area, borders)) for area in placed},
        "counties": {code: svg_path(found) for code, found in rings.items()},
        "middles": {code: middle(found[0]) for code, found in rings.items()},
    }


if __name__ == "__main__":
    rows = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in outlines(read_areas(SOURCE)).items()]
    DRAWING.write_text(("{" + ",\n".join(rows) + "}\n").replace('", "', '",\n"'), encoding="utf-8")
