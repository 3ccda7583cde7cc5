"""Lines to items: which heading stands under which, and which lines belong to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.newsletter_headings import find_headings, is_deeper
from ingest.readers.newsletter_kinds import (
    ABOUT_LETTER,
    COLLECTIVE,
    CONTACT,
    INTERVIEW,
    STRUCTURAL,
    TIPS,
    heading_kind,
    is_address,
    label_kind,
    text_kind,
)
from ingest.readers.newsletter_lines import BLANK, SAME_BLOCK, Line, compose
from ingest.readers.newsletter_wording import (
    is_greeting,
    is_question,
    is_read_more,
    is_sentence,
    is_subtitle,
    is_unfinished,
)
from ingest.reading import Section

_LONGEST_LEAD_IN = 80
_SHORTEST_STORY = 30
_LONGEST_ADDRESS = 10
_PARAGRAPH = 1
"""How much deeper a line lies than what it shares with the line above, where both are paragraphs side by side."""

_IMPRINT = re.compile(
    r"^(redaktör|redaktion|ansvarig utgivare|utgivare)(?: (?:och|&) (?:redaktör|ansvarig utgivare))?:\s*\S",
    re.IGNORECASE,
)
_ADDRESS_IN_TEXT = re.compile(r"\(?<?https?://\S+?>?\)?$")


@dataclass(slots=True, eq=False)
class Item:
    """An item of a newsletter in the making; one without a heading holds what stands before the first.

    `inner` is the depth of the container that all of it below the heading shares; `opens` says that it has no heading
    because it opens the letter.
    """

    heading: Line | None = None
    title: str = ""
    parent: Item | None = None
    lead_in: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    inner: int | None = None
    children: list[Item] = field(default_factory=list)
    opens: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The headings from the outermost to its own."""
        return (*(self.parent.path if self.parent else ()), self.title) if self.title else ()

    @property
    def kind(self) -> str | None:
        """The kind that the headings reveal: a tip is a tip whatever its title says."""
        if self.opens:
            return ABOUT_LETTER
        above = self.parent.kind if self.parent else None
        own = heading_kind(self.title) if self.title else None
        if above == TIPS:
            return TIPS
        return own or above

    @property
    def is_label(self) -> bool:
        """Whether its heading is a label that may stand over several items."""
        return label_kind(self.title) is not None


def split_into_items(lines: Sequence[Line]) -> list[Item]:
    """Split a newsletter, its masthead taken off, into items in reading order; the first is what precedes them."""
    headings = find_headings(lines)
    outline = _Outline()
    for index, (line, is_heading) in enumerate(zip(lines, headings, strict=True)):
        if is_heading:
            outline.add_heading(line, below=lines[index + 1 : index + 2])
        else:
            outline.add_line(line)
    _split_off_imprint(outline.items)
    return outline.items


