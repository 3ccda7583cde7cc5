"""Reads corpus/vocabulary/compounds.toml: what people say of compounds beside the dictionary."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.language.toml_file import TomlFile
from index.language.vocabulary_files import DEFAULT_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

FILE = DEFAULT_FOLDER / "compounds.toml"
USES = ("accepted", "blocked", "joined", "known")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRules:
    """What may stand first, or last, in a compound; the header of the file says what each set means."""

    accepted: frozenset[str]
    blocked: frozenset[str]
    joined: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltRules:
    """The tables that take effect when the dictionary of parts is built; `endings` allow no boundary within."""

    firsts: PartRules
    heads: PartRules
    endings: frozenset[str]
    surnames: frozenset[str]

    @property
    def digest(self) -> str:
        """A string that changes whenever the dictionary of parts must be built anew."""
        tables = json.dumps(asdict(self), default=sorted, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(tables.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompoundRules:
    """The whole file: `whole` words are no compounds, `split` has the parts of others."""

    built: BuiltRules
    whole: frozenset[str]
    split: dict[str, tuple[str, ...]]


@cache
def load_rules(file: Path = FILE) -> CompoundRules:
    """Read the file, once in the life of the process. Raises VocabularyError if it is broken."""
    toml = TomlFile(file)
    surnames = {
        first + last
        for entry in toml.entries("name", keys=("firsts", "lasts", "reason"))
        for first in entry.text("firsts").split()
        for last in entry.text("lasts").split()
        if first != last
    }
    built = BuiltRules(
        firsts=_part_rules(toml, "first"),
        heads=_part_rules(toml, "head"),
        endings=frozenset(_words(toml, "ending")),
        surnames=frozenset(surnames),
    )
    split = {word.replace("|", ""): tuple(word.split("|")) for word in _words(toml, "split")}
    return CompoundRules(built=built, whole=frozenset(_words(toml, "whole")), split=split)


def _words(toml: TomlFile, table: str) -> list[str]:
    return [word for entry in toml.entries(table, keys=("words", "reason")) for word in entry.text("words").split()]


def _part_rules(toml: TomlFile, table: str) -> PartRules:
    words: dict[str, set[str]] = {use: set() for use in USES}
    for entry in toml.entries(table, keys=("use", "words", "reason")):
        use = entry.text("use")
        if use not in words:
            raise entry.error(f"”{use}” ska vara {', '.join(USES[:-1])} eller {USES[-1]}")
        words[use].update(entry.text("words").split())
    return PartRules(**{use: frozenset(found) for use, found in words.items()})
