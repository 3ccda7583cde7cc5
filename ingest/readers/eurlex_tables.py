"""Tables of EUR-Lex: those with data, and those that only put a marker beside its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from ingest.readers.flow import plain_text
from ingest.readers.sections import BULLET

_WORD_MARKER = r"\(?(?:\d{1,3}[a-z]?|[a-zåäö]{1,4}|[ivxlc]{1,7}|[A-Z]{1,2})[.)]|\d{1,2}(?:\.\d{1,3})+\.?"
_MARKER = re.compile(rf"[–—‒\-•·▪●○◦*]|{_WORD_MARKER}")
_SYMBOLS = re.compile(r"[·▪●○◦▫■□‣⁃\uf000-\uf0ff]|o(?=\s)")


def is_data_table(tag: Tag) -> bool:
    """Say whether a tag is a table with data: rows of two cells or more that are not a marker and its text.

    A box round some text (one cell a row) and the tables that the Official Journal sets lists in are no such tables.
    """
    if tag.name != "table":
        return False
    rows = [[cell for cell in row if cell] for row in map(_texts, rows_of(tag))]
    return any(len(row) > 1 for row in rows) and not all(_is_marked(row) for row in rows if row)


def rows_of(table: Tag) -> Iterator[Tag]:
    """Yield the rows of a table, those of tables inside its cells left out."""
    return (row for row in table.find_all("tr") if row.find_parent("table") is table)


def cells_of(row: Tag) -> list[Tag]:
    """Return the cells of a row."""
    return [cell for cell in row.find_all(("td", "th"), recursive=False) if isinstance(cell, Tag)]


def marker_cell(element: Tag, text: str) -> bool:
    """Say whether text that stands in `element` is the marker in its row, the text following in the next cell."""
    cell = element if element.name in ("td", "th") else element.find_parent(("td", "th"))
    if cell is None or not is_marker(text):
        return False
    return cell.find_next_sibling(("td", "th")) is not None and plain_text(cell) == text


def is_marker(text: str) -> bool:
    """Say whether a text is only a list marker or a number, such as "–", "(a)", "12." or "2.1"."""
    return _MARKER.fullmatch(text) is not None


def with_marker(text: str) -> str:
    """Write a bullet in whatever shape as "• "; other markers stay as printed."""
    return _SYMBOLS.sub(BULLET, text, count=1) if _SYMBOLS.match(text) else text


def _texts(row: Tag) -> list[str]:
    return [plain_text(cell) for cell in cells_of(row)]


def _is_marked(row: list[str]) -> bool:
    return len(row) == 2 and is_marker(row[0])  # noqa: PLR2004 - marker and text
