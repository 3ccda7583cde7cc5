"""What a document is about: links to the pages of its themes and municipalities, to searches, and into its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.document import ABOUT_THE_SOURCE, Passage
from index.request import THEME_SEPARATOR
from ui.page import Way
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState
from ui.text import money, value_title

TITLES = {"tema": "Teman", "kommun": "Kommuner", "organisation": "Organisationer"}
YEARS, AMOUNTS = "Årtal", "Belopp"
MOST = 12
"""Values of one subject that are shown."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about in one respect: a link for each value."""

    title: str
    ways: tuple[Way, ...]


def subjects(passages: Sequence[Passage], state: SearchState) -> list[Subject]:
    """Return the subjects that the passages have, the values named most often; years stand in the calendar's order.

    What a digest says of its source is left out of years and amounts.
    """
    values: dict[str, Iterable[str]] = {
        "tema": (theme for passage in passages for theme in passage.themes if THEME_SEPARATOR not in theme),
        "kommun": (name for passage in passages for name in passage.municipalities),
        "organisation": (name for passage in passages for name in passage.organisations),
    }
    found = [
        Subject(TITLES[facet], tuple(_page_way(state, facet, value) for value, _ in Counter(names).most_common(MOST)))
        for facet, names in values.items()
    ]
    own = [passage for passage in passages if passage.item_kind != ABOUT_THE_SOURCE]
    years = _places(own, lambda passage: passage.years)
    amounts = _places(own, lambda passage: [text for value in passage.amounts if (text := money(value))])
    found += [Subject(YEARS, tuple(sorted(years, key=lambda way: way.text))), Subject(AMOUNTS, tuple(amounts))]
    return [subject for subject in found if subject.ways]


def _page_way(state: SearchState, facet: str, value: str) -> Way:
    """Return the link to the page of a municipality or theme, of anything else to what has it."""
    ids = {theme.name: theme.id for theme in shared_vocabulary().themes} if facet == "tema" else {}
    if facet == "kommun":
        return Way(value, state.addresses.to("municipality", value))
    return (
        Way(value, state.addresses.to("theme", ids[value])) if value in ids else facet_way(state.blank(), facet, value)
    )


def facet_way(search: SearchState, facet: str, value: str, documents: int = 0) -> Way:
    """Return the link to that which has a value of a facet, of all that a search finds; `documents` is how many."""
    return Way(value_title(facet, value), search.with_filter(facet, value).address(), documents)


def _places(passages: Sequence[Passage], values: Callable[[Passage], Iterable[str]]) -> list[Way]:
    """Return links to where each value stands first, the values that most passages have."""
    first: dict[str, str] = {}
    passages_with: Counter[str] = Counter()
    for passage in passages:
        for value in dict.fromkeys(values(passage)):
            first.setdefault(value, passage.anchor)
            passages_with[value] += 1
    return [Way(value, f"#{first[value]}") for value, _ in passages_with.most_common(MOST)]
