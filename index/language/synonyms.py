"""Synonyms of the field: which other words a query also searches, and what that is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from index.language.analysis import Level, stem, term
from index.language.tokens import Word, words
from index.language.toml_file import TomlFile
from index.language.vocabulary import vocabulary_file

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another way to say `first` … `last` (positions in the query, inclusive): as written, and its stem terms."""

    first: int
    last: int
    text: str
    terms: tuple[str, ...]


def find_synonyms(query: Sequence[Word]) -> list[Synonym]:
    """Return the synonyms of every word and run of words of a query, longer runs first; inflections do not matter."""
    table = _table()
    longest = max(map(len, table), default=0)
    stems = tuple(stem(word.form) for word in query)
    taken: set[int] = set()
    found = []
    for size in range(min(longest, len(stems)), 0, -1):
        for first in range(len(stems) - size + 1):
            positions = set(range(first, first + size))
            if not positions & taken and stems[first : first + size] in table:
                taken |= positions
                for text in table[stems[first : first + size]]:
                    found.append(Synonym(first, first + size - 1, text, _terms(text)))  # noqa: PERF401
    return found


@cache
def _table() -> Mapping[Stems, tuple[str, ...]]:
    """Return what each run of stems also searches, as written."""
    table: dict[Stems, dict[Stems, str]] = {}
    for source, target in _pairs():
        if _stems(source) != _stems(target):
            table.setdefault(_stems(source), {}).setdefault(_stems(target), target)
    return {source: tuple(targets.values()) for source, targets in table.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    file = TomlFile(vocabulary_file("synonyms.toml"))
    for group in file.entries("group", keys=("words",)):
        yield from ((a, b) for a in group.texts("words") for b in group.texts("words"))
    for rule in file.entries("one_way", keys=("from", "to")):
        yield from ((a, b) for a in rule.texts("from") for b in rule.texts("to"))


def _stems(text: str) -> Stems:
    return tuple(stem(word.form) for word in words(text))


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term(Level.STEM, key) for key in _stems(text))
