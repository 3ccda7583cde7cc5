"""The oldest documents of EUR-Lex: paragraphs without classes, whose headings show only by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from ingest.readers.eurlex_roles import (
    ARTICLE_LEVEL,
    PART_LEVEL,
    Role,
    Style,
    heading_level,
    is_label,
    looks_like_heading,
    outline_number,
)
from ingest.readers.eurlex_tables import is_marker
from ingest.readers.flow import Leaf, leaves
from ingest.readers.markup import attribute
from ingest.readers.sections import Block, Heading, ListItem, Paragraph, one_line, same_words

_ARTICLE = re.compile(r"Arti(?:cle|kel)\b", re.IGNORECASE)
_PART = re.compile(r"EXPLANATORY MEMORANDUM|MOTIVERING|(?:ANNEX|BILAGA)(?: [\dIVXLC]+)?", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"\s*\([^()]{3,40}\)$")
_NOTE = re.compile(r"\((\d{1,3})\)\s+(\S.*)")


def plain_blocks(soup: BeautifulSoup, root: Tag) -> tuple[str | None, list[Block], list[str]]:
    """Return the title, the blocks and the cover of a document that is only lines.

    Notes at the end, "(1) EGT C 29, …", move to the paragraphs that cite them. A first line that repeats the title, and
    has the number of the document after it, is the cover.
    """
    title = _title(soup)
    parts = (part.text for part in leaves(root) if isinstance(part, Leaf))
    lines, notes = _split_notes([one_line(line) for part in parts for line in part.split("\n")])
    repeats = title is not None and bool(lines) and same_words(_NUMBER_AFTER.sub("", lines[0]), title)
    cover, lines = (lines[:1], lines[1:]) if repeats else ([], lines)
    has_articles = any(_ARTICLE.match(line) and is_label(line) for line in lines)
    blocks: list[Block] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        before = blocks[-1] if blocks else None
        level = _level(line)
        if level is None and not has_articles:
            level = _numbered_level(line, following)
        if isinstance(before, Heading) and level is None and _is_title_of(before, line, following):
            blocks[-1] = Heading(before.level, f"{before.text} {line}")
        elif level is not None:
            blocks.append(Heading(level, line))
        else:
            blocks += _with_notes(line, notes)
    blocks += [Paragraph(f"({number}) {note}") for number, note in notes.items()]
    return title, blocks, cover


def _split_notes(lines: list[str]) -> tuple[list[str], dict[int, str]]:
    """Take the run of notes (1), (2), … off the end."""
    start = len(lines)
    while start and _NOTE.fullmatch(lines[start - 1]):
        start -= 1
    matches = [match for line in lines[start:] if (match := _NOTE.fullmatch(line))]
    notes = {int(match[1]): match[2] for match in matches}
    if list(notes) != list(range(1, len(matches) + 1)):
        return lines, {}
    return lines[:start], notes


def _with_notes(line: str, notes: dict[int, str]) -> Iterator[Block]:
    """Yield a line as a block, and after it the notes that it cites, which are taken out of `notes`.

    Notes are cited in order, right after a letter or a stop: "Europaparlamentet(1)", unlike "artikel 19(1)".
    """
    cited: list[str] = []
    while notes:
        number = next(iter(notes))
        reference = re.compile(rf"(?<=[^\W\d_])([.,]?)\({number}\)")
        if not reference.search(line):
            break
        line = reference.sub(rf"\1[{number}]", line, count=1)
        cited.append(f"[{number}] {notes.pop(number)}")
    marker = line.split(maxsplit=1)[0]
    is_item = is_marker(marker) and not re.match(r"\(?\d", marker)
    yield ListItem(line) if is_item else Paragraph(line)
    yield from (Paragraph(note) for note in cited)


def _level(line: str) -> int | None:
    """Return the level of a line that is a label, None for any other."""
    if _PART.fullmatch(line):
        return PART_LEVEL
    if is_label(line):
        return ARTICLE_LEVEL if _ARTICLE.match(line) else heading_level(Style(Role.DIVISION, ""), line)
    return None


def _numbered_level(line: str, following: str) -> int | None:
    """Return the level of a heading with a number; lines with numbers right after each other are a list."""
    number = outline_number(line)
    if number and looks_like_heading(line) and ("." in number or "." in (outline_number(following) or ".")):
        return heading_level(Style(Role.HEADING, ""), line)
    return None


def _is_title_of(before: Heading, line: str, following: str) -> bool:
    """Say whether a line is the title that belongs to the label above it: "Artikel 1", then "Syfte"."""
    may_be = bool(following) and not following[0].islower()
    return is_label(before.text) and may_be and looks_like_heading(line) and outline_number(line) is None


def _title(soup: BeautifulSoup) -> str | None:
    metas = [tag for tag in soup.find_all("meta") if attribute(tag, "name").lower() == "dc.description"]
    strong = soup.find("strong")
    found = [attribute(tag, "content") for tag in metas] + [strong.get_text() if isinstance(strong, Tag) else ""]
    return next((one_line(title) for title in found if title.strip()), None)
