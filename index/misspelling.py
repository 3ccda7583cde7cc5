"""Judges one word of a query: right, perhaps wrong, or wrong; and says what is likeliest meant.

A word that the bank holds is right, unless a far commoner one is a slip away. A word that dictionaries know is right
whether or not the bank holds it. A compound of known parts may be right. Everything else is wrong if there is another
spelling to offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import log

from index.engine import SearchEngine
from index.language.analysis import Level, english_stem, part_stems, stem, term
from index.language.compounds import known_cost
from index.language.function_words import FUNCTION_WORDS
from index.language.known_words import is_compound, is_inflected, is_known, is_old, with_linking_s
from index.language.lemmas import lemma
from index.language.slips import bare
from index.language.tokens import Word
from index.once import once_a_generation
from index.spelling import FREQUENCY_WEIGHT, LONGEST, SHORTEST, Candidate, Speller

MOST_WORDS = 8
"""Words of a query that are looked at more closely: a pasted page is no misspelled query."""

MOST_PIECES = 4
"""Words that may have been run together."""

RARE = 2
"""A word in no more passages than this may be a misspelling in the bank itself."""

FAR_COMMONER = 20
"""How many times commoner another spelling must be to be offered beside one that the bank holds."""

OLD_SPELLING = 0.7
"""At most so many slips away is today's spelling of an old word."""

SURE = 1.0
"""At most so many slips away is another spelling of a word that may be right as it is."""

LOST_SPACE = 0.7
"""What a space that was left out counts as, in slips."""

APART_IN_BANK = 0.4
"""What it costs that words which were run together never stand together in the bank."""

NOT_IN_BANK = 0.3
"""What it costs that the bank has a word in another form only, or its parts."""

LIKELY = 0.7
"""With a candidate in the bank whose score is no higher, the dictionary is not asked: it would hardly know better."""

PART_NOT_HELD = 0.2
"""What it costs that the bank has nothing of a part of a compound."""

LONG = 6
"""Letters of a word that is offered though nothing in the bank answers it."""

NOT_HELD = 0.8
"""What it costs that nothing in the bank answers a word."""

CLOSE_CALL = 0.5
"""Candidates whose scores differ by less are told apart by the words that stand beside them in the query."""

TOGETHER_WEIGHT = 0.15

INFLECTED = ("a", "t", "en", "et", "er", "or", "ar", "ad")
"""Endings that the first part of a compound does not have, unless they belong to its stem."""

SURELY_APART = 3
"""Passages in which words stand apart before a compound of them is taken for a mistake."""

FAR_FETCHED = 7.5
"""From this `known_cost` on, a compound is as likely a misspelling of one that the bank has in another form."""

MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to read for a word; `needed` where nothing answers the word as typed, but something what to read for it."""

    better: str
    needed: bool


@once_a_generation
def _speller(engine: SearchEngine, generation: str) -> Speller:  # noqa: ARG001 (a new generation has other words)
    return Speller(engine.word_frequencies())


class Judge:
    """Judges the words of one query. What costs more than a moment is only done for words that look wrong.

    `counts` has the passages of every form that is asked about, `dotted` says whether the query has any å, ä or ö.
    """

    def __init__(self, engine: SearchEngine, counts: Mapping[str, int], *, dotted: bool) -> None:
        self._engine = engine
        self._counts = counts
        self._dotted = dotted
        self._left = MOST_WORDS

    def judge(self, run: Sequence[Word], place: int) -> Verdict | None:
        """Judge the word at a place among its neighbours; None for a word that is right or that nothing is like."""
        form = run[place].form
        count = self._counts[form]
        word_like = form.isalpha() and SHORTEST - 1 <= len(form) <= LONGEST and form not in FUNCTION_WORDS
        if count > RARE or not word_like:
            return None
        if is_known(form):
            return None if count else self._another(run, form)
        if not self._left or is_inflected(form, self._speller.frequencies):
            return None
        self._left -= 1
        if not count and (longer := self._speller.cut_short(form)) and not self.is_held(form):
            return Verdict(longer, needed=True)
        if count or is_compound(form):
            return self._perhaps_wrong(form, count)
        return self._wrong(run, place)

    def is_held(self, form: str) -> bool:
        """Tell whether something in the bank has a word, in any form, or a compound that it is part of."""
        return any(self._count([term(level, key)] for level, key in _levels(form)))

    @cached_property
    def _speller(self) -> Speller:
        return _speller(self._engine, self._engine.generation())

    def _another(self, run: Sequence[Word], form: str) -> Verdict | None:
        """Offer what a known word may be that the bank lacks: one that lost its dots, or an old spelling of one."""
        alone, old = len(run) == 1 and form.isascii() and not self.is_held(form), is_old(form)
        for one in self._speller.from_bank(form) if alone or old else ():
            dotless = alone and self._is_dotless(form, one.text)
            if one.frequency > RARE and (dotless or (old and one.slips <= OLD_SPELLING)):
                return Verdict(one.text, needed=False)
        return None

    def _perhaps_wrong(self, form: str, count: int) -> Verdict | None:
        """Offer a spelling that the bank has, beside one that may be right."""
        if count and any(self._count([[term(Level.ENGLISH, english_stem(form))]])):
            return None
        candidates = [*self._speller.from_bank(form), *self._run_together(form)]
        if not count:
            candidates += self._better_compounds(form)
        for best in sorted(candidates, key=_score):
            if best.slips <= SURE and best.frequency >= FAR_COMMONER * count and best.held:
                right = (known_cost(form) or FAR_FETCHED) < FAR_FETCHED and not self._is_dotless(form, best.text)
                found = count or (right and self._holds_parts(form)) or self.is_held(form)
                return Verdict(best.text, needed=not found)
        return None

    def _holds_parts(self, form: str) -> bool:
        """Tell whether the bank has something of every part of a compound."""
        levels = _part_levels(form)
        counts = self._count([term(level, key)] for level, key in levels)
        held = {key for (_, key), count in zip(levels, counts, strict=True) if count}
        return held >= {key for _, key in levels}

    def _better_compounds(self, form: str) -> Iterator[Candidate]:
        """Yield compounds of the dictionary that are likelier than one that may be right itself."""
        linked, cost = set(with_linking_s(form)), known_cost(form) or 0.0
        for one in self._from_dictionary(form):
            likelier = self._is_dotless(form, one.text) and (known_cost(one.text) or 0.0) < cost
            if one.text in linked or likelier or (cost > FAR_FETCHED and one.frequency):
                yield one

    def _is_dotless(self, form: str, meant: str) -> bool:
        """Tell whether all that a word lacks is dots, in a query without any."""
        return not self._dotted and bare(meant) == form

    def _wrong(self, run: Sequence[Word], place: int) -> Verdict | None:
        word = run[place]
        candidates = [*self._speller.from_bank(word.form), *self._run_together(word.form)]
        is_name = word.start > 0 and word.text[:1].isupper()
        if not is_name and not any(one.score <= LIKELY for one in candidates):
            candidates += self._from_dictionary(word.form)
        best = self._likeliest(run, place, candidates)
        return Verdict(best.text, needed=best.held and self._finds_nothing(word.form)) if best else None

    def _finds_nothing(self, form: str) -> bool:
        """Tell whether the bank answers a word neither as it is nor by its parts."""
        return known_cost(form) is None and not self.is_held(form)

    def _from_dictionary(self, form: str) -> list[Candidate]:
        """Return words of the dictionary; the frequency is that of their other forms in the bank."""
        candidates = self._speller.from_dictionary(form)[:MOST_CANDIDATES]
        keys = {(level, key) for one in candidates for level, key in (*_levels(one.text), *_part_levels(one.text))}
        ordered = sorted(keys)
        counts = dict(zip(ordered, self._count([term(level, key)] for level, key in ordered), strict=True))
        return [judged for one in candidates if (judged := _weighed(one, counts)) is not None]

    def _run_together(self, form: str) -> list[Candidate]:
        """Return words of the bank that a word is when it is taken apart."""
        ways = list(self._speller.taken_apart(form, MOST_PIECES))
        least = SURELY_APART if known_cost(form) is not None else 1
        found = []
        for words in ways:
            pairs = list(pairwise(words))
            together = min(self._count([term(Level.FORM, word) for word in pair] for pair in pairs))
            if together >= least:
                slips = LOST_SPACE * len(pairs)
                found.append(Candidate(" ".join(words), slips, together, slips - FREQUENCY_WEIGHT * log(together)))
            elif least == 1 and len(pairs) == 1 and self._are_two(*words):
                found.append(Candidate(" ".join(words), LOST_SPACE, 0, LOST_SPACE + APART_IN_BANK))
        return found

    def _are_two(self, first: str, second: str) -> bool:
        """Tell whether two words cannot be a compound: an inflected one does not stand first."""
        long = min(len(first), len(second)) > SHORTEST
        frequencies = self._speller.frequencies
        return (
            long
            and (first in frequencies or second in frequencies)
            and first.endswith(INFLECTED)
            and lemma(first) != first
        )

    def _likeliest(self, run: Sequence[Word], place: int, candidates: Sequence[Candidate]) -> Candidate | None:
        """Return the best candidate; those that are nearly as good are told apart by their neighbours."""
        ranked = sorted(candidates, key=_score)
        close = [one for one in ranked if one.score <= ranked[0].score + CLOSE_CALL][:MOST_CANDIDATES]
        if len(close) > 1 and len(run) > 1:
            beside = self._beside(run, place, close)
            close.sort(key=lambda one: one.score - TOGETHER_WEIGHT * log(1 + beside[one.text]))
        return close[0] if close else None

    def _beside(self, run: Sequence[Word], place: int, candidates: Sequence[Candidate]) -> Mapping[str, int]:
        """Return how often each candidate stands beside a neighbour of the query, as it is and in other forms."""
        pairs = []
        for one in candidates:
            around = [(word.form, one.text) for word in run[max(0, place - 1) : place]]
            around += [(one.text, word.form) for word in run[place + 1 : place + 2]]
            pairs += [(one.text, [term(Level.FORM, form) for form in pair]) for pair in around]
            pairs += [(one.text, [term(Level.STEM, stem(form)) for form in pair]) for pair in around]
        counts = dict.fromkeys((one.text for one in candidates), 0)
        for (text, _), count in zip(pairs, self._count(pair for _, pair in pairs), strict=True):
            counts[text] += count
        return counts

    def _count(self, phrases: Iterable[Sequence[str]]) -> Sequence[int]:
        return self._engine.count_passages(list(phrases))


def _levels(form: str) -> list[tuple[Level, str]]:
    """Return under what the bank may have a word: an English one, any of its Swedish forms, inside a compound."""
    return [(Level.ENGLISH, english_stem(form)), (Level.STEM, stem(form)), (Level.PART, stem(form))]


def _part_levels(form: str) -> list[tuple[Level, str]]:
    return [(level, part) for part in part_stems(form) for level in (Level.STEM, Level.PART)]


def _weighed(one: Candidate, counts: Mapping[tuple[Level, str], int]) -> Candidate | None:
    """Add what it costs that the bank has a word in other forms, or some of its parts alone, or nothing of it."""
    others = counts[Level.STEM, stem(one.text)]
    if any(counts[level] for level in _levels(one.text)):
        return replace(one, frequency=others, score=one.score + NOT_IN_BANK, held=True)
    parts = part_stems(one.text)
    missing = sum(not (counts[Level.STEM, part] or counts[Level.PART, part]) for part in parts)
    if missing < len(parts):
        return replace(one, score=one.score + NOT_IN_BANK + PART_NOT_HELD * missing, held=True)
    offered = is_known(one.text) and one.slips < SURE and len(one.text) >= LONG
    return replace(one, score=one.score + NOT_HELD) if offered else None


def _score(candidate: Candidate) -> float:
    return candidate.score
