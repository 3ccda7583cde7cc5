"""The outlines of municipalities and counties as paths of SVG; `build_outlines.py` draws them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """A drawing of `width` by `height` units: paths by the official codes of municipalities and counties.

    `middles` are points within the counties, as (x, y), where a number can stand.
    """

    width: int
    height: int
    municipalities: Mapping[str, str]
    counties: Mapping[str, str]
    middles: Mapping[str, tuple[int, int]]


@cache
def load_outlines() -> Outlines:
    """Read the drawing that comes with the product."""
    drawing = json.loads(files("ui").joinpath("maps", "outlines.json").read_text(encoding="utf-8"))
    middles = {code: (x, y) for code, (x, y) in drawing.pop("middles").items()}
    return Outlines(**drawing, middles=middles)


Box = tuple[int, int, int, int]


def bounds(path: str) -> Box:
    """Return where a path of the drawing lies: left, top, right, bottom."""
    corners = []
    for ring in path.removesuffix("z").split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        corners.append((list(accumulate(numbers[::2])), list(accumulate(numbers[1::2]))))
    xs, ys = ([place for corner in corners for place in corner[axis]] for axis in (0, 1))
    return min(xs), min(ys), max(xs), max(ys)
