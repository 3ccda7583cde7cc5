"""What a paragraph of EUR-Lex is, by the class that its style has left on it.

Three makes are known: Commission documents (LegisWrite styles such as `li ManualHeading1`, with the French accents
lost), the Official Journal (`oj-ti-art`; before 2022 `ti-art`), and consolidated texts (`title-article-norm`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bs4 import Tag

from ingest.readers.markup import class_names


class Role(Enum):
    """What a paragraph does in the document."""

    TEXT = auto()
    NUMBERED = auto()
    ITEM = auto()
    HEADING = auto()
    DIVISION = auto()
    SUBTITLE = auto()
    PART = auto()
    TITLE = auto()
    COVER = auto()
    CONTENTS = auto()


PART_LEVEL = 0
"""Explanatory memorandum, act, annex. Headings follow at 10, 20, … and divisions of an act after those."""
DIVISION_LEVEL = 80
GROUP_LEVEL = 90
ARTICLE_LEVEL = 99

_PATTERNS = (
    (Role.TITLE, r"Statut|Typedudocument|Datedadoption|Titreobjet|Sous-?titreobjet|Supertitre|Annexetitre\w*_cp"),
    (Role.TITLE, r"(?:oj-)?doc-ti|title-doc-(?:first|last)"),
    (Role.PART, r"Exposdesmotifstitre\w*|Annexetitre\w*|Fichefinancire\w*titre\w*|title-annex-\d"),
    (Role.CONTENTS, r"TOC\w*|Contents|TableofContents"),
    (Role.COVER, r"Logo|Emission|Rfrence\w*|cpMarking|Langue|Confiden\w*|Nomdelinstitution|Volume|Prliminaire\w*"),
    (Role.COVER, r"Corrigendum|Accompagnant|\w+acteprincipal|Intrt?EEE|\w+_cp\d*|(?:oj-)?hd-\w+"),
    (Role.HEADING, r"(?:Manual)?Heading(?:IMP)?(?:\d\w*)?|(?:Rubrik|Title|Titel|Titre)\d"),
    (Role.DIVISION, r"Titrearticle|(?:oj-)?ti-art|title-article-norm"),
    (Role.DIVISION, r"(?:Section|Chapter|Part)Title|(?:oj-)?ti-section-1|(?:oj-)?ti-grseq-\d|title-division-1"),
    (Role.SUBTITLE, r"(?:oj-)?sti-art|(?:oj-)?ti-section-2|(?:oj-)?sti-(?:section|grseq)-\d|stitle-article-norm"),
    (Role.SUBTITLE, r"title-division-2"),
    (Role.NUMBERED, r"(?:Manual|Quoted)?NumPar\w*|(?:Manual)?Considrant"),
    (Role.ITEM, r"Tiret\w*|Bullet\w*|List(?:Bullet|Dash|Number|Paragraph)\w*|Point\w*"),
)
_ROLES = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_ARTICLE = re.compile(r"Titrearticle|(?:oj-)?ti-art|title-article-norm")
_HTML_HEADING = re.compile(r"h[1-6]")
_HEADING_DIGIT = re.compile(r"\d")

_DIVISIONS = (
    ("part", "del"),
    ("title", "titel", "avdelning"),
    ("chapter", "kapitel"),
    ("section", "avsnitt"),
    ("subsection", "underavsnitt"),
)
_DIVISION_LEVELS = {word: DIVISION_LEVEL + depth for depth, words in enumerate(_DIVISIONS) for word in words}
_LABEL = re.compile(
    rf"(?:{'|'.join(_DIVISION_LEVELS)}|annex|bilaga|article|artikel)(?: [\dIVXLC]+[a-z]?)?\.?", re.IGNORECASE
)
_OUTLINE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)")
_LONGEST_HEADING = 180


@dataclass(frozen=True, slots=True)
class Style:
    """The role of a paragraph and the class that says so ("" where none does)."""

    role: Role
    name: str

    @property
    def is_article(self) -> bool:
        """Say whether this is the heading of an article."""
        return _ARTICLE.fullmatch(self.name) is not None


def style_of(element: Tag) -> Style:
    """Return the role of a paragraph."""
    for name in class_names(element):
        for role, pattern in _ROLES:
            if pattern.fullmatch(name) or pattern.fullmatch(re.sub(r"_cp\d*$", "", name)):
                return Style(role, name)
    if _HTML_HEADING.fullmatch(element.name):
        return Style(Role.HEADING, element.name)
    return Style(Role.TEXT, "")


def heading_level(style: Style, text: str) -> int:
    """Return how far in a heading stands: by its number where that has dots, else by its class or its word."""
    number = outline_number(text)
    depth = number.count(".") + 1 if number else 1
    if style.role is Role.HEADING:
        digit = _HEADING_DIGIT.search(style.name)
        return 10 * max(depth if depth > 1 else int(digit[0]) if digit else 1, 1)
    if style.is_article:
        return ARTICLE_LEVEL
    return _DIVISION_LEVELS.get(text.split(maxsplit=1)[0].casefold(), GROUP_LEVEL + min(depth, 8) - 1)


def outline_number(text: str) -> str | None:
    """Return the decimal number that a text begins with: "2.1" of "2.1. Rättslig grund"."""
    match = _OUTLINE.match(text)
    return match[1] if match else None


def looks_like_heading(text: str) -> bool:
    """Say whether a line could be a heading: short, beginning with a capital, with no stop at its end."""
    number = outline_number(text)
    words = text[len(number) :].lstrip(". ") if number else text
    return 1 < len(words) <= _LONGEST_HEADING and words[0].isupper() and words[-1] not in ".,;:-–"


def is_label(text: str) -> bool:
    """Say whether a heading is only a label, such as "KAPITEL II" or "ANNEX", whose title follows by itself."""
    return _LABEL.fullmatch(text) is not None
