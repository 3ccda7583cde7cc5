"""Finds what a text may become, by the beginnings of the words of all that can be offered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.language.slips import OTHER_LETTER, bare, distance
from index.language.tokens import Word, fold
from index.plain_words import plain_words
from index.spelling import LONGEST_VARIED, SHORTEST, one_slip_away

MOST = 10
"""Completions that are offered at once."""

MOST_WORDS = 4
"""Words at the end of a query that are completed together."""

MOST_CONSIDERED = 100
"""The worthiest candidates of each way of matching that are looked at."""

AT_BEGINNING = 1.5
"""What it is worth that a candidate begins with what is typed, and not one of its later words."""

THE_SAME = 5.0
"""What it is worth to be what is typed, but for its dots or a slip."""

WITHOUT_DOTS = 100.0
"""What it costs that what is typed lacks dots, or has others: those that match as typed come first."""

A_SLIP = 10.0
"""What a slip costs: the likeliest come first, whatever they are worth."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to offer, and its worth. Of candidates with the same `sense`, such as inflections, one is offered.

    What is `whole`, such as a title, is a query of its own and not the end of another.
    """

    text: str
    worth: float
    sense: tuple[str, ...]
    whole: bool = False


class Completer:
    """The candidates of one generation of a bank."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = sorted(candidates, key=lambda one: (-one.worth, one.text))
        self._as_typed = _Beginnings(self._candidates, _plain)
        self._bare = _Beginnings(self._candidates, lambda text: bare(_plain(text)))

    def complete(self, text: str) -> tuple[str, ...]:
        """Return at most `MOST` whole queries that a query may become, the best first.

        As many of its last words as possible are completed together; what stands before them stays as it is typed.
        """
        run = _last_run(text)
        for find in (self._beginning_with, self._beginning_nearly_with):
            for word in run:
                found = find(text[word.start :], alone=not text[: word.start].strip())
                if found:
                    return tuple(text[: word.start] + one for one in found)
        return ()

    def is_beginning(self, text: str) -> bool:
        """Tell whether the last word of a query, as it is typed, begins a word of something that can be offered."""
        run = _last_run(text)
        return bool(run) and any(True for _ in self._as_typed.beginning_with(_plain(text[run[-1].start :])))

    def _beginning_with(self, typed: str, *, alone: bool) -> list[str]:
        """Return candidates that begin with what is typed, or if it is `alone`, one of whose words does."""
        plain = _plain(typed)
        ways = [(self._as_typed, plain, 0.0), (self._bare, bare(plain), WITHOUT_DOTS)]
        return self._ranked(ways, plain, alone=alone)

    def _beginning_nearly_with(self, typed: str, *, alone: bool) -> list[str]:
        """Return candidates that begin with what is typed but for one slip in its last word."""
        plain = _plain(typed)
        last = plain.rpartition(" ")[2]
        if not SHORTEST <= len(last) <= LONGEST_VARIED:
            return []
        first = plain.removesuffix(last)
        slips = {word: distance(last, word) for word in one_slip_away(last) if self._as_typed.has(first + word)}
        ways = [(self._as_typed, first + word, A_SLIP * cost) for word, cost in slips.items() if cost < OTHER_LETTER]
        return self._ranked(ways, plain, alone=alone)

    def _ranked(self, ways: Iterable[tuple[_Beginnings, str, float]], plain: str, *, alone: bool) -> list[str]:
        """Return what is found in several ways, each an index, what to look up there and what that costs."""
        ranked: dict[tuple[str, ...], tuple[float, str]] = {}
        for index, key, cost in ways:
            for number, place in index.beginning_with(key):
                candidate = self._candidates[number]
                written = _plain(candidate.text)
                if (not alone and (place or candidate.whole)) or written == plain:
                    continue
                fit = THE_SAME if written == key else 0 if place else AT_BEGINNING
                rank = cost - candidate.worth - fit, candidate.text
                ranked[candidate.sense] = min(ranked.get(candidate.sense, rank), rank)
        return [text for _, text in sorted(ranked.values())[:MOST]]


def _last_run(text: str) -> Sequence[Word]:
    """Return the last few words of a query, if they are searched as words; none where it ends with something else."""
    runs = plain_words(text)
    return runs[-1][-MOST_WORDS:] if runs and not text[runs[-1][-1].end :].strip() else ()


class _Beginnings:
    """Every word of every candidate with what follows it, in order."""

    def __init__(self, candidates: Sequence[Candidate], plain: Callable[[str], str]) -> None:
        entries = sorted(
            (text[place:], number, place)
            for number, candidate in enumerate(candidates)
            for text in (plain(candidate.text),)
            for place in _word_places(text)
        )
        self._texts = [text for text, _, _ in entries]
        self._numbers = np.asarray([number for _, number, _ in entries], dtype=np.int64)
        self._places = np.asarray([place for _, _, place in entries], dtype=np.int64)

    def has(self, key: str) -> bool:
        """Tell whether any candidate has a word from which on it begins with `key`."""
        place = bisect_left(self._texts, key)
        return place < len(self._texts) and self._texts[place].startswith(key)

    def beginning_with(self, key: str) -> Iterator[tuple[int, int]]:
        """Yield the number of each candidate that has a word from which on it begins with `key`, and the place."""
        first, last = bisect_left(self._texts, key), bisect_left(self._texts, f"{key}\U0010ffff")
        numbers = self._numbers[first:last]
        best = np.arange(len(numbers))
        if len(numbers) > MOST_CONSIDERED:
            best = np.argpartition(numbers, MOST_CONSIDERED)[:MOST_CONSIDERED]
        yield from zip(numbers[best].tolist(), self._places[first:last][best].tolist(), strict=True)


def _word_places(text: str) -> Iterator[int]:
    yield from (0, *(place + 1 for place, character in enumerate(text) if not character.isalnum()))


def _plain(text: str) -> str:
    """Return a text as it is compared: folded, with single spaces, one of them at the end if it has any there."""
    return fold(" ".join(text.split())) + (" " if text[-1:].isspace() else "")
