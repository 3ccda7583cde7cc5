"""Footnotes at the foot of pages and columns: taken out of the running text, and put after the section that cites them.

The text cites note 3 as "[3]" next to the word, and the note stands as a paragraph of its own, "[3] …".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from index.document import Link
from ingest.readers.hyphens import join_lines
from ingest.readers.pdf_lines import REFERENCE, Line
from ingest.readers.sections import Block, Heading, ListItem, Paragraph, Row

_LABEL = re.compile(rf"(?:{REFERENCE}\[([^\]]+)\]|\(?(\d{{1,3}})\)?(?=[\s.)A-ZÅÄÖ])|(\*{{1,3}}))[.)]?\s*")
_REFERENCE = re.compile(rf"{REFERENCE}\[([^\]]+)\]")
_IN_HEADING = re.compile(rf"\s*{REFERENCE}\[[^\]]+\]")
_SMALLER = 0.93
"""The size of notes, as a share of that of the text, at most; right below a rule they may be as large."""
_PAGES_AHEAD = 1
"""How many pages after the one where a block begins a note that it cites may stand."""


@dataclass(slots=True)
class Note:
    """A note: its label, its lines without it, the page where it begins, and whether the text has cited it."""

    label: str
    page: int
    lines: list[Line]
    is_cited: bool = False


def split_notes(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[Note]]:
    """Return the lines of the text, and the notes that stand below it, both in order."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    cited = {page: set(_labels(found)) for page, found in pages.items()}
    text: list[Line] = []
    notes: list[Note] = []
    for page, found in pages.items():
        foot = _Foot(found, body_size, cited[page] | cited.get(page - 1, set()))
        taken = foot.take(notes)
        text += [line for line in found if id(line) not in taken]
    return text, notes


def _labels(lines: Iterable[Line]) -> Iterator[str]:
    return (match[1] for line in lines for match in _REFERENCE.finditer(line.text) if match.start())


class _Foot:
    """The foot of one page. `cited` are the labels that its text, or that of the page before, refers to."""

    def __init__(self, lines: Sequence[Line], body_size: float, cited: AbstractSet[str]) -> None:
        self._lines = [line for line in lines if not line.box and not line.cells]
        self._body = body_size
        self._cited = cited

    def take(self, notes: list[Note]) -> set[int]:
        """Add the notes of the page to `notes`; return the ids of their lines."""
        taken: set[int] = set()
        note, before = None, None
        for line in self._lines:
            label = self._label(line)
            if label is not None:
                note = Note(_name(label), line.page, [replace(line, text=line.text[label.end() :])])
                notes.append(note)
            elif note is not None and before is not None and self._goes_on(before, line):
                note.lines.append(line)
            elif note is None and notes and self._is_continued(notes[-1], line):
                note = notes[-1]
                note.lines.append(line)
            else:
                before = None
                continue
            taken.add(id(line))
            before = line
        return taken

    def _label(self, line: Line) -> re.Match[str] | None:
        """Return the label with which a line begins a note, None where it does not begin one."""
        match = _LABEL.match(line.text)
        if match is None or match.end() == len(line.text):
            return None
        if line.role and line.role.is_note:
            return match
        is_small = line.size <= _SMALLER * self._body or line.below_rule
        return match if is_small and _name(match) in self._cited and self._is_lowest(line) else None

    def _goes_on(self, before: Line, line: Line) -> bool:
        if line.role and line.role.is_note:
            return True
        is_alike = line.size <= before.size and line.top > before.top and line.x0 < before.right
        return is_alike and self._is_lowest(line)

    def _is_continued(self, note: Note, line: Line) -> bool:
        """Say whether a line goes on with the last note of the page before: it stands right below the rule."""
        follows = note.page == line.page - 1 and note.lines[-1].page == note.page
        is_alike = line.below_rule and line.size <= note.lines[-1].size < self._body
        return follows and is_alike and self._is_lowest(line)

    def _is_lowest(self, line: Line) -> bool:
        """Say whether no text stands below a line in its column."""
        return not any(
            other.size > max(line.size, _SMALLER * self._body)
            and other.top > line.bottom
            and other.x0 < line.x1
            and line.x0 < other.x1
            for other in self._lines
        )


def with_notes(blocks: Iterable[Block], notes: Sequence[Note], known: AbstractSet[str]) -> Iterator[Block]:
    """Yield blocks with the notes that each section cites after its text, once each.

    A note that nothing cites follows the section on its page. `known` are the words of the document.
    """
    weaver = _Weaver(notes, known)
    waiting: dict[int, Paragraph] = {}
    for block in blocks:
        waiting.update(weaver.overdue(block.page))
        cited = weaver.cited(block)
        if isinstance(block, Heading):
            yield from waiting.values()
            waiting = {}
        waiting.update(cited)
        yield _without_marks(block)
    waiting.update(weaver.overdue(None))
    yield from waiting.values()


class _Weaver:
    """Knows which notes the text has cited. Gives notes by their ids, as paragraphs."""

    def __init__(self, notes: Sequence[Note], known: AbstractSet[str]) -> None:
        self._known = known
        self._waiting = list(notes)[::-1]
        self._by_label: dict[str, list[Note]] = defaultdict(list)
        for note in notes:
            self._by_label[note.label].append(note)

    def overdue(self, page: int | None) -> Iterator[tuple[int, Paragraph]]:
        """Yield the notes of pages before one that nothing has cited; all that are left where that is None."""
        while self._waiting and (page is None or self._waiting[-1].page < page):
            note = self._waiting.pop()
            if not note.is_cited:
                yield id(note), self._paragraph(note)

    def cited(self, block: Block) -> list[tuple[int, Paragraph]]:
        """Return the notes that a block cites."""
        texts = block.cells if isinstance(block, Row) else (block.text,)
        found = []
        for match in (match for text in texts for match in _REFERENCE.finditer(text)):
            note = self._note(match[1], block.page or 0)
            if note is not None:
                note.is_cited = True
                found.append((id(note), self._paragraph(note)))
        return found

    def _note(self, label: str, page: int) -> Note | None:
        """Return the note that a label on a page means: the next one not cited yet, else one that was before."""
        notes = self._by_label[label]
        ahead = [note for note in notes if not note.is_cited and page <= note.page <= page + _PAGES_AHEAD]
        behind = [note for note in notes if note.is_cited and note.page <= page + _PAGES_AHEAD]
        return next(iter((*ahead, *reversed(behind))), None)

    def _paragraph(self, note: Note) -> Paragraph:
        text = join_lines((line.text for line in note.lines), self._known)
        links: tuple[Link, ...] = tuple(link for line in note.lines for link in line.links)
        return Paragraph(f"[{note.label}] {text.replace(REFERENCE, '')}", links, note.page)


def _without_marks(block: Block) -> Block:
    """Write references as the text has them; a heading goes without."""
    match block:
        case Heading():
            return replace(block, text=_IN_HEADING.sub("", block.text))
        case Row():
            return replace(block, cells=tuple(cell.replace(REFERENCE, "") for cell in block.cells))
        case Paragraph() | ListItem():
            return replace(block, text=block.text.replace(REFERENCE, ""))


def _name(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3]
