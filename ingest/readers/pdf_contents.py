"""Tables of contents: by their tags, their leaders, the heading above them, or the headings that they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.pdf_lines import Line

_LEADERS = re.compile(r"(?:\.\s?){4,}(?:\s*\|)?\s*\d{1,4}$|…{2,}\s*\d{1,4}$|_{4,}\s*\d{1,4}$")
_PAGE_LAST = re.compile(r"(?:^|\s)(\d{1,4})$")
_PAGE_FIRST = re.compile(r"^(\d{1,4})\s+(?:\|\s*)?(?=[^\W\d_])")
_HEADING = re.compile(r"(?:innehåll(?:sförteckning)?|(?:table of )?contents)\s*:?", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\W\d_]+")
_FEWEST = 3
_FEWEST_UNNAMED = 4
_MOST_BETWEEN = 3
"""Lines without a page that may stand between two with: long entries, and names of parts."""
_REPEATED = 0.6
"""The share of entries, where no heading stands above them, that have to be headings further on."""
_SPARE_PAGES = 20
"""How much higher than the file has pages a number may be; parts of a book start anywhere."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines of which most name a page, the numbers rising: the first, the one after the last, and those that do."""

    start: int
    end: int
    entries: tuple[int, ...]


def split_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and those of tables of contents, both in their order."""
    places = {place for place, line in enumerate(lines) if line.role and line.role.is_contents}
    places |= {place for place, line in enumerate(lines) if _LEADERS.search(line.text)}
    last_pages = {_words(line): line.page for line in lines}
    for run in _runs(lines):
        heading = _heading_above(lines, run.start)
        has_leaders = any(place in places for place in run.entries)
        if (
            (heading is not None and len(run.entries) >= _FEWEST)
            or (has_leaders and len(run.entries) > 1)
            or _repeats_headings(lines, run, last_pages)
        ):
            places.update(range(run.start if heading is None else heading, run.end))
    text = [line for place, line in enumerate(lines) if place not in places]
    return text, [line for place, line in enumerate(lines) if place in places]


def _runs(lines: Sequence[Line]) -> Iterator[_Run]:
    """Yield the stretches in which most lines name a page, each number at least as high as the one before."""
    highest = max((line.page for line in lines), default=0) + _SPARE_PAGES
    for pattern in (_PAGE_LAST, _PAGE_FIRST):
        entries: list[int] = []
        last = 0
        for place, line in enumerate(lines):
            match = pattern.search(line.text)
            number = int(match[1]) if match else 0
            fits = 0 < number <= highest
            is_over = (fits and number < last) or (entries and place - entries[-1] > _MOST_BETWEEN)
            if entries and is_over:
                yield _Run(entries[0], entries[-1] + 1, tuple(entries))
                entries = []
            if fits:
                entries.append(place)
                last = number
        if entries:
            yield _Run(entries[0], entries[-1] + 1, tuple(entries))


def _heading_above(lines: Sequence[Line], start: int) -> int | None:
    """Return the place of a heading such as "Innehåll" right above a line."""
    near = range(start, max(-1, start - _MOST_BETWEEN - 1), -1)
    return next((place for place in near if _HEADING.fullmatch(lines[place].text)), None)


def _repeats_headings(lines: Sequence[Line], run: _Run, last_pages: Mapping[str, int]) -> bool:
    """Say whether most entries are lines of their own on later pages; `last_pages` says where each text is last."""
    if len(run.entries) < _FEWEST_UNNAMED:
        return False
    entries = [lines[place] for place in run.entries]
    repeated = sum(last_pages[_words(line)] > line.page for line in entries)
    return repeated >= _REPEATED * len(run.entries)


def _words(line: Line) -> str:
    return _NOT_WORDS.sub(" ", line.text.casefold()).strip()
