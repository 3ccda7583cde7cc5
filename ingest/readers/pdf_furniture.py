"""What a page of a PDF prints beside its text: running heads, page numbers, the table of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.readers.pdf_lines import Line

_EDGE = 0.12
"""The share of a page's height, at top and bottom, where running heads stand."""
_NUMBER = r"(?:\d{1,4}|[ivxl]{1,6})"
_PAGE_NUMBER = re.compile(
    rf"(?:sid(?:a|an|\.)?|page|s\.)?\s*[-–—|]?\s*{_NUMBER}\s*(?:[-–—|]|(?:av|of|/|\()\s*{_NUMBER}\)?)?", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$|_{4,}\s*\d{1,4}$")
_ENDS_IN_NUMBER = re.compile(r"\s\d{1,4}$")
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?|contents|table of contents", re.IGNORECASE)


def split_furniture(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and those that are furniture, both in their order."""
    repeated = _repeated(lines, body_size)
    contents = _contents(lines)
    text: list[Line] = []
    furniture: list[Line] = []
    for place, line in enumerate(lines):
        numbered = _is_at_edge(line) and _PAGE_NUMBER.fullmatch(line.text) is not None
        aside = numbered or place in contents or _signature(line) in repeated
        (furniture if aside else text).append(line)
    return text, furniture


def _repeated(lines: Sequence[Line], body_size: float) -> set[tuple[object, ...]]:
    """Return the signatures of lines that stand at the edge of many pages: two in five, or two if they are small.

    Two in five, since left and right pages may differ and a cover has none.
    """
    pages: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for line in lines:
        if _is_at_edge(line):
            pages[_signature(line)].add(line.page)
    small = {_signature(line) for line in lines if line.size < 0.95 * body_size}
    enough = max(2.0, 0.4 * len({line.page for line in lines}))
    return {key for key, found in pages.items() if len(found) >= (2 if key in small else enough)}


def _is_at_edge(line: Line) -> bool:
    return line.bottom < _EDGE * line.page_height or line.top > (1 - _EDGE) * line.page_height


def _signature(line: Line) -> tuple[object, ...]:
    """Return what a running line has in common from page to page: height, size, and words but for numbers."""
    return (_is_at_edge(line), round(line.top / 6), line.size, re.sub(r"\d+", "#", line.text.casefold()))


def _contents(lines: Sequence[Line]) -> set[int]:
    """Return the places of tables of contents: lines with leaders, and all between their heading and the last such.

    Without leaders, a heading such as "Innehåll" counts if most lines after it on its page end in a number.
    """
    found = {place for place, line in enumerate(lines) if _LEADERS.search(line.text)}
    for place, line in enumerate(lines):
        if not _CONTENTS.fullmatch(line.text):
            continue
        rest = [at for at in range(place + 1, len(lines)) if lines[at].page == line.page]
        numbered = [at for at in rest if _ENDS_IN_NUMBER.search(lines[at].text)]
        if numbered and (found.intersection(rest) or 2 * len(numbered) > len(rest)):
            found.update(range(place, numbered[-1] + 1))
    return found
