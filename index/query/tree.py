"""The syntax tree of the query language: what was asked, apart from how any engine answers it.

A tree is in normal form when it was made with `group`, `all_of`, `any_of` and `negated`: nothing is nested that means
the same unnested, so that the same question has one tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

TextField = Literal["title", "heading", "text"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, in any inflection, to rank by. To the Swedish chain it may be several ("social-ekonomi")."""

    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Word forms to rank by: `*` stands for any letters, `?` for one."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words exactly as typed, next to each other; with `within`, at most so many positions apart in any order."""

    text: str
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Any of some values of a facet."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """Published from `start` on and before `end`: ISO 8601 dates of any precision, None where the end is open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class InField:
    """A part that is looked for in one field of the text only."""

    field: TextField
    part: Node


@dataclass(frozen=True, slots=True)
class Not:
    """What a passage may not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class Must:
    """A word or words that a passage has to match, among words that only rank."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Parts that all have to match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Parts of which one has to match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands side by side without an operator: words that rank together, and parts that have to match."""

    words: tuple[Word | Pattern, ...] = ()
    parts: tuple[Node, ...] = ()


Node = Word | Pattern | Phrase | Filter | Dates | InField | Not | Must | And | Or | Group


def group(members: Iterable[Node]) -> Node | None:
    """Put members side by side: words join, values of one facet as alternatives, dates narrowed. None of nothing."""
    words: list[Word | Pattern] = []
    parts: list[Node] = []
    for member in members:
        if isinstance(member, Word | Pattern):
            words.append(member)
        elif isinstance(member, Group) and not member.parts:
            words += member.words
        else:
            _add_beside(parts, _without_idle_must(member))
    if not words and len(parts) == 1:
        return _bare(parts[0])
    if len(words) == 1 and not parts:
        return words[0]
    return Group(tuple(words), tuple(parts)) if words or parts else None


def all_of(parts: Iterable[Node]) -> Node | None:
    """Join parts that all have to match."""
    flat = tuple(_unnested(parts, And))
    return And(flat) if len(flat) > 1 else next(iter(flat), None)


def any_of(parts: Iterable[Node]) -> Node | None:
    """Join parts of which one has to match; values of one facet become one filter."""
    flat: list[Node] = []
    for part in _unnested(parts, Or):
        _merge_values(flat, part)
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def in_field(field: TextField, part: Node) -> Node:
    """Look for a part in one field only."""
    return InField(field, _bare(part))


def negated(part: Node) -> Node:
    """Turn a part into its opposite."""
    bare = _bare(part)
    return bare.part if isinstance(bare, Not) else Not(bare)


def changed(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a tree with every leaf as `change` makes it."""
    match node:
        case Group() | And() | Or():
            parts = [changed(part, change) for part in (beside(node) if isinstance(node, Group) else node.parts)]
            join = {Group: group, And: all_of, Or: any_of}[type(node)]
            return join(parts) or node
        case InField() | Not() | Must():
            return replace(node, part=changed(node.part, change))
        case _:
            return change(node)


def leaves(node: Node | None, *, excluded: bool = False) -> Iterator[Node]:
    """Yield the leaves of a tree that speak for a passage, in order; with `excluded`, those against it too."""
    match node:
        case None:
            return
        case Not(part):
            if excluded:
                yield from leaves(part, excluded=True)
        case InField(part=part) | Must(part):
            yield from leaves(part, excluded=excluded)
        case Group() | And() | Or():
            for child in beside(node) if isinstance(node, Group) else node.parts:
                yield from leaves(child, excluded=excluded)
        case _:
            yield node


def beside(node: Node | None) -> tuple[Node, ...]:
    """Return what stands side by side at the top of a tree."""
    match node:
        case None:
            return ()
        case Group(words, parts):
            return (*words, *parts)
        case _:
            return (node,)


def is_filter(node: Node) -> bool:
    """Tell whether a part only narrows by facets and dates, and says nothing of the text."""
    match node:
        case Filter() | Dates():
            return True
        case Not(part) | Must(part):
            return is_filter(part)
        case And(parts) | Or(parts):
            return all(map(is_filter, parts))
        case Group(words, parts):
            return not words and all(map(is_filter, parts))
        case _:
            return False


def _bare(part: Node) -> Node:
    return part.part if isinstance(part, Must) else part


def _without_idle_must(member: Node) -> Node:
    """Return a member without a Must around what has to match anyway."""
    return member if isinstance(_bare(member), Word | Pattern | Group) else _bare(member)


def _add_beside(parts: list[Node], part: Node) -> None:
    """Add a part to those that have to match."""
    if isinstance(part, Dates):
        for place, other in enumerate(parts):
            if isinstance(other, Dates):
                starts = [date for date in (other.start, part.start) if date]
                ends = [date for date in (other.end, part.end) if date]
                parts[place] = Dates(max(starts, default=None), min(ends, default=None))
                return
    _merge_values(parts, part)


def _merge_values(parts: list[Node], part: Node) -> None:
    """Add a part; a filter on a facet that has one already adds its values to that."""
    if isinstance(part, Filter):
        for place, other in enumerate(parts):
            if isinstance(other, Filter) and other.facet == part.facet:
                parts[place] = replace(other, values=tuple(dict.fromkeys((*other.values, *part.values))))
                return
    parts.append(part)


def _unnested(parts: Iterable[Node], kind: type[And | Or]) -> Iterator[Node]:
    for part in parts:
        bare = _bare(part)
        if isinstance(bare, kind):
            yield from bare.parts
        else:
            yield bare
