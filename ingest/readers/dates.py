"""Dates as Swedish and English sources print them, to ISO 8601 with the precision of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = re.compile(r"(?:19|20)\d\d(?!\w)(?<!\w\d{4})")
_FROM_YEAR = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d|-\d)")
# Each stands right before a year; they are looked for there alone, since years are few and months in any case are slow.
_BEFORE_YEAR = (
    re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./]\Z"),
    re.compile(rf"\b(?P<day>\d{{1,2}})\.? (?P<name>{_MONTH})\.?,? \Z", re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH}) (?P<day>\d{{1,2}}), \Z", re.IGNORECASE),
    re.compile(rf"(?<!\d )(?<!\d\. )\b(?P<name>{_MONTH})\.? \Z", re.IGNORECASE),
)
_WIDEST = len("30. september., ")


def iso_date(text: str) -> str | None:
    """Return the first date in a text: "Bryssel den 9.12.2021" gives "2021-12-09", "september 2020" gives "2020-09".

    A year alone is no date here; it may be a number or part of a name. Days that do not exist are passed over.
    """
    return next((iso for *_, iso in iso_dates(" ".join(text.split()))), None)


def iso_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the dates of a text in order, each with where it begins and ends.

    Years alone are left out, as in `iso_date`.
    """
    end = 0
    for year in _YEAR.finditer(text):
        start = max(end, year.start() - _WIDEST)
        before = (form.search(text, start, year.start()) for form in _BEFORE_YEAR)
        found = [(match.start(), year.end(), iso) for match in before if match and (iso := _iso(match, year[0]))]
        match = _FROM_YEAR.match(text, year.start())
        if match and (iso := _iso(match, match["year"])):
            found.append((*match.span(), iso))
        for place in sorted(found, key=lambda place: (place[0], -len(place[2])))[:1]:
            yield place
            end = place[1]


def _iso(match: re.Match[str], written_year: str) -> str | None:
    parts = match.groupdict()
    year = int(written_year)
    month = _MONTHS[parts["name"].casefold()] if parts.get("name") else int(parts["month"])
    day = parts.get("day")
    try:
        whole = date(year, month, int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else f"{year:04d}-{month:02d}"
