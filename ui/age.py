"""How old a text is, and from when on what it says may no longer hold."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

OLD_YEARS = 5
"""Full years after which laws, organisations and addresses have often changed; the reader is told to check."""


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago something was published, in Swedish, and whether it may be out of date."""

    text: str
    old: bool


def age(published: str | None, today: dt.date) -> Age | None:
    """Return the age of what was published on an ISO 8601 date of any precision; None where there is no date.

    What the date leaves out counts as the end of its year or month, so that nothing is called older than it is.
    """
    written = _ISO_DATE.match(published or "")
    if written is None:
        return None
    year, month, day = (int(part or last) for part, last in zip(written.groups(), ("", "12", "31"), strict=True))
    years = today.year - year - ((today.month, today.day) < (month, day))
    if years < 1:
        return Age("mindre än ett år gammal", old=False)
    return Age("1 år gammal" if years == 1 else f"{years} år gammal", old=years >= OLD_YEARS)
