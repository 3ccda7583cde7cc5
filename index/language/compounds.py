"""Divides Swedish compounds into their parts, lexicalised ones too: "näringslivsutvecklare" has three.

The cheapest path through the dictionary of parts (`index.language.parts`) wins: few parts, common ones, no short
ones. What is whole by the dictionary stays whole. Nothing is cached here, since the caller keeps what it needs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.language import parts
from index.language.compiled import compiled, state_of
from index.language.parts import Mark
from index.language.vocabulary_files import DEFAULT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

DATA = Path(__file__).parent / "data"
FILE = DEFAULT_FOLDER / "compounds.toml"

SHORTEST, LONGEST = 5, 64
"""Words outside these lengths (letters) are left whole: "elva" is no compound, and no Swedish word is longer."""
SHORT = 2
"""Parts of so few letters stand only first in a word: "elnät", not "nätel…"."""
LIMIT = 11
"""The highest cost a part, on average over the parts of a word."""
ANCHORED = 10
"""The shortest word (letters) in which a part may be unknown; both parts then have at least half as many."""

_UNKNOWN = -1
_WHOLE, _NEXT, _PREVIOUS, _ANCHOR = map(int, Mark)


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it stands in the word, linking letters and all, and its form without them: "närings", "näring".

    The last part is its own base: "kontoret" in "gatukontoret" is left to the lemmatiser.
    """

    text: str
    base: str


_Step = tuple[int, str, int]
"""A part on the cheapest path: where it begins, its form in the dictionary (which may overlap the next), its key."""

_Piece = tuple[str, int, str, int]
"""A part once particles have joined: its text, where in it the last step begins, and that step's form and key."""


def split(word: str) -> tuple[str, ...]:
    """Return the parts of a compound as they stand in it, () for a word that is none.

    `word` may be in any case; the parts are in lower case and make up the lower-cased word together. Where two parts
    share a letter ("buss" and "station" in "busstation"), the later part has it.
    """
    return tuple([piece[0] for piece in _splitter().pieces(word.lower())])


def divide(word: str) -> tuple[Part, ...]:
    """Return the parts of a compound with their bases, () for a word that is none."""
    splitter = _splitter()
    pieces = splitter.pieces(word.lower())
    heads = [Part(text, text) for text, *_ in pieces[-1:]]
    return (*(Part(piece[0], splitter.base(piece)) for piece in pieces[:-1]), *heads)


def known_cost(word: str) -> float | None:
    """Return how far-fetched a word is as a compound of known parts: 1 to 15 a part, lower for commoner parts.

    0 for a lower-case word that the dictionary has, None for one with a part that it does not know.
    """
    return _splitter().known_cost(word)


def version() -> str:
    """Return a string that changes whenever some word may be divided otherwise."""
    return hashlib.sha256(_splitter().digest.encode() + FILE.read_bytes()).hexdigest()[:12]


class _Splitter:
    """The dictionary of parts with the search for the cheapest path."""

    def __init__(self, folder: Path) -> None:
        self._parts = parts.load(folder)
        rules = compiled("compounds", state_of(FILE), _rules)
        self._whole = frozenset(rules["whole"])
        self._split: dict[str, list[str]] = rules["split"]
        self.digest = self._parts.digest

    def base(self, piece: _Piece) -> str:
        """Return the form without linking letters of a part that is not the last."""
        text, start, form, key = piece
        return text if key == _UNKNOWN else text[:start] + self._parts.base(form, key)

    def pieces(self, word: str) -> Sequence[_Piece]:
        """Return the parts of a lower-case word, none for a word that is no compound."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in self._whole:
            return ()
        if word in self._split:
            return [(text, 0, text, self._parts.trie.get(text, _UNKNOWN)) for text in self._split[word]]
        steps = self._cheapest(word)
        if steps is None:
            return ()
        return self._joined(word, steps) if steps else self._anchored(word)

    def known_cost(self, word: str) -> float | None:
        """Return the mean cost of a lower-case word's parts, 0 if it is known itself, None if a part is unknown."""
        if word in self._whole or word in self._split or word in self._parts.trie:
            return 0
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        steps = self._cheapest(word)
        if steps is None:
            return 0
        if not steps or not self._joined(word, steps):
            return None
        costs = [*(self._parts.firsts[key] for *_, key in steps[:-1]), self._parts.heads[steps[-1][2]]]
        return sum(costs) / len(costs)

    def _cheapest(self, word: str) -> list[_Step] | None:  # noqa: C901  # one loop without calls, for speed
        """Return the steps of the cheapest path, [] if there is none, None if the word is known to be whole."""
        firsts, heads, marks = self._parts.firsts, self._parts.heads, self._parts.marks
        prefixes = self._parts.trie.iter_prefixes_with_ids
        size = len(word)
        costs = {0: 0}
        came: dict[int, _Step] = {}
        total = size * LIMIT
        for start in range(size - 1):
            so_far = costs.get(start)
            if so_far is None:
                continue
            for form, key in prefixes(word[start:]):
                end = start + len(form)
                if end == size:
                    if start and heads[key] and so_far + heads[key] < total:
                        total = so_far + heads[key]
                        came[size] = (start, form, key)
                    elif not start and marks[key] & _WHOLE:
                        return None
                elif firsts[key] and (end - start > SHORT or not start):
                    cost = so_far + firsts[key]
                    if cost < costs.get(end, total):
                        costs[end] = cost
                        came[end] = (start, form, key)
                    cost, end = cost + 1, end - 1
                    doubled = end - start > SHORT and form[-1] == form[-2] and not marks[key] & _NEXT
                    if doubled and cost < costs.get(end, total):
                        costs[end] = cost
                        came[end] = (start, form, key)
        steps: list[_Step] = []
        end = size
        while end in came:
            steps.append(came[end])
            end = steps[-1][0]
        return steps[::-1] if total <= LIMIT * len(steps) else []

    def _joined(self, word: str, steps: list[_Step]) -> Sequence[_Piece]:
        """Make parts of steps: particles and bound heads join their neighbours, which must then be a known form."""
        marks = self._parts.marks
        pieces: list[_Piece] = []
        joins = False
        ends = [*(step[0] for step in steps[1:]), len(word)]
        for (start, form, key), end in zip(steps, ends, strict=True):
            text, before = word[start:end], ""
            if joins or (pieces and marks[key] & _PREVIOUS):
                before = pieces.pop()[0]
                if joins and before + text not in self._parts.trie:
                    return ()
            pieces.append((before + text, len(before), form, key))
            joins = bool(marks[key] & _NEXT)
        return pieces if len(pieces) > 1 else ()

    def _anchored(self, word: str) -> Sequence[_Piece]:
        """Divide a word whose first part is unknown ("interreg|projektet") before the longest common head."""
        if len(word) < ANCHORED or word.startswith(self._parts.particles):
            return ()
        for cut in range(ANCHORED // 2, len(word) - ANCHORED // 2 + 1):
            key = self._parts.trie.get(word[cut:])
            if key is not None and self._parts.marks[key] & _ANCHOR:
                return [(text, 0, text, _UNKNOWN) for text in (word[:cut], word[cut:])]
        return ()


def _rules() -> dict[str, Any]:
    from index.language.compound_rules import load_rules  # noqa: PLC0415 (where the file has changed)

    rules = load_rules()
    return {"whole": sorted(rules.whole), "split": rules.split}


@cache
def _splitter() -> _Splitter:
    return _Splitter(DATA)
