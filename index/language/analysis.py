"""The Swedish chain: a text to tokens, each with the terms under which it is found.

A term is a level and a key in one string, "s:upphandl". Documents and queries pass through here alike, and engines
see nothing but terms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice, repeat
from operator import itemgetter
from typing import NamedTuple

import Stemmer

from index.language import compounds, lemmas
from index.language.tokens import comparable, fold, written_matches, written_words

CHAIN_VERSION = "5"
"""Raise it when the same text would get other terms by other code; the data have versions of their own."""


class Level(StrEnum):
    """How near a term is to what was written, nearest first. ENGLISH takes the place of STEM in English passages."""

    FORM = "f"
    STEM = "s"
    ENGLISH = "e"
    PART = "p"


class Token(NamedTuple):
    """A word with its place in the text (characters), its form, and its terms, nearest level first."""

    text: str
    start: int
    end: int
    form: str
    terms: tuple[str, ...]


@cache
def language_version() -> str:
    """Return a string that changes whenever some text may get other terms: part of an index's identity."""
    return f"{CHAIN_VERSION}-{lemmas.version()}-{compounds.version()}"


def term(level: Level, key: str) -> str:
    """Return the string under which an engine knows a key of a level."""
    return f"{level}:{key}"


def analyze(text: str, language: str = "sv") -> list[Token]:
    """Return the tokens of a text in order. `language` is that of the text: "sv" or "en"."""
    return [_token(match, language) for match in written_matches(text)]


def tokens_under(
    terms: frozenset[str], text: str, language: str = "sv", places: Sequence[int] | None = None
) -> dict[int, Token]:
    """Return the tokens of a text that stand under any of some terms, by their place, counted in words from 0.

    They are those that `analyze` gives. `places`, ascending, says where they are, if an index has told.
    """
    if places is None:
        written = written_words(text) if terms else []
        held = {word for word in set(written) if not terms.isdisjoint(_form_and_terms(word, language)[1])}
        places = [place for place, word in enumerate(written) if word in held] if held else ()
    found = list(islice(written_matches(text), places[-1] + 1)) if places else []
    return {place: _token(found[place], language) for place in places}


def _token(match: re.Match[str], language: str) -> Token:
    word = match[0]
    return Token(word, *match.span(), *_form_and_terms(word, language))


Words = tuple[tuple[str, ...], ...]
"""The terms of each word of a text, in order."""


def word_terms(text: str, language: str = "sv") -> Words:
    """Return the terms of each word of a text: those that `analyze` gives, without what only a reader needs."""
    return tuple(map(itemgetter(1), map(_form_and_terms, written_words(text), repeat(language))))


def term_positions(words: Words) -> dict[str, tuple[int, ...]]:
    """Return where each term of some words stands, counted in words from 0."""
    positions: dict[str, tuple[int, ...]] = {}
    for place, terms in enumerate(words):
        for name in terms:
            positions[name] = (*positions.get(name, ()), place)
    return positions


@lru_cache(maxsize=200_000)
def _form_and_terms(written: str, language: str) -> tuple[str, tuple[str, ...]]:
    form, pieces = comparable(written)
    return form, terms_of(form, pieces, language)


@lru_cache(maxsize=200_000)
def terms_of(form: str, pieces: tuple[str, ...] = (), language: str = "sv") -> tuple[str, ...]:
    """Return the terms of a word form, nearest level first, each once."""
    if language == "en":
        near, parts = term(Level.ENGLISH, english_stem(form)), pieces
    else:
        near, parts = term(Level.STEM, stem(form)), (*pieces, *part_stems(form))
    return (term(Level.FORM, form), near, *dict.fromkeys(term(Level.PART, part) for part in parts))


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """Return the key that all forms of a Swedish word share: the stem of its lemma."""
    return fold(lemmas.key(form))


@lru_cache(maxsize=200_000)
def part_stems(form: str) -> tuple[str, ...]:
    """Return the stems of the parts of a compound, without linking letters; none for a word that is no compound."""
    return tuple(stem(part.base) for part in compounds.divide(form))


def english_stem(form: str) -> str:
    """Return the Snowball stem of an English word (https://snowballstem.org/algorithms/english/stemmer.html)."""
    stemmed: str = _english().stemWord(form)
    return stemmed


@cache
def _english() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
