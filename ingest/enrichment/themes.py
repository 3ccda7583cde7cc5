"""Themes: which of the taxonomy's themes a passage is about, from the trigger words of themes.toml.

Each trigger that occurs gives its weight (strong 3, weak 1) times the square root of how often it stands in the text,
and once and a half its weight more where it stands in the passage's own heading, half where in a heading above or in
the document's title. A passage has the themes that reach the threshold and stand close enough to its best.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from ingest.enrichment.text import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from index.language.vocabulary import Theme

NAME = "kunskapsbank_themes"

_Topic = tuple[str, str | None]

STRONG, WEAK = 3.0, 1.0
OWN_HEADING, OTHER_HEADING = 1.5, 0.5
MOST_OCCURRENCES = 4
# One strong word is what a short passage is about, and a word in passing in a longer one. Lengths in tokens; between
# LONG and VERY_LONG the threshold rises in a straight line.
SHORT, THRESHOLD_SHORT = 60, 3.0
LONG, THRESHOLD, VERY_LONG, THRESHOLD_AT_MOST = 150, 4.0, 450, 6.0
SHARE_OF_BEST, SHARE_AT_MOST = 0.25, 6.0
SUBTHEME_THRESHOLD = 3.0
MOST_THEMES = 4
# Shorter stems begin and end too many words that have nothing to do with them: "ensam" in "gemensam".
COMPOUND_FROM = 6
# Snowball gives "klimat" and "klimatet" different stems, so a trigger has the stems of its inflected forms as well.
_ENDINGS = ("", "n", "en", "et", "er", "ar", "erna", "arna")


@dataclass(frozen=True, slots=True)
class _Trigger:
    theme: str
    subtheme: str | None
    weight: float
    words: tuple[int, ...]


class _Words:
    """Numbers for the words of triggers, and which of them a word of a text meets."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, bool], int] = {}
        self._by_key: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._seen: dict[str, frozenset[int]] = {}

    def number(self, word: str, *, alone: bool) -> int:
        """Return the number of a trigger's word, written as themes.toml says; `alone` if it is the whole trigger."""
        number = self._numbers.setdefault((word, alone), len(self._numbers))
        for key in _keys(word, alone=alone):
            self._by_key[key].add(number)
        return number

    def met_by(self, word: str) -> frozenset[int]:
        """Return the numbers that a word of a text meets."""
        met = self._seen.get(word)
        if met is None:
            met = self._seen[word] = frozenset(self._find(word))
        return met

    def _find(self, word: str) -> Iterator[int]:
        low, root = fold(word), stem(word)
        keys = [("exact", word), ("stem", root)]
        keys += [("first", low[:end]) for end in range(1, len(low) + 1)]
        keys += [("last", root[start:]) for start in range(len(root))]
        for key in keys:
            yield from self._by_key.get(key, ())


def _keys(word: str, *, alone: bool) -> set[tuple[str, str]]:
    """Return what a word of a text may have to meet a trigger's word: itself, its stem, its beginning or its end."""
    marked = word.strip("=-")
    stems = {stem(f"{marked}{ending}") for ending in _ENDINGS}
    if word.startswith("="):
        return {("stem", root) for root in stems}
    if word.startswith("-") and marked:
        return {("last", root) for root in stems}
    if word.endswith("-") and marked:
        return {("first", fold(marked))}
    if word.isupper() or not word.isalpha():
        return {("exact", word)}
    keys = {("stem", root) for root in stems}
    if alone:
        keys |= {("last", root) for root in stems if len(root) >= COMPOUND_FROM}
        keys |= {("first", part) for part in (stem(word), fold(word)) if len(part) >= COMPOUND_FROM}
    return keys


def _threshold(tokens: int) -> float:
    if tokens < SHORT:
        return THRESHOLD_SHORT
    share = min(1.0, max(0, tokens - LONG) / (VERY_LONG - LONG))
    return THRESHOLD + share * (THRESHOLD_AT_MOST - THRESHOLD)


@Language.factory(NAME)
def create(nlp: Language, name: str) -> ThemeFinder:  # noqa: ARG001  # spaCy passes both by name
    """Make the component; `load` gives it its themes."""
    return ThemeFinder(nlp)


