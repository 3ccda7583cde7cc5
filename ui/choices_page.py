"""All values of one facet of a result as check boxes: the plain page behind "Visa alla"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from index.engine import SearchEngine
from index.request import FACETS
from index.search import search
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.page import Page, render
from ui.plain_facets import PlainChoice, PlainFacet, all_choices
from ui.repeated_search import repeatable
from ui.state import read_state
from ui.text import FACET_TITLES, page_title, scope

MOST_BYTES = 42_000
"""What the check boxes weigh at most, so that the page stays below 50 kB; 290 municipalities weigh less."""

MARKUP_BYTES = 90
"""What a check box weighs besides its value and its title."""

FACET, WITHIN = "facett", "innehaller"
"""The parameters that name the facet, and what its values shall hold."""

_PUNCTUATION = re.compile(r"[\W_]+")


def choices_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show the values of the facet that `facett` names, in the order of the alphabet but themes and years.

    Raises IndexMissingError or IndexOutdatedError.
    """
    state = repeatable(read_state(parameters, addresses))[0]
    name = next((facet for facet in FACETS if facet in parameters.get(FACET, ())[-1:]), FACETS[0])
    within = "".join(parameters.get(WITHIN, ())[-1:])[:100]
    choices = all_choices(name, search(engine, state.request()), state)
    if within:
        choices = [replace(choice, parent="") for choice in choices if _fits(choice, within)]
    shown = _fitting(choices)
    if name not in {"tema", "ar"}:
        shown = sorted(shown, key=lambda choice: _in_order(choice.title))
    heading = f"{FACET_TITLES[name]}: {len(choices)} värden{scope(state)}"
    html = render(
        "choices.html.j2",
        state=state,
        heading=heading,
        lead=f"Inget värde innehåller ”{within}”." if within and not choices else "",
        facet=PlainFacet(
            name=name,
            title=FACET_TITLES[name],
            choices=tuple(shown),
            selected=sum(choice.selected for choice in choices),
            values=len(choices),
            open=True,
        ),
        others=[(facet, value) for facet, value in state.chosen if facet != name],
        within=within,
        beyond=len(choices) > len(shown),
        back=state.address(),
    )
    return Page(page_title(FACET_TITLES[name], "Sök"), html)


def _fitting(choices: Sequence[PlainChoice]) -> list[PlainChoice]:
    """Return as many values as the page has room for: the chosen ones first, then the most frequent."""
    by_weight = sorted(range(len(choices)), key=lambda place: not choices[place].selected)
    weights = accumulate(_weight(choices[place]) for place in by_weight)
    kept = {place for place, weight in zip(by_weight, weights, strict=True) if weight <= MOST_BYTES}
    return [choice for place, choice in enumerate(choices) if place in kept]


def _weight(choice: PlainChoice) -> int:
    return len(choice.value.encode()) + len(choice.title.encode()) + MARKUP_BYTES


def _fits(choice: PlainChoice, within: str) -> bool:
    """Tell whether a value holds what is typed, whatever the case and punctuation; a chosen one always stays."""
    return choice.selected or _plain(within) in _plain(choice.title)


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(" ", text.lower()).strip()


def _in_order(title: str) -> str:
    """Return a key that sorts in the Swedish order: å, ä and ö after z."""
    return title.lower().translate({ord("å"): "{", ord("ä"): "|", ord("ö"): "}"})
