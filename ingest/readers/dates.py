"""Dates as Swedish and English sources print them, to ISO 8601 with the precision of the source."""

from __future__ import annotations

import re
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
_FORMS = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d|-\d)"),
    re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})\.? (?P<name>{_MONTH})\.?,? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH}) (?P<day>\d{{1,2}}), (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"(?<!\d )(?<!\d\. )\b(?P<name>{_MONTH})\.? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)


def iso_date(text: str) -> str | None:
    """Return the first date in a text: "Bryssel den 9.12.2021" gives "2021-12-09", "september 2020" gives "2020-09".

    A year alone is no date here; it may be a number or part of a name. Days that do not exist are passed over.
    """
    plain = " ".join(text.split())
    found = [(match.start(), iso) for form in _FORMS for match in form.finditer(plain) if (iso := _iso(match))]
    return min(found, key=lambda place: (place[0], -len(place[1])))[1] if found else None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    month = _MONTHS[parts["name"].casefold()] if parts.get("name") else int(parts["month"])
    day = parts.get("day")
    try:
        whole = date(year, month, int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else f"{year:04d}-{month:02d}"
