"""Counts what a corrector makes of planted errors and of correct queries."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bench.spelling.planting import IN_A_WORD, SHORTEST, plant_in_word
from index.language import compounds
from index.language.tokens import words

Corrector = Callable[[str], str | None]
"""From a query as typed to another spelling of it, or None."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query with one error, and the query without it."""

    kind: str
    typed: str
    meant: str


@dataclass(slots=True)
class Score:
    """What became of the cases of one kind; `faults` holds typed, meant and what was said instead."""

    cases: int = 0
    restored: int = 0
    wrong: int = 0
    faults: list[tuple[str, str, str | None]] = field(default_factory=list)


def planted_words(bank: Iterable[str], seed: int) -> list[Case]:
    """Plant one error in each word of the bank that is long enough, of a kind drawn at random."""
    draw = random.Random(seed)  # noqa: S311 (not for secrets)
    cases = []
    for word in sorted(word for word in bank if word.isalpha() and len(word) >= SHORTEST):
        kind = draw.choice(list(IN_A_WORD))
        if typed := plant_in_word(word, kind, draw):
            cases.append(Case(kind, typed, word))
    return cases


def planted_queries(queries: Iterable[str], seed: int) -> list[Case]:
    """Plant one error of each kind in a word of each query; and join two words, and take a compound apart."""
    draw = random.Random(seed)  # noqa: S311
    cases = []
    for query in queries:
        typed_words = words(query)
        long = [word for word in typed_words if word.text.isalpha() and len(word.text) >= SHORTEST]
        if not long:
            continue
        for kind in IN_A_WORD:
            word = draw.choice(long)
            if planted := plant_in_word(word.text, kind, draw):
                cases.append(Case(kind, query[: word.start] + planted + query[word.end :], query))
        cases += _joined(query, draw)
        cases += _apart(query, draw)
    return cases


def _joined(query: str, draw: random.Random) -> list[Case]:
    """Leave out the space between two words of which the bank may know that they stand together."""
    long = words(query)
    pairs = [
        (first.end, second.start)
        for first, second in pairwise(long)
        if first.text.isalpha() and second.text.isalpha() and min(len(first.text), len(second.text)) >= SHORTEST
        and query[first.end : second.start] == " "
    ]  # fmt: skip
    if not pairs:
        return []
    end, start = draw.choice(pairs)
    return [Case("joined", query[:end] + query[start:], query)]


def _apart(query: str, draw: random.Random) -> list[Case]:
    """Put a space between the parts of a compound."""
    divided = [(word, parts) for word in words(query) if len(parts := compounds.split(word.text)) > 1]
    if not divided:
        return []
    word, parts = draw.choice(divided)
    written = []
    place = word.start
    for part in parts:
        written.append(query[place : place + len(part)])
        place += len(part)
    return [Case("apart", query[: word.start] + " ".join(written) + query[word.end :], query)]


def measure(cases: Iterable[Case], correct: Corrector) -> dict[str, Score]:
    """Return the scores by kind."""
    scores: dict[str, Score] = {}
    for case in cases:
        score = scores.setdefault(case.kind, Score())
        said = correct(case.typed)
        score.cases += 1
        if said is not None and said.casefold() == case.meant.casefold():
            score.restored += 1
        else:
            score.wrong += said is not None
            score.faults.append((case.typed, case.meant, said))
    return scores


def false_alarms(queries: Sequence[str], correct: Corrector) -> list[tuple[str, str]]:
    """Return the correct queries for which another spelling is offered, with that spelling."""
    return [(query, said) for query in queries if (said := correct(query)) is not None]
