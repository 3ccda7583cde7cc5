"""A stream of headings and blocks to sections; every format that has headings ends here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.document import Link
from ingest.reading import Section

CELL_SEPARATOR = " | "
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, its number included. A lower `level` stands further out; levels may have gaps."""

    level: int
    text: str
    page: int | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in `text` is one that the source makes."""

    text: str
    links: tuple[Link, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list; `text` begins with its marker: "• ", "– ", "(a) "."""

    text: str
    links: tuple[Link, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; empty cells are left out of the text."""

    cells: tuple[str, ...]
    links: tuple[Link, ...] = ()
    page: int | None = None

    @property
    def text(self) -> str:
        """The cells on one line."""
        return CELL_SEPARATOR.join(flat for cell in self.cells if (flat := one_line(cell)))


Block = Heading | Paragraph | ListItem | Row


@dataclass(frozen=True, slots=True)
class Box:
    """What stands beside the text or unfolds in it, and ends by itself: the text goes on under the heading above it.

    Its own headings stand below the heading that holds where it stands if it is a `part` of the text, else outermost.
    """

    blocks: tuple[Block, ...]
    part: bool = False


def one_line(text: str) -> str:
    """Join the words of a text by single spaces."""
    return " ".join(text.split())


def build_sections(blocks: Iterable[Block | Box], *, title: str | None) -> tuple[Section, ...]:
    """Put each block under the headings that hold where it stands.

    A heading that repeats the document's title while no other heading is open opens nothing. Text outside every
    heading gets the title as its heading (an empty path where there is no title). A heading with nothing under it,
    neither text nor headings, becomes a section whose text is the heading itself, so that no words are lost. The
    sections of a box follow that in which it stands.
    """
    builder = _Builder(title)
    for block in blocks:
        builder.add(block)
    return builder.end()


class _Builder:
    """The sections so far, the headings that are open, and what has come under the innermost."""

    def __init__(self, title: str | None) -> None:
        self._title = title
        self._done: list[Section] = []
        self._path: list[Heading] = []
        self._body: list[Paragraph | ListItem | Row] = []
        self._boxed: list[Section] = []
        self._waiting: Heading | None = None

    def add(self, block: Block | Box) -> None:
        if isinstance(block, Box):
            self._add_box(block)
        elif not block.text.strip():
            return
        elif isinstance(block, Heading):
            self._add_heading(block)
        else:
            self._body.append(block)
            self._waiting = None

    def end(self) -> tuple[Section, ...]:
        self._close()
        if self._waiting is not None:
            self._done.append(_bare(self._path))
        return tuple(self._done)

    def _add_heading(self, heading: Heading) -> None:
        if not self._path and same_words(heading.text, self._title):
            return
        self._close()
        if self._waiting is not None and heading.level <= self._waiting.level:
            self._done.append(_bare(self._path))
        while self._path and self._path[-1].level >= heading.level:
            self._path.pop()
        self._waiting = None
        if self._path or not same_words(heading.text, self._title):
            self._path.append(heading)
            self._waiting = heading

    def _add_box(self, box: Box) -> None:
        if not any(isinstance(line, Heading) for line in box.blocks):
            for line in box.blocks:
                self.add(line)
            return
        around = _texts(self._path) if box.part else ()
        inner = build_sections(box.blocks, title=None)
        self._boxed += [replace(section, heading=(*around, *section.heading)) for section in inner]
        if box.part and inner:
            self._waiting = None

    def _close(self) -> None:
        if self._body:
            heading = _texts(self._path) or ((one_line(self._title),) if self._title else ())
            pages = (step.page for step in reversed(self._path))
            page = next((page for page in pages if page is not None), self._body[0].page)
            links = tuple(dict.fromkeys(link for block in (*self._path[-1:], *self._body) for link in block.links))
            self._done.append(Section(heading=heading, text=_joined(self._body), links=links, page=page))
            self._body.clear()
        self._done += self._boxed
        self._boxed.clear()


def same_words(text: str, title: str | None) -> bool:
    """Say whether a text repeats the title, apart from case and spacing."""
    return title is not None and one_line(text).casefold() == one_line(title).casefold()


def _texts(path: Sequence[Heading]) -> tuple[str, ...]:
    return tuple(one_line(step.text) for step in path)


def _bare(path: Sequence[Heading]) -> Section:
    heading = _texts(path)
    return Section(heading=heading, text=heading[-1], links=path[-1].links, page=path[-1].page)


def _joined(body: Sequence[Paragraph | ListItem | Row]) -> str:
    """Join blocks by blank lines, but items of a list and rows of a table by line ends."""
    pieces = [body[0].text.strip()]
    for before, block in pairwise(body):
        together = type(before) is type(block) and not isinstance(block, Paragraph)
        pieces.append("\n" if together else "\n\n")
        pieces.append(block.text.strip())
    return "".join(pieces)
