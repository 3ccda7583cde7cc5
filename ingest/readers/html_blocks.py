"""Ordinary HTML to headings and blocks: what Markdown and web pages have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace

from bs4 import Tag

from index.document import Link
from ingest.readers.flow import Leaf, Rules, leaves
from ingest.readers.footnotes import Footnotes, without_marks, without_references
from ingest.readers.links import web_address
from ingest.readers.markup import attribute
from ingest.readers.sections import BULLET, Block, Heading, ListItem, Paragraph, Row, one_line

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def html_blocks(
    root: Tag,
    *,
    base: str | None = None,
    drop: Callable[[Tag], bool] = lambda _: False,
    footnotes: Footnotes | None = None,
) -> Iterator[Block]:
    """Yield the headings and blocks under `root`; `base` makes relative links absolute, `drop` names what to skip.

    An item of a list begins with "• " or, in an ordered list, with its number; a further paragraph of the same item is
    a paragraph. `footnotes` are those of `root`; each stands after what cites it. Raises SourceError where the nesting
    is too deep.
    """
    rules = Rules(drop=drop, whole=_is_data_table, address=lambda href: web_address(href, base))
    if footnotes is not None:
        rules = replace(rules, drop=lambda tag: drop(tag) or footnotes.holds(tag), replace=footnotes.reference)
    numbering = _Numbering()
    for part in leaves(root, rules):
        if isinstance(part, Tag):
            cited = yield from _rows(part, rules)
        else:
            yield _block(part, numbering)
            cited = part.replaced
        for label, note in footnotes.cited(cited) if footnotes is not None else ():
            yield Paragraph(f"[{label}] {note.text}", note.links)


def _block(leaf: Leaf, numbering: _Numbering) -> Block:
    around = leaf.element if leaf.element.name in (*HEADINGS, "li") else leaf.element.find_parent((*HEADINGS, "li"))
    if around is None:
        return Paragraph(without_marks(leaf.text), leaf.links)
    if around.name != "li":
        return Heading(int(around.name[1]), without_references(one_line(leaf.text)), links=leaf.links)
    marker = numbering.marker(around)
    text = without_marks(one_line(leaf.text))
    return ListItem(f"{marker} {text}", leaf.links) if marker else Paragraph(text, leaf.links)


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


def _rows(table: Tag, rules: Rules) -> Generator[Block, None, tuple[Tag, ...]]:
    """Yield the caption and the rows of a table; return the references to notes in it."""
    cited: list[Tag] = []
    caption = table.find("caption")
    if isinstance(caption, Tag):
        text, links = _cell(caption, rules, cited)
        yield Paragraph(text, links)
    for row in table.find_all("tr"):
        cells = [_cell(cell, rules, cited) for cell in row.find_all(("td", "th"))]
        yield Row(tuple(text for text, _ in cells), tuple(link for _, links in cells for link in links))
    return tuple(cited)


def _cell(cell: Tag, rules: Rules, cited: list[Tag]) -> tuple[str, tuple[Link, ...]]:
    parts = [part for part in leaves(cell, rules) if isinstance(part, Leaf)]
    cited += [tag for part in parts for tag in part.replaced]
    text = without_marks(" ".join(one_line(part.text) for part in parts))
    return text, tuple(link for part in parts for link in part.links)
