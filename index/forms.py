"""The word forms of the bank in order, and which of them a pattern of the query stands for."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from index.language.tokens import fold

MAX_FORMS = 200
"""Forms that one pattern may stand for; of more, the most frequent are searched."""


class Forms:
    """Knows the word forms of one generation of the bank, and in how many passages each stands."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._sorted = sorted(frequencies)

    def holds(self, form: str) -> bool:
        """Tell whether the bank has a word."""
        return form in self._frequencies

    def matching(self, pattern: str) -> list[str]:
        """Return the forms that a pattern stands for, the most frequent first: `*` is any letters, `?` is one."""
        folded = fold(pattern)
        prefix = re.split(r"[*?]", folded, maxsplit=1)[0]
        letters = re.compile("".join({"*": r"[^\W_]*", "?": r"[^\W_]"}.get(c, re.escape(c)) for c in folded))
        found = filter(letters.fullmatch, self._beginning_with(prefix))
        return sorted(found, key=lambda form: (-self._frequencies[form], form))

    def _beginning_with(self, prefix: str) -> Iterable[str]:
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + chr(sys.maxunicode))
        return self._sorted[first:last]
