"""Where the text of a web page is: what the page itself calls its main part, else where trafilatura finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import trafilatura
from bs4 import BeautifulSoup, Tag

from ingest.readers.flow import Leaf, leaves
from ingest.readers.webpage_measures import Measure, Measures

_MOST = 0.8
"""Share of what trafilatura extracts that must stand in the main part; it takes in a notice now and then."""
_MOST_LINKED = 0.4
_LONGEST_OPENING = 2_000
_SHORTEST_LINE = 15
_LARGEST = 300_000
"""Characters of text in a page that trafilatura is given; a page has a hundredth."""
_WORDS = re.compile(r"\w+")


def declared_main(soup: BeautifulSoup, measures: Measures) -> Tag | None:
    """Return the element that a page calls its main part, None where there is no such."""
    found = [*soup.find_all("main"), *soup.select('[role="main"]')]
    articles = soup.find_all("article")
    found += articles if len(articles) == 1 else []
    return next((tag for tag in found if measures.of(tag).text), None)


def extracted_main(soup: BeautifulSoup, measures: Measures) -> Tag:
    """Return the smallest element that holds what trafilatura takes for the text, and what else of text is around it.

    Menus have been taken out of the page before.
    """
    body = soup.body or soup
    parts = [part for part in leaves(body) if isinstance(part, Leaf)]
    extracted = _extracted(soup) if measures.of(soup).text <= _LARGEST else ""
    lines = [part for part in parts if len(part.text) >= _SHORTEST_LINE and _key(part.text) in extracted]
    total = sum(len(part.text) for part in lines)
    held: dict[int, int] = {}
    for part in lines:
        for around in (part.element, *part.element.parents):
            held[id(around)] = held.get(id(around), 0) + len(part.text)
    found = body
    while total and (inner := _child_with(found, held, _MOST * total)) is not None:
        found = inner
    while found is not body and found.parent is not None and _is_text(measures.of(found), measures.of(found.parent)):
        found = found.parent
    return found


def opening_of(soup: BeautifulSoup, main: Tag, measures: Measures) -> Tag | None:
    """Return what a page prints of its text above the main part: its title and what stands with it."""
    title = soup.find("h1")
    if title is None or any(main is above for above in title.parents):
        return None
    around = {id(tag) for tag in (main, *main.parents)}
    opening = next((tag for tag in (title, *title.parents) if tag.parent is None or id(tag.parent) in around), title)
    measure = measures.of(opening)
    is_text = id(opening) not in around and measure.linked <= _MOST_LINKED * measure.text
    return opening if is_text and measure.text <= _LONGEST_OPENING else None


def _child_with(tag: Tag, held: Mapping[int, int], least: float) -> Tag | None:
    return next((child for child in tag.find_all(recursive=False) if held.get(id(child), 0) >= least), None)


def _is_text(inner: Measure, outer: Measure) -> bool:
    """Say whether what an element has more than one inside it is text and no menu."""
    return outer.linked - inner.linked <= _MOST_LINKED * (outer.text - inner.text)


def _extracted(soup: BeautifulSoup) -> str:
    """Return the letters and figures of what trafilatura extracts."""
    return _key(trafilatura.extract(str(soup), fast=True, include_comments=False) or "")


def _key(text: str) -> str:
    return "".join(_WORDS.findall(text.casefold()))
