"""Plain text to lines: blank lines, underlines, bullets, wrapped paragraphs and the links that mail programs print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.document import Link
from ingest.readers.links import web_address
from ingest.readers.newsletter_lines import (
    BLANK,
    NEXT_BLOCK,
    SAME_BLOCK,
    Line,
    bulleted,
    goes_on,
    joined,
    sentence_runs,
    tidy,
)

_RULE = re.compile(r"^\s*([=\-_*~#•·–—])(?:\s*\1){2,}\s*$")
_TITLE_RULES = {"=": 1, "-": 2, "~": 3}
_LONGEST_TITLE = 100
_SLACK = 3

_MARKED = re.compile(
    r"^(?:(?P<stars>\*{1,2})\s+(?P<starred>\S.*)|(?P<hashes>#{1,6})\s+(?P<hashed>\S.*)|\*(?P<bold>[^*\s][^*]*)\*)$"
)
_BULLET = re.compile(r"^\s*(?P<mark>[•·▪◦‣●○■□]|[*+-]|o(?=\s{2}))\s+(?P<text>\S.*)$")
_SURE_BULLETS = frozenset("•·▪◦‣●○■□")
_QUOTE_MARKS = re.compile(r"^(?:>\s?)+")

_URL = r"(?:https?://|www\.)[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]"
_BARE_URL = re.compile(_URL)
_LONGEST_LINK = 120
_TEXT_AND_URL = re.compile(
    rf"^(?P<text>.{{0,{_LONGEST_LINK - 1}}}?\S)\s*(?:[(<\[]\s*(?P<url>{_URL}/?)\s*[)>\]]|:\s+(?P<bare>{_URL}))\s*\.?$"
)
_MARKDOWN_LINK = re.compile(rf"\[(?P<text>[^\[\]]+)\]\((?P<url>{_URL}/?)\)")

_WRAPPED_AT_MOST = 100
_WRAPPED_AT_LEAST = 40
_SOFT_BREAKS = 2


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    gap: int
    indent: int


def text_lines(text: str) -> list[Line]:
    """Return the lines of a plain text. Paragraphs that were wrapped at a column are made whole."""
    raws = _unwrapped(_raw_lines(text))
    lines: list[Line] = []
    gap = 0
    marks = [_mark(raw) for raw in raws]
    for index, raw in enumerate(raws):
        if _RULE.match(raw.text):
            below = raws[index + 1].gap if index + 1 < len(raws) else BLANK
            if _underlines(lines[-1:], raw, below):
                lines[-1] = replace(lines[-1], rank=_TITLE_RULES[raw.text[0]])
            else:
                gap = BLANK
            continue
        listed = marks[index] in _SURE_BULLETS or (marks[index] != "" and _in_list(marks, raws, index))
        lines.append(_line(raw.text, listed=listed, gap=max(raw.gap, gap) if lines else BLANK))
        gap = 0
    return _joined(lines)


def _raw_lines(text: str) -> list[_Raw]:
    raws: list[_Raw] = []
    gap = SAME_BLOCK
    for line in text.splitlines():
        plain = _QUOTE_MARKS.sub("", line.replace("\xa0", " ").expandtabs(4))
        words = tidy(plain)
        if not words:
            gap = BLANK
            continue
        raws.append(_Raw(words, gap if raws else BLANK, len(plain) - len(plain.lstrip())))
        gap = SAME_BLOCK
    return raws


def _unwrapped(raws: list[_Raw]) -> list[_Raw]:
    """Join lines that were broken because the next word did not fit in the width of the text."""
    width = max((len(raw.text) + raw.indent for raw in raws if not _BARE_URL.search(raw.text)), default=0)
    soft = [_is_soft(above, below, width) for above, below in pairwise(raws)]
    inside = sum(
        goes_on(above.text, below.text) for (above, below), is_soft in zip(pairwise(raws), soft, strict=True) if is_soft
    )
    if not _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST or inside < _SOFT_BREAKS:
        return raws
    runs = [raws[:1]]
    for raw, is_soft in zip(raws[1:], soft, strict=True):
        if is_soft:
            runs[-1].append(raw)
        else:
            runs.append([raw])
    return [replace(run[0], text=" ".join(raw.text for raw in run)) for run in runs]


def _is_soft(above: _Raw, below: _Raw, width: int) -> bool:
    if below.gap != SAME_BLOCK or _mark(below) or _RULE.match(above.text) or _RULE.match(below.text):
        return False
    if _mark(above) and below.indent > above.indent:
        return True
    return above.indent + len(above.text) + 1 + len(below.text.split()[0]) > width


def _mark(raw: _Raw) -> str:
    match = _BULLET.match(raw.text)
    return match["mark"] if match and not _RULE.match(raw.text) else ""


def _in_list(marks: Sequence[str], raws: Sequence[_Raw], index: int) -> bool:
    """Say whether a dash or a star begins an item of a list: there are several, or a colon stands above."""
    same = [marks[other] == marks[index] for other in (index - 1, index + 1) if 0 <= other < len(marks)]
    return any(same) or (index > 0 and raws[index - 1].text.endswith(":"))


def _line(text: str, *, listed: bool, gap: int) -> Line:
    """Return one line with its links and the marks of headings that plain text has."""
    rank, bold = 0, False
    if listed and (bullet := _BULLET.match(text)) is not None:
        text = bulleted(bullet["text"])
    elif (marked := _MARKED.match(text)) is not None:
        rank = len(marked["hashes"] or "")
        bold = rank == 0
        text = marked["starred"] or marked["bold"] or marked["hashed"].rstrip("#").rstrip() or marked["hashed"]
    text, links, linked = _with_links(text)
    letters = [character for character in text if character.isalpha()]
    capitals = len(letters) > 3 and all(map(str.isupper, letters))  # noqa: PLR2004
    return Line(text=text, links=links, linked=linked, rank=rank, bold=bold, capitals=capitals, gap=gap, listed=listed)


def _with_links(text: str) -> tuple[str, tuple[Link, ...], bool]:
    """Return a text, its links, and whether all of it is a link; addresses stay in the text as printed."""
    links = [Link(match["text"], match["url"]) for match in _MARKDOWN_LINK.finditer(text)]
    whole = _MARKDOWN_LINK.fullmatch(text) is not None
    text = _MARKDOWN_LINK.sub(lambda match: match["text"], text)
    if not links and (match := _TEXT_AND_URL.match(text)):
        return text, (Link(match["text"].removeprefix("• "), _absolute(match["url"] or match["bare"])),), True
    links += [Link(match[0], _absolute(match[0])) for match in _BARE_URL.finditer(text)]
    return text, tuple(links), whole or _BARE_URL.fullmatch(text) is not None


def _absolute(url: str) -> str:
    return web_address(url) or f"https://{url}"


def _underlines(above: Sequence[Line], rule: _Raw, below: int) -> bool:
    """Say whether a rule makes a heading of the line above it; else it is empty space.

    A rule underlines a title that is as long as it, that is marked as bold, or that a blank line parts from the text.
    """
    if not above or rule.gap != SAME_BLOCK or rule.text[0] not in _TITLE_RULES:
        return False
    title = above[-1]
    fits = abs(len(title.text) - len(rule.text)) <= _SLACK or title.bold or below == BLANK
    closed = title.text.endswith((".", ","))
    return fits and title.gap == BLANK and not title.listed and len(title.text) <= _LONGEST_TITLE and not closed


def _joined(lines: list[Line]) -> list[Line]:
    """Join lines that a break inside a sentence has parted."""
    runs = sentence_runs(lines, _may_go_on)
    whole = [joined(run) if len(run) == 1 else replace(joined(run), linked=False) for run in runs]
    return whole[:1] + [
        replace(line, gap=NEXT_BLOCK) if above.rank and line.gap == SAME_BLOCK else line
        for above, line in pairwise(whole)
    ]


def _may_go_on(run: Sequence[Line], line: Line) -> bool:
    only_a_link = len(run) == 1 and run[0].linked
    return line.gap == SAME_BLOCK and line.looks == run[0].looks and not line.listed and not only_a_link
