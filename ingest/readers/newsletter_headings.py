"""Which lines of a newsletter are headings: by their looks, their wording and what follows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum

from ingest.readers.newsletter_kinds import COLLECTIVE, heading_kind, label_kind
from ingest.readers.newsletter_lines import BLANK, SAME_BLOCK, Line
from ingest.readers.newsletter_wording import (
    has_two_sentences,
    is_aside,
    is_read_more,
    is_sentence,
    is_statement,
    is_subtitle,
    is_unfinished,
    is_worded_as_heading,
)


class Look(IntEnum):
    """How much a line looks like a heading."""

    NONE = 0
    WORDING = 1
    """Short, without a full stop, and nothing else."""
    BOLD = 2
    STRONG = 3
    """Marked as a heading, or clearly larger than the text."""


LARGER = 1.1
"""How much larger than the text a heading is, at least: 16 px over 14 px is a heading, 15 px is not."""

_LONGEST_MARKED = 220
_LONGEST_CLOSED = 60
_LONGEST_READ_MORE = 16
_FEW_HEADINGS = 2
_LEAST_SCORE = 3.0
_LEAST_SCORE_CROWDED = 2.0
_CROWDED = 0.1
"""Share of lines with empty space above, below which empty space says nothing of headings."""

_CLOSED = re.compile(r"[.,;][”\"’')\]]*$")
_QUOTED = re.compile(r"^[”\"“»].*[”\"“«]$")
_SURE_LABEL = re.compile(
    r"^\W*(?:redaktör|redaktion|ansvarig utgivare|om nyhetsbrevet|\w*krönika|tips|aktuellt|notiser|kalendarium)\W*$",
    re.IGNORECASE,
)


class Looks:
    """The looks of the lines of one newsletter, in relation to its running text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        bold = 0
        letters = sum(len(line.text) for line in lines if not line.rank)
        for line in lines:
            if not line.rank:
                sizes[round(line.size, 1)] += len(line.text)
                bold += len(line.text) * line.bold
        self._text_size = sizes.most_common(1)[0][0] if sizes else 0.0
        self._all_bold = bold * 2 > letters

    def look(self, line: Line) -> Look:
        """Return how much a line looks like a heading, whatever stands around it."""
        text = line.text
        if line.listed or line.row or len(text) < 2 or self._leads_on(line):  # noqa: PLR2004
            return Look.NONE
        if line.rank or line.marked:
            return Look.STRONG if _may_be_marked(text) else Look.NONE
        if not is_worded_as_heading(text):
            return Look.NONE
        return self._look_of_style(line)

    def _look_of_style(self, line: Line) -> Look:
        if self._text_size and line.size >= self._text_size * LARGER and not _QUOTED.match(line.text):
            return Look.STRONG
        if is_read_more(line.text):
            return Look.NONE
        return Look.BOLD if line.capitals or (line.bold and not self._all_bold) else Look.WORDING

    @staticmethod
    def _leads_on(line: Line) -> bool:
        return is_read_more(line.text) and (line.linked or len(line.text) <= _LONGEST_READ_MORE)


def _may_be_marked(text: str) -> bool:
    """Say whether a line that is marked as a heading may be one: no running text, address, date or lead-in."""
    if text.endswith(":"):
        return label_kind(text) is not None
    if len(text) > _LONGEST_MARKED or is_aside(text):
        return False
    return len(text) <= _LONGEST_CLOSED or not (_CLOSED.search(text) or has_two_sentences(text))


def is_deeper(line: Line, other: Line) -> bool:
    """Say whether a heading that looks like `line` stands below one that looks like `other`."""
    if line.rank and other.rank and line.rank != other.rank:
        return line.rank > other.rank
    if round(line.size) != round(other.size):
        return line.size < other.size
    if line.bold != other.bold:
        return other.bold
    return other.capitals and not line.capitals


def find_headings(lines: Sequence[Line]) -> list[bool]:
    """Say of each line whether it is a heading.

    A heading is followed by text before the next heading of its own rank, else it closes the item above it (a link, a
    greeting); labels such as "Tips!" may stand over headings. Bold lines count where too little is larger, and the
    wording alone where nothing is bold either.
    """
    page = Looks(lines)
    plain = [page.look(line) for line in lines]
    looks = _with_labels(lines, plain)
    bold = _accepted(lines, plain, Look.BOLD)
    telling = sum(
        accepted and look is Look.BOLD and heading_kind(line.text) is not None
        for line, look, accepted in zip(lines, plain, bold, strict=True)
    )
    if _with_text(_accepted(lines, plain, Look.STRONG)) >= _FEW_HEADINGS and telling < _FEW_HEADINGS:
        return _with_bold_titles(lines, looks, _accepted(lines, looks, Look.STRONG))
    if _with_text(bold) >= _FEW_HEADINGS:
        return _accepted(lines, looks, Look.BOLD)
    known = sum(
        look is Look.WORDING and heading_kind(line.text) is not None for line, look in zip(lines, plain, strict=True)
    )
    return _accepted(lines, looks, Look.WORDING, styled=_with_text(bold) > 0 and known < _FEW_HEADINGS)


