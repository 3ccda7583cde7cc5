"""The pieces of a page in the order in which they are read: column after column, headings across in their place.

A page is parted by the gutter with most text on both sides. What lies across it ends the columns above, and each part
is parted again. The sides of a gutter are columns when their lines run on as prose does, or when the lines of one do
not stand level with those of the other; the cells of a table, and labels with their values, stay rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_lines import Piece, is_label

Row = list[Piece]
"""Pieces on one baseline of one column, from the left; a box or a table is alone in its row."""

_DEEPEST = 8
_MOST_PIECES = 1_500
"""More of them are a page of figures, not of columns."""
_LEVEL = 0.25
"""How far baselines on one row may differ, in sizes of the font."""
_SHARED = 0.7
_LARGER = 1.1
"""How many times larger than most text a heading is, at least."""
_MARGIN = 2.5
_MARGIN_WIDTH, _MARGIN_TEXT = 0.5, 0.3
"""How wide notes in a margin are, and how much text they have, at most, beside the text that they stand beside."""
_GUTTER = 0.6
"""How wide a gutter is at least, in sizes of the font."""
_SAME_EDGE = 2.0
_MOST_EDGES = 40
_FEWEST_ROWS = 3
_ROWS_OF_A_COLUMN = 4
"""Rows of prose that make a column, where the file has one side after the other."""
_ROWS_OF_INTERLEAVED = 5
_NARROWEST = 7.0
"""Sizes of the font that a column is wide, at least."""
_FILLED = 0.6
_RUNS_ON = 0.15
"""The share of rows that begin with a small letter, in prose; most cells begin with a capital or a number."""
_SPREAD = 1.35
"""A step from row to row that parts paragraphs or rows of a table, in usual steps."""


@dataclass(slots=True)
class _Band:
    """A stretch of a page between two pieces that lie across a gutter."""

    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """Put pieces that stand level on one row, rows from the top."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        last = rows[-1][-1] if rows else None
        if last is not None and not piece.lines and not last.lines and _is_level(piece, last):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _is_level(first: Piece, second: Piece) -> bool:
    """Say whether two pieces stand on one baseline, or one is the raised number of a note beside its text."""
    if abs(first.base - second.base) <= _LEVEL * min(first.size, second.size):
        return True
    small, large = sorted((first, second), key=lambda piece: piece.size)
    shared = min(small.bottom, large.bottom) - max(small.top, large.top)
    return shared >= _SHARED * small.size and len(small.words) == 1 and is_label(small.words[0].text)


class ColumnFinder:
    """Finds the columns of page after page; where columns have been, shorter ones are believed later on."""

    def __init__(self) -> None:
        self._gutters: list[float] = []

    def columns(self, pieces: Sequence[Piece]) -> list[list[Row]]:
        """Return the columns of a page in reading order, each as its rows from the top."""
        return [rows_of(column) for column in self._parted(sorted(pieces, key=lambda piece: piece.base), 0)]

    def _parted(self, pieces: list[Piece], depth: int) -> list[list[Piece]]:
        """Return pieces as columns; what belongs to no columns stays in one."""
        may_part = _FEWEST_ROWS < len(pieces) <= _MOST_PIECES and depth < _DEEPEST
        gutter = self._best_gutter(pieces) if may_part else None
        if gutter is None:
            return [pieces] if pieces else []
        self._gutters.append(gutter)
        parts: list[list[Piece]] = []
        single: list[Piece] = []
        for band, across in _bands(pieces, gutter):
            if _is_columnar(band, is_known=True):
                parts += self._parted(single, depth + 1)
                first, second = (band.right, band.left) if _is_margin(band) else (band.left, band.right)
                parts += self._parted(first, depth + 1) + self._parted(second, depth + 1)
                single = []
            else:
                single += sorted([*band.left, *band.right], key=lambda piece: piece.base)
            single += across
        return parts + self._parted(single, depth + 1)

    def _best_gutter(self, pieces: Sequence[Piece]) -> float | None:
        """Return where the right one of two columns begins, for the columns that hold most rows."""
        edges: Counter[int] = Counter()
        starts: dict[int, float] = {}
        for piece in pieces:
            edge = round(piece.x0 / _SAME_EDGE)
            edges[edge] += _FEWEST_ROWS if piece.lines else 1
            starts[edge] = min(piece.x0, starts.get(edge, piece.x0))
        farthest = min(piece.x0 for piece in pieces)
        best: tuple[int, float, float] = (0, 0.0, 0.0)
        for edge, count in edges.most_common(_MOST_EDGES):
            beside = count + edges[edge - 1] + edges[edge + 1]
            place = min(starts.get(near, starts[edge]) for near in (edge - 1, edge, edge + 1))
            is_known = any(abs(place - gutter) <= _SAME_EDGE for gutter in self._gutters)
            if place <= farthest + _SAME_EDGE or (beside < 2 and not is_known):  # noqa: PLR2004 - one line is no column
                continue
            bands = [band for band, _ in _bands(pieces, place) if band.left and band.right]
            if sum(map(_size, bands)) < best[0]:
                continue  # it cannot hold more
            bands = [band for band in bands if _is_columnar(band, is_known=is_known)]
            gain = sum(map(_size, bands))
            best = max(best, (gain, min(map(_width, bands), default=0.0), place))
        return best[2] if best[0] else None


