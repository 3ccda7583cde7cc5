"""Words of a page to lines of text, each with its place, size and weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.document import Link
from ingest.readers.pdf_page import ASCENT, BULLET, UNKNOWN, Page, Role, Target, Word
from ingest.readers.sections import CELL_SEPARATOR

REFERENCE = "\ue000"
"""A private character before "[3]" where a raised number refers to note 3, unlike a bracket that the text prints."""

_RAISED = re.compile(r"\(?(?:\d{1,3}(?:[,;]\d{1,3})*|\*{1,3})\)?[.,;:]?")
_POWER = re.compile(r"(?<!\d)\d{1,2}$")
"""What a raised number after it makes a power: 10⁶, but a note after a year or an amount."""
_NOTE_SIZE = 0.85
_NOTE_RISE = 0.15
_SAME_SIZE = 0.5
_UNITS = frozenset({"m", "dm", "cm", "mm", "km"})
_NO_SPACE = 0.15
_NO_GAP = 0.06
"""A gap that is no space even if the file does not have the words one after the other, in sizes of the font."""
_BUCKET = 8.0
_WIDE_GAP = 0.8
"""A gap between words, in sizes of the font, that may lie between two columns."""
_WIDEST_SPACE = 6.0
"""A gap between words of one paragraph, as its tags say: justified text in a narrow column has wide ones."""
_FEWEST_SPACED_LETTERS = 4
_SPACED_SHARE = 0.75
_DROP_CAP = 1.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text, or a row of a table where it has `cells`. Places are points from the left and the top.

    `page` counts from 1; `left` and `right` are the edges of the column that the line stands in. `box` numbers the
    fact box that holds it, 0 for the text itself; `table` the table.
    """

    text: str
    page: int
    page_height: float
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    left: float = 0.0
    right: float = 0.0
    links: tuple[Link, ...] = ()
    role: Role | None = None
    box: int = 0
    table: int = 0
    cells: tuple[str, ...] = ()
    below_rule: bool = False
    from_picture: bool = False


@dataclass(slots=True)
class Piece:
    """What is read as a whole: words on one baseline without a wide gap, or the `lines` of a box or a table.

    `order` and `last` say where the file has its leftmost and its rightmost word among all.
    """

    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    lines: tuple[Line, ...] = ()
    order: int = 0
    last: int = 0

    @property
    def base(self) -> float:
        """The baseline of its first line."""
        return self.top + ASCENT * self.size


