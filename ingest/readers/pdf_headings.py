"""Which lines of a PDF are headings, and how far in each stands.

The tags of the file say it, if it has any for headings; else size, weight, capitals and numbers do, and what the
outline names is a heading in any case. Slides have one heading each, the largest line at their top.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.readers.pdf_file import Bookmark
from ingest.readers.pdf_lines import Line, body_size

_LARGER = 1.1
"""How many times the size of the body a line has to be, to be a heading by its size alone."""
_LARGER_IN_PICTURE = 1.2
"""The same where sizes were measured in a picture."""
_LONGEST = 200
_MOST_LINES = 4
_LONGEST_PLAIN = 90
_FEWEST_CAPITALS = 4
_SPACE_ABOVE = 0.45
"""Above a heading that is no larger than the body, as a share of its size."""
_MOST_HEADING_TEXT = 0.3
"""The share of a text that its tags may call headings and be believed."""
_FEWEST_TAGGED = 2
_PAGES_PER_HEADING = 8
_FEWEST_BOOKMARKS = 2
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÅÄÖ])")
_BULLET = re.compile(r"[•·▪◦‣●○–—*]|-\s|\(?[a-z]\)\s")
_NO_HEADING = re.compile(r"^[”\"“»–—]|[.,;]$")

_WORDS = re.compile(r"[\w ,.:;!?/&()’'–-]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")

_Style = tuple[float, bool, bool]
"""Minus the size, not bold, not in capitals: sorts from the strongest heading to the weakest."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together: a heading with its `level`, or a stretch of text where that is None."""

    lines: tuple[Line, ...]
    level: int | None


def group_lines(lines: Sequence[Line], bookmarks: Sequence[Bookmark] = (), *, are_slides: bool = False) -> list[Group]:
    """Part the lines of a document into headings, with levels from 1, and stretches of text, in order."""
    if not lines:
        return []
    if are_slides:
        return list(_slides(lines))
    if _are_tagged(lines):
        return list(_tagged(lines))
    named = _named(lines, bookmarks)
    finder = _Finder(lines, named)
    runs = list(finder.runs())
    headings = [run for run in runs if finder.is_heading(run)]
    levels = _levels(finder, headings, named)
    groups: list[Group] = []
    for run in runs:
        level = levels.get(id(run))
        if level is None and groups and groups[-1].level is None:  # what stands out and is no heading is text
            groups[-1] = Group((*groups[-1].lines, *run), None)
        else:
            groups.append(Group(tuple(run), level))
    return groups


def group_box(lines: Sequence[Line], body_size: float) -> list[Group]:
    """Part the lines of a fact box; its headings are of level 1. A box that is all in one style has none."""

    def stands_out(line: Line) -> bool:
        return bool(line.role and line.role.level) or line.is_bold or line.size >= _LARGER * body_size

    runs = [(out, tuple(run)) for out, run in groupby(lines, stands_out)]
    return [
        Group(run, 1 if out and len(runs) > 1 and len(run) < _MOST_LINES and run[-1].text[-1] not in ".,;" else None)
        for out, run in runs
    ]


def number_of(text: str) -> str | None:
    """Return the decimal number that a heading begins with."""
    match = _NUMBER.match(text)
    return match[1] if match else None


def _slides(lines: Sequence[Line]) -> Iterator[Group]:
    """Yield for each page its heading, then its text."""
    for _, found in groupby(lines, lambda line: line.page):
        page = list(found)
        tagged = [line for line in page if line.role and line.role.level]
        largest = max(line.size for line in page)
        start = next(line for line in page if line.size == largest)
        near = [line for line in page if line.size == largest and 0 <= line.top - start.top < _MOST_LINES * largest]
        heading = tagged or near
        if len(" ".join(line.text for line in heading)) <= _LONGEST:
            yield Group(tuple(heading), 1)
            page = [line for line in page if line not in heading]
        if page:
            yield Group(tuple(page), None)


def _are_tagged(lines: Sequence[Line]) -> bool:
    """Say whether the tags of a file name its headings, and not most of its text."""
    headings = [line for line in lines if line.role and line.role.level]
    blocks = {(line.page, line.role.block) for line in headings if line.role}
    share = sum(len(line.text) for line in headings) / sum(len(line.text) for line in lines)
    pages = len({line.page for line in lines})
    return len(blocks) >= max(_FEWEST_TAGGED, pages / _PAGES_PER_HEADING) and share <= _MOST_HEADING_TEXT


def _tagged(lines: Sequence[Line]) -> Iterator[Group]:
    def block(line: Line) -> tuple[int, int, int]:
        return (line.role.level, line.page, line.role.block) if line.role and line.role.level else (0, 0, 0)

    for (level, _, _), found in groupby(lines, block):
        yield Group(tuple(found), level or None)


def _named(lines: Sequence[Line], bookmarks: Sequence[Bookmark]) -> dict[int, tuple[int, Bookmark]]:
    """Return, by the ids of lines, which heading of the outline they are part of: the id of its first line, and it.

    An outline whose entries mostly stand nowhere as lines is none of headings.
    """
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    found: dict[int, tuple[int, Bookmark]] = {}
    matched = 0
    for bookmark in bookmarks:
        run = _run_of(bookmark.title, [line for line in pages[bookmark.page] if id(line) not in found])
        matched += bool(run)
        found.update((id(line), (id(run[0]), bookmark)) for line in run)
    return found if matched >= max(_FEWEST_BOOKMARKS, len(bookmarks) / 2) else {}


