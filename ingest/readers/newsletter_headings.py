"""Which lines of a newsletter are headings: by their looks, their wording and what follows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum

from ingest.readers.newsletter_kinds import COLLECTIVE, heading_kind, label_kind
from ingest.readers.newsletter_lines import BLANK, SAME_BLOCK, Line


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

_LONGEST = 120
_LONGEST_MARKED = 220
_MOST_WORDS = 18
_LONGEST_CLOSED = 60
_FEW_HEADINGS = 2

_READ_MORE = re.compile(
    r"^(?:»|>|→|-)?\s*(?:läs (?:mer|hela|vidare|intervjun|krönikan|artikeln|om|och|här|på)\b|mer (?:om|information|info)\b"
    r"|anmäl (?:dig|er)\b|anmälan\b|till (?:anmälan|artikeln|intervjun|krönikan|sidan|webbplatsen|programmet|rapporten)\b"
    r"|se (?:hela|mer|filmen|programmet|inspelningen)\b|ladda (?:ner|ned)\b|hämta (?:rapporten|programmet|materialet)\b"
    r"|klicka\b|här (?:hittar|kan|finns|läser)\b|lyssna (?:här|på)\b|boka (?:plats|din plats)\b|visa mer\b|fler nyheter\b"
    r"|du hittar\b|read (?:more|the|on)\b|more (?:about|information)\b|register (?:here|now)\b|sign up\b|download\b"
    r"|find out more\b|learn more\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:text|foto|bild|illustration|av|skribent|vid pennan|källa|photo|by|foto och text|text och foto|text & foto)\s*:?\s+"
    r"(?=[A-ZÅÄÖ])|^(?:text|foto|bild|källa|illustration)\s*:",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(?:när|var|tid|plats|datum|dag|kostnad|pris|målgrupp|arrangör|anmälan|sista anmälningsdag|kontakt|telefon|tel|tfn"
    r"|mobil|e-post|epost|mejl|mail|webb|webbplats|adress|sista dag|lokal|språk|pris|start|slut|when|where|date|time|place"
    r"|phone|e-?mail)\s*:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|www\.|[\w.+-]+@)\S+$|^[\d\s+()/–-]{6,}$|^(?:box \d|\d{3} ?\d{2} [A-ZÅÄÖ])", re.IGNORECASE)
_NAME_AND_ROLE = re.compile(r"^[A-ZÅÄÖ][\wé-]+(?: [A-ZÅÄÖ][\wé-]+){1,2}, [a-zåäö]")
_QUOTED = re.compile(r"^[”\"“»].*[”\"“«]$|^[–-] ")
_CLOSED = re.compile(r"[.,;][”\"’')\]]*$")
_NO_ABBREVIATION = re.compile(r"(?<!\bm)(?<!\bbl)(?<!\bdvs)(?<!\betc)\.[”\"’')\]]*$")
_TWO_SENTENCES = re.compile(r"[a-zåäö]{2}[.!?] +[A-ZÅÄÖ”]")
_MIDDLE_OF_SENTENCE = re.compile(r"(?:och|att|som|en|ett|eller|samt|and|of|the)$", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\b(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec)\b\.?"
    r"|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
    r"|\b(?:january|february|march|may|june|july|october)\b|\b(?:kl|klockan|den|till|och|vecka|v|h|am|pm|digitalt|online|zoom|teams)\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(r"^(?:varmt |hjärtligt )?välkom(?:men|na)\b(?! till .{0,40}\b(?:nyhetsbrev|numret|nummer))", re.IGNORECASE)
GREETS = re.compile(r"^(?:varmt |hjärtligt )?(?:välkom(?:men|na)|welcome)\b", re.IGNORECASE)
_SUBTITLE = re.compile(r"^[-–—]\s+(?=\S)")
_SURE_LABEL = re.compile(
    r"^\W*(?:redaktör|redaktion|ansvarig utgivare|om nyhetsbrevet|\w*krönika|tips|aktuellt|notiser|kalendarium)\W*$",
    re.IGNORECASE,
)


def is_read_more(text: str) -> bool:
    """Say whether a line leads on from an item: "Läs hela intervjun", "Mer om …", "Anmäl dig här"."""
    return _READ_MORE.match(text) is not None


def is_subtitle(line: Line) -> bool:
    """Say whether a line goes on with the heading above it: "- så går det till"."""
    return _SUBTITLE.match(line.text) is not None and len(line.text) <= _LONGEST and not _CLOSED.search(line.text)


def is_sentence(text: str) -> bool:
    """Say whether a line is running text: it ends as a sentence does, or is longer than headings are."""
    return len(text) > _LONGEST or bool(re.search(r"[.!?:][”\"’')\]]*$", text) and len(text) > 2)  # noqa: PLR2004


def _is_only_a_date(text: str) -> bool:
    rest = _DATE_WORDS.sub(" ", text)
    return any(character.isdigit() for character in text) and not re.search(r"[^\W\d_]{2}", rest)


def _worded_as_heading(text: str) -> bool:
    """Say whether the wording alone lets a line be a heading."""
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or not any(map(str.isalpha, text)):
        return False
    if _NO_ABBREVIATION.search(text) or text[-1] in ",;:" or _MIDDLE_OF_SENTENCE.search(text):
        return False
    patterns = (_BYLINE, _FIELD, _ADDRESS, _NAME_AND_ROLE, _TWO_SENTENCES, _WELCOME)
    if any(pattern.search(text) for pattern in patterns) or is_read_more(text) or _is_only_a_date(text):
        return False
    first = next(character for character in text if character.isalnum())
    return not first.islower()


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
        if line.listed or line.row or len(text) < 2:  # noqa: PLR2004
            return Look.NONE
        if line.rank or line.marked:
            return Look.STRONG if self._may_be_marked(text) else Look.NONE
        if _SUBTITLE.match(text) or not _worded_as_heading(text):
            return Look.NONE
        if self._text_size and line.size >= self._text_size * LARGER and not _QUOTED.match(text):
            return Look.STRONG
        if line.bold and not self._all_bold:
            return Look.BOLD
        return Look.BOLD if line.capitals else Look.WORDING

    @staticmethod
    def _may_be_marked(text: str) -> bool:
        if len(text) > _LONGEST_MARKED or is_read_more(text) or _ADDRESS.match(text) or _is_only_a_date(text):
            return False
        return len(text) <= _LONGEST_CLOSED or not _CLOSED.search(text)


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
    styled = max(plain, default=Look.NONE) > Look.WORDING
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
    return _accepted(lines, looks, Look.WORDING, styled=styled)


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
    return sum(here and not below for here, below in zip(headings, [*headings[1:], True], strict=True))


def _accepted(lines: Sequence[Line], looks: Sequence[Look], least: Look, *, styled: bool = True) -> list[bool]:
    """Accept headings from the last line to the first, since what follows a line decides."""
    found = [False] * len(lines)
    crowded = sum(line.gap == BLANK for line in lines) * 10 < len(lines)
    least_score = 2 if crowded and not styled else 3
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
    score = 4.0 if label_kind(line.text) else 2.0 if heading_kind(line.text) else 0.0
    score -= 3 * line.linked
    if line.gap == BLANK or index == 0:
        score += 1.5
    elif line.gap == SAME_BLOCK and not crowded:
        score -= 2
    if below == len(lines):
        return score - 3
    if lines[below].gap == BLANK:
        score += 0.5
    if not found[below] and (is_sentence(lines[below].text) or lines[below].listed):
        score += 2
    return score


def _is_subtitle(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index].gap == SAME_BLOCK and is_subtitle(lines[index])


def _is_followed(lines: Sequence[Line], found: Sequence[bool], index: int, look: Look) -> bool:
    """Say whether what follows a line lets it be a heading."""
    line = lines[index]
    if index + 1 == len(lines):
        return label_kind(line.text) is not None
    below = lines[index + 1]
    if not found[index + 1]:
        if look is Look.STRONG:
            return True
        if line.gap == SAME_BLOCK and index > 0 and not found[index - 1] and below.gap != SAME_BLOCK:
            return False
        signature = below.text[:1].islower() and not is_sentence(below.text)
        return not signature and (is_sentence(below.text) or not line.linked)
    if label_kind(line.text) or (below.gap == SAME_BLOCK and below.looks == line.looks):
        return True
    if line.linked:
        return False
    belongs_below = below.shared > line.shared or index == 0
    return is_deeper(below, line) or (is_deeper(line, below) and belongs_below)


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
