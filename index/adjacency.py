"""Terms next to each other or near each other in a passage, on arrays of where each term stands."""

from __future__ import annotations

from functools import reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask, Numbers

Places = NDArray[np.int64]
"""Where a term stands, ascending: the number of the passage in the upper 32 bits, the position in the lower."""

_BITS = 32


class PlacesSource(Protocol):
    """Where terms stand, in passages numbered below `size`."""

    size: int

    def holders(self, field: str, term: str) -> Numbers:
        """Return the passages that hold a term in a field, ascending."""

    def positions(self, field: str, term: str, among: Numbers) -> tuple[Numbers, Numbers]:
        """Return passage and position of every occurrence of a term in a field of the passages `among`, ascending.

        Positions count words from 0. `among` is ascending and holds the term.
        """


def holding_run(source: PlacesSource, terms: tuple[str, ...], fields: tuple[str, ...]) -> Mask:
    """Return which passages hold the terms next to each other, in order, in one of the fields."""
    return _holding(source, terms, fields, None)


def holding_near(source: PlacesSource, terms: tuple[str, ...], fields: tuple[str, ...], within: int) -> Mask:
    """Return which passages hold the terms at most `within` positions apart, in any order, in one of the fields."""
    return _holding(source, terms, fields, within)


def _holding(source: PlacesSource, terms: tuple[str, ...], fields: tuple[str, ...], within: int | None) -> Mask:
    mask = np.zeros(source.size, dtype=np.bool_)
    for field in fields:
        holders = [source.holders(field, term) for term in terms]
        among = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), holders)
        if not len(among):
            continue
        places = [_places(source, field, term, among) for term in terms]
        found = _next_to_each_other(places) if within is None else _near_each_other(places, within)
        mask[found >> _BITS] = True
    return mask


def _places(source: PlacesSource, field: str, term: str, among: Numbers) -> Places:
    passages, positions = source.positions(field, term, among)
    return (passages.astype(np.int64) << _BITS) + positions


def _next_to_each_other(places: list[Places]) -> Places:
    """Return where a run of terms begins."""
    begins = places[0]
    for offset, others in enumerate(places[1:], start=1):
        begins = begins[np.isin(begins + offset, others, assume_unique=True)]
    return begins


def _near_each_other(places: list[Places], within: int) -> Places:
    """Return the places of a term from which every other term comes at most `within` positions later."""
    begins = np.concatenate(places)
    for others in places:
        following = np.searchsorted(others, begins)
        inside = following < len(others)
        inside[inside] = others[following[inside]] <= begins[inside] + within
        begins = begins[inside]
    return begins
