"""The layout of a page: its lines in reading order, tables as rows, fact boxes whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf_columns import ColumnFinder, Row, rows_of
from ingest.readers.pdf_lines import Line, LineMaker, Piece, is_label, pieces_of
from ingest.readers.pdf_page import Area, Page, Word
from ingest.readers.pdf_tables import TableFinder

_BOXES_ON_PAGE = 1_000
_LARGEST_BOX = 0.8
"""The share of a page that a box takes, at most; more is the ground of the page."""
_SMALLEST_BOX = 1_500.0
"""Square points: two words over each other."""
_MOST_GROUNDS = 100
_MOST_WORDS = 0.6
"""The share of a page's words in a box, at most; with more, the text itself stands on a ground of colour."""
_DEEPEST = 3
_SLACK = 2.0
_EDGE = 0.12
"""The share of a page's height, at top and foot, where running heads and feet stand."""
_APART = 1.2
_ROWS_AT_EDGE = 2
_NOTE_SIZE = 0.85
_LONGEST_NUMBER = 12
"""Characters that may follow the first number of a page number, "3 av 12"; the text of a note has more."""
_CLOSE = 1.8
"""How far below a rule the first line of a note stands, at most, in sizes of its font."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page in reading order, and what its tags say is furniture."""

    lines: tuple[Line, ...]
    furniture: tuple[str, ...]


def lay_out(page: Page, columns: ColumnFinder, *, believes_tags: bool) -> Layout:
    """Return the lines of a page in the order in which they are read; text that stands turned comes last.

    `columns` knows those of the pages before. `believes_tags` says whether what the tags call no content is none.
    """
    aside = [word for word in page.words if believes_tags and word.role and word.role.is_furniture]
    furniture = set(map(id, aside))
    builder = _Builder(page, columns)
    lines = builder.lines([word for word in page.words if id(word) not in furniture])
    for turned in page.turned:
        lines += builder.boxed(_Builder(turned, columns).lines(turned.words))
    maker = LineMaker(page)
    running = [maker.line(_words(row)).text for row in rows_of(pieces_of(aside))]
    return Layout(tuple(lines), tuple(filter(None, running)))