def _with_labels(lines: Sequence[Line], looks: Sequence[Look]) -> list[Look]:
    """Return the looks with those raised of bold lines that are a section's label, and of plain ones that are sure."""
    raised = list(looks)
    for index, (line, look) in enumerate(zip(lines, looks, strict=True)):
        bold_label = look is Look.BOLD and line.gap > SAME_BLOCK and label_kind(line.text)
        plain_label = look is Look.WORDING and line.gap > SAME_BLOCK and _SURE_LABEL.match(line.text)
        if bold_label or plain_label:
            raised[index] = Look.STRONG
    return raised


def _with_text(headings: Sequence[bool]) -> int:
    return sum(here and not below for here, below in zip(headings, [*headings[1:], True], strict=False))


def _accepted(lines: Sequence[Line], looks: Sequence[Look], least: Look, *, styled: bool = True) -> list[bool]:
    """Accept headings from the last line to the first, since what follows a line decides."""
    found = [False] * len(lines)
    crowded = sum(line.gap == BLANK for line in lines) < len(lines) * _CROWDED
    least_score = _LEAST_SCORE_CROWDED if crowded and not styled else _LEAST_SCORE
    for index in reversed(range(len(lines))):
        look = looks[index]
        if look < least:
            continue
        if look is Look.WORDING:
            found[index] = _score(lines, found, index, crowded=crowded) >= least_score
        else:
            found[index] = _is_followed(lines, found, index, look)
    return found


def _score(lines: Sequence[Line], found: Sequence[bool], index: int, *, crowded: bool) -> float:
    """Weigh what speaks for a line of plain text being a heading: words it is known by, space around, text below."""
    line = lines[index]
    below = index + 1
    while below < len(lines) and _is_subtitle(lines, below):
        below += 1
    followed = below < len(lines) and not found[below]
    score = 4.0 if label_kind(line.text) else 2.0 if followed and heading_kind(line.text) else 0.0
    score -= 3 * line.linked + 1.5 * is_statement(line.text)
    if line.gap == BLANK or index == 0:
        score += 1.5
    elif line.gap == SAME_BLOCK and not crowded:
        score -= 2
    if below == len(lines):
        return score - 3
    if lines[below].gap == BLANK:
        score += 0.5
    if followed and (is_sentence(lines[below].text) or lines[below].listed):
        score += 2
    return score


def _is_subtitle(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index].gap == SAME_BLOCK and is_subtitle(lines[index].text)


def _is_followed(lines: Sequence[Line], found: Sequence[bool], index: int, look: Look) -> bool:
    """Say whether what follows a line lets it be a heading."""
    line = lines[index]
    if index + 1 == len(lines):
        return label_kind(line.text) is not None
    below = lines[index + 1]
    alike = below.looks == line.looks
    if found[index + 1]:
        return _heads_heading(line, below, alike=alike) or (index == 0 and is_deeper(line, below) and not line.linked)
    if alike and line.rank and not is_sentence(below.text):
        return False
    if look is Look.STRONG:
        return True
    inside_block = line.gap == SAME_BLOCK and index > 0 and not found[index - 1] and below.gap != SAME_BLOCK
    signature = below.text[:1].islower() and not is_sentence(below.text)
    return not inside_block and not signature and (is_sentence(below.text) or not line.linked)


def _heads_heading(line: Line, below: Line, *, alike: bool) -> bool:
    """Say whether a heading stands rightly over the heading that follows at once: as its label, or its first part."""
    if label_kind(line.text) or is_subtitle(below.text):
        return True
    same_block = below.gap == SAME_BLOCK and below.linked == line.linked and label_kind(below.text) is None
    if alike and (same_block or is_unfinished(line.text)):
        return True
    if line.linked or is_statement(line.text) or (not line.rank and len(line.text) > _LONGEST_CLOSED):
        return False
    return is_deeper(below, line) or (is_deeper(line, below) and below.shared > line.shared)


def _with_bold_titles(lines: Sequence[Line], looks: Sequence[Look], found: list[bool]) -> list[bool]:
    """Accept bold titles below a label that stands over several items and has no larger titles below it."""
    result = list(found)
    for index, line in enumerate(lines):
        if not found[index] or label_kind(line.text) not in COLLECTIVE:
            continue
        end = next((other for other in range(index + 1, len(lines)) if found[other]), len(lines))
        titles = _accepted(lines[index + 1 : end], looks[index + 1 : end], Look.BOLD)
        if titles[:1] == [True] or sum(titles) > 1:
            result[index + 1 : end] = titles
    return result
