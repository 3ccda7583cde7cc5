"""The body of a document of EUR-Lex: paragraphs with roles to headings and blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bs4 import Tag

from index.document import Link
from ingest.readers.eurlex_cover import is_cover_line
from ingest.readers.eurlex_roles import (
    GROUP_LEVEL,
    PART_LEVEL,
    Role,
    Style,
    heading_level,
    is_label,
    looks_like_heading,
    outline_number,
    style_of,
)
from ingest.readers.eurlex_tables import cells_of, is_marker, marker_cell, rows_of, with_marker
from ingest.readers.flow import Leaf, Rules, leaves
from ingest.readers.footnotes import Footnotes, without_marks, without_references
from ingest.readers.markup import class_names
from ingest.readers.sections import BULLET, Block, Heading, ListItem, Paragraph, Row, one_line, same_words

_HEADINGS = frozenset({Role.HEADING, Role.DIVISION, Role.SUBTITLE, Role.PART})
_SUBJECT = re.compile(r"(?:Sous-?)?[Tt]itreobjet")
_NUMERIC = re.compile(r"\(?\d")


class Act:
    """What a document says, from its leaves in order.

    `title` is the title on the cover or None, `blocks` the body, `cover` the lines of cover and running heads as
    printed, and `dropped` all that is in no block.
    """

    def __init__(self, parts: Sequence[Leaf | Tag], footnotes: Footnotes, rules: Rules) -> None:
        """Take a document apart. `parts` are its leaves and its data tables, read by `rules`."""
        self.title: str | None = None
        self.blocks: list[Block] = []
        self.cover: list[str] = []
        self.dropped: list[str] = []
        self._footnotes = footnotes
        self._rules = replace(rules, whole=lambda _: False)
        self._styles = [_style(part) for part in parts]
        self._has_headings = any(style.role in _HEADINGS - {Role.PART} for style in self._styles)
        self._numbers: set[str] = set()
        self._titles: list[tuple[Style, Leaf]] = []
        self._marker = ""
        self._noted: set[tuple[str, str]] = set()
        for place, (part, style) in enumerate(zip(parts, self._styles, strict=True)):
            if isinstance(part, Tag):
                self._end_titles()
                self._add_table(part)
            else:
                following = parts[place + 1] if place + 1 < len(parts) else None
                self._add(part, style, following.text if isinstance(following, Leaf) else "")
        self._end_titles()

    def _add(self, leaf: Leaf, style: Style, following: str) -> None:
        """Take one leaf; `following` is the text of the next."""
        flat = one_line(leaf.text)
        if style.role is Role.TITLE:
            self._add_title(style, leaf)
        elif style.role is Role.COVER or (not self.blocks and is_cover_line(flat)):
            self.cover.append(flat)
            self.dropped.append(flat)
        elif style.role is Role.CONTENTS:
            self.dropped.append(flat)
        else:
            self._end_titles()
            self._add_body(leaf, style, following)

    def _add_body(self, leaf: Leaf, style: Style, following: str) -> None:
        text = without_marks(one_line(leaf.text))
        if marker_cell(leaf.element, text) or ("grid-list-column-1" in class_names(leaf.element) and is_marker(text)):
            self._marker += f"{text} "
            return
        text, self._marker = self._marker + text, ""
        if style.role in _HEADINGS:
            self._add_heading(leaf, style)
        elif self._is_unstyled_heading(style, text, following):
            self._add_heading(leaf, Style(Role.HEADING, ""))
        else:
            self.blocks.append(_body_block(text, style, leaf))
            self._add_notes(leaf.replaced)

    def _add_heading(self, leaf: Leaf, style: Style) -> None:
        text = with_marker(without_references(one_line(leaf.text))).removeprefix(BULLET).strip()
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Heading) and _continues(before, style, text):
            self.blocks[-1] = replace(before, text=f"{before.text} {text}")
        else:
            level = PART_LEVEL if style.role is Role.PART else heading_level(style, text)
            self.blocks.append(Heading(GROUP_LEVEL if style.role is Role.SUBTITLE else level, text))
            self._numbers.add(outline_number(text) or "")
            self._noted.clear()
        self._add_notes(leaf.replaced)

    def _add_title(self, style: Style, leaf: Leaf) -> None:
        """Gather the lines of a title; a title that begins anew, or moves from the cover inside, is another."""
        if self._titles:
            has_subject = any(_SUBJECT.match(known.name) for known, _ in self._titles)
            begins = style.name.startswith(("Supertitre", "Statut", "Typedudocument"))
            inside = self._titles[-1][0].name.endswith("_cp") and not style.name.endswith("_cp")
            if has_subject and (begins or inside):
                self._end_titles()
        self._titles.append((style, leaf))

    def _end_titles(self) -> None:
        """Turn the lines of a title into the title of the document, a heading of its part, or a repetition to drop."""
        lines = [(style, without_references(one_line(leaf.text))) for style, leaf in self._titles]
        cited = tuple(tag for _, leaf in self._titles for tag in leaf.replaced)
        self._titles = []
        # "(Text av betydelse för EES)" and "(C/2023/1344)" are set as lines of the title.
        aside = [text for _, text in lines if text.startswith("(") and text.endswith(")")]
        self.cover += aside
        self.dropped += aside
        lines = [(style, text) for style, text in lines if text not in aside]
        if not lines:
            return
        whole = " ".join(text for _, text in lines)
        if self.title is None:
            self.title = whole
        elif same_words(whole, self.title) and not self.blocks:
            self.dropped.append(whole)
        else:
            opening = [text for style, text in lines if not _SUBJECT.match(style.name)]
            self.blocks.append(Heading(PART_LEVEL, " ".join(opening) or whole))
            self.blocks += [Paragraph(text) for _, text in lines if opening and text not in opening]
            self._noted.clear()
        self._add_notes(cited)

    def _add_table(self, table: Tag) -> None:
        """Add the rows of a table, then the notes that they cite."""
        caption = table.find("caption", recursive=False)
        regions = [[caption]] if isinstance(caption, Tag) else []
        regions += [cells_of(row) for row in rows_of(table)]
        replaced: list[Tag] = []
        for cells in regions:
            texts: list[str] = []
            links: list[Link] = []
            for cell in cells:
                parts = [part for part in leaves(cell, self._rules) if isinstance(part, Leaf)]
                texts.append(without_marks(" ".join(one_line(part.text) for part in parts)))
                links += [link for part in parts for link in part.links]
                replaced += [tag for part in parts for tag in part.replaced]
            self.blocks.append(Row(tuple(texts), tuple(links)))
        self._add_notes(tuple(replaced))

    def _add_notes(self, replaced: tuple[Tag, ...]) -> None:
        for label, note in self._footnotes.cited(replaced):
            if (label, note.text) not in self._noted:
                self._noted.add((label, note.text))
                self.blocks.append(Paragraph(f"[{label}] {note.text}", note.links))

    def _is_unstyled_heading(self, style: Style, text: str, following: str) -> bool:
        """Say whether a paragraph without a telling style is a heading, by its number.

        Where the document styles its headings, only a number right under a numbered heading counts ("2.1" in "2").
        Elsewhere a number without dots counts too, unless the next paragraph has one as well: that is a list.
        """
        number = outline_number(text)
        if style.role not in (Role.TEXT, Role.ITEM) or number is None or not looks_like_heading(text):
            return False
        above, dot, _ = number.rpartition(".")
        if self._has_headings:
            return bool(dot) and above in self._numbers
        return bool(dot) or "." in (outline_number(following) or ".")


def _style(part: Leaf | Tag) -> Style:
    """Return the style of a leaf; in a table or box there are no headings."""
    if isinstance(part, Tag):
        return Style(Role.TEXT, "")
    style = style_of(part.element)
    boxed = style.role in _HEADINGS and part.element.find_parent("table") is not None
    return Style(Role.NUMBERED, "") if boxed else style


def _continues(before: Heading, style: Style, text: str) -> bool:
    """Say whether a heading goes on with the one right before it: the title of an article, chapter or annex."""
    if style.role is Role.SUBTITLE:
        return True
    same_kind = style.role is Role.DIVISION or (style.role is Role.PART and before.level == PART_LEVEL)
    in_act = before.level > PART_LEVEL or style.role is Role.PART
    return same_kind and in_act and is_label(before.text) and not is_label(" ".join(text.split()[:2]))


def _body_block(text: str, style: Style, leaf: Leaf) -> Block:
    text = with_marker(text)
    marker = text.split(maxsplit=1)[0]
    if is_marker(marker):
        numbered = not style.name.startswith("List") and _NUMERIC.match(marker) is not None
        return Paragraph(text, leaf.links) if numbered else ListItem(text, leaf.links)
    # List paragraphs outside lists are only indented.
    in_list = not style.name.startswith("ListParagraph") or "li" in class_names(leaf.element)
    if (style.role is Role.ITEM and in_list) or leaf.element.name == "li":
        return ListItem(f"{BULLET} {text}", leaf.links)
    return Paragraph(text, leaf.links)
