"""Tables of a page: by the tags of the file, by the rules around their cells, or by cells that stand in line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.hyphens import join_lines
from ingest.readers.pdf_columns import Row, rows_of
from ingest.readers.pdf_grids import Grid, grids_of
from ingest.readers.pdf_lines import LineMaker, Piece, is_label, pieces_of, text_of
from ingest.readers.pdf_page import Area, Word

Cells = list[list[Word]]
"""The words of each cell of a row, empty ones included."""
_Span = tuple[float, float]
"""From where to where something is filled, in points from the left."""

_GUTTER = 0.8
_WIDE_GUTTER = 1.5
"""Sizes of the font between cells that stand in line; with two gutters or more, the narrower one is enough."""
_FEWEST_ROWS = 3
_LONGEST_STEP = 2.8
"""From baseline to baseline within a table without rules, in sizes of the font."""
_LONGEST_CELL = 150
"""Words; with more it is no cell but text that stands in a frame."""
_MARKER = re.compile(r"[^\w\s]{1,2}|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zåäö]|[ivx]{1,4})[.)]|o")
_NOTE_SIZE = 0.85
_RUNS_ON = 0.4
"""The share of rows that begin with a small letter, above which they are prose and no table."""


class TableFinder:
    """Finds the tables of one page."""

    def __init__(self, maker: LineMaker) -> None:
        """Take what makes lines of the page."""
        self._maker = maker
        self._found = 0

    def tagged(self, words: Sequence[Word]) -> tuple[list[Piece], list[Word]]:
        """Return the tables that the tags of the file name, and the words outside them."""
        tables: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            if word.role and word.role.cell:
                tables[word.role.cell[0]].append(word)
        return self._taken(words, map(_by_role, tables.values()))

    def ruled(
        self, words: Sequence[Word], rules: Sequence[Area], fields: Sequence[Area]
    ) -> tuple[list[Piece], list[Word]]:
        """Return the tables whose cells rules or fields of colour part, and the words outside them."""
        candidates = []
        for grid in grids_of(rules, fields):
            area = grid.area
            inside = [word for word in words if area.holds((word.x0 + word.x1) / 2, word.base)]
            if inside:
                candidates.append(_without_boxes(list(_by_grid(grid, inside))))
        return self._taken(words, candidates)

    def aligned(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the rows of a column, those that make a table without rules as one piece."""
        at = 0
        while at < len(rows):
            end, gutters = _aligned_run(rows, at)
            if not _is_aligned_table(rows[at:end], gutters):
                yield from rows[at:end]
            elif _begins_small(rows[at]):
                end = at + 1
                yield rows[at]
            else:
                cells = [_by_gutters(row, gutters) for row in rows[at:end]]
                yield [self._piece(_with_wraps(cells))]
            at = end

    def _taken(self, words: Sequence[Word], tables: Iterable[Sequence[Cells]]) -> tuple[list[Piece], list[Word]]:
        pieces: list[Piece] = []
        taken: set[int] = set()
        for rows in tables:
            inside = [word for row in rows for cell in row for word in cell]
            if not _is_table(rows) or not taken.isdisjoint(map(id, inside)):
                continue
            taken.update(map(id, inside))
            pieces.append(self._piece(rows))
        return pieces, [word for word in words if id(word) not in taken]

    def _piece(self, rows: Sequence[Cells]) -> Piece:
        self._found += 1
        lines = []
        for row in rows:
            words = [word for cell in row for word in cell]
            cells = tuple(map(_text, row))
            if any(cells):
                lines.append(replace(self._maker.line(words, cells=cells), table=self._found))
        x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
        return Piece([], x0, x1, lines[0].top, lines[-1].bottom, lines[0].size, tuple(lines))


def _by_role(words: Sequence[Word]) -> list[Cells]:
    rows: dict[int, dict[int, list[Word]]] = defaultdict(lambda: defaultdict(list))
    for word in words:
        if word.role and word.role.cell:
            _, row, column = word.role.cell
            rows[row][column].append(word)
    return [[cells[column] for column in sorted(cells)] for _, cells in sorted(rows.items())]


def _by_grid(grid: Grid, words: Sequence[Word]) -> Iterator[Cells]:
    """Yield the rows of a grid; a row that holds many, each level over all cells, is parted into those."""
    columns = len(grid.xs) - 1
    rows: dict[int, Cells] = defaultdict(lambda: [[] for _ in range(columns)])
    for word in words:
        row, column = grid.cell_at((word.x0 + word.x1) / 2, word.base - word.size / 4)
        rows[row][column].append(word)
    for _, cells in sorted(rows.items()):
        if columns == 1:
            yield from _by_gaps(cells[0])
        else:
            yield from _parted(cells)


def _without_boxes(rows: Sequence[Cells]) -> Sequence[Cells]:
    """Leave out what lies above and below a table and touches it: rows that are one text of several lines."""
    counts = [sum(map(bool, row)) for row in rows]
    whole = [at for at, count in enumerate(counts) if count > 1]
    if not whole:
        return []
    start, end = whole[0], whole[-1] + 1
    start = start if any(map(_is_text, rows[:start])) else 0
    return rows[start : end if any(map(_is_text, rows[end:])) else len(rows)]


def _is_text(row: Cells) -> bool:
    """Say whether a cell of a row has several lines."""
    return any(len(rows_of(pieces_of(cell))) > 1 for cell in row if cell)


