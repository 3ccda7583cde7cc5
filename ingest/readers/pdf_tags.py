"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): what each marked content of a page is."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf_page import Role

FURNITURE = Role(0, is_furniture=True)
"""The role of what the file marks as an artifact: running heads, page numbers, decoration."""

_DEEPEST = 60
_MOST_ELEMENTS = 20_000
_BLOCKS = frozenset("P H H1 H2 H3 H4 H5 H6 Title LI LBody TD TH Caption Note FENote BlockQuote TOCI Div Sect".split())
_HEADING = re.compile(r"H([1-6])?")


def roles_of(page: Any) -> dict[int, Role]:  # noqa: ANN401 - pypdfium2 has no types
    """Return the role of each marked content of a page by its number (MCID), {} where the file has no tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        walk = _Walk()
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk.visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), Role(0), None, 0)
        return walk.found
    finally:
        pdfium.FPDF_StructTree_Close(tree)


@dataclass(slots=True)
class _Table:
    """A table that is being walked through."""

    number: int
    row: int = 0
    column: int = 0


class _Walk:
    """A walk down the tree that numbers blocks, list items, tables and their cells."""

    def __init__(self) -> None:
        self.found: dict[int, Role] = {}
        self._elements = self._tables = self._items = 0

    def visit(self, element: Any, role: Role, table: _Table | None, depth: int) -> None:  # noqa: ANN401
        if not element or depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            return
        self._elements += 1
        kind = _string(pdfium.FPDF_StructElement_GetType, element)
        if kind == "Table":
            self._tables += 1
            table = _Table(self._tables)
        elif table and kind == "TR":
            table.row, table.column = table.row + 1, 0
        role = self._role(kind, role, table)
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if content >= 0:
                self.found[content] = role
            else:
                self.visit(pdfium.FPDF_StructElement_GetChildAtIndex(element, at), role, table, depth + 1)

    def _role(self, kind: str, role: Role, table: _Table | None) -> Role:
        """Return the role of an element of a kind inside one of another role."""
        if kind in _BLOCKS:
            role = replace(role, block=self._elements)
        if (heading := _HEADING.fullmatch(kind)) is not None:
            return replace(role, level=int(heading[1] or 1))
        if table and kind in {"TD", "TH"}:
            table.column += 1
            return replace(role, cell=(table.number, table.row, table.column))
        if kind == "LI":
            self._items += 1
            return replace(role, item=self._items)
        if kind in {"Note", "FENote"}:
            return replace(role, is_note=True)
        if kind in {"TOC", "TOCI"}:
            return replace(role, is_contents=True)
        return replace(role, is_furniture=True) if kind == "Artifact" else role


def _string(function: Callable[..., int], element: Any) -> str:  # noqa: ANN401
    """Call a function of PDFium that fills a buffer with UTF-16."""
    length = function(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    function(element, buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")
