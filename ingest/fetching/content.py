"""Whether what came is the text that was asked for, and not a wall, an error page or something else altogether."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

import httpx

from ingest import readers
from ingest.fetching.answers import Answer
from ingest.fetching.failures import FetchError, NoAnswerError
from ingest.reading import Reading, SourceError

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_SAYS_NOTHING = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/download", "application/xml", "text/xml"}
)
_PAGES = frozenset({".html", ".xhtml"})
_PDF_WITHIN = 1_024
"""A PDF may begin with up to this many other bytes (ISO 32000-1, annex H.3.4.1)."""

_SHORT = 150
"""Words: a page with more of them has something to say, whatever its title."""

_ALMOST_EMPTY = 40
"""Words: a page with fewer of them is looked at for what may stand in the way of its text."""

_NOT_FOUND = re.compile(
    r"^404\b|\b(?:error|fel|felkod) 404\b|\b404 (?:error|not found)\b"
    r"|\b(?:sidan|dokumentet|artikeln|filen)\b.{0,20}\b(?:hittas|hittades|finns inte|saknas|borttagen|tagits bort)\b"
    r"|\bpage (?:was |could |can )?not (?:be )?found\b|^not found\b",
    re.IGNORECASE,
)
_WALL_TITLES = (
    (
        re.compile(
            r"^(?:fel|error|(?:ett )?(?:oväntat |tekniskt |internt )?fel\b.*|access denied|forbidden)$", re.IGNORECASE
        ),
        "Servern svarar med en felsida.",
    ),
    (re.compile(r"^(?:logga in|inloggning|sign in|log ?in)\b", re.IGNORECASE), "Sidan kräver inloggning."),
    (
        re.compile(r"^just a moment|^attention required|captcha|are you a robot|inte är en robot", re.IGNORECASE),
        "Sidan släpper bara fram den som visar att den inte är ett program.",
    ),
    (
        re.compile(
            r"^(?:om )?(?:kakor|cookies)$|\b(?:använder|godkänn|acceptera|accept)\b.*\b(?:kakor|cookies)\b",
            re.IGNORECASE,
        ),
        "Sidan visar bara en fråga om kakor.",
    ),
)
_WALLS = (
    (re.compile(r"""<input[^>]+type\s*=\s*["']?password""", re.IGNORECASE), "Sidan kräver inloggning."),
    (
        re.compile(r"\b(?:aktivera|slå på|kräver|enable|requires?) javascript\b", re.IGNORECASE),
        "Sidan visar sin text bara med JavaScript.",
    ),
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came: its bytes, and the ending that its type gives it."""

    data: bytes
    suffix: str


def arrival(answer: Answer, asked: httpx.URL) -> Arrival:
    """Return what an answer brings. Raises FetchError where it is of a type that the bank does not read."""
    suffix = _suffix(answer)
    if suffix not in readers.SUFFIXES:
        said = answer.content_type or "okänd typ"
        raise FetchError(f"Svaret är av en typ som inte går att läsa in ({said}).")
    is_pdf = b"%PDF-" in answer.content[:_PDF_WITHIN]
    if suffix == ".pdf" and not is_pdf:
        raise FetchError("Svaret utger sig för att vara en PDF men är ingen.")
    if suffix in _PAGES and asked.path.lower().endswith(".pdf") and not is_pdf:
        raise FetchError("Adressen ska ge en PDF men svarar med en webbsida.")
    check_place(asked, answer.url)
    return Arrival(answer.content, ".pdf" if is_pdf else suffix)


def check_place(asked: httpx.URL, answered: httpx.URL) -> None:
    """Raise NoAnswerError where a page that is gone sends everybody to the front page."""
    if answered.path == "/" and not answered.query and (asked.path != "/" or asked.query):
        raise NoAnswerError("Sidan finns inte kvar: adressen skickar vidare till en startsida.", status=200)


def _suffix(answer: Answer) -> str:
    """Return the ending that the type names, or the address where the type says nothing; "" for other types."""
    if answer.content_type not in _SAYS_NOTHING:
        return _SUFFIXES.get(answer.content_type, "")
    named = PurePosixPath(answer.url.path).suffix.lower()
    if named in readers.SUFFIXES:
        return named
    return ".html" if answer.content.lstrip()[:1] == b"<" else ".txt"


def judge(came: Arrival) -> Reading:
    """Read what came as an ingest will. Raises SourceError where that gives no text, or a text that is only a wall."""
    markup = came.data.decode("utf-8", "replace") if came.suffix in _PAGES else ""
    try:
        reading = readers.read(came.data, f"original{came.suffix}")
    except SourceError as error:
        raise SourceError(_wall(markup) or str(error)) from error
    words = sum(len(section.text.split()) for section in reading.sections)
    for title in _titles(reading):
        if _NOT_FOUND.search(title):
            raise SourceError("Servern svarar med en felsida: innehållet finns inte.")
        for wall, sentence in _WALL_TITLES:
            if words < _SHORT and wall.search(title):
                raise SourceError(sentence)
    if words < _ALMOST_EMPTY and (hidden := _wall(markup)):
        raise SourceError(hidden)
    return reading


def _titles(reading: Reading) -> list[str]:
    """Return the title and the first heading, which name an error where there is one."""
    first = reading.sections[0].heading[:1] if reading.sections else ()
    return [title.strip() for title in (reading.title or "", *first)]


def _wall(markup: str) -> str | None:
    return next((sentence for wall, sentence in _WALLS if wall.search(markup)), None)
