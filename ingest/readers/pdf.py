"""PDF files: handbooks, reports, decisions, slides.

What becomes of the parts of such a file:

- Columns are read one after the other, headings across them in their place. A paragraph goes on over columns and
  pages; what interrupts it (a table, a quotation in large type, small print) follows it.
- A fact box is a section of its own under the section in which it stands, after that section's text.
- A footnote is cited as "[3]" and stands after the text of the section that cites it; a row of a table is a line.
- Running heads, page numbers, tables of contents and what the page does not show go to `dropped`.
- A page that is a picture is read by Tesseract, if that is there; `note` says which pages, and which could not be read.
- A section's `page` is the page where it begins, counted from 1 in the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.readers.hyphens import join_lines, words_of
from ingest.readers.pdf_columns import ColumnFinder
from ingest.readers.pdf_contents import split_contents
from ingest.readers.pdf_cover import declared_title, facts_of, title_lines_of, title_page_of
from ingest.readers.pdf_file import Bookmark, PdfFile, open_pdf
from ingest.readers.pdf_footnotes import split_notes, with_notes
from ingest.readers.pdf_furniture import split_furniture
from ingest.readers.pdf_headings import Group, group_box, group_lines, number_of
from ingest.readers.pdf_layout import lay_out
from ingest.readers.pdf_lines import Line, body_size
from ingest.readers.pdf_page import Page
from ingest.readers.pdf_scans import Scans
from ingest.readers.pdf_text import Composer
from ingest.readers.sections import Block, Heading, Paragraph, build_sections
from ingest.reading import Reading

_IN_BOX = 50
"""The level of a heading in a box: below all others."""
_FEWEST_SLIDES = 3
_WORDS_ON_SLIDE = 150
_LONGEST_BANNER = 150
_LARGER_IN_BANNER = 1.15


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a PDF file. Raises SourceError."""
    with open_pdf(data) as file:
        scans = Scans(file.document)
        content = _content(file, scans)
        declared, bookmarks = declared_title(file.title), file.bookmarks()
    if not content.lines:
        raise scans.failure()
    return replace(_reading(content, declared, bookmarks), note=scans.note())


@dataclass(slots=True)
class _Content:
    """The lines of all pages, what the pages say besides, and whether they are slides."""

    lines: list[Line] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    are_slides: bool = False


def _content(file: PdfFile, scans: Scans) -> _Content:
    content = _laid_out(map(scans.read, file.pages()), believes_tags=True)
    if sum(map(len, content.furniture)) > sum(len(line.text) for line in content.lines):
        content = _laid_out(file.pages(), believes_tags=False)  # a file that calls all its text decoration
    return content


def _laid_out(pages: Iterable[Page], *, believes_tags: bool) -> _Content:
    content, columns = _Content(), ColumnFinder()
    lying, words = 0, []
    for page in pages:
        layout = lay_out(page, columns, believes_tags=believes_tags)
        content.lines += layout.lines
        content.furniture += layout.furniture
        content.stray += page.stray
        lying += page.width > page.height
        words.append(len(page.words))
    content.are_slides = lying >= _FEWEST_SLIDES and 2 * lying > len(words) and median(words) < _WORDS_ON_SLIDE
    return content


def _reading(content: _Content, declared: str | None, bookmarks: Sequence[Bookmark]) -> Reading:
    size = body_size(content.lines)
    lines, furniture = split_furniture(content.lines, size)
    lines, contents = split_contents(lines)
    lines, notes = split_notes(lines, size)
    lines, repeated = _split_repeated_heads(lines)
    lines = _with_whole_boxes(_without_banners(lines or content.lines, size))
    known = words_of(line.text for line in lines)
    title_page = None if content.are_slides else title_page_of(lines)
    title_lines = [] if content.are_slides else title_lines_of(lines)
    cover = [line for line in lines if line.page == title_page and line not in title_lines]
    rest = [line for line in lines if line.page != title_page and line not in title_lines]
    groups = group_lines([line for line in rest if not line.box], bookmarks, are_slides=content.are_slides)
    title = (
        join_lines((line.text for line in title_lines), known)
        or declared
        or (_first_heading(groups, known, are_slides=content.are_slides))
    )
    blocks: list[Block] = [Paragraph(line.text, line.links, line.page) for line in cover]
    blocks += _Assembler(rest, known, size).blocks(groups)
    woven = with_notes(blocks or [Paragraph(title or "", page=1)], notes, known)
    facts = facts_of(lines, furniture, title_page)
    return Reading(
        title=title,
        sections=build_sections(woven, title=title),
        published=facts.published,
        publisher=facts.publisher,
        designation=facts.designation,
        metadata=(("isbn", facts.isbn),) if facts.isbn else (),
        dropped=(
            *(line.text for line in (*furniture, *contents, *repeated)),
            *content.furniture,
            *content.stray,
        ),
    )


