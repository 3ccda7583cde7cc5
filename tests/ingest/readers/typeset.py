"""A small typesetter: a story in columns on pages, as layout programs set it, with all that pages print besides."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = float(A4[0]), float(A4[1])
MARGIN = 64.0
TOP, BOTTOM = HEIGHT - 84.0, 76.0
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
_NOTE = 0.6
"""The size of the number of a note, as a share of that of its text."""


@dataclass(frozen=True)
class Head:
    """A heading; one that is `across` goes over all columns."""

    text: str
    size: float = 14.0
    across: bool = False


@dataclass(frozen=True)
class Para:
    """Running text; "word^1" cites note 1."""

    text: str


@dataclass(frozen=True)
class Item:
    """An item of a list."""

    text: str


@dataclass(frozen=True)
class Box:
    """A fact box on a ground of colour."""

    heading: str
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first of them the head."""

    rows: tuple[tuple[str, ...], ...]
    ruled: bool = True


Part = Head | Para | Item | Box | Table


@dataclass(frozen=True)
class Style:
    """How a story is set. `order` says how the file has the words of a page: as set, line by line, or backwards."""

    columns: int = 1
    size: float = 10.0
    gutter: float = 18.0
    justify: bool = False
    hyphenate: bool = False
    indent: bool = False
    heads: tuple[str, str] = ("", "")
    number: str = "{}"
    order: str = "set"
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Word:
    x: float
    rise: float
    text: str
    font: str
    size: float


@dataclass
class _Row:
    """A line: the height that it takes, its words from the edge of its column, the notes that it cites."""

    height: float
    words: list[_Word]
    notes: list[str] = field(default_factory=list)
    shade: bool = False
    rules: tuple[float, ...] = ()


_Slug = list[_Row]
"""Lines that stay in one column."""


def typeset(parts: Sequence[Part], style: Style, title: str = "") -> bytes:
    """Return a story as a PDF file."""
    return _Press(style, title).run(parts)


@dataclass(frozen=True)
class _Measure:
    """How a text is set: font and size, and the width that it has, from `left`, its first line further in."""

    font: str
    size: float
    width: float
    left: float = 0.0
    first: float = 0.0
    justify: bool = False

    def wide(self, text: str, cited: Sequence[str] = ()) -> float:
        """Return the width of a word, with the numbers of its notes."""
        notes = sum(stringWidth(label, self.font, _NOTE * self.size) for label in cited)
        return float(stringWidth(text, self.font, self.size) + notes)


