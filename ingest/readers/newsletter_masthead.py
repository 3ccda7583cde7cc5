"""The masthead of a newsletter: its title, number and time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.dates import iso_date
from ingest.readers.newsletter_lines import Line

_NAME = re.compile(
    r"\b(?:nyhets|månads|vecko|informations|info|kund|medlems)brev(?:et)?\b|\bnewsletter\b|\w{3}(?:nytt|bladet)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:\b(?:nr|nummer|no|num|issue|utgåva|volym|vol)\b\.?|[#№])\s*:?\s*(?P<marked>\d{1,3})\b"
    r"|(?:brev(?:et)?|newsletter)\s+(?P<plain>\d{1,3})\b(?![./:]\d)|\b(?P<slashed>\d{1,2})\s?[/:]\s?(?:(?:19|20)\d\d|\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT_YEAR = re.compile(r"\b\d{1,2}/(\d\d)\b(?!/)")
_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
)
_MONTH = re.compile(rf"\b(?:{_MONTHS})\b\.?", re.IGNORECASE)
_SEASON = re.compile(
    r"\b(?:vår|sommar|höst|vinter|spring|summer|autumn|fall|winter)(?:en|n|s)?\b"
    r"|\b(?:(?:q|kvartal )[1-4]|vecka \d{1,2})\b",
    re.IGNORECASE,
)
_NUMBER_BEFORE_MONTH = re.compile(
    rf"(?P<name>brev(?:et)?|newsletter|#|nr\.?)(?P<number>\s*\d{{1,3}})\s+(?=(?:{_MONTHS})\b)", re.IGNORECASE
)
_FILLING = re.compile(r"[^\w]+|\b(?:nr|no|den|från|för|of|the|from|årgång|\d{1,3})\b", re.IGNORECASE)

_LONGEST = 100
_MOST_OTHER_WORDS = 8
_WHERE_MASTHEADS_STAND = 25
_CERTAIN = 3
_NAMES_ABOVE = 2


@dataclass(frozen=True, slots=True)
class Masthead:
    """The title as printed, when the letter came out (ISO 8601, None where the title does not say), and its lines.

    `lines` are indices of the lines that the masthead takes up; nothing of them is text of an item.
    """

    title: str
    published: str | None
    lines: frozenset[int] = frozenset()


def published_in(text: str) -> str | None:
    """Return when a title says that the letter came out: "2022-01", "2022", "2022-03-15", or None.

    A number right before a month is that of the letter, not of a day: "Nyhetsbrev 3 januari 2022".
    """
    plain = _NUMBER_BEFORE_MONTH.sub(lambda match: f"{match['name']} ", text)
    year, short = _YEAR.search(plain), _SHORT_YEAR.search(plain)
    return iso_date(plain) or (year[0] if year else f"20{short[1]}" if short else None)


def names_an_issue(text: str) -> bool:
    """Say whether a text is the title of one issue: "Nyhetsbrev 3, januari 2022", "Newsletter #12"."""
    return _certainty(text) >= _CERTAIN and _NAME.search(text) is not None


def find_masthead(lines: Sequence[Line], declared: Sequence[str]) -> Masthead | None:
    """Find the masthead among the first lines, else in titles that stand elsewhere (`title`, Subject).

    A title may be spread over two lines ("Nyhetsbrev" and "Nr 3, januari 2022"); then they are joined.
    """
    above_prose = _above_prose(lines)
    named = [index for index, line in enumerate(above_prose) if names_an_issue(line.text) and not line.listed]
    if named:
        first = next((index for index in named if not lines[index].linked), named[0])
        found = Masthead(lines[first].text, published_in(lines[first].text), frozenset(_same(lines, lines[first].text)))
        return found if found.published else _dated(lines, first, found)
    for index, line in enumerate(above_prose):
        if _is_time_alone(line.text) and (split := _split_title(lines, index)) is not None:
            return split
    title = next((title for title in declared if names_an_issue(title)), None)
    return Masthead(title, published_in(title), frozenset(_same(lines, title))) if title else None


def _above_prose(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines above the first running text; further down, the titles of other issues may stand."""
    near = lines[:_WHERE_MASTHEADS_STAND]
    end = next((index for index, line in enumerate(near) if len(line.text) > _LONGEST), len(near))
    return near[:end]


def _dated(lines: Sequence[Line], index: int, found: Masthead) -> Masthead:
    """Add the time of an issue that stands on the line before or after its title."""
    for other in (index + 1, index - 1):
        if 0 <= other < len(lines) and _is_time_alone(lines[other].text):
            time = lines[other].text
            return Masthead(_joined(found.title, time), published_in(time), found.lines | {other})
    return found


def _split_title(lines: Sequence[Line], index: int) -> Masthead | None:
    """Return the masthead whose number and time stand on line `index`, and its name next to it."""
    time = lines[index].text
    for other in (index - 1, index + 1):
        if not 0 <= other < len(lines):
            continue
        name = lines[other]
        short = len(name.text) <= _LONGEST and not name.text.endswith(".")
        if short and (
            _NAME.search(name.text)
            or (other < index and index <= _NAMES_ABOVE and (name.rank == 1 or name.size > lines[index].size))
        ):
            return Masthead(_joined(name.text, time), published_in(time), frozenset({index, other}))
    if _NUMBER.search(time) and index <= 1:
        return Masthead(_joined("Nyhetsbrev", time), published_in(time), frozenset({index}))
    return None


def _joined(name: str, time: str) -> str:
    """Return a name with a number and time: "Nyhetsbrev nr 3, januari 2022", "Ekviksbladet, januari 2022"."""
    numbered = re.match(r"(?:nr|nummer|no|issue)\b", time, re.IGNORECASE)
    return f"{name} {time[0].lower()}{time[1:]}" if numbered else f"{name}, {time}"


def _same(lines: Sequence[Line], title: str) -> set[int]:
    near = lines[:_WHERE_MASTHEADS_STAND]
    return {index for index, line in enumerate(near) if line.text.casefold() == title.casefold()}


def _certainty(text: str) -> int:
    """Weigh what makes a text the title of an issue; 0 where it is too long or a sentence."""
    if len(text) > _LONGEST or re.search(r"[a-zåäö]{3}[.!?]$", text) or "@" in text:
        return 0
    rest, weight = text, 0
    for pattern, points in ((_NAME, 2), (_NUMBER, 1), (_YEAR, 1), (_MONTH, 1), (_SEASON, 1)):
        weight += points * (pattern.search(text) is not None)
        rest = pattern.sub(" ", rest)
    words = [word for word in _FILLING.sub(" ", rest).split() if not word.isdigit()]
    return weight if len(words) <= _MOST_OTHER_WORDS else 0


def _is_time_alone(text: str) -> bool:
    """Say whether a text is a number or a time of an issue and nothing else: "Nr 3 | januari 2022"."""
    rest = text
    for pattern in (_NUMBER, _YEAR, _MONTH, _SEASON):
        rest = pattern.sub(" ", rest)
    said = _YEAR.search(text) is not None or (_NUMBER.search(text) is not None and _MONTH.search(text) is not None)
    return said and len(text) <= _LONGEST and not _FILLING.sub("", rest)
