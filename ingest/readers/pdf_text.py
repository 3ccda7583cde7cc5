"""Stretches of lines of a PDF to paragraphs, list items and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from statistics import median

from index.document import Link
from ingest.readers.hyphens import join_lines
from ingest.readers.pdf_lines import REFERENCE, Line, body_size
from ingest.readers.sections import BULLET, ListItem, Paragraph, Row

_BULLET = re.compile(r"(?:[•·▪◦‣●○*■□▫➢➤►✓]\s*|o\s+(?=[A-ZÅÄÖ]))")
_MARKER = re.compile(r"(?:[–—-]|\(?\d{1,3}[.)]|\(?[a-zåäö]\)|\(\d{1,3}\))\s+")
_ENDS = re.compile(rf"[.!?:;…][”’\")\]]*(?:{REFERENCE}\[[^\]]+\])*$")
_SMALL = 0.9
_LARGE = 1.1
_SPARE = 0.5
_INDENT = 0.8
_MOST_BROKEN = 0.2
"""The share of paragraphs in the tags that break off in a sentence, above which the tags are of lines."""

TextBlock = Paragraph | ListItem | Row


class Composer:
    """Builds blocks of text; knows the leading that is usual in the document, and whether to believe its tags."""

    def __init__(self, lines: Sequence[Line], known: AbstractSet[str]) -> None:
        """Measure the lines of a document; `known` are its words, to mend hyphens by."""
        self._known = known
        self._body = body_size(lines)
        texts = [line for line in lines if line.size == self._body and not line.cells]
        steps = [
            after.top - before.top
            for before, after in pairwise(texts)
            if before.page == after.page and before.left == after.left and after.top > before.top
        ]
        self._leading = median(steps) if steps else 1.2 * self._body
        ends = [_ENDS.search(before.text) is None and after.text[0].islower() for before, after in _borders(lines)]
        self._believes_tags = sum(ends) <= _MOST_BROKEN * len(ends)

    def blocks(self, lines: Iterable[Line]) -> Iterator[TextBlock]:
        """Yield the blocks of a stretch of text.

        What interrupts a paragraph (small print, a quotation in large type, a table) follows it.
        """
        open_lines: list[Line] = []
        asides: list[Line] = []
        for line in lines:
            if open_lines and self._kind(open_lines[0]) == 0 != self._kind(line):
                asides.append(line)
            elif open_lines and self._goes_on(open_lines, line, interrupted=bool(asides)):
                open_lines.append(line)
            else:
                yield from self._closed(open_lines, asides)
                open_lines, asides = [line], []
        yield from self._closed(open_lines, asides)

    def _closed(self, lines: Sequence[Line], asides: Sequence[Line]) -> Iterator[TextBlock]:
        if lines:
            yield self._block(lines)
        open_lines: list[Line] = []
        for line in asides:
            if open_lines and not self._goes_on(open_lines, line, interrupted=False):
                yield self._block(open_lines)
                open_lines = []
            open_lines.append(line)
        if open_lines:
            yield self._block(open_lines)

    def _kind(self, line: Line) -> int:
        """Return 0 for running text; 1, 2 and 3 for tables, small print and large type."""
        if line.cells:
            return 1
        return 2 if line.size < _SMALL * self._body else 3 if line.size > _LARGE * self._body else 0

    def _goes_on(self, lines: Sequence[Line], line: Line, *, interrupted: bool) -> bool:
        """Say whether a line belongs to the block that is open."""
        before = lines[-1]
        if before.cells or line.cells or self._kind(before) != self._kind(line):
            return False
        if self._believes_tags and (same := _is_same_block(before, line)) is not None:
            return same
        if self._begins_item(lines, line, interrupted=interrupted):
            return False
        ended = _ENDS.search(before.text) is not None
        if line.page != before.page or line.top < before.top or interrupted:
            return _runs_over(lines, line, ended=ended, interrupted=interrupted)
        return self._follows(lines, line, ended=ended)

    def _begins_item(self, lines: Sequence[Line], line: Line, *, interrupted: bool) -> bool:
        if _BULLET.match(line.text):
            return True
        before = lines[-1]
        step = line.top - before.top
        apart = line.page != before.page or step < 0 or step > 1.2 * self._leading or interrupted
        ended = _ENDS.search(before.text) is not None
        return _MARKER.match(line.text) is not None and (ended or apart or _is_item(lines[0]))

    def _follows(self, lines: Sequence[Line], line: Line, *, ended: bool) -> bool:
        """Say whether a line that stands under the last one goes on with it."""
        before = lines[-1]
        if line.top - before.top > 1.3 * max(self._leading, 1.15 * before.size):
            return False
        if not _is_item(lines[0]):
            indented = 0.8 * line.size < line.x0 - before.x0 < 5 * line.size
            return not (ended and (indented or _had_room(before, line)))
        # Without a hanging indent, only a full line or an unfinished sentence can go on.
        hangs = line.x0 > lines[0].x0 + 2
        return hangs or (not ended and not _had_room(before, line))

    def _block(self, lines: Sequence[Line]) -> TextBlock:
        first = lines[0]
        links = _merged(link for line in lines for link in line.links)
        if first.cells:
            return Row(first.cells, links, first.page)
        text = join_lines((line.text for line in lines), self._known)
        if bullet := _BULLET.match(text):
            return ListItem(f"{BULLET} {text[bullet.end() :]}", links, first.page)
        if _MARKER.match(text):
            return ListItem(text, links, first.page)
        if self._believes_tags and first.role and first.role.item:
            return ListItem(f"{BULLET} {text}", links, first.page)
        return Paragraph(text, links, first.page)


def _borders(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield neighbours that the tags of the file put into different paragraphs."""
    for before, after in pairwise(lines):
        if not before.cells and not after.cells and _is_same_block(before, after) is False:
            yield before, after