class _Press:
    def __init__(self, style: Style, title: str) -> None:
        self._style = style
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4)
        self._canvas.setTitle(title)
        self._number = 1
        self._y = TOP
        self._words: list[tuple[float, float, _Word]] = []
        self._notes: dict[int, list[_Row]] = defaultdict(list)
        self._width = (WIDTH - 2 * MARGIN - (style.columns - 1) * style.gutter) / style.columns

    def run(self, parts: Sequence[Part]) -> bytes:
        band: list[_Slug] = []
        for part in parts:
            if isinstance(part, Head) and part.across:
                self._pour(band)
                band = []
                self._set_across(part)
            else:
                band += self._slugs(part)
        self._pour(band)
        self._end_page()
        self._canvas.save()
        return self._buffer.getvalue()

    def _set_across(self, head: Head) -> None:
        rows = self._lines(head.text, _Measure(BOLD, head.size, WIDTH - 2 * MARGIN))
        if self._y - sum(row.height for row in rows) - 160 < BOTTOM:
            self._end_page()
        self._y -= 14
        for row in rows:
            self._y -= row.height
            self._place(row, MARGIN, self._y)
        self._y -= 6

    def _slugs(self, part: Part) -> Iterator[_Slug]:
        """Yield what may stand in different columns."""
        style = self._style
        size, width = style.size, self._width
        match part:
            case Head(text, large):
                yield [_Row(0.9 * large, []), *self._lines(text, _Measure(BOLD, large, width)), _Row(3, [])]
            case Para(text):
                first = 1.4 * size if style.indent else 0.0
                yield from ([row] for row in self._lines(text, _Measure(PLAIN, size, width, 0, first, style.justify)))
                if not style.indent:
                    yield [_Row(0.6 * size, [])]
            case Item(text):
                rows = self._lines(text, _Measure(PLAIN, size, width - 12, 12, 0, style.justify))
                rows[0].words.insert(0, _Word(0, 0, "•", PLAIN, size))
                yield rows
            case Box(heading, text):
                rows = self._lines(heading, _Measure(BOLD, size, width - 16, 8))
                rows += self._lines(text, _Measure(PLAIN, size, width - 16, 8, 0, style.justify))
                ground = [_Row(8, []), *rows, _Row(8, [])]
                for row in ground:
                    row.shade = True
                yield [_Row(8, []), *ground, _Row(8, [])]
            case Table(table, ruled):
                yield [_Row(6, []), *self._table(table, ruled=ruled), _Row(12, [])]

    def _table(self, table: Sequence[Sequence[str]], *, ruled: bool) -> Iterator[_Row]:
        """Yield the lines of a table; a cell that is too long for one is set on several."""
        edges = [self._width * at / len(table[0]) for at in range(len(table[0]) + 1)]
        for number, cells in enumerate(table):
            font = PLAIN if number else BOLD
            columns = [
                self._lines(cell, _Measure(font, self._style.size, edges[1] - 10, edge + 4))
                for cell, edge in zip(cells, edges, strict=False)
            ]
            last = max(map(len, columns)) - 1
            for at in range(last + 1):
                spare = 4 if at == last else 0
                words = [replace(word, rise=spare + 1) for rows in columns if at < len(rows) for word in rows[at].words]
                rules = (*edges, -1.0) if at == last else tuple(edges)
                yield _Row(1.3 * self._style.size + spare, words, rules=rules if ruled else ())

    def _lines(self, text: str, measure: _Measure) -> list[_Row]:
        """Break a text into lines."""
        space = measure.wide(" ")
        lines: list[list[tuple[str, list[str]]]] = [[]]
        for piece in text.split():
            word, *cited = piece.split("^")
            start = measure.first if len(lines) == 1 else 0.0
            used = start + sum(measure.wide(*done) + space for done in lines[-1])
            if lines[-1] and used + measure.wide(word, cited) > measure.width:
                at = _break_of(word, measure, measure.width - used) if self._style.hyphenate else 0
                if at:
                    lines[-1].append((f"{word[:at]}-", []))
                lines.append([])
                word = word[at:]
            lines[-1].append((word, cited))
        return [self._row(line, measure, first=line is lines[0], last=line is lines[-1]) for line in lines]

    def _row(self, line: Sequence[tuple[str, list[str]]], measure: _Measure, *, first: bool, last: bool) -> _Row:
        start = measure.first if first else 0.0
        gap = measure.wide(" ")
        if measure.justify and not last:
            gap = (measure.width - start - sum(measure.wide(*word) for word in line)) / max(1, len(line) - 1)
        row = _Row(1.3 * measure.size, [])
        x = measure.left + start
        for word, cited in line:
            row.words.append(_Word(x, 0, word, measure.font, measure.size))
            x += measure.wide(word)
            for label in cited:
                row.words.append(_Word(x, 0.35 * measure.size, label, measure.font, _NOTE * measure.size))
                row.notes.append(label)
                x += measure.wide("", [label])
            x += gap
        return row

    def _pour(self, slugs: list[_Slug]) -> None:
        """Fill columns with lines; on the last page of them, all columns equally."""
        while slugs:
            room = self._y - BOTTOM
            share = sum(row.height for slug in slugs for row in slug) / self._style.columns * 1.03 + 14
            ends = [
                self._fill(slugs, column, min(room, share) if column < self._style.columns - 1 else room)
                for column in range(self._style.columns)
            ]
            self._y = min(ends)
            if slugs:
                self._end_page()

    def _fill(self, slugs: list[_Slug], column: int, goal: float) -> float:
        """Fill one column, until it is as long as it should be; return where it ends."""
        y = self._y
        while slugs:
            slug = slugs[0]
            notes = [line for row in slug for label in row.notes for line in self._note(label)]
            floor = BOTTOM + 6 + sum(row.height for row in (*self._notes[column], *notes))
            if y - sum(row.height for row in slug) < floor or self._y - y >= goal:
                break
            slugs.pop(0)
            if y < self._y or any(row.words for row in slug):  # no space at the head of a column
                self._notes[column] += notes
                y = self._set(slug, column, y)
        return y

    def _set(self, slug: _Slug, column: int, y: float) -> float:
        x = self._left(column)
        shaded = [row for row in slug if row.shade]
        if shaded:
            before = sum(row.height for row in slug[: slug.index(shaded[0])])
            height = sum(row.height for row in shaded)
            self._canvas.setFillColorRGB(0.85, 0.92, 0.97)
            self._canvas.rect(x, y - before - height, self._width, height, stroke=0, fill=1)
            self._canvas.setFillColorRGB(0, 0, 0)
        ruled = [row for row in slug if row.rules]
        if ruled:
            top = y - sum(row.height for row in slug[: slug.index(ruled[0])])
            self._canvas.line(x, top, x + self._width, top)
        for row in slug:
            y -= row.height
            for edge in row.rules:
                if edge < 0:
                    self._canvas.line(x, y, x + self._width, y)
                else:
                    self._canvas.line(x + edge, y, x + edge, y + row.height)
            self._place(row, x, y)
        return y

    def _note(self, label: str) -> list[_Row]:
        size = 0.75 * self._style.size
        rows = self._lines(self._style.notes[label], _Measure(PLAIN, size, self._width - 10, 10))
        rows[0].words.insert(0, _Word(0, 0.3 * size, label, PLAIN, _NOTE * size))
        return rows

    def _left(self, column: int) -> float:
        return MARGIN + column * (self._width + self._style.gutter)

    def _place(self, row: _Row, x: float, y: float) -> None:
        self._words += [(x + word.x, y + word.rise, word) for word in row.words]

    def _end_page(self) -> None:
        for column, rows in self._notes.items():
            y = BOTTOM + sum(row.height for row in rows)
            if rows:
                self._canvas.line(self._left(column), y + 3, self._left(column) + 50, y + 3)
            for row in rows:
                y -= row.height
                self._place(row, self._left(column), y)
        self._furnish()
        words = self._words
        if self._style.order == "lines":
            words = sorted(words, key=lambda found: (-round(found[1]), found[0]))
        elif self._style.order == "backwards":
            words = words[::-1]
        for x, y, word in words:
            self._canvas.setFont(word.font, word.size)
            self._canvas.drawString(x, y, word.text)
        self._canvas.showPage()
        self._number += 1
        self._words, self._notes, self._y = [], defaultdict(list), TOP

    def _furnish(self) -> None:
        head = self._style.heads[self._number % 2]
        number = self._style.number.format(self._number)
        x = WIDTH - MARGIN - 30 if self._number % 2 else MARGIN
        self._words += [(MARGIN, HEIGHT - 40, _Word(0, 0, head, PLAIN, 8))] if head else []
        self._words += [(x, 36, _Word(0, 0, number, PLAIN, 8))] if number else []


def _break_of(word: str, measure: _Measure, room: float) -> int:
    """Return where a word may break: after a vowel and a consonant, three letters from its ends."""
    if not word.isalpha() or not word.islower():
        return 0
    places = [
        at for at in range(3, len(word) - 2) if re.fullmatch("[aouåeiyäö][bcdfghjklmnpqrstvx]", word[at - 1 : at + 1])
    ]
    return max((at for at in places if measure.wide(f"{word[:at]}-") <= room), default=0)