def _by_gaps(words: Sequence[Word]) -> Iterator[Cells]:
    """Yield the rows of a stretch between two rules across, whose cells only gaps part."""
    rows = rows_of(pieces_of(words))
    gutters = _gutters([row for row in rows if len(row) > 1])
    yield from _with_wraps([_by_gutters(row, gutters) for row in rows])


def _parted(cells: Cells) -> Iterator[Cells]:
    lines = [[_words(row) for row in rows_of(pieces_of(cell))] for cell in cells]
    counts = {len(found) for found in lines if found}
    if len(counts) != 1 or (count := counts.pop()) < _FEWEST_ROWS or sum(map(bool, lines)) < 2:  # noqa: PLR2004
        yield cells
        return
    rows = [[found[at] if found else [] for found in lines] for at in range(count)]
    level = all(
        abs(first[0].base - second[0].base) < first[0].size / 2
        for row in rows
        for first, second in pairwise([cell for cell in row if cell])
    )
    yield from rows if level and not _runs_on([cell for row in rows for cell in row if cell]) else [cells]


def _aligned_run(rows: Sequence[Row], start: int) -> tuple[int, list[float]]:
    """Return where the rows end that have a gutter in common with that at `start`, and the gutters of them all."""
    filled = [_filled([], rows[start])]
    end = start + 1
    while len(filled[-1]) > 1 and end < len(rows):
        row, above = rows[end], rows[end - 1]
        if row[0].lines or row[0].base - above[0].base > _LONGEST_STEP * above[0].size:
            break
        spans = _filled(filled[-1], row)
        if len(spans) == 1:
            break
        filled.append(spans)
        end += 1
    while end > start + 1 and len(rows[end - 1]) == 1:
        end -= 1
        filled.pop()
    return end, _between(filled[-1])


def _gutters(rows: Sequence[Row]) -> list[float]:
    """Return the middles of the gaps that run through all rows."""
    spans: list[_Span] = []
    for row in rows:
        spans = _filled(spans, row)
    return _between(spans)


def _filled(spans: Sequence[_Span], row: Row) -> list[_Span]:
    """Return what the pieces of a row fill together with spans that are filled already, small gaps closed."""
    found = sorted([*spans, *((piece.x0, piece.x1) for piece in row if not piece.lines)])
    gap = _GUTTER * min(piece.size for piece in row)
    filled: list[_Span] = []
    for x0, x1 in found:
        if filled and x0 - filled[-1][1] < gap:
            filled[-1] = (filled[-1][0], max(filled[-1][1], x1))
        else:
            filled.append((x0, x1))
    return filled


def _between(spans: Sequence[_Span]) -> list[float]:
    return [(before[1] + after[0]) / 2 for before, after in pairwise(spans)]


def _is_aligned_table(rows: Sequence[Row], gutters: Sequence[float]) -> bool:
    whole = [row for row in rows if len(row) > 1]
    if not gutters or len(whole) < (_FEWEST_ROWS if len(gutters) == 1 else 2):
        return False
    if 2 * sum(map(_is_marked, whole)) >= len(whole):
        return False
    if len(gutters) == 1:
        wide = [row for row in whole if row[1].x0 - row[0].x1 >= _WIDE_GUTTER * row[0].size]
        if 2 * len(wide) < len(whole):
            return False
    return not _runs_on([_words([piece]) for row in whole for piece in row])


def _is_marked(row: Row) -> bool:
    """Say whether a row begins with the marker of a list item, the number of a note, or a label such as "Datum:"."""
    first = text_of(row[0].words, row[0].size)
    is_number = row[0].size < _NOTE_SIZE * row[1].size and is_label(first)
    return is_number or _MARKER.fullmatch(first) is not None or first.endswith(":")


def _by_gutters(row: Row, gutters: Sequence[float]) -> Cells:
    cells: Cells = [[] for _ in range(len(gutters) + 1)]
    for piece in row:
        cells[sum(gutter < (piece.x0 + piece.x1) / 2 for gutter in gutters)] += piece.words
    return cells


def _with_wraps(rows: Iterable[Cells]) -> list[Cells]:
    """Put lines that go on with the cells above them into these."""
    whole: list[Cells] = []
    for row in rows:
        filled = [cell for cell in row if cell]
        fewer = whole and len(filled) < sum(map(bool, whole[-1]))
        if fewer and (not row[0] or (len(filled) == 1 and filled[0][0].text[0].islower())):
            whole[-1] = [[*above, *cell] for above, cell in zip(whole[-1], row, strict=True)]
        else:
            whole.append(row)
    return whole


def _is_table(rows: Sequence[Cells]) -> bool:
    """Say whether rows are data: two or more, some with two cells, none with a whole text or a heading in it."""
    filled = [[cell for cell in row if cell] for row in rows]
    if sum(map(bool, filled)) < 2 or max(map(len, filled)) < 2:  # noqa: PLR2004
        return False
    cells = [cell for row in filled for cell in row]
    has_heading = any(word.role and word.role.level for cell in cells for word in cell)
    return not has_heading and max(map(len, cells)) <= _LONGEST_CELL


def _runs_on(cells: Sequence[Sequence[Word]]) -> bool:
    return sum(cell[0].text[0].islower() for cell in cells) > _RUNS_ON * len(cells)


def _begins_small(row: Row) -> bool:
    """Say whether a row begins with a small letter, as the end of a paragraph above a table does."""
    return row[0].words[0].text[0].islower()


def _words(row: Row) -> list[Word]:
    return [word for piece in row for word in piece.words]


def _text(words: Sequence[Word]) -> str:
    lines = map(_words, rows_of(pieces_of(words)))
    return join_lines(text_of(line, max(word.size for word in line)) for line in lines)