def _is_same_block(before: Line, line: Line) -> bool | None:
    """Say whether the tags put two lines into one block, None where they do not say."""
    if before.role is None or line.role is None or before.page != line.page:
        return None
    if not before.role.block or not line.role.block:
        return None
    return before.role.block == line.role.block or 0 != before.role.item == line.role.item


def _runs_over(lines: Sequence[Line], line: Line, *, ended: bool, interrupted: bool) -> bool:
    """Say whether a block goes on in the next column or on the next page, or after what interrupts it.

    A line that reaches the edge of its column goes on even at the end of a sentence, unless the next one is indented:
    of paragraphs that end with a column, few end with such a line.
    """
    before = lines[-1]
    if not ended and (line.text[0].islower() or before.text[-1] in "-\u00ad,"):
        return True
    if not ended:
        return not (interrupted or _had_room(before, line))
    is_full = before.x1 >= before.right - _SPARE * before.size
    is_indented = line.x0 > line.left + _INDENT * line.size
    return is_full and not (interrupted or is_indented or _is_item(lines[0]))


def _had_room(before: Line, line: Line) -> bool:
    """Say whether the first word of a line would have fitted on the line before, so that this one ends something."""
    width = (before.x1 - before.x0) / len(before.text)
    return before.x1 + width * (len(line.text.split(maxsplit=1)[0]) + 1) < before.right - _SPARE * before.size


def _is_item(line: Line) -> bool:
    return _BULLET.match(line.text) is not None or _MARKER.match(line.text) is not None


def _merged(links: Iterable[Link]) -> tuple[Link, ...]:
    """Make one link of those that follow each other to the same address: a link over several lines."""
    merged: list[Link] = []
    for link in links:
        if merged and merged[-1].url == link.url:
            merged[-1] = Link(join_lines((merged[-1].text, link.text)), link.url)
        else:
            merged.append(link)
    return tuple(merged)
