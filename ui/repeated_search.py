"""How much of a search a page has room for: each of its many links repeats all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from urllib.parse import quote

from index.request import FACETS
from ui.addresses import MOST_CARRIED, encode
from ui.state import WITHOUT, SearchState

MOST_PLAIN = 450
"""Characters of a search as an address has them in a plain page, which stays below 50 kB; `MOST_CARRIED` in others."""

QUERY_SHARE = 0.75
"""Of these, what the query may take; filters narrow a result and have the rest at least."""

CUT = "Frågan är längre än sidan har plats för; sökningen gäller dess första {} tecken."
LEFT_OUT = "Adressen har fler filter än sidan har plats för; {} av dem används inte."


def repeatable(state: SearchState) -> tuple[SearchState, tuple[str, ...]]:
    """Return as much of a search as a page can repeat, and a Swedish sentence for each thing that was left out."""
    most = MOST_PLAIN if state.addresses.plain else MOST_CARRIED
    query = _beginning(state.query, int(most * QUERY_SHARE))
    pairs = [*state.chosen, *((WITHOUT, f"{facet}:{value}") for facet, value in state.left_out)]
    kept = _first(pairs, most - len(encode([("q", query)])))
    if query == state.query and len(kept) == len(pairs):
        return state, ()
    filters = {facet: tuple(value for name, value in kept if name == facet) for facet in FACETS}
    left_out = [value.partition(":") for name, value in kept if name == WITHOUT]
    without = {facet: tuple(value for name, _, value in left_out if name == facet) for facet in FACETS}
    notes = [CUT.format(len(query))] if query != state.query else []
    notes += [LEFT_OUT.format(len(pairs) - len(kept))] if len(kept) < len(pairs) else []
    fitting = replace(
        state,
        query=query,
        filters={facet: values for facet, values in filters.items() if values},
        without={facet: values for facet, values in without.items() if values},
    )
    return fitting, tuple(notes)


def _beginning(query: str, most: int) -> str:
    """Return as many characters of a query as fit, up to the end of a word where there is one."""
    lengths = accumulate(len(quote(character, safe="")) for character in query)
    fitting = sum(length <= most for length in lengths)
    if fitting == len(query):
        return query
    return query[: query.rfind(" ", 0, fitting + 1)].rstrip() if " " in query[:fitting] else query[:fitting]


def _first(pairs: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    lengths = accumulate(len(encode([pair])) + len("&") for pair in pairs)
    return [pair for pair, length in zip(pairs, lengths, strict=True) if length <= most]
