"""Precision and recall on passages.tsv: 241 invented passages, labelled by reading before the enrichment saw them.

Half are `dev`, whose misses may be looked at, half are `test`, which is only measured. See README.md beside this file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.document import Passage
from index.language.vocabulary import Vocabulary
from ingest.enrich import Enricher

FILE = Path(__file__).resolve().parent / "passages.tsv"
SPLITS = ("dev", "test")
LABELS = ("municipalities", "counties", "organisations", "themes")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPassage:
    """A passage and, for each of `LABELS`, what a reader finds in it; counties include those of its municipalities."""

    split: str
    kind: str
    heading: str
    text: str
    expected: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Micro-averaged counts: labels that are right, that were expected, that were returned; and the misses."""

    right: int
    expected: int
    returned: int
    misses: tuple[tuple[str, frozenset[str], frozenset[str]], ...]

    @property
    def precision(self) -> float:
        """The share of what was returned that is right."""
        return self.right / self.returned if self.returned else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was returned."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def read_passages(vocabulary: Vocabulary) -> tuple[LabelledPassage, ...]:
    """Read passages.tsv; codes of themes become their names, and a municipality brings its county."""
    names = {theme.code: theme.name for theme in vocabulary.themes}
    county_of = {place.name: place.county for place in vocabulary.municipalities}
    passages = []
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            labels = {name: [label.strip() for label in row[name].split(";") if label.strip()] for name in LABELS}
            labels["themes"] = [names[code] for code in labels["themes"]]
            labels["counties"] += [county_of[name] for name in labels["municipalities"]]
            passages.append(
                LabelledPassage(
                    split=row["split"],
                    kind=row["kind"],
                    heading=row["heading"],
                    text=row["text"],
                    expected={name: frozenset(found) for name, found in labels.items()},
                )
            )
    return tuple(passages)


def evaluate(enricher: Enricher, passages: Iterable[LabelledPassage]) -> dict[str, Score]:
    """Score each of `LABELS`; of themes only the first level counts."""
    found = [(passage, _enriched(enricher, passage)) for passage in passages]
    return {label: _score(label, found) for label in LABELS}


def _enriched(enricher: Enricher, passage: LabelledPassage) -> dict[str, frozenset[str]]:
    plain = Passage(id="bank#fall", anchor="fall", heading=(passage.heading,), text=passage.text)
    (enriched,) = enricher.enrich([plain], title="Ett dokument", kind=passage.kind)
    found = {label: frozenset(getattr(enriched, label)) for label in LABELS}
    found["themes"] = frozenset(theme for theme in found["themes"] if " / " not in theme)
    return found


def _score(label: str, found: Sequence[tuple[LabelledPassage, dict[str, frozenset[str]]]]) -> Score:
    pairs = [(passage, passage.expected[label], names[label]) for passage, names in found]
    return Score(
        right=sum(len(expected & names) for _, expected, names in pairs),
        expected=sum(len(expected) for _, expected, _ in pairs),
        returned=sum(len(names) for *_, names in pairs),
        misses=tuple(
            (f"{passage.heading}: {passage.text}", expected - names, names - expected)
            for passage, expected, names in pairs
            if expected != names
        ),
    )
