"""A long document in parts: a plain page stays below 50 kB, and every passage of the document still has its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document, Passage
from index.highlight import Highlighter
from ui.addresses import Parameters
from ui.state import PASSAGE, SearchState
from ui.text import shortened

PART = "del"
"""The parameter that names a part; it counts from 1."""

PART_BYTES = 26_000
"""What the passages of a part weigh at most, unless one alone is heavier; frame and contents come on top."""

MARKUP_BYTES = 330
"""What a passage costs besides its text and links: its section, heading and line of the contents."""

PLACES_BYTES = 6_000
"""What the places of passages in other parts weigh at most; where they weigh more, the row of parts holds none."""

PLACE_BYTES = 20
"""What a place costs besides its anchor."""

SHOWN_TITLE = 60

NEAREST = 15
"""Parts before and after the current one that the row of parts shows, besides the first and the last."""

MOST_LOOKED_THROUGH = 400
"""Passages that are looked through for matches, which takes 80 to 200 ms; longer documents are not."""

Part = tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """A part in the row of parts; `places` are anchors of passages that stand in it, where it is not the current.

    `step` says where it is from the current one: "previous", "next" or "". `matches` tells whether the search is
    answered there.
    """

    number: int
    title: str
    address: str
    current: bool
    step: str
    matches: bool
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


def part_links(
    parts: Sequence[Part], current: int, document: Document, state: SearchState, highlighter: Highlighter
) -> tuple[PartLink, ...]:
    """Return the row of parts; a link to a passage of another part leads to that part's line."""
    elsewhere = [passage.anchor for number, part in enumerate(parts) if number != current for passage in part]
    held = sum(len(anchor) + PLACE_BYTES for anchor in elsewhere) <= PLACES_BYTES
    looked = bool(state.query) and len(document.passages) <= MOST_LOOKED_THROUGH
    shown = {0, len(parts) - 1, *range(current - NEAREST, current + NEAREST + 1)}
    return tuple(
        PartLink(
            number=number + 1,
            title=shortened(" › ".join(part[0].heading) or "Inledning", SHOWN_TITLE),
            address=state.addresses.to("document", document.id, [*state.parameters(), (PART, str(number + 1))]),
            current=number == current,
            step={current - 1: "previous", current + 1: "next"}.get(number, ""),
            matches=looked and any(_answers(passage, highlighter) for passage in part),
            places=tuple(passage.anchor for passage in part) if number != current and held else (),
        )
        for number, part in enumerate(parts)
        if number in shown
    )


def _answers(passage: Passage, highlighter: Highlighter) -> bool:
    return any(highlighter.spans(text, passage.language) for text in (passage.text, *passage.heading))


def _weight(passage: Passage) -> int:
    links = sum(len(link.url) + len(link.text) + 20 for link in passage.links)
    return len(passage.text.encode()) + 2 * sum(len(title) for title in passage.heading) + links + MARKUP_BYTES
