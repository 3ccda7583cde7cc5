"""Themes: which of the taxonomy's themes a passage is about, from the trigger words of themes.toml.

A theme's score adds up what each of its triggers gives:

    weight · (√n + 1.5·own + 0.5·above)

where weight is 3 for a strong trigger and 1 for a weak one, n is how often it stands in the passage's text (4 at most),
own is 1 if it stands in the passage's own heading, and above is 1 if it stands in a heading above or in the document's
title. Of triggers that overlap, only the longest counts. A subtheme's triggers count for its theme as well.

The heading "Upphandling av frukt" over "Kommunen upphandlar frukt. Leverantören får ett avtal." gives the theme
Upphandling och affärer 9.5: upphandling 3·(1 + 1.5), leverantör 1·1, avtal 1·1.

A passage has the themes whose score reaches the threshold, so that a word in passing makes no theme: 2.5 in a passage
of less than 60 tokens (one strong word, or a weak one that the heading repeats), 4 in a longer one, and from 150 tokens
on it rises in a straight line to 6 at 450. It must also be 0.35 of the best theme's score, or 4. At most four are kept;
a subtheme of theirs needs 3. The figures were chosen on the development half of bench/enrichment/passages.tsv.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from spacy.language import Language

from ingest.enrichment.triggers import Trigger, TriggerFinder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from index.language.vocabulary import Theme
    from ingest.enrichment.text import Frame

NAME = "kunskapsbank_themes"

_Topic = tuple[str, str | None]
"""A theme and one of its subthemes, or None for the theme itself."""

STRONG, WEAK = 3.0, 1.0
OWN_HEADING, OTHER_HEADING = 1.5, 0.5
MOST_OCCURRENCES = 4
SHORT, THRESHOLD_SHORT = 60, 2.5
LONG, THRESHOLD, VERY_LONG, THRESHOLD_AT_MOST = 150, 4.0, 450, 6.0
SHARE_OF_BEST, SHARE_AT_MOST = 0.35, 4.0
SUBTHEME_THRESHOLD = 3.0
MOST_THEMES = 4


@Language.factory(NAME)
def create(nlp: Language, name: str) -> ThemeFinder:  # noqa: ARG001  # spaCy passes both by name
    """Make the component; `load` gives it its themes."""
    return ThemeFinder(nlp)


class ThemeFinder:
    """Sets `doc.cats`: name of each theme and subtheme -> its score, best theme first, its subthemes after it."""

    def __init__(self, nlp: Language) -> None:
        self._triggers = TriggerFinder(nlp)
        self._title: tuple[Doc | None, frozenset[tuple[_Topic, Trigger]]] = (None, frozenset())

    def load(self, themes: tuple[Theme, ...]) -> None:
        """Learn the triggers of these themes."""
        for theme in themes:
            self._triggers.learn(theme.name, None, WEAK, theme.weak)
            self._triggers.learn(theme.name, None, STRONG, theme.strong)
            for sub in theme.subthemes:
                self._triggers.learn(theme.name, sub.name, WEAK, sub.weak)
                self._triggers.learn(theme.name, sub.name, STRONG, sub.strong)

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

    def _points(self, doc: Doc) -> dict[_Topic, float]:
        """Return the score of each theme (theme, None) and each subtheme (theme, subtheme)."""
        points: dict[_Topic, float] = defaultdict(float)
        frame: Frame | None = doc._.frame
        if frame is None:
            return points
        words = doc.to_array("ORTH").tolist()
        for (topic, trigger), times in self._count(words[frame.end :]).items():
            points[topic] += trigger.weight * math.sqrt(min(times, MOST_OCCURRENCES))
        for topic, trigger in self._count(words[frame.own : frame.end]):
            points[topic] += trigger.weight * OWN_HEADING
        for topic, trigger in self._of_title(frame.title) | self._count(words[: frame.own]).keys():
            points[topic] += trigger.weight * OTHER_HEADING
        return points

    def _of_title(self, title: Doc) -> frozenset[tuple[_Topic, Trigger]]:
        """Return the triggers of a title, which is the same for every passage of a document."""
        if self._title[0] is not title:
            self._title = (title, frozenset(self._count(title.to_array("ORTH").tolist())))
        return self._title[1]

    def _count(self, words: Sequence[int]) -> Counter[tuple[_Topic, Trigger]]:
        """Count the triggers of each topic; where they overlap, the longest and then the heaviest counts."""
        places: dict[_Topic, list[tuple[int, Trigger]]] = defaultdict(list)
        for start, trigger in self._triggers.find(words):
            places[trigger.theme, None].append((start, trigger))
            if trigger.subtheme:
                places[trigger.theme, trigger.subtheme].append((start, trigger))
        counts: Counter[tuple[_Topic, Trigger]] = Counter()
        for topic, found in places.items():
            counts.update((topic, trigger) for trigger in _without_overlaps(found))
        return counts


def _without_overlaps(found: Sequence[tuple[int, Trigger]]) -> list[Trigger]:
    if len(found) == 1:
        return [found[0][1]]
    taken: set[int] = set()
    kept = []
    for start, trigger in sorted(found, key=lambda f: (-len(f[1].words), -f[1].weight, f[0], f[1].words)):
        positions = range(start, start + len(trigger.words))
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(trigger)
    return kept


def _threshold(tokens: int) -> float:
    if tokens < SHORT:
        return THRESHOLD_SHORT
    share = min(1.0, max(0, tokens - LONG) / (VERY_LONG - LONG))
    return THRESHOLD + share * (THRESHOLD_AT_MOST - THRESHOLD)
