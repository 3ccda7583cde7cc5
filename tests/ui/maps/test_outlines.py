"""The drawn map: whole, without gaps, small, and of the municipalities that the vocabulary has."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import accumulate

from index.language.vocabulary import load_vocabulary
from ui.maps.build_outlines import DRAWING, SOURCE, outlines, read_areas, simplify
from ui.maps.outlines import load_outlines

Point = tuple[int, int]


def rings(path: str) -> list[list[Point]]:
    """Return the corners of a path, by the few commands that the drawing uses."""
    found = []
    for ring in path.removesuffix("z").split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        found.append(list(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))))
    return found


def size(path: str) -> float:
    return sum(
        abs(sum(ring[i - 1][0] * y - x * ring[i - 1][1] for i, (x, y) in enumerate(ring))) / 2 for ring in rings(path)
    )


def test_the_map_has_every_municipality_and_county_of_the_vocabulary() -> None:
    drawing, municipalities = load_outlines(), load_vocabulary().municipalities
    assert set(drawing.municipalities) == {municipality.code for municipality in municipalities}
    assert set(drawing.counties) == {municipality.county_code for municipality in municipalities}


def test_the_municipalities_of_a_county_fill_it_without_gaps() -> None:
    drawing = load_outlines()
    inside: defaultdict[str, float] = defaultdict(float)
    for code, path in drawing.municipalities.items():
        inside[code[:2]] += size(path)
    for county, path in drawing.counties.items():
        assert abs(inside[county] / size(path) - 1) < 0.01, county


def test_every_municipality_can_be_seen_and_lies_within_the_drawing() -> None:
    drawing = load_outlines()
    for path in drawing.municipalities.values():
        assert size(path) > 5
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for ring in rings(path) for x, y in ring)


def test_sweden_is_more_than_twice_as_tall_as_wide_and_the_north_is_up() -> None:
    drawing = load_outlines()
    assert 2.2 < drawing.height / drawing.width < 2.5
    assert drawing.middles["25"][1] < drawing.middles["01"][1] < drawing.middles["12"][1]


def test_the_maps_are_light_to_send() -> None:
    drawing = load_outlines()
    assert sum(map(len, drawing.counties.values())) < 12_000
    assert sum(map(len, drawing.municipalities.values())) < 40_000


def test_the_drawing_is_what_the_script_makes_of_the_source() -> None:
    made = json.loads(json.dumps(outlines(read_areas(SOURCE))))
    assert made == json.loads(DRAWING.read_text(encoding="utf-8"))


def test_a_border_keeps_its_ends_and_its_corners() -> None:
    assert simplify([(0, 0), (5, 0.1), (10, 0), (10, 10)]) == [(0, 0), (10, 0), (10, 10)]
