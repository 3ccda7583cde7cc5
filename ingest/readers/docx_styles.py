"""The styles of a Word file: what a paragraph inherits of rank, numbering and looks (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.readers.docx_package import Element, W

BODY_SIZE = 22
"""Half points. What Word sets text in where nothing says a size."""

_BODY_LEVEL = 9
# Built-in styles have English names in every language of Word; those that people make have not.
_HEADING = re.compile(r"(?:heading|rubrik)\s*([1-9])\b", re.IGNORECASE)
_OWN_HEADING = re.compile(r"(?:mellan|under)rubrik\b|sub-?heading\b", re.IGNORECASE)
_OWN_LEVEL = 3
_MOST_DIGITS = 9
_LONGEST_CHAIN = 20
"""Styles that build on each other; those of Word are three or four deep."""
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list a paragraph is an item of, and on which level (0 outermost; None where only the style says it)."""

    list_id: str
    level: int | None


class Styles:
    """The styles of a file, asked about one paragraph at a time."""

    def __init__(self, root: Element | None) -> None:
        styles = list(root.iter(f"{W}style")) if root is not None else []
        self._styles: dict[str, Element] = {}
        for style in styles:
            self._styles.setdefault(style.get(f"{W}styleId", ""), style)
        self._default = next(
            (s.get(f"{W}styleId") for s in styles if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") == "1"),
            None,
        )
        self._root = root

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style in lower case, "" where it has none."""
        style = self._styles.get(_style_id(paragraph) or "")
        return value(style, "name").lower() if style is not None else ""

    def level(self, paragraph: Element) -> int | None:
        """Return the rank of a heading, 1 outermost, by outline level or style; None for a paragraph of text."""
        for holder in (paragraph, *self._chain(paragraph)):
            if (outline := number(holder, "pPr/outlineLvl")) is not None:
                return outline + 1 if outline < _BODY_LEVEL else None
            name = value(holder, "name")
            if match := _HEADING.match(name):
                return int(match[1])
            if _OWN_HEADING.match(name):
                return _OWN_LEVEL
        return None

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Return the list that a paragraph belongs to by itself or by its style."""
        for holder in (paragraph, *self._chain(paragraph)):
            list_id = value(holder, "pPr/numPr/numId")
            if list_id == "0":
                return None
            if list_id:
                return ListPlace(list_id, number(holder, "pPr/numPr/ilvl"))
        return None

    def list_of_style(self, style_id: str) -> str | None:
        """Return the list that a list style stands for."""
        style = self._styles.get(style_id)
        return (value(style, "pPr/numPr/numId") or None) if style is not None else None

    def style_ids(self, paragraph: Element) -> list[str]:
        """Return the ids of a paragraph's style and of those that it builds on."""
        return [style.get(f"{W}styleId", "") for style in self._chain(paragraph)]

    def size(self, paragraph: Element) -> int:
        """Return the size in half points of the first words of a paragraph."""
        run = next((run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None), None)
        holders = (*([] if run is None else [run]), *self._chain(paragraph))
        return next((size for holder in holders if (size := number(holder, "rPr/sz")) is not None), self.body_size)

    def is_bold(self, paragraph: Element) -> bool:
        """Say whether all words of a paragraph are bold."""
        inherited = next((on for style in self._chain(paragraph) if (on := _switch(style)) is not None), False)
        runs = [run for run in paragraph.iter(f"{W}r") if "".join(run.itertext(f"{W}t")).strip()]
        return bool(runs) and all(inherited if (own := _switch(run)) is None else own for run in runs)

    @cached_property
    def body_size(self) -> int:
        """The size that text has where no style says another."""
        defaults = self._root.find(f"{W}docDefaults/{W}rPrDefault") if self._root is not None else None
        return (number(defaults, "rPr/sz") if defaults is not None else None) or BODY_SIZE

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        """Yield the style of a paragraph and those that it builds on, nearest first."""
        seen: set[str] = set()
        style_id = _style_id(paragraph) or self._default
        while style_id and style_id not in seen and len(seen) < _LONGEST_CHAIN:
            if (style := self._styles.get(style_id)) is None:
                return
            seen.add(style_id)
            yield style
            style_id = value(style, "basedOn")


def value(holder: Element, path: str) -> str:
    """Return the value of an element below another, "" where there is none: `value(paragraph, "pPr/jc")`."""
    found = holder.find("/".join(f"{W}{step}" for step in path.split("/")))
    return found.get(f"{W}val", "") if found is not None else ""


def number(holder: Element, path: str) -> int | None:
    """Return such a value as a whole number from 0 up, None where it is none."""
    found = value(holder, path)
    return int(found) if found.isdecimal() and len(found) <= _MOST_DIGITS else None


def _style_id(paragraph: Element) -> str | None:
    return value(paragraph, "pPr/pStyle") or None


def _switch(holder: Element) -> bool | None:
    """Say whether a run or a style turns bold on or off, None where it leaves it."""
    bold = holder.find(f"{W}rPr/{W}b")
    return None if bold is None else bold.get(f"{W}val", "1") not in _OFF