class _Builder:
    """Builds the lines of one page."""

    def __init__(self, page: Page, columns: ColumnFinder) -> None:
        self._page = page
        self._columns = columns
        self._maker = LineMaker(page)
        self._tables = TableFinder(self._maker)
        self._boxes = page.number * _BOXES_ON_PAGE

    def lines(self, words: Sequence[Word]) -> list[Line]:
        fields = [field for field in self._page.fields if field.width and field.height]
        tagged, rest = self._tables.tagged(words)
        ruled, rest = self._tables.ruled(rest, self._page.rules, fields)
        pieces = [*tagged, *ruled, *pieces_of(rest)]
        largest = _LARGEST_BOX * self._page.width * self._page.height
        grounds = [field for field in _joined(fields) if _SMALLEST_BOX < field.width * field.height <= largest]
        grounds = sorted(grounds, key=lambda field: -field.width * field.height)[:_MOST_GROUNDS]
        head, text, foot = _parted(pieces, self._page.height)
        lines = [line for part in (head, text, foot) for line in self._in_order(part, grounds, 0)]
        return [self._marked(line) for line in lines if line.text]

    def boxed(self, lines: Sequence[Line]) -> list[Line]:
        """Mark lines as the content of one more box."""
        self._boxes += 1
        return [line if line.box else replace(line, box=self._boxes) for line in lines]

    def _in_order(self, pieces: list[Piece], grounds: Sequence[Area], depth: int) -> list[Line]:
        """Read the boxes among pieces, then put all in order. `grounds` may be boxes, the largest first."""
        for place, ground in enumerate(grounds):
            inside = [piece for piece in pieces if _is_inside(piece, ground)]
            if depth == _DEEPEST or not self._is_box(ground, inside, pieces):
                continue
            lines = self.boxed(self._in_order(inside, grounds[place + 1 :], depth + 1))
            taken = set(map(id, inside))
            first = min(inside, key=lambda piece: piece.top)
            box = Piece([], ground.x0, ground.x1, first.top, ground.bottom, first.size, tuple(lines))
            pieces = [*(piece for piece in pieces if id(piece) not in taken), box]
        return [line for column in self._columns.columns(pieces) for line in self._column(column)]

    def _is_box(self, ground: Area, inside: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
        """Say whether a field is a box with text of its own: two lines or more, none across its edge."""
        if len({round(piece.base) for piece in inside}) < 2:  # noqa: PLR2004
            return False
        if sum(map(_count, inside)) > _MOST_WORDS * sum(len(word.text) for word in self._page.words):
            return False
        return not any(_crosses(piece, ground) for piece in pieces)

    def _column(self, rows: Sequence[Row]) -> Iterator[Line]:
        texts = [piece for row in rows for piece in row if piece.words]
        left = min((piece.x0 for piece in texts), default=0.0)
        right = max((piece.x1 for piece in texts), default=0.0)
        for row in self._tables.aligned(rows):
            if row[0].lines:
                yield from row[0].lines
            else:
                yield replace(self._maker.line(_words(row)), left=left, right=right)

    def _marked(self, line: Line) -> Line:
        """Note where a line stands right below a rule."""
        close = any(
            rule.width > rule.height
            and -_SLACK <= line.top - rule.bottom <= _CLOSE * line.size
            and rule.x0 < line.x1
            and line.x0 < rule.x1
            for rule in self._page.rules
        )
        return replace(line, below_rule=True) if close else line


def _parted(pieces: Sequence[Piece], height: float) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Part what stands apart at the top and at the foot of a page from the rest, which alone may have columns.

    A page number in the middle would stand in the gutter.
    """
    rows = rows_of(pieces)
    top = _apart(rows, lambda row: row[0].bottom < _EDGE * height)
    foot = _apart(rows[::-1], lambda row: row[0].top > (1 - _EDGE) * height)
    parts = (
        (rows[:top], rows[top : len(rows) - foot], rows[len(rows) - foot :])
        if top + foot < len(rows)
        else ([], rows, [])
    )
    head, text, last = ([piece for row in part for piece in row] for part in parts)
    return head, text, last


def _apart(rows: Sequence[Row], is_at_edge: Callable[[Row], bool]) -> int:
    """Return how many rows, from the edge of a page, a gap parts from the next; notes are none of them."""
    for count in range(1, min(_ROWS_AT_EDGE + 1, len(rows))):
        row, following = rows[count - 1], rows[count]
        if not is_at_edge(row) or row[0].lines or any(map(_is_note, row)):
            return 0
        gap = max(following[0].top - row[0].bottom, row[0].top - following[0].bottom)
        if gap >= _APART * row[0].size:
            return count
    return 0


def _is_note(piece: Piece) -> bool:
    first, *others = piece.words
    is_long = sum(len(word.text) for word in others) > _LONGEST_NUMBER
    return is_label(first.text) and (is_long or any(first.size < _NOTE_SIZE * word.size for word in others))


def _joined(fields: Sequence[Area]) -> list[Area]:
    """Make one field of those that lie right below each other: word processors colour each paragraph for itself."""
    joined: list[Area] = []
    for field in sorted(fields, key=lambda field: (round(field.x0), round(field.x1), field.top)):
        last = joined[-1] if joined else field
        is_below = abs(field.x0 - last.x0) + abs(field.x1 - last.x1) <= _SLACK and field.top <= last.bottom + _SLACK
        if joined and is_below:
            joined[-1] = Area(last.x0, last.top, last.x1, max(last.bottom, field.bottom))
        else:
            joined.append(field)
    return joined


def _words(row: Row) -> list[Word]:
    return [word for piece in row for word in piece.words]


def _count(piece: Piece) -> int:
    """Return how many characters a piece has."""
    return sum(len(word.text) for word in piece.words) + sum(len(line.text) for line in piece.lines)


def _is_inside(piece: Piece, ground: Area) -> bool:
    return Area(piece.x0, piece.top, piece.x1, piece.bottom).within(ground, _SLACK)


def _crosses(piece: Piece, ground: Area) -> bool:
    """Say whether a piece stands level with the inside of a field but runs over its edge."""
    middle = (piece.top + piece.bottom) / 2
    if not ground.top < middle < ground.bottom:
        return False
    return (piece.x0 < ground.x0 - _SLACK < piece.x1) or (piece.x0 < ground.x1 + _SLACK < piece.x1)
