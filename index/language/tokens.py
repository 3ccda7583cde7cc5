"""Text to words: where they stand, and the form under which they are compared.

å, ä and ö are letters and stay; accents of other letters are folded (idéburen = ideburen). A hyphen separates words,
a genitive after a colon or an apostrophe is dropped (EU:s = EU), decimal commas and points are one (2,8 = 2.8), and
designations such as "2021/22:135" or "COM(2021) 778" stay whole beside their pieces; so do ISBN, with or without their
hyphens. A per cent sign is the word. Of a web address, the host's names are its pieces; its path is no text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARK = rf"[\u0300-\u036f{_INVISIBLE}]"
_LETTER = rf"[^\W_]|{_MARK}"
_ENDING = "s|n|ns|en|ens|t|ts|et|ets|a|an|as|na|nas|ar|are|aren|arna|er|erna|is"
"""Inflections that Swedish writes after a colon: EU:s, vd:n, sms:et, ABF:are."""

# Each way begins with a character that rules it out at once, where it can: half of an analysis goes into this search.
_TOKEN = re.compile(
    rf"""
    (?P<plain> [a-zåäö]++ (?! {_LETTER} | [:'’´] ) )
  | (?P<address> https?://[^\s<>"”]+ )
  | (?P<designation> [A-ZÅÄÖ] [A-ZÅÄÖ]{{1,4}} \s? \( (?:19|20)\d\d \) \s? \d+ )
  | (?P<isbn> 97[89] (?: [-–] \d{{1,7}} ){{3,4}} (?! \d ) )
  | (?P<grouped> \d (?<![\d.,:/]\d) \d{{0,2}} (?: [ \u00a0\u202f\u2009] \d{{3}} )+ (?! \d ) )
  | (?P<number> \d \d* (?: [.,:/] \d+ )+ )
  | (?P<word> (?: [^\W_]++ | {_MARK} )++ (?P<suffix> : (?:{_ENDING}) \b | ['’´] (?:{_LETTER}){{1,2}} \b )? )
  | (?P<section> § )
  | (?P<percent> % )
    """,
    re.VERBOSE,
)
"""Most words are plain: their form is what is written, and nothing else has to be tried for them."""

_WRITTEN = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern), re.VERBOSE)
"""The same without groups, which gives all words of a text in one call."""

_HOST = re.compile(r"https?://([^/?#]*).*", re.DOTALL)
_DECIMAL = re.compile(r"\d+[.,]\d+")
_PIECE = re.compile(r"\d+|[a-zåäö]+")


class Word(NamedTuple):
    """A word of a text: `text[start:end]` as written, its comparable `form`, and the `pieces` of a designation.

    A tuple, because texts have many: a dataclass takes four times as long to make.
    """

    text: str
    start: int
    end: int
    form: str
    pieces: tuple[str, ...] = ()


def words(text: str) -> list[Word]:
    """Split a text into words, in order; positions count characters of `text` as given."""
    found = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        form, pieces = _comparable(match)
        found.append(Word(match.group(), start, end, form, pieces))
    return found


def written_words(text: str) -> list[str]:
    """Split a text into words as they are written, in order; `comparable` tells what they are compared by."""
    return _WRITTEN.findall(text)


def written_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the same words with their places."""
    return _WRITTEN.finditer(text)


def comparable(written: str) -> tuple[str, tuple[str, ...]]:
    """Return the form and the pieces of a word, which depend on nothing around it."""
    match = _TOKEN.match(written)
    if match is None or match.end() < len(written):  # an ending with a loose accent is one only before another word
        match = _TOKEN.match(f"{written}_")
    return _comparable(match) if match else (fold(written), ())


def _comparable(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    if match.lastgroup == "plain":
        return match.group(), ()
    written, suffix = match.group(0, "suffix")
    return _form_and_pieces(written, suffix or "", match.lastgroup)


@lru_cache(maxsize=100_000)
def _form_and_pieces(written: str, suffix: str, kind: str | None) -> tuple[str, tuple[str, ...]]:
    form = fold(written)
    match kind:
        case "word" | "suffix":
            return fold(written.removesuffix(suffix)) or form, ()
        case "address":
            return form, tuple(_PIECE.findall(_HOST.sub(r"\1", form)))
        case "grouped":
            return re.sub(r"\D", "", written), ()
        case "isbn":
            return re.sub(r"\D", "", written), tuple(_PIECE.findall(form))
        case "percent":
            return "procent", ()
    form = _canonical(form)
    return form, () if _DECIMAL.fullmatch(form) or kind == "section" else tuple(_PIECE.findall(form))


def _canonical(form: str) -> str:
    """Write a decimal number with a comma and a designation with single spaces."""
    if _DECIMAL.fullmatch(form):
        return form.replace(".", ",")
    return re.sub(r"\s*\(\s*", "(", re.sub(r"\s+", " ", form)).replace(")", ") ").replace("  ", " ")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return the comparable form of a word: NFC, lower case, no invisible characters, accents off but for å ä ö."""
    plain = unicodedata.normalize("NFC", word).lower()
    if plain.isascii():
        return plain
    plain = "".join(c for c in plain if c not in _INVISIBLE)
    return "".join(c if c in "åäö" else _base(c) for c in plain)


def _base(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
