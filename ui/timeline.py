"""The time line: a bar for every year, its quarters within it, each a link to what was published then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.request import FacetValue, SearchResult
from ui.page import Way
from ui.state import SearchState
from ui.text import DOCUMENTS, count, value_title

WIDTH, HEIGHT = 600, 180
"""Units of the drawing of the bars; years and numbers stand outside it."""

MOST_YEARS, MOST_YEARS_PLAIN = 20, 12
"""Years that have a bar of their own, on a plain page fewer; what is older shares one."""

QUARTERED_PLAIN = 6
"""The latest years whose quarters a plain page has, in its table alone: it stays below 50 kB in whatever bank."""

MOST_LABELS = 10
BAR = 0.84
"""The part of a year's place that its bar takes; the rest is air."""

QUARTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: `left`, `width` and `height` in units from the bottom, what it says and where it leads."""

    left: float
    width: float
    height: float
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBars:
    """A year, or all years before the others: its bar and those of its quarters, and its row in the table.

    `label` stands below the bar, "" where there is no room; `quarters` has a place for each quarter of the year, None
    where nothing was published, and is empty for several years.
    """

    label: str
    year: Way
    bar: Bar
    quarter_bars: tuple[Bar, ...]
    quarters: tuple[Way | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The years, oldest first, years without documents among them; `undated` documents stand in no bar."""

    years: tuple[YearBars, ...]
    undated: int

    @property
    def rows(self) -> tuple[YearBars, ...]:
        """Return the years that have documents, newest first, as a table has them."""
        return tuple(year for year in reversed(self.years) if year.year.documents)


def timeline(everything: SearchResult, state: SearchState) -> Timeline:
    """Return when the documents of a result were published. A plain page has less of it than one of Streamlit's."""
    plain = state.addresses.plain
    counts = {value.value: value.count for value in everything.facets["ar"] if value.value.isdigit()}
    undated = everything.total_documents - sum(counts.values())
    if not counts:
        return Timeline(years=(), undated=undated)
    last = max(map(int, counts))
    first = max(min(map(int, counts)), last - (MOST_YEARS_PLAIN if plain else MOST_YEARS) + 1)
    spans = [(str(year), counts.get(str(year), 0)) for year in range(first, last + 1)]
    older = sum(number for year, number in counts.items() if int(year) < first)
    if older:
        spans.insert(0, (f"..{first - 1}", older))
    place = WIDTH / len(spans)
    unit = HEIGHT / max(number for _, number in spans)
    labelled = -(-len(spans) // MOST_LABELS)
    quarters = _by_year(everything.quarters)
    years = []
    quartered = last - QUARTERED_PLAIN if plain else first - 1
    for position, (value, number) in enumerate(spans):
        way = _way(value, number, state)
        left, width = place * (position + (1 - BAR) / 2), place * BAR
        ways = tuple(_quarter(value, quarter, quarters, state) for quarter in range(1, QUARTERS + 1))
        years.append(
            YearBars(
                label=(value if value.isdigit() else f"–{first - 1}") if position % labelled == 0 else "",
                year=way,
                bar=_bar(way, left, width, unit),
                quarter_bars=tuple(
                    _bar(quarter, left + width / QUARTERS * place_in_year, width / QUARTERS, unit)
                    for place_in_year, quarter in enumerate(ways)
                    if quarter and not plain
                ),
                quarters=ways if value.isdigit() and int(value) > quartered else (),
            )
        )
    return Timeline(years=tuple(years), undated=undated)


def _by_year(quarters: Sequence[FacetValue]) -> Mapping[str, int]:
    return {quarter.value: quarter.count for quarter in quarters}


def _quarter(year: str, quarter: int, counts: Mapping[str, int], state: SearchState) -> Way | None:
    value = f"{year}-K{quarter}"
    return _way(value, counts[value], state) if value in counts else None


def _way(value: str, number: int, state: SearchState) -> Way:
    return Way(value_title("ar", value), state.blank().with_filter("ar", value).address(), number)


def _bar(way: Way, left: float, width: float, unit: float) -> Bar:
    return Bar(
        left=round(left, 1),
        width=round(width, 1),
        height=round(way.documents * unit, 1),
        title=f"{way.text}: {count(way.documents, DOCUMENTS)}",
        address=way.address,
    )
