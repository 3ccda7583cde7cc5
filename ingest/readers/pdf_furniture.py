"""What the pages of a PDF print beside their text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.readers.pdf_lines import REFERENCE, Line

_EDGE = 0.12
"""The share of a page's height, at top and bottom, where running heads stand."""
_SMALLER, _LARGER = 0.95, 1.1
_LEVEL = 0.5
_CLOSE = 1.2
"""A gap between lines of one text, in sizes of the font, at most."""
_SHARE_OF_PAGES = 0.4
"""Two in five, since left and right pages may differ and a cover has none."""
_FEWEST_PAGES = 3
_SLOT_SHARE = 0.25
_KNOWN_SHARE = 0.6
"""How many of the lines in one place of the pages have to be heads by themselves, for all of them to be."""
_NUMBER = r"(?:\d{1,4}|[ivxl]{1,6})"
_PAGE_NUMBER = re.compile(
    rf"(?:sid(?:a|an|\.)?|page|s\.)?\s*[-–—|]?\s*{_NUMBER}\s*(?:[-–—|]|(?:av|of|/|\()\s*{_NUMBER}\)?)?", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERS = re.compile(r"\d+|\b[ivxl]+\b")

_Slot = tuple[bool, int, float]
"""Where running lines stand on each page: at the top or not, how high up, and their size."""


def split_furniture(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and those that are furniture, both in their order."""
    edges = [line for line in lines if _is_at_edge(line)]
    running = _Running(edges, lines, body_size)
    text: list[Line] = []
    furniture: list[Line] = []
    for line in lines:
        aside = _is_at_edge(line) and running.has(line)
        (furniture if aside else text).append(line)
    return text, furniture


class _Running:
    """The lines at the edges of pages, and which of them run through the document."""

    def __init__(self, edges: Sequence[Line], lines: Sequence[Line], body_size: float) -> None:
        self._large = _LARGER * body_size
        pages: dict[tuple[_Slot, str], set[int]] = defaultdict(set)
        for line in edges:
            pages[_slot(line), self._words(line)].add(line.page)
        count = len({line.page for line in lines})
        usual = max(2.0, _SHARE_OF_PAGES * count)
        self._repeated = {
            key for key, found in pages.items() if len(found) >= (2 if key[0][2] < _SMALLER * body_size else usual)
        }
        self._pages: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            self._pages[line.page].append(line)
        self._slots = self._changing(edges, lines, max(_FEWEST_PAGES, _SLOT_SHARE * count))

    def has(self, line: Line) -> bool:
        """Say whether a line at an edge is furniture: it runs, and text does not go on right beside it."""
        if not self._runs(line) and _slot(line) not in self._slots:
            return False
        return all(self._runs(other) for other in self._pages[line.page] if _is_next_to(line, other))

    def _runs(self, line: Line) -> bool:
        is_number = _PAGE_NUMBER.fullmatch(line.text) is not None and _YEAR.fullmatch(line.text) is None
        has_words = any(map(str.isalpha, line.text))  # rows of figures have the same in common
        return is_number or (has_words and (_slot(line), self._words(line)) in self._repeated)

    def _words(self, line: Line) -> str:
        """Return what a running line has in common from page to page: its words but for numbers.

        In large type the numbers count, as in "Bilaga 1" and "Bilaga 2" at the tops of two pages.
        """
        text = line.text.casefold()
        return " ".join((text if line.size >= self._large else _NUMBERS.sub("#", text)).split())

    def _changing(self, edges: Sequence[Line], lines: Sequence[Line], enough: float) -> set[_Slot]:
        """Return the places where heads stand that change, as the names of chapters do.

        Most lines in such a place are repeated on another page, or are printed elsewhere as a line of their own.
        """
        slots: dict[_Slot, list[Line]] = defaultdict(list)
        for line in edges:
            slots[_slot(line)].append(line)
        elsewhere = Counter(map(_letters, lines))
        return {
            slot
            for slot, found in slots.items()
            if len({line.page for line in found}) >= enough
            and sum(self._runs(line) or elsewhere[_letters(line)] > 1 for line in found) >= _KNOWN_SHARE * len(found)
        }


def _is_at_edge(line: Line) -> bool:
    if line.box or line.text.startswith(REFERENCE):  # a note, of which many a page may have the same
        return False
    return line.bottom < _EDGE * line.page_height or line.top > (1 - _EDGE) * line.page_height


def _is_next_to(line: Line, other: Line) -> bool:
    """Say whether another line stands level with one, or goes on from it towards the middle of the page."""
    if other is line or abs(other.top - line.top) < _LEVEL * line.size:
        return other is not line
    is_top = line.top < line.page_height / 2
    gap = other.top - line.bottom if is_top else line.top - other.bottom
    is_near = -_CLOSE * line.size < gap < _CLOSE * line.size
    is_alike = abs(other.size - line.size) < (1 - _SMALLER) * line.size
    return is_near and is_alike and other.x0 < line.x1 and line.x0 < other.x1


def _slot(line: Line) -> _Slot:
    return line.top < line.page_height / 2, round(line.top / 6), line.size


def _letters(line: Line) -> str:
    """Return the words of a line, without the page number and the bar that may stand beside a chapter's name."""
    return re.sub(r"[\W\d_]+", " ", line.text.casefold()).strip()
