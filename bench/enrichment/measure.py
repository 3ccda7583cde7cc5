"""Precision and recall of the enrichment on the labelled tables beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.document import Passage

if TYPE_CHECKING:
    from ingest.enrich import Enricher

FOLDER = Path(__file__).resolve().parent
TABLES = ("municipalities", "organisations", "themes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled passage: what must be found, and what may be found besides."""

    heading: str
    text: str
    expected: frozenset[str]
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Micro-averaged over all labels of a table; `faults` holds (text, missed, false) of the cases that fail."""

    cases: int
    precision: float
    recall: float
    faults: tuple[tuple[str, frozenset[str], frozenset[str]], ...]


def read_cases(table: str) -> tuple[Case, ...]:
    """Read a table; its columns are heading (not in all), text, expected, allowed (not in all), labels with "; "."""
    with (FOLDER / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Case(
            heading=row.get("heading") or "",
            text=row["text"],
            expected=_labels(row.get("expected")),
            allowed=_labels(row.get("allowed")),
        )
        for row in rows
    )


def found_in(enricher: Enricher, case: Case, table: str) -> frozenset[str]:
    """Return what the enrichment finds in a case, of the kind that the table is about."""
    heading = (case.heading,) if case.heading else ()
    passage = Passage(id="bank#fall", anchor="fall", heading=heading, text=case.text)
    (enriched,) = enricher.enrich([passage], title="Ett dokument")
    return frozenset(getattr(enriched, table))


def measure(enricher: Enricher, table: str) -> Score:
    """Score one of `TABLES`."""
    right = expected = returned = 0
    faults = []
    cases = read_cases(table)
    for case in cases:
        found = found_in(enricher, case, table) - (case.allowed - case.expected)
        right += len(found & case.expected)
        expected += len(case.expected)
        returned += len(found)
        if found != case.expected:
            faults.append((case.text, case.expected - found, found - case.expected))
    return Score(
        cases=len(cases),
        precision=right / returned if returned else 1.0,
        recall=right / expected if expected else 1.0,
        faults=tuple(faults),
    )


def _labels(cell: str | None) -> frozenset[str]:
    return frozenset(label.strip() for label in (cell or "").split(";") if label.strip())
