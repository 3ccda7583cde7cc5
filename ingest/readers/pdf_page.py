"""What a page of a PDF holds, before anything is known of its layout: words, rules, fields and links with places.

Places are points from the left and the top of the page, turned so that most of its text stands upright.
"""

from __future__ import annotations

from dataclasses import dataclass

BULLET = "•"
"""What a letter of a symbol font becomes: at the head of a line, these are the strangest of bullets."""
UNKNOWN = "\ufffd"
"""What a glyph becomes that the file gives no letter for."""
ASCENT, DESCENT = 0.75, 0.25
"""How far a line of text is taken to reach above and below its baseline, in sizes of its font."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def within(self, other: Area, slack: float = 0.0) -> bool:
        """Say whether this lies inside another, but for `slack` points."""
        across = other.x0 - slack <= self.x0 and self.x1 <= other.x1 + slack
        return across and other.top - slack <= self.top and self.bottom <= other.bottom + slack


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in the file's own coordinates (up from the bottom), and how its text is turned.

    `quarter` counts quarter turns of the text against the clock.
    """

    left: float
    lowest: float
    right: float
    highest: float
    quarter: int = 0

    @property
    def width(self) -> float:
        """Points across, as the text runs."""
        return self.highest - self.lowest if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Points down, from line to line."""
        return self.right - self.left if self.quarter % 2 else self.highest - self.lowest

    def area(self, left: float, lowest: float, right: float, highest: float) -> Area:
        """Return a rectangle of the file as one of the page."""
        if self.quarter == 0:
            return Area(left - self.left, self.highest - highest, right - self.left, self.highest - lowest)
        if self.quarter == 1:
            return Area(lowest - self.lowest, left - self.left, highest - self.lowest, right - self.left)
        if self.quarter == 2:  # noqa: PLR2004 - upside down
            return Area(self.right - right, lowest - self.lowest, self.right - left, highest - self.lowest)
        return Area(self.highest - highest, self.right - right, self.highest - lowest, self.right - left)

    def shows(self, x: float, y: float) -> bool:
        """Say whether a point of the file can be seen."""
        return self.left <= x <= self.right and self.lowest <= y <= self.highest


@dataclass(frozen=True, slots=True)
class Role:
    """What the structure tree of a tagged file says of some text.

    `block` numbers the innermost block (paragraph, heading, cell) on its page. `level` is that of a heading, 0 for
    other text. `cell` is table, row and column, numbered on the page; `item` the number of the list item, 0 outside
    lists. `is_note`, `is_contents` and `is_furniture` tell footnotes, tables of contents, and what is no content.
    """

    block: int
    level: int = 0
    cell: tuple[int, int, int] | None = None
    item: int = 0
    is_note: bool = False
    is_contents: bool = False
    is_furniture: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without space between them, on the baseline `base`. A word that is `glued` has no space before it."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    is_bold: bool = False
    glued: bool = False
    role: Role | None = None

    @property
    def top(self) -> float:
        """The height that its letters reach."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The depth that its letters reach."""
        return self.base + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Target:
    """A place on a page that leads to an address."""

    area: Area
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. `number` counts from 1 in the file.

    `rules` are thin lines across or down, `fields` rectangles that are filled or framed. `turned` holds the text that
    stands in another direction than most, each direction as a page of its own. `stray` is text that is no part of what
    the page shows: outside its edges, hidden, or across it, as watermarks are.
    `pictured` is the share of the page that pictures cover, `unreadable` the share of its characters that the file
    gives no letters for; `from_picture` says that its text was recognised in a picture.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Area, ...] = ()
    fields: tuple[Area, ...] = ()
    targets: tuple[Target, ...] = ()
    turned: tuple[Page, ...] = ()
    stray: tuple[str, ...] = ()
    pictured: float = 0.0
    unreadable: float = 0.0
    from_picture: bool = False