class ThemeFinder:
    """Sets `doc.cats`: name of each theme and subtheme -> its score, best theme first, its subthemes after it."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._words = _Words()
        self._by_first_word: dict[int, list[_Trigger]] = defaultdict(list)

    def load(self, themes: tuple[Theme, ...]) -> None:
        """Learn the triggers of these themes."""
        for theme in themes:
            self._learn(theme.name, None, theme.strong, theme.weak)
            for sub in theme.subthemes:
                self._learn(theme.name, sub.name, sub.strong, sub.weak)

    def __call__(self, doc: Doc) -> Doc:
        """Score the themes of a passage."""
        points = self._points(doc)
        scores = {theme: score for (theme, sub), score in points.items() if sub is None}
        enough = max(_threshold(len(doc)), min(SHARE_AT_MOST, SHARE_OF_BEST * max(scores.values(), default=0.0)))
        best = sorted((theme for theme, score in scores.items() if score >= enough), key=lambda t: (-scores[t], t))
        doc.cats = {}
        for theme in best[:MOST_THEMES]:
            doc.cats[theme] = scores[theme]
            subs = [(-score, sub) for (parent, sub), score in points.items() if parent == theme and sub]
            for score, sub in sorted(subs):
                if -score >= SUBTHEME_THRESHOLD:
                    doc.cats[f"{theme} / {sub}"] = -score
        return doc

    def _learn(self, theme: str, subtheme: str | None, strong: Iterable[str], weak: Iterable[str]) -> None:
        for weight, triggers in ((WEAK, weak), (STRONG, strong)):
            for written in triggers:
                words = self._split(written)
                numbers = tuple(self._words.number(word, alone=len(words) == 1) for word in words)
                self._by_first_word[numbers[0]].append(_Trigger(theme, subtheme, weight, numbers))

    def _split(self, written: str) -> list[str]:
        """Split a trigger as texts are split, leaving alone the marks "=" and "-" of its words."""
        words = []
        for word in written.split():
            marked = word[0] in "=-" or word[-1] == "-"
            words += [word] if marked else [token.text for token in self._nlp.make_doc(word)]
        return words

    def _points(self, doc: Doc) -> dict[_Topic, float]:
        """Return the points of each theme (theme, None) and each subtheme (theme, subtheme)."""
        points: dict[_Topic, float] = defaultdict(float)
        frame = doc._.frame
        if frame is None:
            return points
        for (topic, trigger), times in self._count(doc[frame.end :]).items():
            points[topic] += trigger.weight * math.sqrt(min(times, MOST_OCCURRENCES))
        for topic, trigger in self._count(doc[frame.own : frame.end]):
            points[topic] += trigger.weight * OWN_HEADING
        for topic, trigger in {**self._count(doc[: frame.own]), **self._count(frame.title)}:
            points[topic] += trigger.weight * OTHER_HEADING
        return points

    def _count(self, tokens: Iterable[Token]) -> Counter[tuple[_Topic, _Trigger]]:
        """Count the triggers of each topic; where they overlap, the longest and then the heaviest counts."""
        places: dict[_Topic, list[tuple[int, _Trigger]]] = defaultdict(list)
        for start, trigger in self._triggers(tokens):
            places[trigger.theme, None].append((start, trigger))
            if trigger.subtheme:
                places[trigger.theme, trigger.subtheme].append((start, trigger))
        counts: Counter[tuple[_Topic, _Trigger]] = Counter()
        for topic, found in places.items():
            taken: set[int] = set()
            for start, trigger in sorted(found, key=lambda f: (-len(f[1].words), -f[1].weight, f[0], f[1].words)):
                positions = range(start, start + len(trigger.words))
                if taken.isdisjoint(positions):
                    taken.update(positions)
                    counts[topic, trigger] += 1
        return counts

    def _triggers(self, tokens: Iterable[Token]) -> Iterator[tuple[int, _Trigger]]:
        """Yield each trigger that stands in a text, with the position of its first word."""
        met = [self._words.met_by(token.text) for token in tokens]
        for start, numbers in enumerate(met):
            for trigger in (trigger for number in numbers for trigger in self._by_first_word.get(number, ())):
                rest = met[start + 1 : start + len(trigger.words)]
                if len(rest) == len(trigger.words) - 1 and all(
                    word in numbers_there for word, numbers_there in zip(trigger.words[1:], rest, strict=True)
                ):
                    yield start, trigger