def _run_of(title: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines that say together what a bookmark says."""
    wanted = _letters(title)
    for start in range(len(lines)) if wanted else ():
        text = ""
        for end, line in enumerate(lines[start : start + _MOST_LINES], start + 1):
            text += _letters(line.text)
            if text == wanted:
                return list(lines[start:end])
            if not wanted.startswith(text):
                break
    return []


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _levels(finder: _Finder, headings: Sequence[list[Line]], named: dict[int, tuple[int, Bookmark]]) -> dict[int, int]:
    """Return the levels of headings by their ids: those of the outline, the other styles by strength below these."""
    keys = finder.keys(headings)
    said = {id(run): named[id(run[0])][1].level + 1 for run in headings if id(run[0]) in named}
    by_key: dict[tuple[_Style, int], int] = {}
    for run in headings:
        if id(run) in said:
            by_key[keys[id(run)]] = min(said[id(run)], by_key.get(keys[id(run)], said[id(run)]))
    others = sorted(set(keys.values()) - by_key.keys())
    by_key.update((key, level) for level, key in enumerate(others, max(said.values(), default=0) + 1))
    return {run: said.get(run, by_key[key]) for run, key in keys.items()}


class _Finder:
    """What is usual in a document, to tell by what is not."""

    def __init__(self, lines: Sequence[Line], named: dict[int, tuple[int, Bookmark]]) -> None:
        self._lines = lines
        self._named = named
        self._places = {id(line): place for place, line in enumerate(lines)}
        self._body = body_size(lines)
        self._larger = _LARGER_IN_PICTURE if any(line.from_picture for line in lines) else _LARGER
        at_body = [line for line in lines if line.size == self._body]
        self._body_is_bold = 2 * sum(len(line.text) for line in at_body if line.is_bold) > sum(
            len(line.text) for line in at_body
        )
        self._plain_numbers = any("." in (number_of(line.text) or "") and self._is_plain(line) for line in lines)

    def runs(self) -> Iterator[list[Line]]:
        """Yield lines of one style that may be a heading together, and the stretches between such."""
        run: list[Line] = []
        for line in self._lines:
            if run and not self._goes_on(run[-1], line):
                yield run
                run = []
            run.append(line)
        if run:
            yield run

    def is_heading(self, run: Sequence[Line]) -> bool:
        """Say whether a run is a heading: named by the outline, or set off from the text, short, and no sentence."""
        if id(run[0]) in self._named:
            return True
        text = " ".join(line.text for line in run)
        if not self._stands_out(run[0]) or len(run) > _MOST_LINES or len(text) > _LONGEST or _NO_HEADING.search(text):
            return False
        if run[0].size >= self._larger * self._body:
            return True
        place = self._places[id(run[0])]
        before = self._lines[place - 1] if place else None
        if before is None or before.page != run[0].page or before.top > run[0].top or self._stands_out(before):
            return True
        return run[0].top - before.bottom > _SPACE_ABOVE * run[0].size or before.text[-1] in ".!?:"

    def keys(self, headings: Sequence[list[Line]]) -> dict[int, tuple[_Style, int]]:
        """Return, by its id, what orders a heading among all: its style, then how many parts its number has.

        A heading without a number stands beside the outermost numbered ones of its style.
        """
        styles = {id(run): self._style(run[0]) for run in headings}
        parts = {id(run): number.count(".") + 1 for run in headings if (number := number_of(run[0].text))}
        fewest: dict[_Style, int] = {}
        for run, count in parts.items():
            fewest[styles[run]] = min(count, fewest.get(styles[run], count))
        return {run: (style, parts.get(run, fewest.get(style, 0))) for run, style in styles.items()}

    def _goes_on(self, before: Line, line: Line) -> bool:
        first, second = self._named.get(id(before)), self._named.get(id(line))
        if first or second:
            return first is not None and second is not None and first[0] == second[0]
        stands_out = self._stands_out(line)
        if stands_out != self._stands_out(before):
            return False
        if not stands_out:
            return True
        close = before.page == line.page and 0 <= line.top - before.top < 1.8 * line.size
        return close and self._style(before) == self._style(line) and number_of(line.text) is None

    def _stands_out(self, line: Line) -> bool:
        if line.cells or _BULLET.match(line.text) or not any(map(str.isalpha, line.text)):
            return False
        if line.size >= self._larger * self._body:
            return True
        if line.size < 0.95 * self._body:
            return False
        if line.is_bold and not self._body_is_bold:
            return True
        number = number_of(line.text)
        numbered = number is not None and self._plain_numbers and self._is_plain(line)
        return numbered or _is_in_capitals(line.text)

    def _is_plain(self, line: Line) -> bool:
        """Say whether a numbered line in the style of the body could be a heading."""
        is_short = line.x1 - line.left < 0.9 * (line.right - line.left)
        return len(line.text) <= _LONGEST_PLAIN and line.text[-1] not in ".,;:-" and is_short and not line.cells

    def _style(self, line: Line) -> _Style:
        by_capitals = line.size < self._larger * self._body and not line.is_bold and _is_in_capitals(line.text)
        return -line.size, not line.is_bold, not by_capitals


def _is_in_capitals(text: str) -> bool:
    words_only = _WORDS.fullmatch(text) is not None
    return words_only and text.isupper() and sum(map(str.isalpha, text)) >= _FEWEST_CAPITALS
