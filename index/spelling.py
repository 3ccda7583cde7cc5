"""Other spellings of words that the bank does not hold: dots forgotten first, then the likeliest slip of the pen."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Words shorter than this are not corrected: too many words are one letter away."""

LONG = 8
"""From this length on, two slips are allowed."""


class Speller:
    """Knows the words of one generation of the bank, and in how many passages each stands."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._bare: dict[str, list[str]] = defaultdict(list)
        for word in frequencies:
            self._bare[bare(word)].append(word)

    def with_dots(self, form: str) -> tuple[str, ...]:
        """Return the words of the bank that `form` is without its dots, the most frequent first.

        None for a word that the bank holds as it is, or one that has dots: å, ä and ö are typed by those who mean them.
        """
        if form in self._frequencies or not form.isascii():
            return ()
        return tuple(sorted(self._bare.get(form, ()), key=lambda word: -self._frequencies[word]))

    def nearest(self, form: str) -> tuple[str, ...]:
        """Return the word of the bank that `form` most likely stands for; none is a fair answer.

        The nearest in optimal string alignment distance (Damerau 1964), the most frequent where several are. A word
        without dots is compared with words without theirs.
        """
        if len(form) < SHORTEST or not form.isalpha():
            return ()
        choices: Mapping[str, list[str]] = (
            self._bare if form.isascii() else {word: [word] for word in self._frequencies}
        )
        allowed = 2 if len(form) >= LONG else 1
        near = process.extract(form, list(choices), scorer=OSA.distance, score_cutoff=allowed, limit=50)
        ranked = sorted(
            (distance, word[0] != form[0], -self._frequencies[word], word)
            for choice, distance, _ in near
            for word in choices[choice]
        )
        return tuple(word for *_, word in ranked[:1])


def bare(word: str) -> str:
    """Return a word without any dots or accents."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
