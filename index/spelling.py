"""Other spellings of words that the bank does not hold: dots forgotten first, then the likeliest slip of the pen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Words shorter than this are not corrected: too many words are one letter away."""

LONG = 8
"""From this length on, two slips are allowed."""


def spellings(form: str, frequencies: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words of the bank that `form` most likely stands for, best first; none is a fair answer.

    `frequencies` says how many passages hold each word form. All words that differ only by dots come before any other;
    otherwise the nearest in optimal string alignment distance (Damerau 1964), the most frequent where several are.
    """
    bare = _bare(form)
    dotted = [word for word in frequencies if len(word) == len(form) and word != form and _bare(word) == bare]
    if dotted:
        return tuple(sorted(dotted, key=lambda word: -frequencies[word]))
    if len(form) < SHORTEST or not form.isalpha():
        return ()
    allowed = 2 if len(form) >= LONG else 1
    near = process.extract(form, list(frequencies), scorer=OSA.distance, score_cutoff=allowed, limit=50)
    ranked = sorted(near, key=lambda found: (found[1], found[0][0] != form[0], -frequencies[found[0]]))
    return tuple(word for word, _, _ in ranked[:1])


def _bare(word: str) -> str:
    """Return a word without any dots or accents."""
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