class _Outline:
    """The items so far; the last one is open."""

    def __init__(self) -> None:
        self.items = [Item()]

    def add_line(self, line: Line) -> None:
        item = self.items[-1]
        heading = item.heading
        if heading and not item.lines and not line.listed and is_subtitle(line.text):
            item.title = f"{item.title} {line.text}"
            return
        item.inner = line.shared if item.inner is None else min(item.inner, line.shared)
        item.lines.append(line)

    def add_heading(self, line: Line, *, below: Sequence[Line]) -> None:
        item = self.items[-1]
        heading = item.heading
        if heading and not item.lines and _continues(item, heading, line):
            item.title = f"{item.title} {line.text}"
        elif heading and (_is_text_of(item, heading, line, below) or self._is_subheading(item, line)):
            self.add_line(line)
        else:
            lead_in = self._take_lead_in(line)
            self._open(line, self._parent_of(line), lead_in)

    def _open(self, line: Line, parent: Item | None, lead_in: list[Line]) -> None:
        title = _ADDRESS_IN_TEXT.sub("", line.text).strip() or line.text
        item = Item(heading=line, title=title, parent=parent, lead_in=lead_in)
        if parent:
            parent.children.append(item)
        self.items.append(item)

    def _is_subheading(self, item: Item, line: Line) -> bool:
        """Say whether a heading stands inside a story: below its title, in its container, before its closing link."""
        heading = item.heading
        if heading is None or not item.lines or item.inner is None or not is_deeper(line, heading):
            return False
        if (item.is_label and item.kind in COLLECTIVE) or label_kind(line.text) not in {None, CONTACT}:
            return False
        if item.lines[-1].linked or is_read_more(item.lines[-1].text) or line.shared < item.inner:
            return False
        kind = heading_kind(line.text)
        return kind not in STRUCTURAL or kind == item.kind or not self._stands_outermost(line, item)

    def _parent_of(self, line: Line) -> Item | None:
        item: Item | None = self.items[-1]
        if item and item.heading and not item.lines and not item.children:
            return item
        while item is not None and not self._holds(item, line):
            item = item.parent
        return item

    def _holds(self, item: Item, line: Line) -> bool:
        """Say whether a heading that has items or text above it stands under `item`."""
        heading = item.heading
        if heading is None or not (item.children or (item.is_label and item.kind in COLLECTIVE)):
            return False
        kind = heading_kind(line.text)
        foreign = kind in STRUCTURAL and kind != item.kind
        first = item.children[0].heading if item.children else line
        if first is not None and is_deeper(first, heading):
            return is_deeper(line, heading) and not (foreign and self._stands_outermost(line, item))
        if not item.children or not item.is_label or item.kind not in COLLECTIVE or foreign:
            return False
        if first is None or label_kind(line.text) is not None or is_deeper(first, line):
            return False
        return line.looks != heading.looks or first.looks == heading.looks

    def _stands_outermost(self, line: Line, inside: Item) -> bool:
        """Say whether headings that look like `line` open outermost items before `inside`."""
        before = self.items[: self.items.index(inside)]
        return any(
            item.heading and item.parent is None and item.lines and item.heading.looks == line.looks for item in before
        )

    def _take_lead_in(self, line: Line) -> list[Line]:
        """Return the picture, date or other short lines that stand closer to a heading than to the item before it."""
        item = self.items[-1]
        taken: list[Line] = []
        shared = line.shared
        least = 0 if item.heading is None or item.is_label else 1
        while len(item.lines) > least and item.lines[-1].shared < shared and _is_lead_in(item.lines[-1]):
            shared = item.lines[-1].shared
            taken.insert(0, item.lines.pop())
        return taken


def _continues(item: Item, heading: Line, line: Line) -> bool:
    """Say whether a heading that follows a heading at once goes on with it."""
    if is_subtitle(line.text):
        return True
    same_block = line.gap == SAME_BLOCK and not item.is_label
    return line.looks == heading.looks and (same_block or is_unfinished(item.title))


def _is_text_of(item: Item, heading: Line, line: Line, below: Sequence[Line]) -> bool:
    """Say whether what looks like a heading is text of the open item: a greeting, a name, a question put."""
    if item.kind == ABOUT_LETTER and not item.lines:
        return is_greeting(line.text)
    if item.kind == CONTACT:
        begins_story = any(is_sentence(text.text) and len(text.text) > _SHORTEST_STORY for text in below)
        return heading_kind(line.text) is None and not begins_story
    same = is_deeper(line, heading) or line.looks == heading.looks
    return item.kind == INTERVIEW and same and bool(item.lines) and is_question(line.text)


def _is_lead_in(line: Line) -> bool:
    return line.image or (len(line.text) <= _LONGEST_LEAD_IN and not is_sentence(line.text))


def _split_off_imprint(items: list[Item]) -> None:
    """Make an item of its own of the sender's address where it ends the last item without a heading."""
    last = items[-1]
    if last.kind == CONTACT:
        return
    for index, line in enumerate(last.lines):
        imprint = _IMPRINT.match(line.text)
        if imprint or (index > 0 and _begins_address(last.lines[index : index + _LONGEST_ADDRESS + 1])):
            items.append(Item(title=imprint[1] if imprint else "", lines=last.lines[index:]))
            del last.lines[index:]
            return


def _begins_address(rest: Sequence[Line]) -> bool:
    """Say whether lines that stand apart from those above them are an address and nothing else."""
    line = rest[0]
    apart = not line.linked and (line.gap == BLANK or line.depth - line.shared > _PARAGRAPH)
    return apart and 1 < len(rest) <= _LONGEST_ADDRESS and is_address("\n".join(part.text for part in rest))


def to_section(item: Item) -> Section | None:
    """Return an item as a section, None where it is only a heading over other items.

    A heading with nothing under it becomes a section whose text is the heading, so that no words are lost.
    """
    lines = [*item.lead_in, *item.lines]
    if not lines and (item.children or not item.title):
        return None
    text = compose(lines) or item.title
    links = [link for line in (item.heading, *lines) if line for link in line.links]
    return Section(
        heading=item.path, text=text, links=tuple(dict.fromkeys(links)), item_kind=item.kind or text_kind(text)
    )