def body_size(lines: Sequence[Line]) -> float:
    """Return the size that most of the text has."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def pieces_of(words: Iterable[Word]) -> list[Piece]:
    """Put words that follow each other on one baseline together, from the left."""
    pieces: list[Piece] = []
    near: dict[int, list[Piece]] = defaultdict(list)
    for order, word in sorted(enumerate(_with_drop_caps(list(words))), key=lambda found: found[1].x0):
        place = round(word.base / _BUCKET)
        beside = [piece for bucket in (place - 1, place, place + 1) for piece in near[bucket]]
        fitting = [piece for piece in beside if _follows(piece, word, is_next=piece.last == order - 1)]
        if not fitting:
            piece = Piece([word], word.x0, word.x1, word.top, word.bottom, word.size, order=order, last=order)
            pieces.append(piece)
            near[place].append(piece)
            continue
        piece = min(fitting, key=lambda piece: abs(piece.base - word.base))
        piece.words.append(word)
        piece.x1, piece.last = max(piece.x1, word.x1), order
        if word.size > piece.size:  # a number of a note came first
            piece.top, piece.bottom, piece.size = word.top, word.bottom, word.size
            near[place].append(piece)
    return pieces


def _follows(piece: Piece, word: Word, *, is_next: bool) -> bool:
    """Say whether a word stands right after a piece; `is_next`, that the file has it next.

    In justified text, words of one paragraph that the file has one after the other may stand far apart.
    """
    size = max(piece.size, word.size)
    last = piece.words[-1]
    is_same_block = last.role is not None and word.role is not None and last.role.block == word.role.block > 0
    widest = _WIDEST_SPACE if is_next and is_same_block else _WIDE_GAP
    if not -0.4 * size < word.x0 - last.x1 < widest * size:
        return False
    shared = min(piece.bottom, word.bottom) - max(piece.top, word.top)
    return shared >= 0.5 * min(piece.size, word.size)


def _with_drop_caps(words: list[Word]) -> list[Word]:
    """Give an initial that is as high as several lines to the word that it begins."""
    if not words:
        return words
    usual = median(word.size for word in words)
    large = [word for word in words if word.size > _DROP_CAP * usual and len(word.text) == 1 and word.text.isupper()]
    for cap in large:
        beside = [
            word
            for word in words
            if 0 <= word.x0 - cap.x1 + 0.1 * cap.size < 0.5 * cap.size
            and word.size < cap.size / _DROP_CAP
            and cap.top - 0.3 * cap.size < word.top < cap.base
            and word.text[0].islower()
        ]
        if beside:
            first = min(beside, key=lambda word: word.base)
            whole = Word(cap.text + first.text, first.x0, first.x1, first.base, first.size, first.is_bold)
            words = [whole if word is first else word for word in words if word is not cap]
    return words


class LineMaker:
    """Makes the lines of one page."""

    def __init__(self, page: Page) -> None:
        """Take the page that the words are of."""
        self._page = page

    def line(self, words: Sequence[Word], *, cells: tuple[str, ...] = ()) -> Line:
        """Return words, in their order, as one line, or as one row of a table where `cells` has their text."""
        sizes: Counter[float] = Counter()
        bold = 0
        for word in words:
            sizes[round(word.size * 2) / 2] += len(word.text)
            bold += len(word.text) if word.is_bold else 0
        size = sizes.most_common(1)[0][0]
        main = [word for word in words if abs(word.size - size) < _SAME_SIZE] or list(words)
        return Line(
            text=CELL_SEPARATOR.join(filter(None, cells)) if cells else text_of(words, size),
            page=self._page.number,
            page_height=self._page.height,
            x0=min(word.x0 for word in words),
            x1=max(word.x1 for word in words),
            top=min(word.top for word in main),
            bottom=max(word.bottom for word in main),
            size=size,
            is_bold=bold > 0.9 * sum(sizes.values()),
            links=_links(words, self._page.targets),
            role=next((word.role for word in words if word.role), None),
            cells=cells,
            from_picture=self._page.from_picture,
        )


def text_of(words: Sequence[Word], size: float) -> str:
    """Write words of a line as text; raised numbers become references to notes, spaced letters become words.

    `size` is that of most of the line.
    """
    if _is_letterspaced(words):
        return _without_letterspacing(words)
    base = max((word.base for word in words if word.size >= _NOTE_SIZE * size), default=words[0].base)
    text = ""
    before: Word | None = None
    for word in words:
        is_reference = _is_reference(word, before, base, size)
        piece = _reference(word.text) if is_reference else word.text
        if before is not None and not is_reference and not _is_glued(before, word, text):
            text += " "
        text += piece
        before = word
    return _readable(text)


def is_label(text: str) -> bool:
    """Say whether a text can be the number of a note, or of several."""
    return _RAISED.fullmatch(text) is not None


def _is_glued(before: Word, word: Word, text: str) -> bool:
    """Say whether a word goes on right after another; the text of a note does not do so after its number."""
    begins_note = text.startswith(REFERENCE) and text.endswith("]")
    gap = (word.x0 - before.x1) / max(word.size, before.size)
    return gap < (_NO_SPACE if word.glued else _NO_GAP) and not begins_note


def _is_reference(word: Word, before: Word | None, base: float, size: float) -> bool:
    """Say whether a word is the raised number of a note; that of "m²" is none."""
    is_raised = word.size <= _NOTE_SIZE * size and word.base < base - _NOTE_RISE * size
    if not is_raised or not is_label(word.text):
        return False
    return before is None or (before.text not in _UNITS and _POWER.search(before.text) is None)


def _reference(text: str) -> str:
    """Write "1,2" as two references; a stop that is raised along stays."""
    labels = re.findall(r"\d+|\*+", text)
    return "".join(f"{REFERENCE}[{label}]" for label in labels) + re.sub(r"^.*[\d*)]", "", text)


def _is_letterspaced(words: Sequence[Word]) -> bool:
    single = [word for word in words if len(word.text) == 1 and word.text.isalpha()]
    return len(single) >= max(_FEWEST_SPACED_LETTERS, _SPACED_SHARE * len(words))


def _without_letterspacing(words: Sequence[Word]) -> str:
    """Join letters that stand apart; a gap that is clearly wider than most is a space."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = median(gaps)
    pieces = [words[0].text]
    for gap, word in zip(gaps, words[1:], strict=True):
        pieces.append(f" {word.text}" if gap > max(1.5 * usual, usual + 0.15 * word.size) else word.text)
    return "".join(pieces)


def _readable(text: str) -> str:
    """Leave out glyphs without letters; one at the beginning of a line is a bullet."""
    if text.startswith(f"{UNKNOWN} "):
        text = f"{BULLET}{text[1:]}"
    flat = " ".join(text.replace(UNKNOWN, "").split())
    return flat if any(map(str.isalnum, flat)) else ""


def _links(words: Sequence[Word], targets: Iterable[Target]) -> tuple[Link, ...]:
    """Return the links that lie over words, with the words under each."""
    found = []
    for target in targets:
        under = [word for word in words if target.area.holds((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)]
        if under and (text := text_of(under, under[0].size).rstrip(".,;:")):
            found.append(Link(text, target.url))
    return tuple(found)
