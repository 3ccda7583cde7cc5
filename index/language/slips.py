"""How far what was typed is from what was meant, in slips of the pen: an edit distance for Swedish.

Optimal string alignment (Damerau 1964; one insertion, deletion, substitution or swap costs about 1) in which the slips
that Swedes make are cheaper: dots left out, letters swapped or doubled, one spelling of a sound for another.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise, permutations

OTHER_LETTER = 1.0
MISSING_LETTER = 0.9
EXTRA_LETTER = 0.9
DOUBLING = 0.5
"""A letter typed twice that stands once, or once that stands twice."""
SWAP = 0.6
LINKING_S = 0.6
"""An s of a compound left out or put in: "upphandlingmyndigheten"."""
FIRST_LETTER = 0.4
"""What a slip in the first letter costs besides: people know how a word begins."""
ALL_DOTS = 0.3
"""Every dot of the word left out, as on a foreign keyboard: one slip, however many letters it touches."""
NEIGHBOURING_KEY = 0.8

_SOUNDS = (
    (0.4, "a å", "a ä", "o ö", "å aa", "ä ae", "ö oe"),
    (0.6, "å ä", "å o", "ä e", "ö å", "ö ä", "e é"),
    (0.6, "tion sion sjon ssion schon tjon", "c k", "c s", "s z", "v w", "x ks cks gs", "ck k", "ph f", "qu kv"),
    (0.7, "sj stj skj sch sk sh ch ssj", "tj kj k ch", "j g hj lj dj gj", "ng gn ngn", "nk ngk", "i j", "i y"),
    (0.7, "d t", "b p", "g k", "f v", "m n", "o u", "e i", "th t", "ei aj ej"),
)
"""Spellings that stand for the same sound or nearly so, with what taking one for another costs."""

_KEYS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")

WIDEST = 3
"""How many letters the two may be out of step at any place; more is another word."""


def _rules() -> dict[tuple[str, str], list[tuple[str, str, float]]]:
    """Return every exchange of spellings by the last letters of both: what was typed, what was meant, the cost."""
    costs: dict[tuple[str, str], float] = {}
    for row in _KEYS:
        for left, right in pairwise(row):
            costs[left, right] = costs[right, left] = NEIGHBOURING_KEY
    for cost, *groups in _SOUNDS:
        for group in groups:
            for pair in permutations(group.split(), 2):
                costs[pair] = min(cost, costs.get(pair, cost))
    rules: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
    for (typed, meant), cost in costs.items():
        rules.setdefault((typed[-1], meant[-1]), []).append((typed, meant, cost))
    return rules


_RULES = _rules()
_NO_RULES: list[tuple[str, str, float]] = []


def distance(typed: str, meant: str) -> float:
    """Return what the slips between two lower-case words cost: 0 for the same word, about 1 for an ordinary slip."""
    cost = _aligned(typed, meant)
    if typed.isascii() and not meant.isascii():
        cost = min(cost, ALL_DOTS + _aligned(typed, bare(meant)))
    return cost if typed[:1] == meant[:1] or bare(typed[:1]) == bare(meant[:1]) else cost + FIRST_LETTER


def _aligned(typed: str, meant: str) -> float:
    """Return the cost of the cheapest alignment, infinite where the words are out of step by more than `WIDEST`."""
    far = float("inf")
    rows = [[far] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    rows[0][0] = 0.0
    for i in range(len(typed) + 1):
        row = rows[i]
        for j in range(max(0, i - WIDEST), min(len(meant), i + WIDEST) + 1):
            best = row[j]
            if i and rows[i - 1][j] < best:
                best = min(best, rows[i - 1][j] + _single(typed, i - 1, EXTRA_LETTER))
            if j and row[j - 1] < best:
                best = min(best, row[j - 1] + _single(meant, j - 1, MISSING_LETTER))
            if i and j:
                best = min(best, _exchange(rows, typed, meant, i, j))
            row[j] = best
    return rows[-1][-1]


def _single(word: str, place: int, otherwise: float) -> float:
    """Return what one letter of `word` costs that the other word does not have."""
    letter = word[place]
    if place and letter == word[place - 1]:
        return DOUBLING
    return LINKING_S if letter == "s" and 1 < place < len(word) - 2 else otherwise


def _exchange(rows: list[list[float]], typed: str, meant: str, i: int, j: int) -> float:
    """Return the cheapest way to the place before letters `i` and `j` of which the last were taken for each other."""
    a, b = typed[i - 1], meant[j - 1]
    best = rows[i - 1][j - 1] + (0 if a == b else OTHER_LETTER)
    if i > 1 and j > 1 and a == meant[j - 2] and b == typed[i - 2] and a != b:
        best = min(best, rows[i - 2][j - 2] + SWAP)
    for written, sound, cost in _RULES.get((a, b), _NO_RULES):
        if typed.endswith(written, 0, i) and meant.endswith(sound, 0, j):
            best = min(best, rows[i - len(written)][j - len(sound)] + cost)
    return best


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """Return a word without any dots or accents."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
