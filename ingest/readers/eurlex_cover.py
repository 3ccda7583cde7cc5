"""What a document of EUR-Lex says of itself: number, date, publisher, language and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ingest.readers.dates import iso_date
from ingest.readers.markup import attribute, language_of
from ingest.readers.sections import one_line

COMMISSION = "Europeiska kommissionen"
COUNCIL = "Europeiska unionens råd"
PARLIAMENT = "Europaparlamentet"
COMMITTEE = "Europeiska ekonomiska och sociala kommittén"
REGIONS = "Europeiska regionkommittén"

_JOURNAL_NUMBER = re.compile(r"\b(?:[CL]/\d{4}/\d+|\d{4}/[CL] \d+/\d+)")
_NUMBER = re.compile(r"\b(?:COM|KOM|SWD|SEC|SEK|JOIN|C)\s?\(\d{4}\)\s?\d+(?:/\d+)?(?:\s?(?:final|slutlig))?(?:/\d+)?")
_NUMBER_IN_TITLE = re.compile(r"\((?:EU|EG|EEG|EC|EEC)(?:, Euratom)?\)\s(?:nr |No )?\d+/\d+|\b\d+/\d+/E[EUGC]+\b")
_PLACE = re.compile(r"(?:Bryssel|Brussels|Strasbourg|Luxemburg|Luxembourg)\b.{0,30}", re.IGNORECASE)
_DOCUMENT_VARIABLE = re.compile(r'\[name=([\w.]+);value="([^"]*)"\]')

_PUBLISHERS = (
    (f"{PARLIAMENT} och {COUNCIL}", r"europaparlamentets? och (?:europeiska unionens )?råd(?:et)?s?\b"),
    (f"{PARLIAMENT} och {COUNCIL}", r"(?:the )?european parliament and (?:of )?the council\b"),
    (COMMITTEE, r"(?:europeiska )?ekonomiska och sociala kommittén|(?:european )?economic and social committee"),
    (REGIONS, r"(?:europeiska )?regionkommittén|(?:european )?committee of the regions"),
    (COMMISSION, r"(?:europeiska )?kommissionens?\b|(?:european )?commission\b"),
    (COUNCIL, r"(?:europeiska unionens )?råd(?:et|ets)?\b|(?:the )?council(?: of the european union)?\b"),
    (PARLIAMENT, r"europaparlamentets?\b|(?:the )?european parliament\b"),
)
_KINDS = (
    ("handlingsplan", r"handlingsplan|action plan"),
    ("rekommendation", r"rekommendation|recommendation"),
    ("yttrande", r"yttrande|opinion of"),
    ("förslag", r"förslag till|proposal for"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The facts of a cover; None where nothing says them."""

    designation: str | None
    published: str | None
    publisher: str | None
    language: str | None
    kind: str | None


def read_cover(soup: BeautifulSoup, lines: list[str], title: str | None) -> Cover:
    """Gather the facts from the lines of the cover and the running heads, the title, and what the file carries.

    `lines` are as printed, in order.
    """
    variables = _document_variables(soup)
    # In the Official Journal, another number is that of a document which the text is about.
    forms = (_JOURNAL_NUMBER, _NUMBER)
    numbers = [match[0] for form in forms for line in lines if (match := form.search(line))]
    in_title = next(filter(None, map(_NUMBER_IN_TITLE.search, (title or "", *lines))), None)
    designation = one_line(numbers[0]) if numbers else in_title[0] if in_title else None
    dates = [iso_date(line) for line in (*[line for line in lines if _PLACE.match(line)], title or "", *lines)]
    return Cover(
        designation=designation,
        published=next(filter(None, dates), None) or variables.get("LW_EMISSION_ISODATE") or None,
        publisher=_publisher(lines, title, designation),
        language=_language(soup, variables, lines),
        kind=next((kind for kind, words in _KINDS if re.search(words, title or "", re.IGNORECASE)), None),
    )


def is_cover_line(text: str) -> bool:
    """Say whether a line is only a document number, or only a place and a date."""
    flat = one_line(text)
    return _NUMBER.fullmatch(flat) is not None or (_PLACE.fullmatch(flat) is not None and iso_date(flat) is not None)


def _document_variables(soup: BeautifulSoup) -> dict[str, str]:
    comments = soup.find_all(string=lambda string: "LW_" in string and "docVars" in string)
    return {name: value for comment in comments for name, value in _DOCUMENT_VARIABLE.findall(comment)}


def _publisher(lines: list[str], title: str | None, designation: str | None) -> str | None:
    """Return the Swedish name of the institution that a line names, or whose number it is, or that the title names."""
    for line in lines:
        for name, words in _PUBLISHERS:
            if re.fullmatch(words, one_line(line), re.IGNORECASE):
                return name
    if (designation or "").startswith(("COM", "KOM", "SWD", "SEC", "SEK", "C(")):
        return COMMISSION
    places = [
        (match.start(), order, name)
        for order, (name, words) in enumerate(_PUBLISHERS)
        if (match := re.search(words, title or "", re.IGNORECASE))
    ]
    return min(places)[2] if places else None


def _language(soup: BeautifulSoup, variables: dict[str, str], lines: list[str]) -> str | None:
    meta = soup.find("meta", attrs={"name": re.compile("^dc.language$", re.IGNORECASE)})
    said = [variables.get("LW_LANGUE", ""), attribute(meta, "content") if isinstance(meta, Tag) else "", *lines]
    code = next((code for code in said if re.fullmatch("[A-Za-z]{2}", code)), "").lower()
    return code or language_of(soup)
