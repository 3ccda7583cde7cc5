"""A syntax tree as text in the query language: what the bank says that it understood."""

from __future__ import annotations

import re

from index.query.fields import TEXT_FIELDS
from index.query.tree import And, Dates, Filter, Group, InField, Must, Node, Not, Or, Pattern, Phrase, Word

_PLAIN_VALUE = re.compile(r"\w[\w/-]*")
_YEAR = re.compile(r"\d{4}")
_FIELD_TITLES = {field: name for name, field in TEXT_FIELDS.items()}


def write(node: Node | None) -> str:
    """Return the text that means the tree."""
    match node:
        case None:
            text = ""
        case Group(words, parts):
            text = " ".join(map(_unit, (*words, *parts)))
        case And(parts) | Or(parts):
            between = " OCH " if isinstance(node, And) else " ELLER "
            text = between.join(_operand(part, of=node) for part in parts)
        case Not(part) | Must(part):
            text = ("-" if isinstance(node, Not) else "+") + _unit(part)
        case InField(field, part):
            plain = isinstance(part, Word | Pattern | Phrase)
            text = f"{_FIELD_TITLES[field]}:{write(part) if plain else _enclosed(part)}"
        case _:
            text = _leaf(node)
    return text


def _leaf(node: Word | Pattern | Phrase | Filter | Dates) -> str:
    match node:
        case Phrase(text, within):
            return f'"{text}"~{within}' if within else f'"{text}"'
        case Filter(facet, values):
            return f"{facet}:{','.join(map(_value, values))}"
        case Dates():
            return _dates(node)
        case Word(text) | Pattern(text):
            return text


def _operand(part: Node, *, of: And | Or) -> str:
    """Write what stands beside an operator: there, words need no parentheses, and OCH binds harder than ELLER."""
    words_only = isinstance(part, Group) and not part.parts
    return write(part) if words_only or (isinstance(part, And) and isinstance(of, Or)) else _unit(part)


def _unit(node: Node) -> str:
    """Write a part so that it holds together whatever stands around it."""
    loose = isinstance(node, And | Or | Group) or (isinstance(node, Dates) and " " in _dates(node))
    return _enclosed(node) if loose else write(node)


def _enclosed(node: Node) -> str:
    return f"({write(node)})"


def _dates(dates: Dates) -> str:
    start, end = dates.start, dates.end
    if start and end and _YEAR.fullmatch(start) and _YEAR.fullmatch(end) and start < end:
        return f"ar:{start}..{int(end) - 1}"
    return " ".join(f"{name}:{date}" for name, date in (("efter", start), ("fore", end)) if date)


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else f'"{value}"'
