"""The words of a list that are few slips away from a given one, found without comparing with all of them.

Each word has a signature: a bit for every letter that it holds. One insertion, deletion, substitution or swap changes
at most two bits, so the words whose signatures differ in few bits are all that need comparing: some hundreds of
100,000, in a millisecond. Dots and accents do not count here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.slips import bare

BITS = 64
LONGEST = 64
"""Letters of a word that its signature sees; no Swedish word is longer."""


class Neighbours:
    """An index over a list of lower-case words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._bare = [bare(word) for word in words]
        self._lengths = np.fromiter(map(len, self._bare), dtype=np.int16, count=len(words))
        self._signatures = _signatures(self._bare)

    def within(self, word: str, slips: int, limit: int = 30) -> list[str]:
        """Return words at most `slips` slips from `word` (optimal string alignment), the nearest `limit` of them."""
        plain = bare(word)
        apart = np.bitwise_count(self._signatures ^ _signatures([plain])[0])
        near = np.flatnonzero((apart <= 2 * slips) & (np.abs(self._lengths - len(plain)) <= slips))
        choices = {int(place): self._bare[place] for place in near}
        found = process.extract(plain, choices, scorer=OSA.distance, score_cutoff=slips, limit=limit)
        return [self._words[place] for _, _, place in found]


def _signatures(words: Sequence[str]) -> NDArray[np.uint64]:
    width = min(max(map(len, words), default=1), LONGEST) or 1
    letters = np.array(words, dtype=f"<U{width}").view(np.uint32).reshape(len(words), width)
    bits = np.where(letters > 0, np.uint64(1) << (letters % BITS).astype(np.uint64), np.uint64(0))
    signatures: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return signatures
