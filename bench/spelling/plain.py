"""What to compare with: the nearest word of the bank by plain Damerau distance, the commonest where several are."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.tokens import words

SHORTEST, LONG = 4, 8


class PlainCorrector:
    """Replaces every word that the bank does not hold by the nearest that it does: one slip, two in long words."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._words = [word for word in frequencies if word.isalpha()]

    def __call__(self, query: str) -> str | None:
        """Return a query with every unknown word replaced, or None."""
        text = query
        for word in reversed(words(query)):
            if nearest := self._nearest(word.form):
                text = text[: word.start] + nearest + text[word.end :]
        return None if text == query else text

    def _nearest(self, form: str) -> str | None:
        if form in self._frequencies or len(form) < SHORTEST or not form.isalpha():
            return None
        slips = 2 if len(form) >= LONG else 1
        near = process.extract(form, self._words, scorer=OSA.distance, score_cutoff=slips, limit=50)
        ranked = sorted((distance, -self._frequencies[word], word) for word, distance, _ in near)
        return ranked[0][2] if ranked else None
