"""Compares the divisions of labelled words with their labels, boundary by boundary.

A table has a word and its division on each line, with a tab between. In the division, "|" is a boundary that must be
found and "~" one that counts neither way; a line that begins with "#" is a comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word with the boundaries that must be and those that may be found, in letters from its beginning."""

    word: str
    division: str
    required: frozenset[int]
    optional: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of boundaries, and of words without a required one (`wholes`) that were divided (`false_splits`)."""

    words: int
    found: int
    missed: int
    false: int
    wholes: int
    false_splits: int
    faults: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of the boundaries set that are right; optional ones are left out."""
        return self.found / max(self.found + self.false, 1)

    @property
    def recall(self) -> float:
        """The share of the required boundaries that were set."""
        return self.found / max(self.found + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.found / max(2 * self.found + self.false + self.missed, 1)


def read_labels(table: Path) -> list[Label]:
    """Read a table of labelled words."""
    lines = table.read_text("utf-8").splitlines()
    return [_label(*line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]


def measure(labels: Iterable[Label], split: Callable[[str], tuple[str, ...]]) -> Score:
    """Divide every word and count; a fault shows the label and what came out."""
    words = found = missed = false = wholes = false_splits = 0
    faults: list[str] = []
    for label in labels:
        pieces = split(label.word)
        cuts = _cuts(pieces)
        wrong = cuts - label.required - label.optional
        lost = label.required - cuts
        words += 1
        found += len(cuts & label.required)
        missed += len(lost)
        false += len(wrong)
        wholes += not label.required
        false_splits += bool(wrong) and not label.required
        if wrong or lost:
            faults.append(f"{label.division} -> {'|'.join(pieces) or label.word}")
    return Score(
        words=words,
        found=found,
        missed=missed,
        false=false,
        wholes=wholes,
        false_splits=false_splits,
        faults=tuple(faults),
    )


def _label(word: str, division: str) -> Label:
    required, optional, position = set[int](), set[int](), 0
    for letter in division:
        if letter == "|":
            required.add(position)
        elif letter == "~":
            optional.add(position)
        else:
            position += 1
    return Label(word=word, division=division, required=frozenset(required), optional=frozenset(optional))


def _cuts(pieces: tuple[str, ...]) -> set[int]:
    return {sum(map(len, pieces[:count])) for count in range(1, len(pieces))}
