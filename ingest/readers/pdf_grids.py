"""The grids that rules draw: rows and columns of cells, some of which are one over several rows or columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_page import Area

_SNAP = 3.0
"""Points that rules may lie apart and still meet, or be one."""
_MOST_RULES = 300
"""Rules of a page, those in line with each other counted as one; more are a drawing."""
_STRIP = 45.0
"""Points that a shaded row of a table is high, at most."""

_Cell = tuple[int, int]
_Rule = tuple[float, float, float]
"""Where a rule runs, and where it starts and ends; for a rule across, that is a height and two places from the left."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns: `xs` and `ys` are where rules run, the outermost included.

    `cells[row][column]` is the row and column of the first place of the cell that this place belongs to.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[_Cell, ...], ...]

    @property
    def area(self) -> Area:
        """The whole grid."""
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> _Cell:
        """Return the cell at a point inside the grid."""
        return self.cells[sum(edge < y for edge in self.ys[1:-1])][sum(edge < x for edge in self.xs[1:-1])]


def grids_of(rules: Sequence[Area], fields: Sequence[Area]) -> list[Grid]:
    """Return the grids of two rows or more that rules and the edges of fields draw.

    Rules across that have the same ends, and shaded strips that have, make a grid even without rules down.
    """
    edges = [*rules, *(edge for area in fields for edge in _edges(area))]
    across = _merged([(edge.top, edge.x0, edge.x1) for edge in edges if edge.width > edge.height])
    down = _merged([(edge.x0, edge.top, edge.bottom) for edge in edges if edge.width <= edge.height])
    if len(across) + len(down) > _MOST_RULES:
        return []
    strips: dict[tuple[int, int], _Group] = defaultdict(_Group)
    groups = []
    for group in _touching(across, down):
        if group.is_strip():
            _, start, end = group.across[0]
            strips[round(start / (2 * _SNAP)), round(end / (2 * _SNAP))].add(group)
        else:
            groups.append(group)
    return [grid for group in (*groups, *strips.values()) if (grid := group.grid()) is not None]


class _Group:
    """Rules that touch each other."""

    def __init__(self) -> None:
        self.across: list[_Rule] = []
        self.down: list[_Rule] = []

    def add(self, other: _Group) -> None:
        self.across += other.across
        self.down += other.down

    def is_strip(self) -> bool:
        """Say whether this is a single rule across, or the outline of a shaded row."""
        heights = [place for place, _, _ in self.across]
        return bool(heights) and len(_places(self.down)) <= 2 and max(heights) - min(heights) < _STRIP  # noqa: PLR2004

    def grid(self) -> Grid | None:
        ys = _places(self.across)
        ends = [(end, 0.0, 0.0) for _, *both in self.across for end in both]
        xs = _places([*self.down, *_outermost(ends)])
        if len(ys) <= 2 or len(xs) <= 1:  # noqa: PLR2004 - two rows have three rules
            return None
        return Grid(xs, ys, self._cells(xs, ys))

    def _cells(self, xs: Sequence[float], ys: Sequence[float]) -> tuple[tuple[_Cell, ...], ...]:
        """Join places that no rule parts, from the top and the left."""
        cells: list[list[_Cell]] = []
        for row, (top, bottom) in enumerate(pairwise(ys)):
            cells.append([])
            for column, (left, right) in enumerate(pairwise(xs)):
                if column and not _runs_at(self.down, left, (top + bottom) / 2):
                    cells[row].append(cells[row][column - 1])
                elif row and not _runs_at(self.across, top, (left + right) / 2):
                    cells[row].append(cells[row - 1][column])
                else:
                    cells[row].append((row, column))
        return tuple(map(tuple, cells))


def _edges(area: Area) -> tuple[Area, ...]:
    """Return the four sides of a rectangle as rules."""
    return (
        Area(area.x0, area.top, area.x1, area.top),
        Area(area.x0, area.bottom, area.x1, area.bottom),
        Area(area.x0, area.top, area.x0, area.bottom),
        Area(area.x1, area.top, area.x1, area.bottom),
    )


def _merged(rules: Sequence[_Rule]) -> list[_Rule]:
    """Make one rule of those that lie in line with each other and touch."""
    lines: list[list[_Rule]] = []
    for rule in sorted(rules):
        if lines and rule[0] - lines[-1][0][0] <= _SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[_Rule] = []
    for line in lines:
        place = line[0][0]
        open_start, open_end = min(line, key=lambda rule: rule[1])[1:]
        for _, start, end in sorted(line, key=lambda rule: rule[1]):
            if start > open_end + _SNAP:
                merged.append((place, open_start, open_end))
                open_start, open_end = start, end
            open_end = max(open_end, end)
        merged.append((place, open_start, open_end))
    return merged


def _touching(across: Sequence[_Rule], down: Sequence[_Rule]) -> list[_Group]:
    """Put rules that meet or cross each other, directly or through others, into groups."""
    rest = set(range(len(down)))
    waiting = list(across)
    groups = []
    while waiting:
        group = _Group()
        group.across = [waiting.pop()]
        done = 0
        while done < len(group.across):
            rule = group.across[done]
            done += 1
            for number in [number for number in rest if _meet(rule, down[number])]:
                rest.remove(number)
                group.down.append(down[number])
                group.across += [other for other in waiting if _meet(other, down[number])]
                waiting = [other for other in waiting if not _meet(other, down[number])]
        groups.append(group)
    return groups


def _meet(across: _Rule, down: _Rule) -> bool:
    return _runs_at([across], across[0], down[0]) and _runs_at([down], down[0], across[0])


def _runs_at(rules: Sequence[_Rule], place: float, point: float) -> bool:
    """Say whether one of some rules runs at a place and covers a point along it."""
    return any(abs(rule - place) <= _SNAP and start - _SNAP <= point <= end + _SNAP for rule, start, end in rules)


def _places(rules: Iterable[_Rule]) -> tuple[float, ...]:
    """Return where rules run, those close to each other as one, in order."""
    places: list[float] = []
    for place, _, _ in sorted(rules):
        if not places or place - places[-1] > _SNAP:
            places.append(place)
    return tuple(places)


def _outermost(rules: Sequence[_Rule]) -> list[_Rule]:
    return [min(rules), max(rules)] if rules else []
