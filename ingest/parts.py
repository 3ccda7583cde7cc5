"""Sections that are too long to read or to rank as one passage, parted where their paragraphs end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.document import Link
from ingest.reading import Reading, Section

LONGEST = 7_000
"""Characters of a section that stays whole: 1,000 words. Items of newsletters and sections of acts have under 600."""
PART = 4_000
"""Characters of a part: 600 words."""
SHORTEST = 700
"""Characters of a last part that stands by itself."""

# Where a text may be parted, from the best place to the worst, and what stands there.
_BORDERS = (
    (re.compile(r"\n\n"), "\n\n"),
    (re.compile(r"\n"), "\n"),
    (re.compile(r"(?<=[.!?…]) (?=[A-ZÅÄÖ”\"])"), " "),
    (re.compile(r" "), " "),
)
_ANYWHERE = re.compile(rf".{{1,{PART}}}", re.DOTALL)
_MOST_LOST = 100
"""Links whose words do not stand in the text as they should, before no more are looked for."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A piece of text that stays whole, and what joins it to the one before."""

    joint: str
    text: str


def in_parts(reading: Reading) -> Reading:
    """Part every section of a reading that is too long; `Section.part` counts the parts of each."""
    return replace(reading, sections=tuple(part for section in reading.sections for part in _parts(section)))


def _parts(section: Section) -> Iterator[Section]:
    if len(section.text) <= LONGEST:
        yield section
        return
    texts = _gathered(_units(section.text))
    links = _placed(section.links, section.text, texts)
    for number, text in enumerate(texts, start=1):
        yield replace(section, text=text, links=tuple(links[number - 1]), part=number)


def _units(text: str, joint: str = "", border: int = 0) -> Iterator[_Unit]:
    """Yield the pieces of a text that fit in a part, by the best borders that give such."""
    if len(text) <= PART:
        yield _Unit(joint, text)
    elif border == len(_BORDERS):
        for number, piece in enumerate(_ANYWHERE.findall(text)):
            yield _Unit("" if number else joint, piece)
    else:
        pattern, inner = _BORDERS[border]
        for number, piece in enumerate(pattern.split(text)):
            yield from _units(piece, inner if number else joint, border + 1)


def _gathered(units: Iterable[_Unit]) -> list[str]:
    """Put units together to parts, as many to each as fit; a short rest goes to the part before it."""
    parts: list[list[_Unit]] = []
    sizes: list[int] = []
    for unit in units:
        size = len(unit.joint) + len(unit.text)
        if not sizes or sizes[-1] + size > PART:
            parts.append([])
            sizes.append(0)
        parts[-1].append(unit)
        sizes[-1] += size
    if sizes[-1] < SHORTEST:
        parts[-2:] = [[*parts[-2], *parts[-1]]]
    return ["".join((part[0].text, *(unit.joint + unit.text for unit in part[1:]))) for part in parts]


def _placed(links: Sequence[Link], text: str, parts: Sequence[str]) -> list[list[Link]]:
    """Give each link, in the order of the text, to the part that holds its words."""
    starts = [0]
    for part in parts[:-1]:
        starts.append(text.index(part, starts[-1]) + len(part))
    placed: list[list[Link]] = [[] for _ in parts]
    place = lost = 0
    for link in links:
        found = text.find(link.text, place) if lost < _MOST_LOST else -1
        place, lost = (found, lost) if found >= 0 else (place, lost + 1)
        placed[bisect_right(starts, place) - 1].append(link)
    return placed
