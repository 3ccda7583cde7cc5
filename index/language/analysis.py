"""The Swedish chain: a text to tokens, each with the terms under which it is found.

A term is a level and a key in one string, "s:upphandl". Documents and queries pass through here alike, and engines
see nothing but terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import Stemmer

from index.language.tokens import Word, words

LANGUAGE_VERSION = "1"
"""Part of an index's identity: raise it when the same text would get other terms."""


class Level(StrEnum):
    """How near a term is to what was written, nearest first."""

    FORM = "f"
    STEM = "s"
    ENGLISH = "e"
    PART = "p"


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the text (characters), its form, and its terms, nearest level first."""

    text: str
    start: int
    end: int
    form: str
    terms: tuple[str, ...]
    compound_parts: tuple[str, ...] = ()


def term(level: Level, key: str) -> str:
    """Return the string under which an engine knows a key of a level."""
    return f"{level}:{key}"


def analyze(text: str, language: str = "sv") -> list[Token]:
    """Return the tokens of a text in order. `language` is that of the text: "sv" or "en"."""
    return [_token(word, language) for word in words(text)]


def _token(word: Word, language: str) -> Token:
    return Token(word.text, word.start, word.end, word.form, terms_of(word.form, word.pieces, language))


@lru_cache(maxsize=200_000)
def terms_of(form: str, pieces: tuple[str, ...] = (), language: str = "sv") -> tuple[str, ...]:
    """Return the terms of a word form, nearest level first."""
    return (
        term(Level.FORM, form),
        term(Level.ENGLISH if language == "en" else Level.STEM, stem(form, language)),
        *(term(Level.PART, piece) for piece in pieces),
    )


def stem(form: str, language: str = "sv") -> str:
    """Return the Snowball stem of a form (https://snowballstem.org/algorithms/swedish/stemmer.html)."""
    stemmed: str = _stemmer(language).stemWord(form)
    return stemmed


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english" if language == "en" else "swedish")
