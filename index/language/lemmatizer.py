"""Simplemma's way from a Swedish word to its lemma (greedy), without loading its other languages.

That import takes as long as a search (70 ms), and of its eight strategies four say something of Swedish words: the
dictionary, the rules of endings, the decomposition into a known word and an affix, and a second look in the dictionary
(https://github.com/adbar/simplemma, `strategies/`). The rules themselves are read from simplemma when the language
data are built; a test compares the two on every word of the starter corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_SHORTEST_WITH_ENDING = 6
"""Letters of the shortest word that the rules of endings are for."""

_SHORTEST, _LONGEST = 9, 100
"""Letters of a word that is decomposed, and that is looked up a second time."""

_AFFIX, _REST = 2, 4
"""Letters of the longest affix that is dropped, and of the shortest word that is left."""

_FAR = 5
"""Edits between a word and its lemma at which the second look-up goes no further."""


@dataclass(frozen=True, slots=True)
class EndingRules:
    """Endings of inflected words with what stands in their place in the lemma, in order, and words that keep theirs."""

    rules: tuple[tuple[tuple[str, ...], str], ...]
    excluded: frozenset[str]

    def lemma(self, word: str) -> str | None:
        """Return the lemma of a word by the first rule that has its ending, the longest of the endings of that."""
        if len(word) < _SHORTEST_WITH_ENDING or word in self.excluded:
            return None
        for endings, lemma in self.rules:
            if word.endswith(endings):
                return word[: -max(len(ending) for ending in endings if word.endswith(ending))] + lemma
        return None


class Lemmatizer:
    """Finds lemmas of lower-case words without hyphens and apostrophes, which the tokenizer has taken off."""

    def __init__(self, dictionary: Mapping[str, str], rules: EndingRules) -> None:
        self._dictionary = dictionary
        self._rules = rules

    def lemma(self, word: str) -> str | None:
        """Return the lemma of a word, with a capital where the dictionary has it so; None if nothing is known of it."""
        if word.isnumeric():
            return word
        found = self._known(word) or self._rules.lemma(word) or self._decomposed(word)
        return self._second(found) if found else None

    def _known(self, word: str) -> str | None:
        return self._dictionary.get(word) or self._dictionary.get(word.capitalize())

    def _second(self, found: str) -> str:
        """Look a lemma up in its turn: "fruktkorgarna" is "fruktkorgar" at first."""
        again = self._dictionary.get(found) if len(found) >= _SHORTEST else None
        near = again is not None and len(again) <= len(found) and Levenshtein.distance(again, found) <= _FAR
        return again if again is not None and near else found

    def _decomposed(self, word: str) -> str | None:
        if not _SHORTEST <= len(word) <= _LONGEST:
            return None
        return self._before_affix(word) or self._after_unknown(word)

    def _before_affix(self, word: str) -> str | None:
        """Drop an affix after a known word, or find the lemma of a known word after it."""
        for size in range(1, len(word) - _REST + 1):
            first = self._known(word[:-size])
            if first is None:
                continue
            if size <= _AFFIX:
                return first
            last = self._known(word[-size:])
            if last is not None and len(last) < size + _AFFIX:
                return word[:-size] + last.lower()
        return None

    def _after_unknown(self, word: str) -> str | None:
        """Find the lemma of the longest known word that a word ends with; it stands with a capital or without."""
        for size in range(len(word) - _REST, _REST - 1, -1):
            last = self._known_as_name(word[-size:])
            if last is not None and len(last) <= size:
                return word[:-size] + last.lower()
        return None

    def _known_as_name(self, word: str) -> str | None:
        return self._dictionary.get(word.capitalize()) or self._dictionary.get(word)
