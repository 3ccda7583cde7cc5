"""A query as it is likeliest spelled: what to offer, and what to search instead of words that nothing answers.

Offered, never forced: what the bank holds is searched as typed. Only a word that is no known word and that nothing in
the bank answers is replaced, and the pages link back to the search as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from index.engine import SearchEngine
from index.language.analysis import Level, stem, term
from index.language.compounds import known_cost
from index.language.function_words import FUNCTION_WORDS
from index.language.known_words import is_compound, is_known
from index.language.tokens import Word, fold
from index.misspelling import Judge
from index.plain_words import plain_words

MOST_PIECES = 4
"""Words that may have been one word: "närings livs utvecklare" has three."""

SHORTEST_PIECE = 2

SELDOM_APART = 5
"""How many times oftener than apart the bank must write words as one before that is offered."""

LINKING = ("ings", "hets", "skaps", "tions", "doms")
"""Ends of words that stand first in a compound and hardly alone: "upphandlings myndigheten"."""

_GENITIVE = re.compile(r"[:'’´]\w{1,4}$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Two readings of a query, each the whole query as typed but for the words changed, or None where there are none.

    `suggestion` has every change. `searched` has those of words that find nothing as they are typed.
    """

    suggestion: str | None = None
    searched: str | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """`text[start:end]` of the query and what to read for it; `needed` where nothing is found for what was typed."""

    start: int
    end: int
    better: str
    needed: bool


def check_spelling(engine: SearchEngine, text: str) -> Spelling:
    """Look for misspelled words in a query as typed. Words in quotes, exclusions and filters are left alone."""
    runs = plain_words(text)
    if not runs:
        return Spelling()
    found = list(_Checker(engine, text, runs).changes())
    return Spelling(_changed(text, found), _changed(text, [one for one in found if one.needed]))


def _changed(text: str, changes: Sequence[_Change]) -> str | None:
    if not changes:
        return None
    for one in reversed(changes):
        text = text[: one.start] + _as_typed(text[one.start : one.end], one.better) + text[one.end :]
    return text


class _Checker:
    """Looks at one query: at runs of words, first for words that belong together, then at each by itself."""

    def __init__(self, engine: SearchEngine, text: str, runs: Sequence[Sequence[Word]]) -> None:
        self._engine = engine
        self._text = text
        self._runs = runs
        forms = {word.form for run in runs for word in run}
        joined = {"".join(pieces) for run in runs for *_, pieces in self._windows(run)}
        known = sorted(forms | joined)
        self._counts = dict(
            zip(known, engine.count_passages([[term(Level.FORM, form)] for form in known]), strict=True)
        )
        self._judge = Judge(engine, self._counts, dotted=not all(form.isascii() for form in forms))

    def changes(self) -> Iterator[_Change]:
        """Yield what to read differently, in order."""
        for run in self._runs:
            yield from self._in_run(run)

    def _in_run(self, run: Sequence[Word]) -> Iterator[_Change]:
        split = {place: (size, "".join(forms)) for place, size, forms in self._windows(run) if self._is_one_word(forms)}
        place = 0
        while place < len(run):
            size, better = split.get(place, (1, ""))
            last = run[place + size - 1]
            if better:
                yield _Change(run[place].start, last.end, better, needed=False)
            elif verdict := self._judge.judge(run, place):
                yield _Change(last.start, last.end, verdict.better, verdict.needed)
            place += size

    def _windows(self, run: Sequence[Word]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield the place, number and forms of words with nothing but space between; the longest at a place last."""
        for size in range(2, MOST_PIECES + 1):
            for place in range(len(run) - size + 1):
                window = run[place : place + size]
                spaced = all(self._text[one.end : other.start].isspace() for one, other in pairwise(window))
                if spaced and all(word.text.isalpha() for word in window):
                    yield place, size, tuple(word.form for word in window)

    def _is_one_word(self, forms: Sequence[str]) -> bool:
        """Tell whether words that were typed apart are one word, which the bank has so and never apart."""
        joined = "".join(forms)
        if any(form in FUNCTION_WORDS or len(form) < SHORTEST_PIECE for form in forms):
            return False
        linked = all(form.endswith(LINKING) and len(form) > len(LINKING) for form in forms[:-1])
        if linked and known_cost(joined) is not None:
            return True
        if not all(self._counts[form] or is_known(form) or is_compound(form) for form in forms[:-1]):
            return bool(self._counts[joined])
        if self._counts[joined]:
            apart = self._engine.count_passages([[term(Level.FORM, form) for form in pair] for pair in pairwise(forms)])
            return SELDOM_APART * max(apart) < self._counts[joined]
        if known_cost(joined) is None or not self._judge.is_held(joined):
            return False
        return not any(
            self._engine.count_passages([[term(Level.STEM, stem(form)) for form in pair] for pair in pairwise(forms)])
        )


def _as_typed(typed: str, better: str) -> str:
    """Return a word with the capitals, the accents and the ending of a genitive ("IOP:s") of what was typed."""
    written = _GENITIVE.sub("", typed)
    folded = fold(written)
    if len(folded) == len(written):
        better = "".join(
            written[step.src_start : step.src_end] if step.tag == "equal" else better[step.dest_start : step.dest_end]
            for step in Levenshtein.opcodes(folded, better)
        )
    if written.isupper() and len(written) > 1:
        better = better.upper()
    elif written[:1].isupper():
        better = better[:1].upper() + better[1:]
    return better + typed[len(written) :]
