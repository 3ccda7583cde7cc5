"""A page as PDFium sees it, glyph by glyph, to words with their places, sizes and roles."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.links import web_address
from ingest.readers.pdf_page import BULLET, UNKNOWN, Frame, Page, Role, Target, Word
from ingest.readers.pdf_shapes import shapes_of
from ingest.readers.pdf_tags import FURNITURE, roles_of
from ingest.reading import SourceError

_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_SYMBOLS = re.compile(r"wingding|webding|dingbat", re.IGNORECASE)
_PRIVATE = range(0xE000, 0xF900)
_HYPHENS = frozenset({0x2010, 0x2011})
_LAST_HYPHEN = 0x02
"""How PDFium reads the hyphen, hard or soft, that ends a line."""
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x200B, 0x202F, 0x3000, *range(0x2000, 0x200B)})
_FIRST_LETTER = 0x21

# Rendering modes of text (ISO 32000-1, table 106); invisible text lies over the picture that it was recognised in.
_FILLED_AND_STROKED = 2
_INVISIBLE = 3

_GAP = 0.15
"""A gap between glyphs that is a space, in sizes of the font."""
_BACK = 1.0
"""How far back the next glyph of a word may begin: the letters of a ligature all stand where it stands."""
_SAME_LINE = 0.15
_SAME_SIZE = 0.1
_STEEPEST = 10
"""Degrees that text may stand off from a quarter turn; watermarks stand off by more."""
_MOSTLY_PICTURE = 0.5
_MOST_LINKS = 5_000
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

# By quarter turn: where in a box of left, top, right and bottom the text begins and ends, and which way it counts.
_EDGES = ((0, 2, 1), (3, 1, 1), (2, 0, -1), (1, 3, -1))


@dataclass(frozen=True, slots=True)
class _Run:
    """What the glyphs of one text object have in common. `quarter` is None for text that runs aslant."""

    quarter: int | None
    base: float
    size: float
    is_bold: bool
    is_symbol: bool
    is_hidden: bool
    is_unknown: bool
    role: Role | None


@dataclass(slots=True)
class _Open:
    """A word that is being put together."""

    run: _Run
    x0: float
    x1: float
    glued: bool
    letters: list[str]


def read_page(page: Any, number: int, *, most: int) -> Page:  # noqa: ANN401 - pypdfium2 has no types
    """Read one page of an open document; `number` counts from 1.

    Raises SourceError where it has more than `most` characters.
    """
    frame = Frame(*page.get_bbox())
    textpage = pdfium.FPDFText_LoadPage(page.raw)
    try:
        if (count := pdfium.FPDFText_CountChars(textpage)) > most:
            raise SourceError(f"PDF-filen har för mycket text för att läsas: {count} tecken på sidan {number}.")
        glyphs = _Glyphs(textpage, frame, roles_of(page.raw))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    visible = {quarter: sum(len(word.text) for word in words) for quarter, words in glyphs.words.items()}
    quarter = max(visible, key=lambda quarter: visible[quarter], default=0)
    frame = replace(frame, quarter=quarter)
    shapes = shapes_of(page.raw, frame)
    pictured = shapes.pictured(frame.width, frame.height)
    words, hidden = glyphs.words.pop(quarter, []), glyphs.hidden
    from_picture = bool(hidden) and pictured >= _MOSTLY_PICTURE
    if from_picture:
        words, hidden = words + hidden, []
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        words=tuple(words),
        rules=tuple(shapes.rules),
        fields=tuple(shapes.fields),
        targets=tuple(_targets(page, frame)),
        turned=tuple(_turned(number, replace(frame, quarter=other), found) for other, found in glyphs.words.items()),
        stray=(*glyphs.stray(), *([" ".join(word.text for word in hidden)] if hidden else [])),
        pictured=pictured,
        unreadable=glyphs.unknown / max(1, glyphs.count),
        from_picture=from_picture,
    )


def _turned(number: int, frame: Frame, words: list[Word]) -> Page:
    return Page(number=number, width=frame.width, height=frame.height, words=tuple(words))


class _Glyphs:
    """The glyphs of a page as words, visible ones by their direction in quarter turns."""

    def __init__(self, textpage: Any, frame: Frame, roles: dict[int, Role]) -> None:  # noqa: ANN401
        self.words: dict[int, list[Word]] = defaultdict(list)
        self.hidden: list[Word] = []
        self.count = self.unknown = 0
        self._textpage = textpage
        self._frame = frame
        self._offsets = (-frame.left, -frame.lowest, frame.right, frame.highest)
        self._roles = roles
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._outside: list[str] = []
        self._aslant: list[str] = []
        self._word: _Open | None = None
        self._spaced = True
        self._gather()

    def stray(self) -> list[str]:
        """Return what stands outside the page, and what runs aslant over it."""
        return [text for letters in (self._outside, self._aslant) if (text := "".join(letters).strip())]

    def _gather(self) -> None:
        """Go through the glyphs in the order of the file."""
        textpage = self._textpage
        box = (ctypes.c_float * 4)()
        rectangle = ctypes.cast(box, ctypes.POINTER(pdfium.FS_RECTF))
        edges = memoryview(box).cast("B").cast("f")  # read ten times as fast as the array itself
        last, run = 0, None
        for at in range(pdfium.FPDFText_CountChars(textpage)):
            item = pdfium.FPDFText_GetTextObject(textpage, at)
            if not item:
                continue  # a space or line end that PDFium adds
            address = ctypes.addressof(item.contents)
            if run is None or address != last:
                run, last = self._run(item, at), address
            code = pdfium.FPDFText_GetUnicode(textpage, at)
            if code in _SPACES:
                self._spaced = True
            elif letter := _letter(code, run) if code >= _FIRST_LETTER else self._control(code, at):
                pdfium.FPDFText_GetLooseCharBox(textpage, at, rectangle)
                self._add(letter, edges, run)
                self._spaced = False
        self._close()

    def _control(self, code: int, at: int) -> str:
        """Return what a glyph says that has a control character for its letter."""
        if code == _LAST_HYPHEN and pdfium.FPDFText_IsHyphen(self._textpage, at) == 1:
            return "-"
        return UNKNOWN if pdfium.FPDFText_HasUnicodeMapError(self._textpage, at) == 1 else ""

    def _add(self, letter: str, box: memoryview[float], run: _Run) -> None:
        """Add a glyph to the word that is open, or open another."""
        left, top, right, bottom = box
        is_outside = not self._frame.shows((left + right) / 2, (top + bottom) / 2)
        if is_outside or run.quarter is None:
            (self._outside if is_outside else self._aslant).append(f" {letter}" if self._spaced else letter)
            return
        self.count += 1
        self.unknown += letter == UNKNOWN
        start, end, direction = _EDGES[run.quarter]
        offset = self._offsets[run.quarter]
        x0, x1 = direction * box[start] + offset, direction * box[end] + offset
        word = self._word
        near = word is not None and -_BACK * run.size < x0 - word.x1 < _GAP * run.size
        if word is not None and near and not self._spaced and _is_alike(word.run, run):
            word.letters.append(letter)
            word.x1 = max(word.x1, x1)
            return
        self._close()
        self._word = _Open(run, x0, x1, near and not self._spaced, [letter])

    def _close(self) -> None:
        if self._word is None:
            return
        word, run = self._word, self._word.run
        text = unicodedata.normalize("NFC", "".join(word.letters))
        made = Word(text, word.x0, word.x1, run.base, run.size, run.is_bold, word.glued, run.role)
        (self.hidden if run.is_hidden else self.words[run.quarter or 0]).append(made)
        self._word = None

    def _run(self, item: Any, at: int) -> _Run:  # noqa: ANN401
        """Return what a text object is like; `at` is its first glyph."""
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetMatrix(self._textpage, at, matrix)
        pdfium.FPDFText_GetCharOrigin(self._textpage, at, x, y)
        pdfium.FPDFTextObj_GetFontSize(item, size)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        is_bold, is_symbol = self._font(pdfium.FPDFTextObj_GetFont(item))
        quarter = _quarter(math.degrees(math.atan2(matrix.b, matrix.a)))
        upright = (self._frame.highest - y.value, x.value - self._frame.left)
        return _Run(
            quarter=quarter,
            base=(*upright, y.value - self._frame.lowest, self._frame.right - x.value)[quarter or 0],
            size=abs(size.value) * math.hypot(matrix.c, matrix.d) or 1.0,
            is_bold=is_bold or mode == _FILLED_AND_STROKED,
            is_symbol=is_symbol,
            is_hidden=mode == _INVISIBLE,
            is_unknown=pdfium.FPDFText_HasUnicodeMapError(self._textpage, at) == 1,
            role=self._role(item),
        )

    def _font(self, font: Any) -> tuple[bool, bool]:  # noqa: ANN401
        """Say whether a font is bold, and whether it is one of symbols."""
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self._fonts:
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            text = name.value.decode("latin-1")
            self._fonts[address] = (_BOLD.search(text) is not None, _SYMBOLS.search(text) is not None)
        return self._fonts[address]

    def _role(self, item: Any) -> Role | None:  # noqa: ANN401
        number = pdfium.FPDFPageObj_GetMarkedContentID(item)
        if number in self._roles:
            return self._roles[number]
        marks = range(max(0, pdfium.FPDFPageObj_CountMarks(item)))
        is_artifact = any(_mark(pdfium.FPDFPageObj_GetMark(item, at)) == "Artifact" for at in marks)
        return FURNITURE if is_artifact else None


def _is_alike(first: _Run, second: _Run) -> bool:
    """Say whether two runs can make one word: same direction, baseline, size and visibility."""
    if first is second:
        return True
    if first.quarter != second.quarter or first.is_hidden != second.is_hidden:
        return False
    size = max(first.size, second.size)
    return abs(first.base - second.base) < _SAME_LINE * size and abs(first.size - second.size) < _SAME_SIZE * size


def _letter(code: int, run: _Run) -> str:
    """Return what a glyph says, "" where it says nothing."""
    if code in _HYPHENS:
        return "-"
    if run.is_symbol or code in _PRIVATE:
        return BULLET
    if run.is_unknown:
        return UNKNOWN
    return _LIGATURES.get(code) or chr(code)


def _quarter(angle: float) -> int | None:
    turns = round(angle / 90)
    return None if abs(angle - 90 * turns) > _STEEPEST else turns % 4


def _mark(mark: Any) -> str:  # noqa: ANN401
    name, length = (ctypes.c_ushort * 50)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
    return bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def _targets(page: Any, frame: Frame) -> Iterator[Target]:  # noqa: ANN401
    """Yield the places on a page that lead to the web."""
    position, link, edges = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, position, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
        address = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, address, length)
        url = web_address(address.value.decode("utf-8", "replace"))
        if url and pdfium.FPDFLink_GetAnnotRect(link, edges):
            yield Target(frame.area(edges.left, edges.bottom, edges.right, edges.top), url)