def _split_repeated_heads(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines without the rows that a table repeats where it goes on on the next page, and those rows."""
    kept: list[Line] = list(lines[:1])
    repeated: list[Line] = []
    head = lines[0].cells if lines else ()
    for before, line in pairwise(lines):
        begins = (before.page, before.table) != (line.page, line.table)
        if begins and before.cells and before.page < line.page and line.cells == head:
            repeated.append(line)
            continue
        if begins:
            head = line.cells
        kept.append(line)
    return kept, repeated


def _without_banners(lines: Sequence[Line], size: float) -> list[Line]:
    """Take headings that stand on a field of colour out of their boxes."""
    boxes: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        boxes[line.box].append(line)
    banners = {
        box
        for box, found in boxes.items()
        if sum(len(line.text) for line in found) <= _LONGEST_BANNER
        and all(line.size >= _LARGER_IN_BANNER * size or (line.role and line.role.level) for line in found)
    }
    return [replace(line, box=0) if line.box in banners else line for line in lines]


def _with_whole_boxes(lines: Sequence[Line]) -> list[Line]:
    """Give a box that goes on on the next page, in the middle of a sentence, its first number."""
    numbers: dict[int, int] = {}
    for before, line in pairwise(lines):
        if before.box and line.box and line.page == before.page + 1 and line.text[0].islower():
            numbers[line.box] = numbers.get(before.box, before.box)
    return [replace(line, box=numbers[line.box]) if line.box in numbers else line for line in lines]


def _first_heading(groups: Sequence[Group], known: AbstractSet[str], *, are_slides: bool) -> str | None:
    """Return the heading with which a document begins, if it is above all others; on slides in any case."""
    first = groups[0] if groups else None
    if first is None or first.level is None:
        return None
    is_alone = all(group.level is None or group.level > first.level for group in groups[1:])
    is_title = are_slides or (is_alone and number_of(first.lines[0].text) is None)
    return join_lines((line.text for line in first.lines), known) if is_title else None


class _Assembler:
    """Puts headings, text and boxes into the order in which sections are built from them."""

    def __init__(self, lines: Sequence[Line], known: AbstractSet[str], size: float) -> None:
        self._known = known
        self._size = size
        self._composer = Composer(lines, known) if lines else None
        self._boxes: dict[int, list[list[Line]]] = defaultdict(list)
        """The boxes that follow a line of the text, by its id; those that stand before all text are under 0."""
        last = 0
        for box, found in groupby(lines, lambda line: line.box):
            if box:
                self._boxes[last].append(list(found))
            else:
                last = id(list(found)[-1])

    def blocks(self, groups: Sequence[Group]) -> Iterator[Block]:
        """Yield the blocks of a document: the boxes of a section after its text."""
        waiting = self._boxes[0]
        for group in groups:
            if group.level is None:
                yield from self._text(group)
            else:
                yield from self._boxed(waiting)
                waiting = []
                yield self._heading(group, group.level)
            waiting += [box for line in group.lines for box in self._boxes.get(id(line), ())]
        yield from self._boxed(waiting)

    def _boxed(self, boxes: Iterable[list[Line]]) -> Iterator[Block]:
        """Yield boxes, those without a heading first: they would stand under the heading of another."""
        parted = [group_box(box, self._size) for box in boxes]
        for groups in sorted(parted, key=lambda groups: groups[0].level is not None):
            for group in groups:
                if group.level is None:
                    yield from self._text(group)
                else:
                    yield self._heading(group, _IN_BOX)

    def _text(self, group: Group) -> Iterator[Block]:
        if self._composer:
            yield from self._composer.blocks(group.lines)

    def _heading(self, group: Group, level: int) -> Heading:
        text = join_lines((line.text for line in group.lines), self._known)
        return Heading(level, text, group.lines[0].page, tuple(link for line in group.lines for link in line.links))
