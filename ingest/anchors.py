"""Anchors of passages: what their addresses end in, so that links keep leading to them."""

from __future__ import annotations

from ingest.slug import slug

_OPENING = 400
"""Characters among which a text's first words are found."""


class Anchors:
    """The anchors of one document, given out in the order of its text, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._last = ""

    def of(self, heading: tuple[str, ...], text: str) -> str:
        """Return a slug of the heading; where it is taken, of more of the path, then with the text's first words."""
        own = slug(heading[-1]) or "avsnitt"
        longer = (slug(" ".join(heading[-depth:])) for depth in range(2, len(heading) + 1))
        wanted = (own, *longer, f"{own}-{slug(text[:_OPENING], words=4)}")
        anchor = next((name for name in wanted if name and name not in self._taken), None)
        self._last = self._take(anchor or self._numbered(own))
        return self._last

    def of_part(self, part: int) -> str:
        """Return the anchor of a later part of the section whose anchor was given last: "bakgrund-2"."""
        wanted = f"{self._last}-{part}"
        return self._take(wanted if wanted not in self._taken else self._numbered(f"{self._last}-del"))

    def _numbered(self, name: str) -> str:
        number = self._numbers.get(name, 2)
        while f"{name}-{number}" in self._taken:
            number += 1
        self._numbers[name] = number + 1
        return f"{name}-{number}"

    def _take(self, anchor: str) -> str:
        self._taken.add(anchor)
        return anchor
