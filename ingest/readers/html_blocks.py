"""Ordinary HTML to headings and blocks: what Markdown and web pages have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bs4 import Tag

from index.document import Link
from ingest.readers.flow import Leaf, Rules, leaves
from ingest.readers.links import web_address
from ingest.readers.markup import attribute
from ingest.readers.sections import BULLET, Block, Heading, ListItem, Paragraph, Row, one_line

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def html_blocks(
    root: Tag, *, base: str | None = None, drop: Callable[[Tag], bool] = lambda _: False
) -> Iterator[Block]:
    """Yield the headings and blocks under `root`; `base` makes relative links absolute, `drop` names what to skip.

    An item of a list begins with "• " or, in an ordered list, with its number; a further paragraph of the same item is
    a paragraph. Raises SourceError where the nesting is too deep.
    """
    rules = Rules(drop=drop, whole=_is_data_table, address=lambda href: web_address(href, base))
    numbering = _Numbering()
    for part in leaves(root, rules):
        if isinstance(part, Tag):
            yield from _rows(part, rules)
            continue
        around = part.element if part.element.name in (*HEADINGS, "li") else part.element.find_parent((*HEADINGS, "li"))
        if around is None:
            yield Paragraph(part.text, part.links)
        elif around.name == "li":
            marker = numbering.marker(around)
            text = one_line(part.text)
            yield ListItem(f"{marker} {text}", part.links) if marker else Paragraph(text, part.links)
        else:
            yield Heading(int(around.name[1]), one_line(part.text), links=part.links)


class _Numbering:
    """Which items have begun, and how far each ordered list has come."""

    def __init__(self) -> None:
        self._begun: set[int] = set()
        self._counts: dict[int, int] = {}

    def marker(self, item: Tag) -> str:
        """Return the marker of an item, "" where the item has begun before."""
        if id(item) in self._begun:
            return ""
        self._begun.add(id(item))
        parent = item.parent
        if parent is None or parent.name != "ol":
            return BULLET
        start = attribute(parent, "start")
        first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        number = self._counts.get(id(parent), first - 1) + 1
        self._counts[id(parent)] = number
        return f"{number}."


def _is_data_table(tag: Tag) -> bool:
    """Say whether a tag is a table with rows of several cells, and not one that only lays out a page."""
    if tag.name != "table" or attribute(tag, "role") in ("presentation", "none"):
        return False
    if tag.find(("table", *HEADINGS)) is not None:
        return False
    return any(len(row.find_all(("td", "th"))) > 1 for row in tag.find_all("tr"))


def _rows(table: Tag, rules: Rules) -> Iterator[Block]:
    caption = table.find("caption")
    if isinstance(caption, Tag):
        text, links = _cell(caption, rules)
        yield Paragraph(text, links)
    for row in table.find_all("tr"):
        cells = [_cell(cell, rules) for cell in row.find_all(("td", "th"))]
        yield Row(tuple(text for text, _ in cells), tuple(link for _, links in cells for link in links))


def _cell(cell: Tag, rules: Rules) -> tuple[str, tuple[Link, ...]]:
    parts = [part for part in leaves(cell, rules) if isinstance(part, Leaf)]
    return " ".join(one_line(part.text) for part in parts), tuple(link for part in parts for link in part.links)
