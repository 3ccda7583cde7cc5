"""Ordinary HTML to headings and blocks: what Markdown, Word files and web pages have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace

from bs4 import Tag

from index.document import Link
from ingest.readers.flow import Leaf, Rules, leaves
from ingest.readers.footnotes import Footnotes, without_marks, without_references
from ingest.readers.links import web_address
from ingest.readers.markup import attribute
from ingest.readers.sections import BULLET, Block, Box, Heading, ListItem, Paragraph, Row, one_line

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_LOWEST = 6
_TOGGLES = ("data-toggle", "data-bs-toggle")


def html_blocks(
    root: Tag,
    *,
    base: str | None = None,
    drop: Callable[[Tag], bool] = lambda _: False,
    footnotes: Footnotes | None = None,
    beside: Callable[[Tag], bool] = lambda tag: tag.name == "aside",
) -> Iterator[Block | Box]:
    """Yield the headings and blocks under `root`; `base` makes relative links absolute, `drop` names what to skip.

    An item of a list begins with "• " or, in an ordered list, with its number; a further paragraph of the same item is
    a paragraph. What unfolds under a summary or a button is a box with that as its heading, and so is what stands
    `beside` the text. `footnotes` are those of `root`; each stands after what cites it. Raises SourceError where the
    nesting is too deep.
    """
    rules = Rules(drop=drop, whole=_is_data_table, address=lambda href: web_address(href, base))
    if footnotes is not None:
        rules = replace(rules, drop=lambda tag: drop(tag) or footnotes.holds(tag), replace=footnotes.reference)
    boxes = _Boxes(root, beside)
    numbering = _Numbering()
    held: list[Block] = []
    box: Tag | None = None
    for part in leaves(root, rules):
        around = boxes.around(part if isinstance(part, Tag) else part.element)
        if around is not box:
            yield from _boxed(held, box)
            held, box = [], around
        held += _blocks(part, rules, numbering, footnotes)
        if box is None:
            yield from held
            held = []
    yield from _boxed(held, box)


def unfolds(tag: Tag) -> bool:
    """Say whether a tag is a button that shows and hides what follows it."""
    if tag.name != "button" and attribute(tag, "role") != "button":
        return False
    return tag.has_attr("aria-expanded") or any(attribute(tag, name) == "collapse" for name in _TOGGLES)


def _boxed(held: Iterable[Block], box: Tag | None) -> Iterator[Box]:
    blocks = tuple(held)
    if blocks:
        yield Box(blocks, part=box is not None and _is_folded(box))


def _is_folded(tag: Tag) -> bool:
    """Say whether a tag holds a button or a summary and what unfolds under it."""
    if tag.name == "details":
        return True
    children = [child for child in tag.children if isinstance(child, Tag)] if tag.name not in HEADINGS else []
    heads = [child for child in children if unfolds(child) or (child.name in HEADINGS and _holds_button(child))]
    return 0 < len(heads) < len(children) and tag.find("h1") is None


def _holds_button(heading: Tag) -> bool:
    return any(isinstance(child, Tag) and unfolds(child) for child in heading.children)


class _Boxes:
    """Finds for each tag the outermost box that it stands in."""

    def __init__(self, root: Tag, beside: Callable[[Tag], bool]) -> None:
        self._known: dict[int, Tag | None] = {id(root): None}
        self._beside = beside

    def around(self, tag: Tag) -> Tag | None:
        above = []
        while id(tag) not in self._known and tag.parent is not None:
            above.append(tag)
            tag = tag.parent
        box = self._known.get(id(tag))
        for inner in reversed(above):
            box = box or (inner if self._beside(inner) or _is_folded(inner) else None)
            self._known[id(inner)] = box
        return box


def _blocks(part: Leaf | Tag, rules: Rules, numbering: _Numbering, footnotes: Footnotes | None) -> Iterator[Block]:
    """Yield a leaf or the rows of a table, and after them the notes that they cite."""
    if isinstance(part, Tag):
        cited = yield from _rows(part, rules)
    else:
        yield _block(part, numbering)
        cited = part.replaced
    for label, note in footnotes.cited(cited) if footnotes is not None else ():
        yield Paragraph(f"[{label}] {note.text}", note.links)


def _block(leaf: Leaf, numbering: _Numbering) -> Heading | Paragraph | ListItem:
    around = _first_around(leaf.element)
    if around is None:
        return Paragraph(without_marks(leaf.text), leaf.links)
    if around.name != "li":
        level = int(around.name[1]) if around.name in HEADINGS else _LOWEST
        return Heading(level, without_references(one_line(leaf.text)), links=leaf.links)
    marker = numbering.marker(around)
    text = without_marks(one_line(leaf.text))
    return ListItem(f"{marker} {text}", leaf.links) if marker else Paragraph(text, leaf.links)


def _first_around(tag: Tag) -> Tag | None:
    """Return the innermost heading, item, summary or unfolding button that is, or is around, a tag."""
    names = (*HEADINGS, "li", "summary")
    found = next((around for around in (tag, *tag.parents) if around.name in names or unfolds(around)), None)
    if found is not None and (found.name == "summary" or unfolds(found)):
        return found.find_parent(HEADINGS) or found.find(HEADINGS) or found
    return found


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
    return any(len(row.find_all(("td", "th"), limit=2)) > 1 for row in tag.find_all("tr"))


def _rows(table: Tag, rules: Rules) -> Generator[Paragraph | Row, None, tuple[Tag, ...]]:
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
