"""A stream of headings and blocks to sections; every format that has headings ends here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


def one_line(text: str) -> str:
    """Join the words of a text by single spaces."""
    return " ".join(text.split())


def build_sections(blocks: Iterable[Block], *, title: str | None) -> tuple[Section, ...]:
    """Put each block under the headings that hold where it stands.

    A heading that repeats the document's title while no other heading is open opens nothing. Text outside every
    heading gets the title as its heading (an empty path where there is no title). A heading with nothing under it,
    neither text nor headings, becomes a section whose text is the heading itself, so that no words are lost.
    """
    path: list[Heading] = []
    done: list[Section] = []
    body: list[Paragraph | ListItem | Row] = []
    waiting: Heading | None = None
    for block in blocks:
        if not block.text.strip():
            continue
        if not isinstance(block, Heading):
            body.append(block)
            waiting = None
            continue
        if not path and same_words(block.text, title):
            continue
        _close(done, path, body, title)
        if waiting is not None and block.level <= waiting.level:
            done.append(_bare(path))
        while path and path[-1].level >= block.level:
            path.pop()
        waiting = None
        if path or not same_words(block.text, title):
            path.append(block)
            waiting = block
    _close(done, path, body, title)
    if waiting is not None:
        done.append(_bare(path))
    return tuple(done)


def same_words(text: str, title: str | None) -> bool:
    """Say whether a text repeats the title, apart from case and spacing."""
    return title is not None and one_line(text).casefold() == one_line(title).casefold()


def _close(done: list[Section], path: list[Heading], body: list[Paragraph | ListItem | Row], title: str | None) -> None:
    if not body:
        return
    heading = tuple(one_line(step.text) for step in path) or ((one_line(title),) if title else ())
    page = next((step.page for step in reversed(path) if step.page is not None), body[0].page)
    links = tuple(dict.fromkeys(link for block in (*path[-1:], *body) for link in block.links))
    done.append(Section(heading=heading, text=_joined(body), links=links, page=page))
    body.clear()


def _bare(path: list[Heading]) -> Section:
    heading = tuple(one_line(step.text) for step in path)
    return Section(heading=heading, text=heading[-1], links=path[-1].links, page=path[-1].page)


def _joined(body: list[Paragraph | ListItem | Row]) -> str:
    """Join blocks by blank lines, but items of a list and rows of a table by line ends."""
    pieces = [body[0].text.strip()]
    for before, block in pairwise(body):
        together = type(before) is type(block) and not isinstance(block, Paragraph)
        pieces.append("\n" if together else "\n\n")
        pieces.append(block.text.strip())
    return "".join(pieces)
