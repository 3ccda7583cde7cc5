"""The filters beside a result: which values a facet shows, in which order, under which parent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.request import FACETS, THEME_SEPARATOR, FacetValue
from ui.state import SearchState
from ui.text import FACET_TITLES, value_title

PROMOTED = ("tema", "dokumenttyp", "kommun")
"""The facets that are used most: they stand first and open."""

SHOWN_AT_FIRST = 6
"""Values of a facet that are seen before "Visa alla"."""

SEARCHED_ABOVE = 10
"""A facet with more values than this has a search box of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A check box: `value` goes into the address, `title` and `count` (documents) are shown.

    `folded` choices wait behind "Visa alla". `children` are the themes below a theme, `unfolded` if one of them or
    the parent is chosen.
    """

    value: str
    title: str
    count: int
    selected: bool
    folded: bool
    children: tuple[Choice, ...] = ()
    unfolded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """A group of check boxes. `open` is False where the group stands folded below its title."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    selected: int
    open: bool
    searchable: bool

    @property
    def folded(self) -> int:
        """Return how many choices wait behind "Visa alla"."""
        return sum(choice.folded for choice in self.choices)


def facet_groups(facets: Mapping[str, Sequence[FacetValue]], state: SearchState) -> tuple[FacetGroup, ...]:
    """Return the groups to show, promoted ones first; a group in which nothing can be chosen is left out."""
    names = (*PROMOTED, *(name for name in FACETS if name not in PROMOTED))
    groups = (_group(name, facets.get(name, ()), state.filters.get(name, ())) for name in names)
    return tuple(group for group in groups if group.choices)


def _group(name: str, values: Sequence[FacetValue], chosen: Sequence[str]) -> FacetGroup:
    # What is ticked is what the address chooses: a value that is typed in the query is not taken out by unticking it.
    shown = [
        FacetValue(value.value, value.count, selected=value.value in chosen)
        for value in values
        if value.count or value.value in chosen
    ]
    choices = _theme_choices(shown) if name == "tema" else _choices(name, shown)
    return FacetGroup(
        name=name,
        title=FACET_TITLES[name],
        choices=choices,
        selected=sum(value.selected for value in shown),
        open=name in PROMOTED or any(value.selected for value in shown),
        searchable=len(shown) > SEARCHED_ABOVE,
    )


def _choices(name: str, values: Sequence[FacetValue]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=value.value,
            title=value_title(name, value.value),
            count=value.count,
            selected=value.selected,
            folded=position >= SHOWN_AT_FIRST and not value.selected,
        )
        for position, value in enumerate(values)
    )


def _theme_choices(values: Sequence[FacetValue]) -> tuple[Choice, ...]:
    """Put the lower themes under their parents; one whose parent is not in the result stands at the top itself."""
    parents = [value for value in values if THEME_SEPARATOR not in value.value]
    names = {parent.value for parent in parents}
    below: dict[str, list[FacetValue]] = {name: [] for name in names}
    for value in values:
        parent, separator, _ = value.value.partition(THEME_SEPARATOR)
        if separator and parent in names:
            below[parent].append(value)
        elif separator:
            parents.append(value)
    return tuple(_theme(parent, below.get(parent.value, ()), position) for position, parent in enumerate(parents))


def _theme(parent: FacetValue, below: Sequence[FacetValue], position: int) -> Choice:
    chosen = parent.selected or any(child.selected for child in below)
    return Choice(
        value=parent.value,
        title=value_title("tema", parent.value),
        count=parent.count,
        selected=parent.selected,
        folded=position >= SHOWN_AT_FIRST and not chosen,
        children=tuple(
            Choice(
                value=child.value,
                title=value_title("tema", child.value),
                count=child.count,
                selected=child.selected,
                folded=False,
            )
            for child in below
        ),
        unfolded=chosen,
    )
