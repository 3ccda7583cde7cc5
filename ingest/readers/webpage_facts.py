"""What a web page says of itself: title, date, publisher, address."""

from __future__ import annotations

import re

import trafilatura
from bs4 import BeautifulSoup, Tag

from ingest.readers.dates import iso_date
from ingest.readers.flow import plain_text
from ingest.readers.html_blocks import HEADINGS
from ingest.readers.links import web_address
from ingest.readers.markup import attribute
from ingest.readers.sections import one_line

# In the order in which they are believed.
_DATES = (
    "article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "article:modified_time",
    "dcterms.modified",
    "last-modified",
)
_PUBLISHERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name")
_SAYS_WHEN = re.compile(
    r"\b(?:publicera|uppdatera|ändra|granska|redigera)(?:[dt]|des)\b|\b(?:published|updated|modified)\b", re.IGNORECASE
)
_LONGEST_LINE = 200
_PARTS = re.compile(r"\s+[|–—-]\s+|\s*[|]\s*")


class Facts:
    """The facts of a page, gathered before anything is taken out of it; `address` is where it came from.

    `url` is the address that it gives itself, `base` what its relative links are relative to.
    """

    def __init__(self, soup: BeautifulSoup, address: str | None = None) -> None:
        self._soup = soup
        self._metas = _metas(soup)
        times = [tag for place in (*soup.find_all(["main", "article"]), soup) for tag in place.find_all("time")]
        self._times = [attribute(tag, "datetime") or tag.get_text() for tag in times]
        self._heading = soup.find("h1")
        link, base = soup.find("link", rel="canonical"), soup.find("base")
        self.url = web_address((attribute(link, "href") if link else "") or self._metas.get("og:url", ""))
        page = address or self.url or ""
        self.base = (web_address(attribute(base, "href"), page) if base else None) or page
        self.publisher = next((self._metas[key] for key in _PUBLISHERS if self._metas.get(key)), None)

    def title(self, root: Tag) -> str | None:
        """Return the title: the heading of first rank, else what the head says, without the name of the site.

        `root` is the main part.
        """
        heading = root.find("h1") or self._heading
        if heading is not None and (words := one_line(plain_text(heading))):
            return words
        element = self._soup.title
        said = [self._metas.get("og:title", ""), one_line(element.get_text()) if element else ""]
        declared = next(filter(None, said), None)
        first = root.find(HEADINGS)
        opening = one_line(plain_text(first)) if first is not None else ""
        return opening if declared and opening and opening in _PARTS.split(declared) else declared

    def published(self, lines: list[str], markup: str) -> str | None:
        """Return the date that the page gives: in its head, in time elements, in `lines` that say when, in its data."""
        said = [self._metas.get(key, "") for key in _DATES] + self._times
        said += [line[:_LONGEST_LINE] for line in lines if _SAYS_WHEN.search(line[:_LONGEST_LINE])]
        if found := next((date for text in said if (date := iso_date(text))), None):
            return found
        options = {"extensive_search": False, "original_date": True}
        return trafilatura.extract_metadata(markup, date_config=options).date


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Return the content of the meta elements by name or property, in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = (attribute(tag, "property") or attribute(tag, "name") or attribute(tag, "http-equiv")).lower()
        found.setdefault(key, one_line(attribute(tag, "content")))
    return found
