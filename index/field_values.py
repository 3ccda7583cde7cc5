"""Values of facets as people type them: capitals, dots, inflections and the word "kommun" do not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from index.language.analysis import stem
from index.language.slips import bare
from index.language.tokens import words
from index.query import Query, tree
from index.request import THEME_SEPARATOR

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "sv": "svenska",
        "en": "engelska",
        "da": "danska",
        "no": "norska",
        "nb": "norska",
        "fi": "finska",
        "de": "tyska",
        "fr": "franska",
        "nl": "nederländska",
        "es": "spanska",
        "it": "italienska",
        "pl": "polska",
        "et": "estniska",
    }
)
"""What the languages of passages are called, by ISO 639-1 code."""

_IDLE_WORDS = frozenset({"kommun", "stad", "län", "region"})
"""Stems that say what kind of thing a value is, not which: "Ekviks kommun" is Ekvik."""

Known = Callable[[str], Sequence[str]]
"""Gives every value that a facet has in the bank."""


def spell_query(query: Query, known: Known) -> Query:
    """Return a query with the values of its filters spelled as the bank does."""
    if query.tree is None:
        return query

    def spelled(leaf: tree.Node) -> tree.Node:
        return replace(leaf, values=spell(leaf.facet, leaf.values, known)) if isinstance(leaf, tree.Filter) else leaf

    return replace(query, tree=tree.changed(query.tree, spelled))


def spell(facet: str, typed: Sequence[str], known: Known) -> tuple[str, ...]:
    """Return values, each once, spelled as the bank does; one that the bank does not have stays as typed."""
    values = known(facet)
    return tuple(dict.fromkeys(_spelled(facet, value, values) for value in typed))


def shown_value(facet: str, value: str) -> str:
    """Return a value as a reader knows it: a language by its name."""
    return LANGUAGES.get(value, value) if facet == "sprak" else value


def missing_values(query: Query, known: Known) -> Iterator[tuple[str, list[str]]]:
    """Yield each facet of a query's filters with those of its values that no passage carries."""
    for leaf in tree.leaves(query.tree, excluded=True):
        if isinstance(leaf, tree.Filter):
            values = set(known(leaf.facet))
            missing = [value for value in leaf.values if value not in values]
            if missing:
                yield leaf.facet, missing


def _spelled(facet: str, typed: str, values: Sequence[str]) -> str:
    """Return the value that is meant: by the strictest comparison that one value alone passes, last by first words."""
    if typed in values:
        return typed
    if facet == "sprak":
        return next((code for code, name in LANGUAGES.items() if name == typed.lower()), typed)
    values = [value for value in values if _has_dots_of(typed, value)]
    for same in _COMPARISONS:
        wanted = same(typed)
        meant = [value for value in values if wanted and same(value) == wanted]
        if len(meant) == 1:
            return meant[0]
    stems = _stems(typed)
    longer = [value for value in values if THEME_SEPARATOR not in value and stems == _stems(value)[: len(stems)]]
    return longer[0] if stems and len(longer) == 1 else typed


def _has_dots_of(typed: str, value: str) -> bool:
    """Tell whether a value has every å, ä, ö and é that was typed: dots are left out by mistake, not put in.

    "Habo" may be Håbo, where there is no Habo, but "Håbo" is never Habo. Stems are looked at, since "handböcker" is
    handbok.
    """
    telling = (found for word in words(typed) if (found := stem(word.form)) not in _IDLE_WORDS)
    dotted = Counter(letter for letter in "".join(telling) if bare(letter) != letter)
    return dotted <= Counter(value.casefold())


def _lower(value: str) -> str:
    return value.casefold()


def _without_dots(value: str) -> str:
    return bare(value.casefold())


def _last_level(value: str) -> str:
    """Return the last level of a theme."""
    return _without_dots(value.rpartition(THEME_SEPARATOR)[2])


def _stems(value: str) -> tuple[str, ...]:
    stems = (stem(word.form) for word in words(value))
    return tuple(bare(found) for found in stems if found not in _IDLE_WORDS)


_COMPARISONS: tuple[Callable[[str], object], ...] = (_lower, _without_dots, _last_level, _stems)
