"""Reads a Hunspell dictionary (.aff and .dic) and expands its suffixes; used only to build language data.

The format is described in hunspell(5). What Swedish uses of it is read: SFX classes, continuation flags, and one
character a flag. Prefixes and compound rules are not read: the Swedish dictionary has no prefixes, and its rules
concern numbers alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORBIDDEN, NEEDS_AFFIX = "%", "¤"
BEGIN, MIDDLE, END, ONLY_IN_COMPOUND = "X", "U", "Y", "Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the dictionary: the word as written and its flags, one character each."""

    word: str
    flags: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a suffix makes; `flags` are the suffix's own, "" for a plain inflection."""

    text: str
    flags: str


@dataclass(frozen=True, slots=True)
class _Suffix:
    strip: str
    add: str
    flags: str
    condition: re.Pattern[str]


class Dictionary:
    """A Hunspell dictionary: its entries, and the forms that each entry's flags make."""

    def __init__(self, aff: Path, dic: Path) -> None:
        self._suffixes: dict[str, list[_Suffix]] = defaultdict(list)
        for line in aff.read_text("utf-8").splitlines():
            match line.split():
                case ["SFX", flag, strip, add, condition, *_]:
                    text, _, flags = add.partition("/")
                    self._suffixes[flag].append(
                        _Suffix(strip.removeprefix("0"), text.removeprefix("0"), flags, re.compile(f"(?:{condition})$"))
                    )
        self.entries = tuple(_entries(dic))

    def forms(self, entry: Entry) -> Iterator[Form]:
        """Yield every form of an entry but the word itself."""
        for flag in entry.flags:
            for suffix in self._suffixes.get(flag, ()):
                if entry.word.endswith(suffix.strip) and suffix.condition.search(entry.word):
                    yield Form(entry.word[: len(entry.word) - len(suffix.strip)] + suffix.add, suffix.flags)


def _entries(dic: Path) -> Iterator[Entry]:
    for line in dic.read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].partition("/")
        if word.isalpha():
            yield Entry(word, flags)
