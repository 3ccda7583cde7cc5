"""The query as typed to tokens. What cannot be part of a query is left out here, and said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from index.language.tokens import Word, words
from index.query.faults import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_WORDS,
    EmptyField,
    Fault,
    IdleAsterisk,
    ShortPattern,
    TooDeep,
    TooLong,
    TooManyWords,
    UnknownField,
    UnpairedParenthesis,
    UnpairedQuote,
)
from index.query.fields import DATE_FIELDS, TEXT_FIELDS, field_name

MAX_TOKENS = 1_000
"""Operators and parentheses included."""

MIN_LITERALS = 2
"""Letters and digits that a pattern needs beside its wildcards."""

_QUOTES = '"”“„«»'
_PHRASE = re.compile(
    rf"[{_QUOTES}] (?P<text> [^{_QUOTES}]* ) [{_QUOTES}] (?: ~ (?P<within> \d{{1,3}} ) \b )?", re.VERBOSE
)
_SIGN = re.compile(rf"(?<! [^\s(] ) [-−+] (?= [\w§*({_QUOTES}] )", re.VERBOSE)
_FIELD = re.compile(r"(?P<name>[a-zåäö]+):", re.IGNORECASE)
_VALUE = rf"(?: [^\s(),{_QUOTES}]+ | [{_QUOTES}] [^{_QUOTES}]* [{_QUOTES}] )"
_VALUES = re.compile(rf"{_VALUE} (?: , \s* {_VALUE} )*", re.VERBOSE)
_ONE_VALUE = re.compile(_VALUE, re.VERBOSE)
_WORD = re.compile(rf"(?: [^\s(){_QUOTES}] | (?<= [^\s({_QUOTES}] ) \( [^\s(){_QUOTES}]* \) )+", re.VERBOSE)
_IDLE = re.compile(rf"(?: [^\w()§%*+−{_QUOTES}-] | _ )+", re.VERBOSE)
_PATTERN_EDGE = re.compile(r"^(?:[^\w*]|_)+|(?:[^\w*]|_)+$")
_PATTERN = re.compile(r"[^\W_]*(?:[*?]+[^\W_]*)+")
_PREFIXED = re.compile(r"(?P<name>[^\W\d_]{2,}):[^\W_]{2}")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PATTERN = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MUST = auto()


OPERATORS = {"OCH": Kind.AND, "AND": Kind.AND, "ELLER": Kind.OR, "OR": Kind.OR, "INTE": Kind.NOT, "NOT": Kind.NOT}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query, its `text` as it counts.

    A phrase may have `within`. A field has its `values`, none where a parenthesis or what to find in a part of the
    text comes next. A word knows whether a comma stood after it.
    """

    kind: Kind
    text: str
    within: int | None = None
    values: tuple[str, ...] = ()
    comma: bool = False


def tokenize(text: str) -> tuple[list[Token], list[Fault]]:
    """Return the tokens of a query, its parentheses in pairs, and its faults, perhaps several times. Never raises."""
    lexer = _Lexer(unicodedata.normalize("NFC", text))
    lexer.run()
    return _balanced(lexer.tokens, lexer.faults), lexer.faults


