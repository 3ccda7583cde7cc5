"""The fields that a query can name: facets, parts of the text, and dates of publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from index.query.tree import Dates, Filter, TextField
from index.request import FACETS

TEXT_FIELDS: Mapping[str, TextField] = MappingProxyType({"titel": "title", "rubrik": "heading", "text": "text"})
"""Fields of the text by the name that users give them."""

DATE_FIELDS = ("efter", "fore")

_DOTTED = {"år": "ar", "län": "lan", "språk": "sprak", "före": "fore"}
_DATE = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?")
_BETWEEN = re.compile(
    r"(?P<start>[12][\d-]*)?(?:\.{2,3}|…)(?P<end>[12][\d-]*)?|(?P<first>[12]\d{3})[-–](?P<last>[12]\d{3})"
)

_QUARTER = re.compile(r"(?P<year>[12]\d{3})[- ]?[KkQq](?P<quarter>[1-4])")


def field_name(typed: str) -> str | None:
    """Return the name of a field as the bank writes it, whatever its capitals and dots; None for no field."""
    name = _DOTTED.get(typed.lower(), typed.lower())
    return name if name in FACETS or name in TEXT_FIELDS or name in DATE_FIELDS else None


def written_name(field: str) -> str:
    """Return the name of a field as Swedish writes it: "ar" is "år"."""
    return next((dotted for dotted, name in _DOTTED.items() if name == field), field)


def read_value(facet: str, typed: str) -> Filter | Dates:
    """Return what a value of a facet asks for: one value, or for `ar` a stretch of time.

    A stretch is written "2021..2022", "..2020", "2021-06..", "2022-03" for a month or "2022-K1" for a quarter.
    """
    quarter = _QUARTER.fullmatch(typed) if facet == "ar" else None
    if quarter is not None:
        last = int(quarter["quarter"]) * 3
        return Dates(f"{quarter['year']}-{last - 2:02}", following(f"{quarter['year']}-{last:02}"))
    match = _BETWEEN.fullmatch(typed) if facet == "ar" else None
    if match is not None:
        start, end = match["start"] or match["first"], match["end"] or match["last"]
        if all(part is None or is_date(part) for part in (start, end)) and (start or end):
            return _between(start, end)
    if facet == "ar" and "-" in typed and is_date(typed):
        return Dates(typed, following(typed))
    return Filter(facet, (typed,))


def read_date(field: str, typed: str) -> Dates | None:
    """Return the stretch of time from a date on ("efter") or before it ("fore"); None for what is no date."""
    if not is_date(typed):
        return None
    return Dates(typed, None) if field == "efter" else Dates(None, typed)


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day in ISO 8601."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def following(text: str) -> str:
    """Return the year, month or day after one."""
    year, *rest = map(int, text.split("-"))
    if not rest:
        return str(year + 1)
    if len(rest) == 1:
        return f"{year + rest[0] // 12}-{rest[0] % 12 + 1:02}"
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def _between(start: str | None, end: str | None) -> Dates:
    """Return the stretch from one date through another, in whichever order they stand."""
    if start and end and start >= following(end):
        start, end = end, start
    return Dates(start, following(end) if end else None)
