"""The grammar of the query language, by recursive descent.

    query   = member*                                side by side: words rank together, everything else has to match
    member  = both (ELLER both)*
    both    = operand (OCH operand)*
    operand = word+ | unit                           neighbouring words are one operand
    unit    = (INTE | "-" | "+") unit | "(" query ")" | word | phrase | field values | field "(" query ")" | field unit

Within the parentheses of a facet, words are values. Whatever has no place is left out and said; nothing is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.query.faults import EmptyField, Fault, IdleOperator, NothingToSearch, UnreadableDate
from index.query.fields import DATE_FIELDS, TEXT_FIELDS, read_date, read_value
from index.query.lexer import Kind, Token, tokenize
from index.query.tree import (
    Must,
    Node,
    Not,
    Pattern,
    Phrase,
    Word,
    all_of,
    any_of,
    group,
    in_field,
    negated,
)
from index.query.understood import Query

_OPERATORS = {Kind.AND, Kind.OR}
_UNITS = {Kind.WORD, Kind.PATTERN, Kind.PHRASE, Kind.OPEN}


def parse(text: str) -> Query:
    """Read a query as typed; what cannot be used is left out and said in its faults. Never raises."""
    tokens, faults = tokenize(text)
    parser = _Parser(tokens, faults)
    tree = parser.query()
    if tree is None and text.strip():
        faults.append(NothingToSearch())
    return Query(tree, tuple(dict.fromkeys(faults)))


@dataclass(slots=True)
class _Parser:
    """Reads tokens from `place` on. `facet` is the one whose parentheses are being read."""

    tokens: Sequence[Token]
    faults: list[Fault]
    place: int = 0
    facet: str | None = None

    def query(self) -> Node | None:
        """Read members until the parenthesis or the text ends."""
        members: list[Node | None] = []
        while (token := self._next()) is not None and token.kind is not Kind.CLOSE:
            if token.kind in _OPERATORS:
                self._idle(self._advance())
            else:
                members.append(self._member())
        found = [member for member in members if member is not None]
        if self.facet:
            found = [*_values(found), *(member for member in found if isinstance(member, Not))]
        return group(found)

    def _member(self) -> Node | None:
        return self._chain(Kind.OR, self._both, any_of)

    def _both(self) -> Node | None:
        return self._chain(Kind.AND, self._operand, all_of)

    def _chain(
        self, kind: Kind, read: Callable[[], Node | None], join: Callable[[Iterable[Node]], Node | None]
    ) -> Node | None:
        """Read operands with one operator between them; an operator that lacks its right side is idle."""
        parts = [read()]
        while self._kind() is kind:
            operator = self._advance()
            while self._kind() in _OPERATORS:
                self._idle(self._advance())
            if self._kind() in {None, Kind.CLOSE}:
                self._idle(operator)
                break
            parts.append(read())
        found = [part for part in parts if part is not None]
        return join(found) if len(found) > 1 else next(iter(found), None)

    def _operand(self) -> Node | None:
        if self._kind() not in {Kind.WORD, Kind.PATTERN}:
            return self._unit()
        run = []
        while (token := self._next()) is not None and token.kind in {Kind.WORD, Kind.PATTERN}:
            run.append(self._advance())
            if self.facet and token.comma:
                break
        if self.facet:
            return read_value(self.facet, " ".join(token.text for token in run))
        return group(_word(token) for token in run)

    def _unit(self) -> Node | None:
        token = self._advance()
        match token.kind:
            case Kind.NOT | Kind.MUST:
                return self._signed(token)
            case Kind.OPEN:
                return self._closed()
            case Kind.FIELD:
                return self._field(token)
            case _ if self.facet:
                return read_value(self.facet, token.text)
            case Kind.PHRASE:
                return Phrase(token.text, token.within)
            case _:
                return _word(token)

    def _signed(self, sign: Token) -> Node | None:
        """Read a sign and what it applies to; of several signs in a row, each applies to the next."""
        signs = [sign]
        while self._kind() in {Kind.NOT, Kind.MUST}:
            signs.append(self._advance())
        if self._kind() in {None, Kind.CLOSE, *_OPERATORS}:
            self._idle(sign)
            return None
        part = self._unit()
        for applied in reversed(signs):
            if part is not None:
                part = negated(part) if applied.kind is Kind.NOT else Must(part)
        return part

    def _field(self, token: Token) -> Node | None:
        """Read a field whose name stands before: its values came with it, or what to find follows."""
        if token.text in DATE_FIELDS and token.values:
            return group(filter(None, (self._date(token.text, value) for value in token.values)))
        if token.values:
            return any_of(read_value(token.text, value) for value in token.values)
        following = self._kind()
        if following not in _UNITS or (token.text not in TEXT_FIELDS and following is not Kind.OPEN):
            self.faults.append(EmptyField(token.text))
            return None
        outer, self.facet = self.facet, None if token.text in TEXT_FIELDS else token.text
        part = self._unit()
        self.facet = outer
        if part is None:
            self.faults.append(EmptyField(token.text))
        return part if part is None or token.text not in TEXT_FIELDS else in_field(TEXT_FIELDS[token.text], part)

    def _date(self, field_name: str, value: str) -> Node | None:
        dates = read_date(field_name, value)
        if dates is None:
            self.faults.append(UnreadableDate(value))
        return dates

    def _closed(self) -> Node | None:
        part = self.query()
        self._advance()
        return part

    def _next(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _kind(self) -> Kind | None:
        token = self._next()
        return token.kind if token else None

    def _advance(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _idle(self, operator: Token) -> None:
        self.faults.append(IdleOperator(operator.text))


def _values(members: Sequence[Node]) -> list[Node]:
    """Join what stands side by side within a facet's parentheses as alternatives, without what is excluded."""
    joined = any_of(member for member in members if not isinstance(member, Not))
    return [] if joined is None else [joined]


def _word(token: Token) -> Word | Pattern:
    return Pattern(token.text) if token.kind is Kind.PATTERN else Word(token.text)
