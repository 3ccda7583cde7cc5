"""What to offer for a query that is being typed: another spelling, and what it may become.

Offered are titles, municipalities, counties, organisations, themes, and words and phrases that recur in the texts.
Persons are never offered: the bank keeps no list of them, and words that always have a capital are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from index.completion import Candidate, Completer
from index.engine import SearchEngine
from index.language.analysis import stem
from index.language.lemmas import lemma
from index.language.tokens import words
from index.once import once_a_generation
from index.phrases import Phrase, find_phrases
from index.request import THEME_SEPARATOR, FacetValue, SearchRequest
from index.respelling import check_spelling
from index.search import search

FACETS_OFFERED = {"tema": 3.0, "kommun": 2.5, "organisation": 2.0, "lan": 1.5}
"""The facets whose values are offered, and what they are worth beside the logarithm of their documents."""

UPPER_THEME, PHRASE, WORD, TITLE = 1.0, 1.5, 0.5, 0.0
"""What the other kinds are worth beside the logarithm of how often they stand in the bank; a title stands once."""

INFLECTED = 0.001
"""What it costs to be another form of a phrase than the most usual one, base forms first."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Another spelling of a query, or None, and at most ten whole queries that it may become, the best first."""

    suggestion: str | None
    completions: tuple[str, ...]


def suggest(engine: SearchEngine, text: str) -> Suggestions:
    """Return what to offer for a query as far as it is typed. Raises IndexMissingError or IndexOutdatedError."""
    completer = _completer(engine, engine.generation())
    typed = text.rpartition(" ") if completer.is_beginning(text) else (text, "", "")
    # A last word that begins another is not misspelled, but unfinished.
    finished = check_spelling(engine, typed[0])
    suggestion = finished.suggestion and "".join((finished.suggestion, *typed[1:]))
    return Suggestions(suggestion, completer.complete(text))


@once_a_generation
def _completer(engine: SearchEngine, generation: str) -> Completer:  # noqa: ARG001 (a new generation holds other texts)
    return Completer(_candidates(engine))


def _candidates(engine: SearchEngine) -> Iterator[Candidate]:
    """Yield all that can be offered; of what differs by case alone, the worthiest."""
    facets = search(engine, SearchRequest(limit=0)).facets
    named = [_of_facet(facet, value) for facet in FACETS_OFFERED for value in facets[facet]]
    titles = [Candidate(document.title, TITLE, (document.title,), whole=True) for document in engine.documents()]
    recurring = _inflections(find_phrases(engine.whole_documents()))
    seen: set[str] = set()
    for candidate in sorted([*named, *titles, *recurring], key=lambda one: -one.worth):
        if candidate.text.casefold() not in seen:
            seen.add(candidate.text.casefold())
            yield candidate


def _of_facet(facet: str, value: FacetValue) -> Candidate:
    """Return a value as a candidate: of a theme its own name; an upper theme groups others and is a query by itself."""
    _, below, name = value.value.rpartition(THEME_SEPARATOR)
    upper = facet == "tema" and not below
    worth = UPPER_THEME if upper else FACETS_OFFERED[facet]
    return Candidate(name, worth + log(value.count), _sense(name), whole=upper)


def _inflections(phrases: Iterable[Phrase]) -> Iterator[Candidate]:
    """Yield phrases and words; all forms of one are worth what they are together, the base form a little more."""
    forms: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in phrases:
        forms.setdefault(_sense(phrase.text), []).append(phrase)
    for sense, group in forms.items():
        worth = (WORD if len(sense) == 1 else PHRASE) + log(sum(phrase.passages for phrase in group))
        for place, phrase in enumerate(sorted(group, key=_base_form_first)):
            yield Candidate(phrase.text, worth - INFLECTED * place, sense)


def _base_form_first(phrase: Phrase) -> tuple[bool, int]:
    last = phrase.text.split()[-1]
    return lemma(last) != last, -phrase.passages


def _sense(text: str) -> tuple[str, ...]:
    return tuple(stem(word.form) for word in words(text))
