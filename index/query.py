"""The query language: a text as typed to words, phrases, exclusions and filters. Never raises.

The grammar stands in docs/fragesprak.md, and a test executes its examples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from index.language.tokens import words
from index.request import FACETS

MAX_CHARACTERS = 1_000
MAX_WORDS = 64

_PART = re.compile(
    r"""
    (?P<minus> (?<!\S) [-−] (?=[^\s-]) )?
    (?: (?P<name> [a-zåäö]+ ) : (?=["”“\w]) (?P<field_value> ["”“] [^"”“]* (?: ["”“] | $ ) | \S+ )
      | ["”“] (?P<phrase> [^"”“]* ) (?P<end> ["”“] )?
      | (?P<word> [^\s"”“]+ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = '"”“'


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query understood: words to rank by, phrases that must be there, exclusions, filters, Swedish notes."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def loosened(self) -> Query:
        """Return the same query with the words of its phrases searched one by one."""
        return replace(self, words=(*self.words, *self.phrases), phrases=())

    def __str__(self) -> str:
        """Return the query as it was understood, in the query language."""
        named = (f"{name}:{_quoted(value)}" for name, values in self.filters.items() for value in values)
        return " ".join(
            [
                *self.words,
                *(f'"{phrase}"' for phrase in self.phrases),
                *(f"-{_quoted(text)}" for text in self.excluded),
                *named,
            ]
        )


def parse(text: str) -> Query:
    """Read a query as typed; what cannot be used is left out and said in `notes`."""
    notes: list[str] = []
    if len(text) > MAX_CHARACTERS:
        notes.append(f"Frågan är för lång; bara de första {MAX_CHARACTERS} tecknen används.")
        text = text[:MAX_CHARACTERS]
    found: dict[str, list[str]] = {"words": [], "phrases": [], "excluded": []}
    filters: dict[str, list[str]] = {}
    for match in _PART.finditer(text):
        _place(match, found, filters, notes)
    if "*" in text:
        notes.append("Tecknet * kan inte stå för andra bokstäver; sökningen gäller orden utan det.")
    if len(found["words"]) > MAX_WORDS:
        notes.append(f"Frågan har för många ord; bara de första {MAX_WORDS} används.")
        del found["words"][MAX_WORDS:]
    if text.strip() and not any(found.values()) and not filters:
        notes.append("Frågan innehåller inga ord att söka på, så allt visas.")
    return Query(
        words=tuple(found["words"]),
        phrases=tuple(found["phrases"]),
        excluded=tuple(found["excluded"]),
        filters={name: tuple(values) for name, values in filters.items()},
        notes=tuple(notes),
    )


def _place(match: re.Match[str], found: dict[str, list[str]], filters: dict[str, list[str]], notes: list[str]) -> None:
    """Put one part of the query where it belongs."""
    name = (match["name"] or "").lower()
    if name in FACETS and not match["minus"]:
        filters.setdefault(name, []).append(match["field_value"].strip(_QUOTES))
        return
    if match["phrase"] is not None:
        content = match["phrase"].strip()
        if not match["end"]:
            notes.append("Ett citattecken saknar sitt par; resten av frågan lästes som en fras.")
    else:
        content = match["word"] or match[0].removeprefix(match["minus"] or "")
    if not words(content):
        return
    if match["minus"]:
        found["excluded"].append(content)
    elif match["phrase"] is not None:
        found["phrases"].append(content)
    else:
        found["words"].append(content)


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