def _size(band: _Band) -> int:
    """Return how many pieces a band has."""
    return len(band.left) + len(band.right)


def _width(band: _Band) -> float:
    """Return how wide the gutter of a band is."""
    return min(piece.x0 for piece in band.right) - max(piece.x1 for piece in band.left)


def _bands(pieces: Sequence[Piece], gutter: float) -> Iterator[tuple[_Band, list[Piece]]]:
    """Yield the bands beside a gutter, from the top, each with the piece across that ends it, if any."""
    right = [piece for piece in pieces if piece.x0 >= gutter]
    left = [piece for piece in pieces if piece.x1 < gutter]
    heads = _heads_of_both(left, right)
    band = _Band()
    for piece in pieces:
        if piece.x1 < gutter and id(piece) not in heads:
            band.left.append(piece)
        elif piece.x0 >= gutter:
            band.right.append(piece)
        else:
            yield band, [piece]
            band = _Band()
    yield band, []


def _heads_of_both(left: Sequence[Piece], right: Sequence[Piece]) -> set[int]:
    """Return the ids of headings that are short enough to stand over the left column alone, but belong to both.

    The right column has a gap beside such a heading, and begins below it level with the left one.
    """
    if not left or not right:
        return set()
    usual = median(piece.size for piece in left)
    heads = [piece for piece in left if piece.size >= _LARGER * usual and not piece.lines]
    found = set()
    for head in heads:
        below = next((piece for piece in left if piece.base > head.base and piece.size < _LARGER * usual), None)
        beside = [piece for piece in right if piece.bottom > head.top and piece.top < head.bottom]
        after = next((piece for piece in right if piece.top >= head.bottom), None)
        if below and after and not beside and _begins_level(below, after):
            found.add(id(head))
    return found


def _begins_level(left: Piece, right: Piece) -> bool:
    """Say whether two columns begin at one height; a box has a margin above its text."""
    return 0 <= right.top - left.top < _MARGIN * left.size if right.lines else _is_level(left, right)


def _is_columnar(band: _Band, *, is_known: bool) -> bool:
    """Say whether the two sides of a gutter are to be read one after the other.

    `is_known` says that columns have been there elsewhere.
    """
    if not band.left or not band.right:
        return False
    if _width(band) < _GUTTER * min(median(piece.size for piece in side) for side in (band.left, band.right)):
        return False
    left, right = _Side(band.left), _Side(band.right)
    if left.is_set_apart or right.is_set_apart:
        return True
    fewest, most = sorted((len(left.rows), len(right.rows)))
    if is_known and most > 1 and right.runs_on and (fewest == 1 or left.runs_on):
        return True  # the last lines of a text that is spread evenly over its columns
    if most < _FEWEST_ROWS or fewest < 2:  # noqa: PLR2004 - one line makes no column
        return False
    is_level = left.level_with(right) >= 0.5  # noqa: PLR2004 - of the rows of the shorter side
    return not is_level or (not _steps_together(left, right) and _are_prose(left, right, fewest, is_known=is_known))


