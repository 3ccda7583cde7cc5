"""Themes: which of the taxonomy's themes a passage is about, from the trigger words of themes.toml.

Each trigger that occurs gives its weight (strong 3, weak 1) times the square root of how often it stands in the text,
and once and a half its weight more where it stands in the passage's own heading, half where in a heading above or in
the document's title. A passage has the themes that reach the threshold and stand close enough to its best.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.language import Language

from ingest.enrichment.text import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from index.language.vocabulary import Theme

NAME = "kunskapsbank_themes"

_Topic = tuple[str, str | None]

STRONG, WEAK = 3.0, 1.0
OWN_HEADING, OTHER_HEADING = 1.5, 0.5
MOST_OCCURRENCES = 4
# One strong word is what a short passage is about, and a word in passing in a longer one.
SHORT, THRESHOLD_SHORT, THRESHOLD = 60, 3.0, 4.0
SHARE_OF_BEST = 0.25
SUBTHEME_THRESHOLD = 3.0
MOST_THEMES = 4
# Shorter stems begin and end too many words that have nothing to do with them: "ensam" in "gemensam".
COMPOUND_FROM = 6


@dataclass(frozen=True, slots=True)
class _Trigger:
    theme: str
    subtheme: str | None
    weight: float
    words: tuple[int, ...]


@dataclass(slots=True)
class _Words:
    """Numbers for the ways that single words match, and which of them a given word meets."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: dict[str, frozenset[int]] = field(default_factory=dict)

    def number(self, word: str, *, alone: bool) -> int:
        """Return the number of a trigger's word, written as themes.toml says; `alone` if it is the whole trigger."""
        if word.startswith("="):
            key = ("stem", stem(word[1:]))
        elif word.endswith("-") and len(word) > 1:
            key = ("first", word[:-1].lower().replace("é", "e"))
        elif word.startswith("-") and len(word) > 1:
            key = ("last", stem(word[1:]))
        elif word.isupper() or not word.isalpha():
            key = ("exact", word)
        elif alone and len(stem(word)) >= COMPOUND_FROM:
            key = ("part", stem(word))
        else:
            key = ("stem", stem(word))
        return self.numbers.setdefault(key, len(self.numbers))

    def met_by(self, word: str) -> frozenset[int]:
        """Return the numbers that a word of a text meets."""
        met = self.seen.get(word)
        if met is None:
            met = self.seen[word] = frozenset(self._find(word))
        return met

    def _find(self, word: str) -> Iterator[int]:
        low, root = word.lower().replace("é", "e"), stem(word)
        keys = [("exact", word), ("stem", root), ("last", root), ("part", root)]
        keys += [(kind, low[:end]) for end in range(1, len(low) + 1) for kind in ("first", "part")]
        keys += [(kind, root[start:]) for start in range(1, len(root)) for kind in ("last", "part")]
        return (self.numbers[key] for key in keys if key in self.numbers)


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
        threshold = THRESHOLD_SHORT if len(doc) < SHORT else THRESHOLD
        enough = max(threshold, SHARE_OF_BEST * max(scores.values(), default=0.0))
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
