"""Pages of a PDF as lines in reading order, each with its place, size and weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from index.document import Link
from ingest.readers.links import web_address

_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_CHARACTER_CODE = re.compile(r"\(cid:\d+\)")
_UNNAMED_BULLET = re.compile(r"^\(cid:\d+\)(?=\s)")
_NO_SPACE = 0.12
"""A gap between words, as a share of the size, that is no space: the font changed within a word."""

COLUMN_LINES = 6
"""Lines that a side of a page must have to be a column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. Places are in points from the left and the top of the page; `page` counts from 1."""

    text: str
    page: int
    page_height: float
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    links: tuple[Link, ...] = ()


def read_lines(page: Any) -> list[Line]:  # noqa: ANN401 - pdfplumber has no types
    """Return the lines of a page; where it has two columns of prose, the left one first."""
    words = (page.dedupe_chars() if _prints_twice(page.chars) else page).extract_words(
        x_tolerance_ratio=0.15, keep_blank_chars=False, use_text_flow=False, extra_attrs=["fontname", "size"]
    )
    rows = _rows(words)
    links = page.hyperlinks
    segments = [_line(part, page, links) for row in rows for part in _segments(row)]
    lines = _in_columns(segments, float(page.width)) or [_line(row, page, links) for row in rows]
    return [line for line in lines if line.text]


def body_size(lines: Sequence[Line]) -> float:
    """Return the size that most of the text has."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _prints_twice(characters: Sequence[dict[str, Any]]) -> bool:
    """Say whether a page prints letters over themselves to make them bold; to mend that takes a third of the time."""
    places = {(found["text"], round(found["x0"]), round(found["top"])) for found in characters}
    return len(places) < 0.98 * len(characters)


def _rows(words: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put words that overlap by half their height on one line, from the left."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        row = rows[-1] if rows else []
        if row:
            last = row[-1]
            shared = min(last["bottom"], word["bottom"]) - max(last["top"], word["top"])
            if shared >= 0.5 * min(last["bottom"] - last["top"], word["bottom"] - word["top"]):
                row.append(word)
                continue
        rows.append([word])
    return [sorted(row, key=lambda word: float(word["x0"])) for row in rows]


def _segments(row: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Part a line where a gap is as wide as between columns."""
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if word["x0"] - before["x1"] > 1.5 * word["size"]:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(words: Sequence[dict[str, Any]], page: Any, annotations: Sequence[dict[str, Any]]) -> Line:  # noqa: ANN401
    text = words[0]["text"]
    for before, word in pairwise(words):
        apart = word["x0"] - before["x1"] > _NO_SPACE * word["size"]
        text += f" {word['text']}" if apart else word["text"]
    sizes: Counter[float] = Counter()
    bold = 0
    for word in words:
        sizes[round(word["size"] * 2) / 2] += len(word["text"])
        bold += len(word["text"]) if _BOLD.search(word["fontname"]) else 0
    return Line(
        text=_readable(text),
        page=page.page_number,
        page_height=float(page.height),
        x0=float(words[0]["x0"]),
        x1=max(float(word["x1"]) for word in words),
        top=min(float(word["top"]) for word in words),
        bottom=max(float(word["bottom"]) for word in words),
        size=sizes.most_common(1)[0][0],
        is_bold=bold > 0.9 * sum(sizes.values()),
        links=_links(words, annotations),
    )


def _readable(text: str) -> str:
    """Leave out characters that the font does not name; one at the beginning of a line is a bullet."""
    named = _CHARACTER_CODE.sub("", _UNNAMED_BULLET.sub("• ", text))
    flat = " ".join(named.split())
    return flat if any(map(str.isalnum, flat)) else ""


def _in_columns(segments: Sequence[Line], width: float) -> list[Line]:
    """Return the lines of a page with two columns, [] where it has not.

    A line across the middle ends the columns above it: they are read first, left before right.
    """
    middle = width / 2
    left = [line for line in segments if line.x1 <= middle + 6]
    right = [line for line in segments if line.x0 >= middle - 6]
    # Prose fills its column; the cells of a table do not.
    filled = [line for line in (*left, *right) if line.x1 - line.x0 > 0.3 * width]
    few = min(len(left), len(right)) < COLUMN_LINES
    if few or 2 * len(filled) < len(left) + len(right):
        return []
    ordered: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in sorted(segments, key=lambda line: (line.top, line.x0)):
        if line.x1 <= middle + 6:
            sides[0].append(line)
        elif line.x0 >= middle - 6:
            sides[1].append(line)
        else:
            ordered += [*sides[0], *sides[1], line]
            sides = ([], [])
    return [*ordered, *sides[0], *sides[1]]


def _links(words: Sequence[dict[str, Any]], annotations: Iterable[dict[str, Any]]) -> tuple[Link, ...]:
    """Return the links that lie over words, with the words under each."""
    found = []
    for annotation in annotations:
        address = web_address(str(annotation.get("uri") or ""))
        under = [word["text"] for word in words if _is_under(word, annotation)] if address else []
        if address and under:
            found.append(Link(" ".join(under).rstrip(".,;:"), address))
    return tuple(found)


def _is_under(word: dict[str, Any], annotation: dict[str, Any]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    inside = annotation["x0"] <= across <= annotation["x1"] and annotation["top"] <= down <= annotation["bottom"]
    return bool(inside)