def _is_margin(band: _Band) -> bool:
    """Say whether the left side holds notes in the margin of the right one: little, narrow, with lines of its own."""
    left, right = _Side(band.left), _Side(band.right)
    is_narrow = left.x1 - left.x0 <= _MARGIN_WIDTH * (right.x1 - right.x0)
    is_little = sum(map(_letters, band.left)) <= _MARGIN_TEXT * sum(map(_letters, band.right))
    return is_narrow and is_little and left.level_with(right) < 0.5  # noqa: PLR2004 - as above


def _letters(piece: Piece) -> int:
    return sum(len(word.text) for word in piece.words) + sum(len(line.text) for line in piece.lines)


def _are_prose(left: _Side, right: _Side, fewest: int, *, is_known: bool) -> bool:
    """Say whether two sides whose lines stand level are prose; the shorter one has `fewest` rows.

    A file that has one side after the other has columns; one that goes from side to side in each row has a table,
    unless the text runs on from row to row for long: in justified text, wide spaces may lie above each other.
    """
    if is_known and left.runs_on and right.runs_on and (left.is_prose or right.is_prose):
        return True
    switches = _switches(left, right)
    if left.is_prose and right.is_prose:
        return fewest >= (_ROWS_OF_INTERLEAVED if switches >= fewest else _ROWS_OF_A_COLUMN)
    if switches >= fewest:
        return False
    if left.is_filled and right.is_filled and fewest > _ROWS_OF_A_COLUMN:
        return True
    return left.is_prose and len(left.rows) >= _ROWS_OF_A_COLUMN and right.runs_on > 0


def _switches(left: _Side, right: _Side) -> int:
    """Return how often the file goes from one side to the other."""
    sides = [side for _, side in sorted([*((at, 0) for at in left.orders), *((at, 1) for at in right.orders)])]
    return sum(before != after for before, after in pairwise(sides))


class _Side:
    """The pieces on one side of a gutter, as rows."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.rows = rows_of(pieces)
        self.x0 = min(piece.x0 for piece in pieces)
        self.x1 = max(piece.x1 for piece in pieces)
        self.size = median(piece.size for piece in pieces)
        self.orders = [piece.order for piece in pieces]
        self.is_set_apart = all(piece.lines for piece in pieces)
        texts = [row for row in self.rows if row[0].words]
        self.runs_on = sum(row[0].words[0].text[0].islower() for row in texts) / max(1, len(texts))
        self.is_filled = _are_filled([row[-1].x1 - row[0].x0 for row in self.rows], self.size) or _are_filled(
            [piece.x1 - piece.x0 for piece in pieces], self.size
        )
        self.is_prose = self.is_filled and self.runs_on >= _RUNS_ON

    def level_with(self, other: _Side) -> float:
        """Return the share of rows, on the side with fewer, that stand level with one on the other side."""
        fewer, more = sorted((self, other), key=lambda side: len(side.rows))
        level = sum(any(_is_level(row[0], beside[0]) for beside in more.rows) for row in fewer.rows)
        return level / len(fewer.rows)

    def breaks(self) -> list[int]:
        """Return where wider steps than usual lie, in points from the top: at the row below each."""
        steps = [below[0].base - above[0].base for above, below in pairwise(self.rows)]
        usual = median(steps)
        return [round(row[0].base) for row, step in zip(self.rows[1:], steps, strict=True) if step > _SPREAD * usual]


def _are_filled(widths: Sequence[float], size: float) -> bool:
    """Say whether lines are as wide as prose, and mostly as wide as each other."""
    usual = sorted(widths)[-1 - len(widths) // 10]
    filled = sum(width >= _FILLED * usual for width in widths)
    return usual >= _NARROWEST * size and 2 * filled >= len(widths) >= _FEWEST_ROWS


def _steps_together(left: _Side, right: _Side) -> bool:
    """Say whether both sides have their wider steps in the same places, as the rows of a table do."""
    ours, theirs = left.breaks(), right.breaks()
    if len(ours) < 2 or len(theirs) < 2:  # noqa: PLR2004 - once may be chance
        return False
    fewer, more = sorted((ours, theirs), key=len)
    return all(any(abs(place - other) <= _SAME_EDGE for other in more) for place in fewer)
