"""The filters of a plain page: the most frequent values of each facet, the rest on a page of its own.

Without a script there are no lists to unfold and every value costs a reader's time to load, so a facet is short here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.request import FACETS, THEME_SEPARATOR, FacetValue, SearchResult
from ui.facet_panel import PROMOTED
from ui.state import SearchState
from ui.text import FACET_TITLES, value_title

SHOWN = 8
"""Values of a facet beside a result; the chosen ones are shown however many they are."""


@dataclass(frozen=True, slots=True)
class PlainChoice:
    """A check box: `value` goes into the address, its title and `count` (documents) are shown.

    `parent` is the theme or year whose part it is, and which stands before it; "" for one at the top.
    """

    facet: str
    value: str
    count: int
    selected: bool
    parent: str = ""

    @property
    def title(self) -> str:
        """Return what the value is called; most values of a long facet are never asked."""
        return value_title(self.facet, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainFacet:
    """A group of check boxes; `values` is how many the facet has in all, `open` whether they are seen at once."""

    name: str
    title: str
    choices: tuple[PlainChoice, ...]
    selected: int
    values: int
    open: bool


def plain_facets(result: SearchResult, state: SearchState) -> tuple[PlainFacet, ...]:
    """Return the facets in which something can be chosen, those that are used most first."""
    names = (*PROMOTED, *(name for name in FACETS if name not in PROMOTED))
    facets = (_facet(name, all_choices(name, result, state)) for name in names)
    return tuple(facet for facet in facets if facet.values)


def all_choices(name: str, result: SearchResult, state: SearchState) -> list[PlainChoice]:
    """Return every value of a facet, by falling count; what is below a theme or a year follows it."""
    chosen = state.filters.get(name, ())
    values = [value for value in result.facets.get(name, ()) if value.count or value.value in chosen]
    if name == "tema":
        return _nested(name, values, chosen, lambda value: value.partition(THEME_SEPARATOR)[0])
    if name == "ar":
        known = {value.value for value in values}
        quarters = [value for value in result.quarters if value.count and value.value not in known]
        return _nested(name, [*values, *quarters], chosen, lambda value: value.partition("-K")[0])
    return [_choice(name, value, chosen) for value in values]


def _facet(name: str, choices: Sequence[PlainChoice]) -> PlainFacet:
    families = {choice.parent or choice.value for choice in choices if choice.selected}
    kept = families | {choice.value for choice in [choice for choice in choices if not choice.parent][:SHOWN]}
    shown = tuple(choice for choice in choices if choice.value in kept or choice.parent in families)
    selected = sum(choice.selected for choice in choices)
    return PlainFacet(
        name=name,
        title=FACET_TITLES[name],
        choices=shown,
        selected=selected,
        values=len(choices),
        open=name in PROMOTED or selected > 0,
    )


def _nested(
    name: str, values: Sequence[FacetValue], chosen: Sequence[str], parent: Callable[[str], str]
) -> list[PlainChoice]:
    """Put each value after the one that it is below; one whose parent is not there stands at the top itself."""
    uppers = {value.value: [_choice(name, value, chosen)] for value in values if parent(value.value) == value.value}
    alone: list[PlainChoice] = []
    for value in values:
        if value.value in uppers:
            continue
        upper = parent(value.value) if parent(value.value) in uppers else ""
        (uppers[upper] if upper else alone).append(_choice(name, value, chosen, parent=upper))
    return [choice for group in uppers.values() for choice in group] + alone


def _choice(name: str, value: FacetValue, chosen: Sequence[str], *, parent: str = "") -> PlainChoice:
    return PlainChoice(name, value.value, value.count, value.value in chosen, parent)
