"""Stretches of lines of a PDF to paragraphs and list items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.document import Link
from ingest.readers.hyphens import join_lines
from ingest.readers.pdf_lines import Line, body_size
from ingest.readers.sections import BULLET, ListItem, Paragraph

_BULLET = re.compile(r"(?:[•·▪◦‣●○*\uf000-\uf0ff]\s*|o\s+(?=[A-ZÅÄÖ]))")
_MARKER = re.compile(r"(?:[–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_ENDS = re.compile(r"[.!?:;…][”’\")\]]*$")


class Composer:
    """Builds paragraphs; knows the leading, margin and footnote size that are usual in the document."""

    def __init__(self, lines: Sequence[Line], known: Collection[str]) -> None:
        """Measure the lines of a document; `known` are its words, to mend hyphens by."""
        self._known = known
        self._body = body_size(lines)
        steps = [
            after.top - before.top
            for before, after in pairwise(lines)
            if before.page == after.page and before.size == after.size == self._body and after.top > before.top
        ]
        self._leading = median(steps) if steps else 1.2 * self._body
        at_body = sorted(line.x1 for line in lines if line.size == self._body)
        self._right = at_body[-1 - len(at_body) // 20]

    def blocks(self, lines: Iterable[Line]) -> Iterator[Paragraph | ListItem]:
        """Yield the blocks of a stretch of text. Small print at the foot of a page follows the block it interrupts."""
        open_lines: list[Line] = []
        small: list[Line] = []
        for line in lines:
            if line.size < 0.9 * self._body and open_lines:
                small.append(line)
                continue
            if open_lines and not self._goes_on(open_lines, line):
                yield self._block(open_lines)
                yield from self._small_print(small)
                open_lines, small = [], []
            open_lines.append(line)
        if open_lines:
            yield self._block(open_lines)
            yield from self._small_print(small)

    def _small_print(self, lines: Sequence[Line]) -> Iterator[Paragraph | ListItem]:
        open_lines: list[Line] = []
        for line in lines:
            begins = re.match(r"\d{1,3}\s", line.text) or (open_lines and line.page != open_lines[-1].page)
            if open_lines and begins:
                yield self._block(open_lines)
                open_lines = []
            open_lines.append(line)
        if open_lines:
            yield self._block(open_lines)

    def _goes_on(self, lines: Sequence[Line], line: Line) -> bool:
        """Say whether a line belongs to the block that is open."""
        before = lines[-1]
        ended = _ENDS.search(before.text) is not None
        if _BULLET.match(line.text):
            return False
        step = line.top - before.top
        moved = line.page != before.page or step < 0
        if _MARKER.match(line.text) and (ended or moved or step > 1.2 * self._leading or _is_item(lines[0])):
            return False
        if moved:
            return not ended and (line.text[0].islower() or before.text[-1] in "-\u00ad,")
        if step > 1.3 * max(self._leading, 1.15 * before.size):
            return False
        if _is_item(lines[0]) and line.x0 <= lines[0].x0 + 2:
            # Without a hanging indent, only a full line or an unfinished sentence can go on.
            return not ended and not self._is_short(before)
        indented = 0.8 * line.size < line.x0 - before.x0 < 5 * line.size
        return not (ended and not _is_item(lines[0]) and (indented or self._is_short(before)))

    def _is_short(self, line: Line) -> bool:
        return line.x1 < self._right - 8 * line.size

    def _block(self, lines: Sequence[Line]) -> Paragraph | ListItem:
        text = join_lines((line.text for line in lines), self._known)
        links = _merged(link for line in lines for link in line.links)
        bullet = _BULLET.match(text)
        if bullet:
            return ListItem(f"{BULLET} {text[bullet.end() :]}", links, lines[0].page)
        if _is_item(lines[0]):
            return ListItem(text, links, lines[0].page)
        return Paragraph(text, links, lines[0].page)


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
