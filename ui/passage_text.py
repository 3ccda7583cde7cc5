"""The text of a passage as HTML: paragraphs, lists and links, with what answers the search marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from index.document import Link, Passage
from ui.page import Way

BULLET = "• "

Mark = Callable[[str], Markup]
"""Escapes a piece of text and puts `<mark>` around what answers the search."""

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class ShownText:
    """The HTML of a text, and the links that did not stand in it word by word."""

    html: Markup
    other_links: tuple[Way, ...]


def shown_text(passage: Passage, mark: Mark) -> ShownText:
    """Set a passage: a blank line between paragraphs, a line that begins with "• " is an item of a list."""
    waiting = [link for link in passage.links if web_address(link.url)]
    blocks = [_block(block, mark, waiting) for block in _BLANK_LINES.split(passage.text) if block.strip()]
    others = {link.url: Way(link.text.strip() or link.url, link.url) for link in waiting}
    return ShownText(Markup("\n").join(blocks), tuple(others.values()))


def web_address(url: str | None) -> str | None:
    """Return an address that may be linked to, or None: only http, https and mailto lead anywhere safe."""
    if not url:
        return None
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return None
    return url.strip() if scheme in {"http", "https", "mailto"} else None


def host(address: str) -> str:
    """Return the site of an address as people say it: without "www.", "" for an address of none."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _block(block: str, mark: Mark, waiting: list[Link]) -> Markup:
    """Set one paragraph; lines of it that are items become a list."""
    pieces: list[Markup] = []
    prose: list[Markup] = []
    items: list[Markup] = []
    for line in (line.strip() for line in block.splitlines()):
        if line.startswith(BULLET):
            pieces += _closed("p", prose)
            items.append(Markup("<li>{}</li>").format(_linked(line.removeprefix(BULLET), mark, waiting)))
        elif line:
            pieces += _closed("ul", items)
            prose.append(_linked(line, mark, waiting))
    return Markup("\n").join([*pieces, *_closed("p", prose), *_closed("ul", items)])


def _closed(tag: str, content: list[Markup]) -> list[Markup]:
    """Return the element that holds what has been gathered, if anything, and begin to gather anew."""
    if not content:
        return []
    inner = (Markup("<br>") if tag == "p" else Markup("")).join(content)
    content.clear()
    return [Markup("<{0}>{1}</{0}>").format(tag, inner)]


def _linked(text: str, mark: Mark, waiting: list[Link]) -> Markup:
    """Make links of the words that were links in the source, in order; a link that is placed waits no longer."""
    pieces: list[Markup] = []
    position = 0
    for link in _in_order(text, waiting):
        start = text.find(link.text, position)
        if start < 0:
            continue
        pieces += [mark(text[position:start]), Markup('<a href="{}">{}</a>').format(link.url.strip(), mark(link.text))]
        position = start + len(link.text)
        waiting.remove(link)
    return Markup("").join([*pieces, mark(text[position:])])


def _in_order(text: str, links: Sequence[Link]) -> list[Link]:
    """Return the links whose words stand in the text, by where they stand first."""
    present = [link for link in links if link.text.strip() and link.text in text]
    return sorted(present, key=lambda link: text.find(link.text))
