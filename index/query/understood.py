"""A query as it was understood."""

from __future__ import annotations

from dataclasses import dataclass

from index.query.faults import Fault
from index.query.tree import Node, Not, Pattern, Phrase, Word, beside, group, is_filter, leaves
from index.query.writer import write


@dataclass(frozen=True, slots=True)
class Query:
    """A query as a tree, None where it asks for everything, and what was wrong with it."""

    tree: Node | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Return a Swedish sentence for each fault."""
        return tuple(map(str, self.faults))

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words to rank by, as typed, in order; not those of phrases and patterns."""
        return tuple(leaf.text for leaf in leaves(self.tree) if isinstance(leaf, Word))

    @property
    def patterns(self) -> tuple[str, ...]:
        """Return the patterns, those of what is excluded too."""
        return tuple(leaf.text for leaf in leaves(self.tree, excluded=True) if isinstance(leaf, Pattern))

    def loosened(self) -> Query:
        """Return the query with all that speaks for a passage as words side by side, whatever operators it had.

        Filters and exclusions that bound the whole query stay.
        """
        pieces: list[Node] = []
        for leaf in leaves(self.tree):
            if isinstance(leaf, Word | Pattern):
                pieces.append(Word(leaf.text))
            elif isinstance(leaf, Phrase):
                pieces += map(Word, leaf.text.split())
        bounds = [part for part in beside(self.tree) if isinstance(part, Not) or is_filter(part)]
        return Query(group([*pieces, *bounds]), self.faults)

    def __str__(self) -> str:
        """Return the query in the query language; parsing that gives the same tree."""
        return write(self.tree)
