"""Which lines of a PDF are headings, by size, weight, capitals and number, and how far in each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.pdf_lines import Line, body_size

_LARGER = 1.1
"""How many times the size of the body a line has to be, to be a heading by its size alone."""
_LONGEST = 200
_MOST_LINES = 4
_LONGEST_PLAIN = 90
_FEWEST_CAPITALS = 4
_SPACE_ABOVE = 0.45
"""Above a heading that is no larger than the body, as a share of its size."""
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÅÄÖ])")
_BULLET = re.compile(r"[•·▪◦‣●○–—*\uf000-\uf0ff]|-\s|\(?[a-z]\)\s")

_WORDS = re.compile(r"[\w ,.:;!?/&()’'–-]+")

_Style = tuple[float, bool, bool]
"""Minus the size, not bold, not in capitals: sorts from the strongest heading to the weakest."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together: a heading with its `level`, or a stretch of text where that is None."""

    lines: tuple[Line, ...]
    level: int | None


def group_lines(lines: Sequence[Line]) -> list[Group]:
    """Part the lines of a document into headings, with levels from 1, and stretches of text, in order."""
    if not lines:
        return []
    finder = _Finder(lines)
    runs = list(finder.runs())
    headings = [run for run in runs if finder.is_heading(run)]
    keys = {id(run): finder.key(run, headings) for run in headings}
    levels = {key: level for level, key in enumerate(sorted(set(keys.values())), start=1)}
    return [Group(tuple(run), levels[keys[id(run)]] if id(run) in keys else None) for run in runs]


def number_of(text: str) -> str | None:
    """Return the decimal number that a heading begins with."""
    match = _NUMBER.match(text)
    return match[1] if match else None


class _Finder:
    """What is usual in a document, to tell by what is not."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._places = {id(line): place for place, line in enumerate(lines)}
        self._body = body_size(lines)
        at_body = [line for line in lines if line.size == self._body]
        self._body_is_bold = 2 * sum(len(line.text) for line in at_body if line.is_bold) > sum(
            len(line.text) for line in at_body
        )
        self._right = sorted(line.x1 for line in at_body)[-1 - len(at_body) // 20]
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
        """Say whether a run is a heading: set off from the text, short, and no sentence."""
        text = " ".join(line.text for line in run)
        if not self._stands_out(run[0]) or len(run) > _MOST_LINES or len(text) > _LONGEST or text[-1] in ".,;":
            return False
        if run[0].size >= _LARGER * self._body:
            return True
        place = self._places[id(run[0])]
        before = self._lines[place - 1] if place else None
        if before is None or before.page != run[0].page or before.top > run[0].top or self._stands_out(before):
            return True
        return run[0].top - before.bottom > _SPACE_ABOVE * run[0].size or before.text[-1] in ".!?:"

    def key(self, run: Sequence[Line], headings: Sequence[Sequence[Line]]) -> tuple[_Style, int]:
        """Return what orders a heading among all: its style, then how many parts its number has.

        A heading without a number stands beside the outermost numbered ones of its style.
        """
        style = self._style(run[0])
        number = number_of(run[0].text)
        if number is not None:
            return style, number.count(".") + 1
        beside = [number_of(other[0].text) for other in headings if self._style(other[0]) == style]
        return style, min((known.count(".") + 1 for known in beside if known), default=0)

    def _goes_on(self, before: Line, line: Line) -> bool:
        stands_out = self._stands_out(line)
        if stands_out != self._stands_out(before):
            return False
        if not stands_out:
            return True
        close = before.page == line.page and 0 <= line.top - before.top < 1.8 * line.size
        return close and self._style(before) == self._style(line) and number_of(line.text) is None

    def _stands_out(self, line: Line) -> bool:
        if _BULLET.match(line.text) or not any(map(str.isalpha, line.text)):
            return False
        if line.size >= _LARGER * self._body:
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
        return len(line.text) <= _LONGEST_PLAIN and line.text[-1] not in ".,;:-" and line.x1 < 0.9 * self._right

    def _style(self, line: Line) -> _Style:
        by_capitals = line.size < _LARGER * self._body and not line.is_bold and _is_in_capitals(line.text)
        return -line.size, not line.is_bold, not by_capitals


def _is_in_capitals(text: str) -> bool:
    words_only = _WORDS.fullmatch(text) is not None
    return words_only and text.isupper() and sum(map(str.isalpha, text)) >= _FEWEST_CAPITALS
