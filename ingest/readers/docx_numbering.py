"""Numbers that Word prints before headings and list items but keeps out of their text (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.readers.docx_package import Element, W
from ingest.readers.docx_styles import ListPlace, Styles, number, value
from ingest.readers.sections import BULLET

_LEVELS = 9
_LEVEL_NAMES = frozenset("012345678")
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3_999


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list counts and prints: "%1.%2" with the format "decimal" gives "2.3"."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    style: str = ""
    legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: whose counters it shares, its levels, and where it begins anew."""

    counters: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class _Counters:
    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a file, and how far each has come. Paragraphs are asked for in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        elements = list(root) if root is not None else []
        self._abstract = {e.get(f"{W}abstractNumId", ""): e for e in elements if e.tag == f"{W}abstractNum"}
        self._numbers = {e.get(f"{W}numId", ""): e for e in elements if e.tag == f"{W}num"}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, _Counters] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str | None:
        """Return what is printed before a paragraph: "2.1", "a)", a bullet; None where it is in no list.

        Counts on: asked twice about a paragraph, it gives two labels.
        """
        place = self._styles.list_place(paragraph)
        found = self._list(place.list_id) if place else None
        if place is None or found is None:
            return None
        index = self._level_index(place, found, paragraph)
        level = found.levels.get(index)
        if level is None:
            return BULLET
        self._count(place.list_id, found, index, level)
        return self._printed(found, index, level) or None

    def _level_index(self, place: ListPlace, found: _List, paragraph: Element) -> int:
        if place.level is not None:
            return min(place.level, _LEVELS - 1)
        ids = self._styles.style_ids(paragraph)
        return next((index for index, level in found.levels.items() if level.style and level.style in ids), 0)

    def _count(self, list_id: str, found: _List, index: int, level: _Level) -> None:
        values = self._counters.setdefault(found.counters, _Counters()).values
        start = level.start
        if index in found.restarts and (list_id, index) not in self._begun:
            start, values[index] = found.restarts[index], None
        self._begun.add((list_id, index))
        before = values[index]
        values[index] = start if before is None else before + 1
        values[index + 1 :] = [None] * (_LEVELS - index - 1)

    def _printed(self, found: _List, index: int, level: _Level) -> str:
        if level.form == "bullet":
            return BULLET
        values = self._counters[found.counters].values

        def counted(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            counting = found.levels.get(place, _Level())
            count = values[place]
            form = "decimal" if level.legal and place < index else counting.form
            return _written(counting.start if count is None else count, form)

        return " ".join(_PLACEHOLDER.sub(counted, level.pattern).split())

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = None  # a list whose style leads back to it has no levels
            self._lists[list_id] = self._resolve(list_id)
        return self._lists[list_id]

    def _resolve(self, list_id: str) -> _List | None:
        entry = self._numbers.get(list_id)
        abstract_id = value(entry, "abstractNumId") if entry is not None else ""
        abstract = self._abstract.get(abstract_id)
        if entry is None or abstract is None:
            return None
        base = _List(abstract_id, _levels(abstract), {})
        if (link := value(abstract, "numStyleLink")) and (linked := self._styles.list_of_style(link)):
            base = self._list(linked) or base
        levels, restarts = dict(base.levels), {}
        for override in entry.iter(f"{W}lvlOverride"):
            index = _level_of(override)
            levels.update(_levels(override))
            if (start := number(override, "startOverride")) is not None:
                restarts[index] = start
                levels[index] = replace(levels.get(index, _Level()), start=start)
        return _List(base.counters, levels, restarts)


def _levels(holder: Element) -> dict[int, _Level]:
    return {
        _level_of(level): _Level(
            start=1 if (start := number(level, "start")) is None else start,
            form=value(level, "numFmt") or "decimal",
            pattern=value(level, "lvlText"),
            style=value(level, "pStyle"),
            legal=level.find(f"{W}isLgl") is not None,
        )
        for level in holder.findall(f"{W}lvl")
    }


def _level_of(holder: Element) -> int:
    level = holder.get(f"{W}ilvl", "")
    return int(level) if level in _LEVEL_NAMES else 0


def _written(count: int, form: str) -> str:
    """Write a number in one of the formats of 17.18.59; those of other scripts as digits."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 5 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _LARGEST_ROMAN:
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form == "none" else str(count)


def _roman(count: int) -> str:
    digits = []
    for size, sign in _ROMAN:
        digits.append(sign * (count // size))
        count %= size
    return "".join(digits)
