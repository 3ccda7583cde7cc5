"""What servers answer, and what an answer without content means for us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from ingest.fetching.failures import FetchError, NoAnswerError, PassingError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_SENTENCES = {
    401: "Servern kräver inloggning ({status}).",
    403: "Servern tillåter inte att sidan hämtas ({status}).",
    406: "Servern har inte texten på det språk eller i det format som efterfrågas ({status}).",
    407: "Servern kräver inloggning ({status}).",
    451: "Servern får inte visa sidan ({status}).",
}
_LINK = re.compile(rb"""<a\s[^>]*?href\s*=\s*["']([^"'<>]+)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: where it came from, its status, its headers and, where it was read, its unpacked content."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def content_type(self) -> str:
        """Return the media type in lower case without its parameters, "" where it is not said."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


def onward(answer: Answer) -> str | None:
    """Return where an answer sends us on to, or None.

    A list of versions (300) without a preferred one leads to its first link: CELLAR lists a document's parts in order,
    the act itself first.
    """
    location = answer.headers.get("location")
    if answer.status in _REDIRECTS:
        if not location:
            raise FetchError("Servern skickar vidare utan att säga vart.")
        return str(location)
    if answer.status == HTTPStatus.MULTIPLE_CHOICES:
        first = _LINK.search(answer.content)
        if not location and not first:
            raise FetchError("Servern har flera versioner och säger inte vilka.")
        return str(location) if location else first[1].decode("utf-8", "replace").replace("&amp;", "&")  # type: ignore[index]
    return None


def failure(status: int, headers: httpx.Headers) -> FetchError:
    """Return what a status that brings no content means."""
    if status in _PASSING:
        said = "Servern ber oss vänta" if status == HTTPStatus.TOO_MANY_REQUESTS else "Servern svarar med ett fel"
        return PassingError(f"{said} ({status}).", status=status, wait=_wait(headers))
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return NoAnswerError(f"Sidan finns inte på adressen ({status}).", status=status)
    sentence = _SENTENCES.get(status, "Servern svarar på ett sätt som inte går att använda ({status}).")
    return FetchError(sentence.format(status=status), status=status)


def _wait(headers: httpx.Headers) -> float | None:
    """Return the seconds of Retry-After, which is a number or a date (RFC 9110, section 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())
