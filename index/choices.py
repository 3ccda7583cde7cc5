"""What is chosen in the facets: as conditions for an engine, and as lists of values with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from index.engine import Found
from index.field_values import Known, spell
from index.ordering import swedish_order
from index.plan import Carrying, Condition, Published
from index.query import tree
from index.query.fields import read_value
from index.request import FACETS, FacetValue

YEARS = "ar"
MONTHS_OF_QUARTER = 3

Choices = Mapping[str, tuple[str, ...]]
"""The values chosen by facet, as an address has them; of years also stretches of time ("2021..2022", "2022-K1")."""


def spelled(choices: Choices, known: Known) -> dict[str, tuple[str, ...]]:
    """Return choices with each value once, spelled as the bank does."""
    return {name: _spelled(name, values, known) for name, values in choices.items() if values}


def conditions(facet: str, values: Iterable[str]) -> tuple[Condition, ...]:
    """Return what an engine is asked for, one condition a value."""
    return tuple(_condition(facet, value) for value in values)


def facet_lists(found: Found, chosen: Choices) -> dict[str, tuple[FacetValue, ...]]:
    """Return every facet's values by falling count, then by name, but years newest first.

    A chosen value stays even at zero; chosen stretches of time stand before the years.
    """
    lists = {}
    for name in FACETS:
        mine = chosen.get(name, ())
        counts = {**found.facets[name], **dict(_stretches(found, name, mine))}
        counts |= {value: 0 for value in sorted(mine, key=swedish_order) if value not in counts}
        ordered = _newest_first(counts) if name == YEARS else counts
        lists[name] = tuple([FacetValue(value, counts[value], value in mine) for value in ordered])
    return lists


def quarters(found: Found, chosen: Choices) -> tuple[FacetValue, ...]:
    """Return the quarters ("2022-K1") in which documents of the result were published, oldest first.

    A document of which only the year is known is in no quarter.
    """
    counts: Counter[str] = Counter()
    for date, documents in found.dates.items():
        if name := quarter(date):
            counts[name] += documents
    mine = chosen.get(YEARS, ())
    return tuple(FacetValue(name, counts[name], name in mine) for name in sorted(counts))


@lru_cache(maxsize=10_000)
def quarter(date: str) -> str | None:
    """Return the quarter of an ISO 8601 date; None where the month is unknown."""
    year, *rest = date.split("-")
    return f"{year}-K{(int(rest[0]) - 1) // MONTHS_OF_QUARTER + 1}" if rest else None


def _spelled(facet: str, values: Iterable[str], known: Known) -> tuple[str, ...]:
    found: list[str] = []
    for value in values:
        found += [value] if isinstance(_condition(facet, value), Published) else spell(facet, [value], known)
    return tuple(dict.fromkeys(found))


def _condition(facet: str, value: str) -> Condition:
    read = read_value(facet, value)
    return Published(read.start, read.end) if isinstance(read, tree.Dates) else Carrying(facet, (value,))


def _stretches(found: Found, facet: str, chosen: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the chosen stretches of time, each with the documents that choosing it alone would give."""
    for value in chosen if facet == YEARS else ():
        condition = _condition(facet, value)
        if isinstance(condition, Published):
            yield value, _documents(found, condition)


def _documents(found: Found, condition: Condition) -> int:
    return sum(
        count for date, count in found.dates.items() if isinstance(condition, Published) and condition.hold(date)
    )


def _newest_first(years: Iterable[str]) -> list[str]:
    """Order stretches of time before years, and each newest first."""
    return sorted(sorted(years, reverse=True), key=str.isdigit)
