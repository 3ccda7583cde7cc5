"""Texts with their languages, and how a detector does on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Detector = Callable[[str], str | None]

TEXTS = Path(__file__).parent / "texts.tsv"
UNDECIDABLE = "-"


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its language ("-" where it has none), and what it is: "heading", "sentence", "passage", "mixed", …."""

    language: str
    kind: str
    text: str


@dataclass(slots=True)
class Score:
    """How many texts of a kind were told right, told wrong, and left open."""

    right: int = 0
    wrong: int = 0
    open: int = 0


def read_cases() -> list[Case]:
    """Return the labelled texts."""
    lines = (line for line in TEXTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [Case(*line.split("\t")) for line in lines]


def measure(detect: Detector, cases: Sequence[Case]) -> dict[str, Score]:
    """Return the scores of a detector by kind of text. A text without a language is right when it is left open."""
    scores: dict[str, Score] = defaultdict(Score)
    for case in cases:
        told, score = detect(case.text), scores[case.kind]
        if told is None and case.language != UNDECIDABLE:
            score.open += 1
        elif (told or UNDECIDABLE) == case.language:
            score.right += 1
        else:
            score.wrong += 1
    return scores
