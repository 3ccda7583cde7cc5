"""What a page of a PDF draws beside its text: rules, fields of colour, frames and pictures."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf_page import Area, Frame

_MOST_OBJECTS = 20_000
_MOST_SHAPES = 3_000
"""A page that draws more than this holds a map or a chart, not the rules of a table."""
_MOST_POINTS = 400
_DEEPEST = 5
_THIN = 3.0
"""Points that a rule is thick, at most."""
_SHORTEST = 6.0
_SAMPLE = 12
"""Steps each way in which the share of a page that pictures cover is measured."""
_POINTS_OF_A_FIELD = 10
"""A rectangle has five points, one with rounded corners nine."""
_WHITE = 250
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Shapes:
    """Rules, fields and the places of pictures on a page."""

    rules: list[Area] = field(default_factory=list)
    fields: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)

    def pictured(self, width: float, height: float) -> float:
        """Return the share of a page that pictures cover."""
        points = [
            (width * (across + 0.5) / _SAMPLE, height * (down + 0.5) / _SAMPLE)
            for across in range(_SAMPLE)
            for down in range(_SAMPLE)
        ]
        largest = sorted(self.pictures, key=lambda area: -area.width * area.height)[:_SAMPLE]
        return sum(any(area.holds(*point) for area in largest) for point in points) / len(points)


def shapes_of(page: Any, frame: Frame) -> Shapes:  # noqa: ANN401 - pypdfium2 has no types
    """Gather the shapes of a page; one with a drawing of thousands of lines keeps only its pictures."""
    shapes = Shapes()
    for item, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(shapes.rules) + len(shapes.fields) <= _MOST_SHAPES:
            _add_path(item, matrix, frame, shapes)
        elif kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING} and (bounds := _bounds(item, matrix)):
            shapes.pictures.append(frame.area(*bounds))
    if len(shapes.rules) + len(shapes.fields) > _MOST_SHAPES:
        return Shapes(pictures=shapes.pictures)
    return shapes


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:  # noqa: ANN401
    """Yield the objects of a page and of the forms that it uses, their kinds, and the matrices of the forms."""
    waiting: list[tuple[Any, int, _Matrix]] = []
    seen = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    for at in range(seen):
        waiting.append((pdfium.FPDFPage_GetObject(page, at), 0, _IDENTITY))
        while waiting:
            item, depth, matrix = waiting.pop()
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind != pdfium.FPDF_PAGEOBJ_FORM:
                yield item, kind, matrix
            elif depth < _DEEPEST:
                inner = _product(_matrix(item), matrix)
                inside = min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS - seen)
                seen += inside
                waiting += [
                    (pdfium.FPDFFormObj_GetObject(item, number), depth + 1, inner) for number in reversed(range(inside))
                ]


def _add_path(item: Any, matrix: _Matrix, frame: Frame, shapes: Shapes) -> None:  # noqa: ANN401
    if (bounds := _bounds(item, matrix)) is None or not _is_drawn(item):
        return
    area = _clipped(frame.area(*bounds), frame)
    points = pdfium.FPDFPath_CountSegments(item)
    if area.height <= _THIN or area.width <= _THIN:
        _add_rule(area, shapes)
    elif points <= _POINTS_OF_A_FIELD:
        shapes.fields.append(area)
    elif points <= _MOST_POINTS:
        for piece in _pieces(item, _product(_matrix(item), matrix)):
            _add_rule(_clipped(frame.area(*piece), frame), shapes)


def _add_rule(area: Area, shapes: Shapes) -> None:
    thin, long = sorted((area.width, area.height))
    if thin <= _THIN and long >= _SHORTEST:
        shapes.rules.append(area)


def _is_drawn(item: Any) -> bool:  # noqa: ANN401
    """Say whether a path can be seen: a line, or a filling that is neither white nor transparent."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    if stroke.value:
        return True
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, opacity)
    return bool(mode.value and opacity.value and min(red.value, green.value, blue.value) < _WHITE)


def _pieces(item: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """Yield the bounds of the straight pieces of a path: a whole grid may be one path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[int, float, float]] = []
    for at in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((pdfium.FPDFPathSegment_GetType(segment), *_moved(x.value, y.value, matrix)))
    for (_, x0, y0), (kind, x1, y1) in itertools.pairwise(points):
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bounds(item: Any, matrix: _Matrix) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    """Return left, lowest, right and highest in the coordinates of the page."""
    edges = tuple(ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, lowest, right, highest = (edge.value for edge in edges)
    if matrix is _IDENTITY:
        return left, lowest, right, highest
    corners = [_moved(x, y, matrix) for x in (left, right) for y in (lowest, highest)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _clipped(area: Area, frame: Frame) -> Area:
    return Area(max(area.x0, 0.0), max(area.top, 0.0), min(area.x1, frame.width), min(area.bottom, frame.height))


def _matrix(item: Any) -> _Matrix:  # noqa: ANN401
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """Return the matrix that does what the first does and then what the second does."""
    a, b, c, d, e, f = first
    x = _moved(e, f, second)
    return (
        a * second[0] + b * second[2],
        a * second[1] + b * second[3],
        c * second[0] + d * second[2],
        c * second[1] + d * second[3],
        *x,
    )


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
