"""Other spellings of one word: words of the bank near it, words that were run together, words of the dictionary."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product, takewhile
from math import log

from index.language import compounds, lemmas
from index.language.function_words import FUNCTION_WORDS
from index.language.known_words import with_linking_s
from index.language.slips import bare, distance
from index.neighbours import Neighbours

SHORTEST = 4
"""Words shorter than this are only corrected as abbreviations, or given their dots."""

LONGEST = 64
"""No word is longer; what is, is left alone."""

LONGEST_VARIED = 30
"""Up to so many letters every slip is tried, which are some 60 a letter."""

SHORTEST_WORD = 2
"""Letters of a word that others may have been run together with."""

FREQUENCY_WEIGHT = 1 / 7
"""How many slips a word's frequency is worth: one that is e⁷ = 1100 times commoner may be one slip further away."""

FUNCTION_WORD = 0.3
"""What it costs that a word carries grammar alone: people misspell what they search for."""

FAR_FETCHED_WEIGHT = 0.05
"""What a point of `compounds.known_cost` costs."""

MOST_DOTS = 6
"""Letters of a word that are tried with and without dots."""

SHORTEST_COMPOUND = 8

LEAST_CUT, MOST_LONGER = 3, 1_000
"""Letters that a short form lacks at least, and words of the bank that are looked at for it."""

_VOWELS = "aeiouyåäö"
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
_DOTTED = {"a": "aåä", "o": "oö"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be meant: the slips on the way there, its passages in the bank, and all in all (low is likely).

    `held` tells whether something in the bank answers it.
    """

    text: str
    slips: float
    frequency: int
    score: float
    held: bool = True


class Speller:
    """Knows the words of one generation of the bank, and in how many passages each stands."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self.frequencies = frequencies
        self._neighbours = Neighbours([word for word in frequencies if word.isalpha() and len(word) >= SHORTEST - 1])

    def from_bank(self, form: str) -> list[Candidate]:
        """Return words of the bank that a word may stand for, the likeliest first; `form` itself is left out."""
        found = []
        for word in self._neighbours.within(form, 1 if len(form) <= SHORTEST else 2):
            slips, frequency = distance(form, word), self.frequencies[word]
            if 0 < slips <= most_slips(form, frequency):
                rarity = FUNCTION_WORD if word in FUNCTION_WORDS else -FREQUENCY_WEIGHT * log(frequency)
                found.append(Candidate(word, slips, frequency, slips + rarity))
        return sorted(found, key=_likeliest_first)

    def from_dictionary(self, form: str) -> list[Candidate]:
        """Return words and compounds of the dictionary, one slip away, that the bank does not have as such.

        Whether the bank has another form of them, or their parts, is for the caller to find out.
        """
        if not SHORTEST < len(form) <= LONGEST_VARIED:
            return []
        near = [word for word in one_slip_away(form) if word not in self.frequencies]
        costs: dict[str, float | None] = {word: 0 for word in near if lemmas.is_known(word)}
        if not costs and len(form) >= SHORTEST_COMPOUND:
            costs = {word: compounds.known_cost(word) for word in (*near, *with_linking_s(form))}
        found = []
        for word, cost in costs.items():
            if cost is not None and (slips := distance(form, word)) <= most_slips(form):
                found.append(Candidate(word, slips, 0, slips + FAR_FETCHED_WEIGHT * cost, held=False))
        return sorted(found, key=_likeliest_first)

    def taken_apart(self, form: str, most: int) -> Iterator[tuple[str, ...]]:
        """Yield the ways to take a word apart into two to `most` words of the bank or the dictionary."""
        for place in range(SHORTEST_WORD, len(form) - SHORTEST_WORD + 1):
            first = self._as_held(form[:place])
            if first is None:
                continue
            last = self._as_held(form[place:])
            if last is not None:
                yield first, last
            if most > 2:  # noqa: PLR2004 (two are yielded above)
                yield from ((first, *rest) for rest in self.taken_apart(form[place:], most - 1))

    def cut_short(self, form: str) -> str | None:
        """Return the commonest word of the bank that a short form is the beginning of, "arbetsförm" of a longer word.

        A word that only lacks its last letters is misspelled, and one that ends in a vowel is seldom a short form.
        """
        if len(form) < SHORTEST or form[-1] in _VOWELS:
            return None
        first = bisect_left(self._in_order, form)
        longer = [*takewhile(lambda word: word.startswith(form), self._in_order[first : first + MOST_LONGER])]
        if not longer or any(len(word) < len(form) + LEAST_CUT for word in longer):
            return None
        return max(longer, key=lambda word: (self.frequencies[word], -len(word)))

    def _as_held(self, form: str) -> str | None:
        """Return a word as the bank has it, with its dots if they were left out, or a longer one of the dictionary."""
        if form in self.frequencies:
            return form
        return self._with_dots.get(form) or (form if len(form) >= SHORTEST and lemmas.is_known(form) else None)

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(word for word in self.frequencies if word.isalpha())

    @cached_property
    def _with_dots(self) -> Mapping[str, str]:
        """The commonest word with dots for each word without."""
        dotted = (word for word in self.frequencies if not word.isascii())
        return {bare(word): word for word in sorted(dotted, key=lambda word: self.frequencies[word])}


def most_slips(form: str, frequency: int = 1) -> float:
    """Return how many slips a word of this length may hold: in a short word, too many others are one slip away."""
    if len(form) == SHORTEST:
        return 0.9 if frequency >= COMMON else 0.7
    for length, slips in ((3, 0.6), (5, 1.0), (7, 1.4)):
        if len(form) <= length:
            return slips
    return 1.9


COMMON = 3


def _likeliest_first(candidate: Candidate) -> tuple[float, str]:
    return candidate.score, candidate.text


def one_slip_away(form: str) -> set[str]:
    """Return every string that one slip turns into `form`, and `form` with its dots put in."""
    splits = [(form[:place], form[place:]) for place in range(len(form) + 1)]
    found = {left + letter + right for left, right in splits for letter in _LETTERS}
    found |= {left + letter + right[1:] for left, right in splits if right for letter in _LETTERS}
    found |= {left + right[1:] for left, right in splits if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    if form.isascii():
        found |= _with_dots(form)
    found.discard(form)
    return found


def _with_dots(form: str) -> set[str]:
    places = [place for place, letter in enumerate(form) if letter in _DOTTED][:MOST_DOTS]
    variants = set()
    for letters in product(*(_DOTTED[form[place]] for place in places)):
        written = list(form)
        for place, letter in zip(places, letters, strict=True):
            written[place] = letter
        variants.add("".join(written))
    return variants
