"""Which paragraphs of a Word file are its title, headings and list items, and what numbers stand before them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, takewhile

from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import Element, W
from ingest.readers.docx_styles import Styles
from ingest.readers.sections import BULLET, one_line

TITLE = "title"
ITEM = "item"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_LONGEST_HEADING = 250
_LONGEST_BOLD_HEADING = 90
_LARGER = 1.15
_STOPS = (".", ":", ";", ",", "!", "…", "-", "–")
_SOME = 2
_OPENING = 12
"""Paragraphs among which the title stands."""

_CONTENTS = re.compile(r"(?:toc|contents|innehåll) ?(?:\d|heading|rubrik)|table of (?:figures|contents)")


def text_of(paragraph: Element) -> str:
    """Return the words of a paragraph on one line, those of text boxes in it left out."""
    texts = (
        (part.text or "") if part.tag == f"{W}t" else " "
        for part in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        if next(part.iterancestors(f"{W}p"), None) is paragraph
    )
    return one_line("".join(texts))


def is_contents(style_name: str) -> bool:
    """Say whether a style, named in lower case, is that of a table of contents."""
    return _CONTENTS.match(style_name) is not None


class Outline:
    """The roles of the paragraphs of a body, and the labels of those that are numbered.

    `roles` gives "title", "h1" to "h6" or "item" by paragraph, `labels` what is printed before it: "2.1", "a)" or a
    bullet. `title` is the document's title as printed, None where it prints none.
    """

    def __init__(self, body: Element, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        # A paragraph whose end is deleted goes on in the next one, which has the style of both.
        whole = (p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}del") is None)
        self._texts = {paragraph: text for paragraph in whole if (text := text_of(paragraph))}
        self.roles: dict[Element, str] = {}
        self.labels: dict[Element, str] = {}
        boxes_count = self._is_mostly_boxes()
        for paragraph in self._texts:
            self._take(paragraph, numbering.label(paragraph), boxes_count=boxes_count)
        self._is_styled = any(role in HEADINGS for role in self.roles.values())
        if not self._is_styled:
            self._find_bold_headings()
        self.title = self._take_title()

    @property
    def opening(self) -> list[str]:
        """The first lines, among which a cover says its date."""
        return [*self._texts.values()][:_OPENING]

    def _take(self, paragraph: Element, label: str | None, *, boxes_count: bool) -> None:
        level = self._styles.level(paragraph) if len(self._texts[paragraph]) <= _LONGEST_HEADING else None
        if level and self._may_head(paragraph, boxes_count=boxes_count):
            self.roles[paragraph] = HEADINGS[min(level, len(HEADINGS)) - 1]
            label = None if label == BULLET else label
        elif label:
            self.roles[paragraph] = ITEM
        if label:
            self.labels[paragraph] = label

    def _may_head(self, paragraph: Element, *, boxes_count: bool) -> bool:
        """Say whether a heading heads what follows: in a cell, more of the cell; in a box, nothing of the main text."""
        around = _around(paragraph, f"{W}tc", f"{W}txbxContent")
        if around is None:
            return True
        if around.tag == f"{W}txbxContent":
            return boxes_count
        return any(other in self._texts for other in paragraph.itersiblings(f"{W}p"))

    def _is_mostly_boxes(self) -> bool:
        """Say whether more of the text stands in text boxes than outside them, as in a leaflet."""
        boxed = (
            len(text) for p, text in self._texts.items() if next(p.iterancestors(f"{W}txbxContent"), None) is not None
        )
        return 2 * sum(boxed) > sum(map(len, self._texts.values()))

    def _find_bold_headings(self) -> None:
        """Where no style says what is a heading: short bold or larger lines over text that is neither."""
        found = [
            above for above, below in pairwise(self._texts) if self._stands_out(above) and not self._stands_out(below)
        ]
        found = [p for p in found if next(p.iterancestors(f"{W}tc", f"{W}txbxContent"), None) is None]
        if len(found) >= _SOME:
            self.roles.update(dict.fromkeys(found, HEADINGS[1]))

    def _stands_out(self, paragraph: Element) -> bool:
        text = self._texts[paragraph]
        if len(text) > _LONGEST_BOLD_HEADING or text.endswith(_STOPS) or self.labels.get(paragraph) == BULLET:
            return False
        return self._styles.is_bold(paragraph) or self._styles.size(paragraph) >= _LARGER * self._body_size

    @cached_property
    def _body_size(self) -> int:
        sizes = Counter[int]()
        for paragraph, text in self._texts.items():
            sizes[self._styles.size(paragraph)] += len(text)
        return sizes.most_common(1)[0][0]

    def _take_title(self) -> str | None:
        """Find the title: by its style, as the only heading of first rank, or as an opening line that stands out."""
        opening = list(self._texts)[:_OPENING]
        styled = [p for p in opening if self._styles.name(p) in {"title", "rubrik"}]
        first = [p for p, role in self.roles.items() if role == HEADINGS[0]]
        if styled:
            start = opening.index(styled[0])
            return self._make_title(list(takewhile(lambda p: p in styled, opening[start:])))
        if len(first) == 1 and first[0] is next(p for p, role in self.roles.items() if role in HEADINGS):
            return self._make_title(first)
        if opening and (opening[0] not in self.roles or not self._is_styled) and self._stands_out(opening[0]):
            return self._make_title(opening[:1])
        return None

    def _make_title(self, paragraphs: Sequence[Element]) -> str:
        self.roles.update(dict.fromkeys(paragraphs, TITLE))
        return " ".join(f"{self.labels.get(p, '')} {self._texts[p]}".strip() for p in paragraphs)


def _around(paragraph: Element, *tags: str) -> Element | None:
    """Return the innermost of some elements that a paragraph stands in."""
    return next(paragraph.iterancestors(*tags), None)
