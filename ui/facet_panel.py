"""The filters beside a result: which values a facet shows, in which order, under which parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from index.request import FACETS, THEME_SEPARATOR, FacetValue, SearchResult
from ui.page import Way
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState, each_address
from ui.text import FACET_TITLES, value_title

PROMOTED = ("tema", "dokumenttyp", "kommun")
"""The facets that are used most: they stand first and open."""

SHOWN_AT_FIRST = 6
"""Values of a facet that are seen before "Visa alla"."""

SEARCHED_ABOVE = 10
"""A facet with more values than this has a search box of its own."""

MOST_TO_LEAVE_OUT = 30
"""Values of a facet that can be left out by a click; the query language reaches the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A check box: `value` goes into the address, `title` and `count` (documents) are shown.

    `folded` choices wait behind "Visa alla". `children` are the themes below a theme or the quarters of a year,
    `unfolded` if one of them or the parent is chosen. `ways` are the municipalities of a county, as links. `share` is
    how long the bar of a year is, in percent of the longest; 0 for no bar.
    """

    value: str
    title: str
    count: int
    selected: bool
    folded: bool = False
    children: tuple[Choice, ...] = ()
    unfolded: bool = False
    ways: tuple[Way, ...] = ()
    share: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """A group of check boxes. `open` is False where the group stands folded below its title.

    `below` says what the unfolded part of a choice holds. `to_leave_out` are links that leave a value out.
    """

    name: str
    title: str
    choices: tuple[Choice, ...]
    selected: int
    open: bool
    searchable: bool
    below: str
    to_leave_out: tuple[Way, ...]

    @property
    def folded(self) -> int:
        """Return how many choices wait behind "Visa alla"."""
        return sum(choice.folded for choice in self.choices)


BELOW = {"tema": "Underteman till", "ar": "Kvartal under", "lan": "Kommuner i"}


def facet_groups(result: SearchResult, state: SearchState) -> tuple[FacetGroup, ...]:
    """Return the groups to show, promoted ones first; a group in which nothing can be chosen is left out."""
    names = (*PROMOTED, *(name for name in FACETS if name not in PROMOTED))
    groups = (_group(name, result, state) for name in names)
    return tuple(group for group in groups if group.choices)


def _group(name: str, result: SearchResult, state: SearchState) -> FacetGroup:
    # What is ticked is what the address chooses: a value that is typed in the query is not taken out by unticking it.
    chosen = state.filters.get(name, ())
    shown = _shown(result.facets.get(name, ()), chosen)
    match name:
        case "tema":
            choices = _theme_choices(shown)
        case "ar":
            choices = _year_choices(shown, _shown(result.quarters, chosen))
        case "lan":
            choices = _county_choices(shown, _shown(result.facets.get("kommun", ()), ()), state)
        case _:
            choices = _choices(name, shown)
    leaving_out = each_address(partial(state.leaving_out, name))
    return FacetGroup(
        name=name,
        title=FACET_TITLES[name],
        choices=choices,
        selected=sum(value.selected for value in shown),
        open=name in PROMOTED or any(value.selected for value in shown),
        searchable=len(shown) > SEARCHED_ABOVE,
        below=BELOW.get(name, ""),
        to_leave_out=tuple(
            Way(value_title(name, value.value), leaving_out(value.value), value.count)
            for value in shown[:MOST_TO_LEAVE_OUT]
            if not value.selected
        ),
    )


def _shown(values: Sequence[FacetValue], chosen: Sequence[str]) -> list[FacetValue]:
    return [
        FacetValue(value.value, value.count, selected=value.value in chosen)
        for value in values
        if value.count or value.value in chosen
    ]


def _choices(name: str, values: Sequence[FacetValue]) -> tuple[Choice, ...]:
    return tuple(
        _choice(name, value, folded=position >= SHOWN_AT_FIRST and not value.selected)
        for position, value in enumerate(values)
    )


def _choice(name: str, value: FacetValue, *, folded: bool = False) -> Choice:
    title = value_title(name, value.value)
    return Choice(value=value.value, title=title, count=value.count, selected=value.selected, folded=folded)


def _with_children(parent: Choice, below: Sequence[Choice]) -> Choice:
    """Put choices below a choice; where one of them or it is chosen, they are unfolded and it is in sight."""
    chosen = parent.selected or any(child.selected for child in below)
    return replace(parent, children=tuple(below), unfolded=chosen, folded=parent.folded and not chosen)


def _theme_choices(values: Sequence[FacetValue]) -> tuple[Choice, ...]:
    """Put the lower themes under their parents; one whose parent is not in the result stands at the top itself."""
    names = {value.value for value in values if THEME_SEPARATOR not in value.value}
    below: dict[str, list[Choice]] = {name: [] for name in names}
    upper = []
    for value in values:
        parent, separator, _ = value.value.partition(THEME_SEPARATOR)
        if separator and parent in names:
            below[parent].append(_choice("tema", value))
        else:
            upper.append(value)
    upper.sort(key=lambda value: THEME_SEPARATOR in value.value)
    return tuple(_with_children(choice, below.get(choice.value, ())) for choice in _choices("tema", upper))


def _year_choices(values: Sequence[FacetValue], quarters: Sequence[FacetValue]) -> tuple[Choice, ...]:
    """Draw a bar for each year and put its quarters under it; a chosen quarter stands there and nowhere else."""
    most = max([1, *(value.count for value in values if value.value.isdigit())])
    below: dict[str, list[Choice]] = {}
    for quarter in quarters:
        below.setdefault(quarter.value[:4], []).append(_choice("ar", quarter))
    under_years = {quarter.value for quarter in quarters}
    choices = _choices("ar", [value for value in values if value.value not in under_years])
    return tuple(
        _with_children(replace(choice, share=round(100 * choice.count / most)), below.get(choice.value, ()))
        if choice.value.isdigit()
        else choice
        for choice in choices
    )


def _county_choices(
    values: Sequence[FacetValue], municipalities: Sequence[FacetValue], state: SearchState
) -> tuple[Choice, ...]:
    """Put links to the municipalities of the result under their counties."""
    county_of = {municipality.name: municipality.county for municipality in shared_vocabulary().municipalities}
    adding = each_address(partial(state.with_filter, "kommun"))
    chosen = state.filters.get("kommun", ())
    below: dict[str, list[Way]] = {}
    for value in municipalities:
        address = state.with_page(1).address() if value.value in chosen else adding(value.value)
        below.setdefault(county_of.get(value.value, ""), []).append(Way(value.value, address, value.count))
    return tuple(replace(choice, ways=tuple(below.get(choice.value, ()))) for choice in _choices("lan", values))
