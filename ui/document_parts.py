"""A long document in parts: a plain page stays below 50 kB, and every passage of the document still has its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document, Passage
from ui.addresses import Parameters
from ui.state import PASSAGE, SearchState
from ui.text import shortened

PART = "del"
"""The parameter that names a part; it counts from 1."""

PART_BYTES = 24_000
"""What the passages of a part weigh at most, unless one alone is heavier; frame and contents come on top."""

MARKUP_BYTES = 330
"""What a passage costs besides its text and links: its section, heading and line of the contents."""

MOST_PLACES = 250
"""Passages of other parts whose places the row of parts holds."""

SHOWN_TITLE = 60

Part = tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """A part in the row of parts; `places` are anchors of passages that stand in it, where it is not the current."""

    number: int
    title: str
    address: str
    current: bool
    places: tuple[str, ...]


def parts_of(document: Document) -> tuple[Part, ...]:
    """Return the passages of a document in parts, at least one."""
    parts: list[list[Passage]] = [[]]
    weight = 0
    for passage in document.passages:
        own = _weight(passage)
        if parts[-1] and weight + own > PART_BYTES:
            parts.append([])
            weight = 0
        parts[-1].append(passage)
        weight += own
    return tuple(tuple(part) for part in parts)


def wanted_part(parts: Sequence[Part], parameters: Parameters) -> int:
    """Return which part is asked for, from 0: the one with a passage, or by its number, else the first."""
    anchor = "".join(parameters.get(PASSAGE, ())[-1:])
    for number, part in enumerate(parts):
        if any(passage.anchor == anchor for passage in part):
            return number
    asked = "".join(parameters.get(PART, ())[-1:])
    known = asked.isascii() and asked.isdigit() and len(asked) <= len(str(len(parts)))
    return min(max(int(asked), 1), len(parts)) - 1 if known else 0


def part_links(parts: Sequence[Part], current: int, document: Document, state: SearchState) -> tuple[PartLink, ...]:
    """Return the row of parts; a link to a passage of another part leads to that part's line."""
    elsewhere = sum(len(part) for number, part in enumerate(parts) if number != current)
    return tuple(
        PartLink(
            number=number + 1,
            title=shortened(" › ".join(part[0].heading) or "Inledning", SHOWN_TITLE),
            address=state.addresses.to("document", document.id, [*state.parameters(), (PART, str(number + 1))]),
            current=number == current,
            places=tuple(passage.anchor for passage in part) if number != current and elsewhere <= MOST_PLACES else (),
        )
        for number, part in enumerate(parts)
    )


def _weight(passage: Passage) -> int:
    links = sum(len(link.url) + len(link.text) + 20 for link in passage.links)
    return len(passage.text.encode()) + 2 * sum(len(title) for title in passage.heading) + links + MARKUP_BYTES
