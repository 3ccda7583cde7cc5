"""Terms next to each other or near each other in a passage, on arrays of where each term stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask, Numbers, each_once
from index.kept import Kept

_MANY = 8
"""Of so many times fewer places, each is looked up by itself; else both are sorted together."""

Places = NDArray[np.signedinteger[Any]]
"""Places of words in a field, counted from the first passage on. No place of a passage is next to one of another."""


class PlacesSource(Protocol):
    """Where terms stand, in passages numbered below `size`, of which `everything` tells those that count."""

    size: int
    everything: Mask
    kept: Kept

    def places(self, field: str, term: str) -> Places:
        """Return every place of a term in a field, ascending, in integers of one type a field."""

    def passages_at(self, field: str, places: Places) -> Numbers:
        """Return the passage of each place."""


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
    if not all(map(len, held)):
        return np.empty(0, dtype=np.intp)
    if within is None:
        passages = source.passages_at(field, _begins_of_runs(held))
    else:
        begins, ends = _near_each_other(held, within)
        passages, last = source.passages_at(field, begins), source.passages_at(field, ends)
        passages = passages[passages == last]
    return each_once(passages[source.everything[passages]])


def _begins_of_runs(held: Sequence[Places]) -> Places:
    """Return the places from which all terms follow one after the other."""
    first, *others = sorted((places - offset for offset, places in enumerate(held)), key=len)
    return reduce(_in_both, others, first)


def _in_both(few: Places, many: Places) -> Places:
    """Return the places that are in both of two lists; all are ascending."""
    if len(many) > _MANY * len(few):
        found: Places = few[many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few]
        return found
    both: Places = np.sort(np.concatenate([few, many]))
    twice: Places = both[1:][both[1:] == both[:-1]]
    return twice


def _near_each_other(held: Sequence[Places], within: int) -> tuple[Places, Places]:
    """Return the places, ascending, after which every other term comes within some, and where the last of them is."""
    begins = np.sort(np.concatenate(held))
    ends = begins
    for others in held:
        following = np.searchsorted(others, begins)
        inside = following < len(others)
        inside[inside] = others[following[inside]] <= begins[inside] + within
        begins, ends = begins[inside], np.maximum(ends[inside], others[following[inside]])
    return begins, ends
