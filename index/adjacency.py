"""Terms next to each other or near each other in a passage, on arrays of where each term stands."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask, Numbers, each_once
from index.kept import Kept

_BITS = 32
"""A passage and a place in one number: the passage in the upper bits."""

_MANY = 16
"""Of so many times fewer places, each is looked up by itself."""


class PlacesSource(Protocol):
    """Where terms stand, in passages numbered below `size`.

    A place counts the words of a field from the first passage on; no place of one passage is next to one of another.
    """

    size: int
    kept: Kept

    def places(self, field: str, term: str) -> tuple[Numbers, Numbers]:
        """Return every place of a term in a field, ascending, and the passage of each."""

    def extent(self, field: str) -> int:
        """Return the number of places in a field."""


def holding_run(source: PlacesSource, terms: tuple[str, ...], fields: tuple[str, ...]) -> Numbers:
    """Return the passages that hold the terms next to each other, in order, in one of the fields, ascending."""
    return _holding(source, terms, fields, None)


def holding_near(source: PlacesSource, terms: tuple[str, ...], fields: tuple[str, ...], within: int) -> Numbers:
    """Return the passages that hold the terms at most `within` positions apart, in any order, in one of the fields."""
    return _holding(source, terms, fields, within)


def _holding(source: PlacesSource, terms: tuple[str, ...], fields: tuple[str, ...], within: int | None) -> Numbers:
    """Return what is kept, or find it in each field."""
    found = [_kept(source, field, terms, within) for field in fields]
    filled = [passages for passages in found if len(passages)]
    return filled[0] if len(filled) == 1 else each_once(np.sort(np.concatenate(found)))


def _kept(source: PlacesSource, field: str, terms: tuple[str, ...], within: int | None) -> Numbers:
    found: Numbers = source.kept.get((field, terms, within), lambda: _in_field(source, field, terms, within))
    return found


def _in_field(source: PlacesSource, field: str, terms: tuple[str, ...], within: int | None) -> Numbers:
    held = [source.places(field, term) for term in terms]
    if not all(len(places) for places, _ in held):
        return np.empty(0, dtype=np.intp)
    if within is not None:
        return each_once(np.sort(_near_each_other(held, within)))
    return each_once(_next_to_each_other(held, source.extent(field)))


def _next_to_each_other(held: list[tuple[Numbers, Numbers]], extent: int) -> Numbers:
    """Return the passages of the places from which a run of terms goes on."""
    begins, passages = held[0]
    for offset, (others, _) in enumerate(held[1:], start=1):
        inside = _are_among(others, begins + offset, extent)
        begins, passages = begins[inside], passages[inside]
    return passages


def _are_among(others: Numbers, places: Numbers, extent: int) -> Mask:
    """Tell which places are among others; both are ascending."""
    if not len(places) or len(others) > _MANY * len(places):
        among: Mask = others[_following(others, places)] == places
        return among
    if len(places) > _MANY * len(others):
        found = np.zeros(len(places), dtype=np.bool_)
        following = _following(places, others)
        found[following[places[following] == others]] = True
        return found
    table = np.zeros(max(extent, int(places[-1]) + 1), dtype=np.bool_)
    table[others] = True
    return table[places]


def _following(places: Numbers, wanted: Numbers) -> NDArray[np.int64]:
    """Return at which of the places each wanted one is, if it is there."""
    return np.minimum(np.searchsorted(places, wanted), len(places) - 1)


def _near_each_other(held: list[tuple[Numbers, Numbers]], within: int) -> Numbers:
    """Return the passages of the places from which every other term comes at most `within` positions later."""
    terms = [(passages.astype(np.int64) << _BITS) + places for places, passages in held]
    begins = np.concatenate(terms)
    for others in terms:
        following = np.searchsorted(others, begins)
        inside = following < len(others)
        inside[inside] = others[following[inside]] <= begins[inside] + within
        begins = begins[inside]
    return (begins >> _BITS).astype(np.intp)