@dataclass(slots=True)
class _Lexer:
    """`characters` and `words` are those that may still be taken: of words, phrases and values, not of operators."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    characters: int = MAX_CHARACTERS
    words: int = MAX_WORDS
    full: bool = False

    def run(self) -> None:
        position = 0
        while position < len(self.text) and not self.full:
            idle = _IDLE.match(self.text, position)
            position = idle.end() if idle else self._read(position)
            if len(self.tokens) > MAX_TOKENS:
                self._stop(TooLong())

    def _read(self, position: int) -> int:
        """Read what begins here and return where to go on."""
        character = self.text[position]
        if character in "()":
            self.tokens.append(Token(Kind.OPEN if character == "(" else Kind.CLOSE, character))
            return position + 1
        if _SIGN.match(self.text, position):
            self.tokens.append(Token(Kind.MUST if character == "+" else Kind.NOT, character))
            return position + 1
        if character in _QUOTES:
            return self._phrase(position)
        named = _FIELD.match(self.text, position)
        name = field_name(named["name"]) if named else None
        if named and name:
            return self._field(name, named)
        return self._word(position)

    def _phrase(self, position: int) -> int:
        match = _PHRASE.match(self.text, position)
        if match is None:
            self.faults.append(UnpairedQuote())
            return position + 1
        text = self._take(" ".join(match["text"].split()))
        held = _real_words(text)
        if "*" in text:
            self.faults.append(IdleAsterisk(text))
        if held:
            within = int(match["within"] or 0)
            self.tokens.append(Token(Kind.PHRASE, text, within=within or None if len(held) > 1 else None))
        return match.end()

    def _field(self, name: str, match: re.Match[str]) -> int:
        after = self.text[match.end() : match.end() + 1]
        values = () if name in TEXT_FIELDS else self._values(name, match.end())
        opens = after == "(" and name not in DATE_FIELDS
        if values or opens or (name in TEXT_FIELDS and after and not after.isspace()):
            self.tokens.append(Token(Kind.FIELD, name, values=values))
        else:
            self.faults.append(EmptyField(match["name"]))
        found = _VALUES.match(self.text, match.end()) if name not in TEXT_FIELDS else None
        return found.end() if found else match.end()

    def _values(self, name: str, position: int) -> tuple[str, ...]:
        """Read the values of a field: one, or several with commas."""
        found = _VALUES.match(self.text, position)
        values = []
        for written in _ONE_VALUE.findall(found.group() if found else ""):
            bare = " ".join(written.strip(_QUOTES).split())
            if written[0] not in _QUOTES:
                bare = bare.strip(",;:!?" if name == "ar" else ",;:!?.")
            if _real_words(bare):
                values.append(self._take(bare))
        return tuple(value for value in values if value)

    def _word(self, position: int) -> int:
        match = _WORD.match(self.text, position)
        if match is None:
            return position + 1
        raw = match.group()
        if raw in OPERATORS:
            self.tokens.append(Token(OPERATORS[raw], raw))
            return match.end()
        held = _real_words(raw)
        text = _whole(raw, held[-1].end) if held else ""
        comma = raw.endswith(",")
        core = _PATTERN_EDGE.sub("", raw)
        pattern = next(filter(_is_pattern, (core, _PATTERN_EDGE.sub("", text))), None)
        if pattern is not None and sum(map(str.isalnum, pattern)) >= MIN_LITERALS:
            self._add(Kind.PATTERN, re.sub(r"\*+", "*", pattern), comma=comma)
            return match.end()
        if pattern is not None:
            self.faults.append(ShortPattern(pattern))
        elif "*" in core:
            self.faults.append(IdleAsterisk(core))
        if held and held[0].start:
            return position + held[0].start
        if held:
            self._add(Kind.WORD, text, comma=comma)
        return match.end()

    def _add(self, kind: Kind, text: str, *, comma: bool) -> None:
        taken = self._take(text)
        if taken != text:
            held = _real_words(taken)
            taken = taken[: held[-1].end] if held else ""
        if not taken:
            return
        prefixed = _PREFIXED.match(taken)
        if prefixed and "//" not in taken and ":" not in _real_words(taken)[0].text:
            self.faults.append(UnknownField(prefixed["name"]))
        self.tokens.append(Token(kind, taken.lower() if taken in OPERATORS else taken, comma=comma))

    def _take(self, text: str) -> str:
        """Return as much of a text as the query may still hold."""
        pieces = text.split(" ")
        if len(pieces) > self.words:
            self._stop(TooManyWords())
            text = " ".join(pieces[: self.words])
        if len(text) > self.characters:
            self._stop(TooLong())
            text = text[: self.characters].rstrip()
        self.words -= text.count(" ") + 1
        self.characters -= len(text)
        return text

    def _stop(self, fault: Fault) -> None:
        self.full = True
        self.faults.append(fault)


def _real_words(text: str) -> list[Word]:
    """Return the words of a text that are more than marks without a letter."""
    return [word for word in words(text) if word.form]


def _is_pattern(text: str) -> bool:
    return ("*" in text or "?" in text) and _PATTERN.fullmatch(text) is not None


def _whole(raw: str, end: int) -> str:
    """Cut a word off after its last letter, but not between the parentheses that it holds."""
    text = raw[:end]
    return raw[: raw.index(")", end) + 1] if text.count("(") > text.count(")") else text


def _balanced(tokens: Sequence[Token], faults: list[Fault]) -> list[Token]:
    """Leave out parentheses without their other half, and those that lie too deep."""
    keep = [token.kind not in {Kind.OPEN, Kind.CLOSE} for token in tokens]
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(place)
        elif token.kind is Kind.CLOSE and opened:
            keep[opened[-1]] = keep[place] = len(opened) <= MAX_DEPTH
            if len(opened) > MAX_DEPTH:
                faults.append(TooDeep())
            opened.pop()
        elif token.kind is Kind.CLOSE:
            faults.append(UnpairedParenthesis())
    if opened:
        faults.append(UnpairedParenthesis())
    return [token for token, kept in zip(tokens, keep, strict=True) if kept]
