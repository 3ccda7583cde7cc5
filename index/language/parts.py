"""The dictionary of compound parts as it lies on disk: what each form may do in a compound, and at what cost.

Three files in one folder: `parts.trie` (the forms, a marisa trie that is mapped into memory), `parts.bin` (one byte a
form in each of four columns) and `parts.json` (the rest). A cost is 1 to 15, lower for commoner parts; 0 is never.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

import marisa_trie

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = 4


class Mark(IntFlag):
    """What else is known of a form."""

    WHOLE = 1
    """A word or a name that is no compound."""
    JOINS_NEXT = 2
    """A particle: no boundary after it."""
    JOINS_PREVIOUS = 4
    """A bound head: no boundary before it."""
    ANCHOR = 8
    """A head that is common enough to show a compound even after an unknown part."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """One form: its costs as first and last part, the dictionary form behind it as first part, its `Mark`s."""

    first: int = 0
    head: int = 0
    base: str = ""
    marks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The dictionary, open: columns are indexed by the trie's key. A rule strips letters and adds others."""

    trie: marisa_trie.Trie
    firsts: bytes
    heads: bytes
    marks: bytes
    rules: bytes
    endings: tuple[tuple[int, str], ...]
    particles: tuple[str, ...]
    rules_digest: str
    digest: str

    def base(self, form: str, key: int) -> str:
        """Return the dictionary form of a first part, without its linking letters."""
        strip, add = self.endings[self.rules[key]]
        return form[: len(form) - strip] + add


def write(folder: Path, entries: Mapping[str, Entry], *, particles: tuple[str, ...], rules_digest: str) -> None:
    """Write the dictionary; the same entries give the same bytes."""
    trie = marisa_trie.Trie(sorted(entries))
    columns = [bytearray(len(trie)) for _ in range(COLUMNS)]
    endings: dict[tuple[int, str], int] = {}
    for form in sorted(entries):
        entry = entries[form]
        ending = _ending(form, entry.base or form)
        values = (entry.first, entry.head, entry.marks, endings.setdefault(ending, len(endings)))
        for column, value in zip(columns, values, strict=True):
            column[trie[form]] = value
    folder.mkdir(parents=True, exist_ok=True)
    trie.save(str(folder / "parts.trie"))
    (folder / "parts.bin").write_bytes(b"".join(columns))
    data = trie.tobytes() + b"".join(columns)
    about = {
        "digest": hashlib.sha256(data).hexdigest()[:12],
        "endings": list(endings),
        "particles": particles,
        "rules_digest": rules_digest,
    }
    (folder / "parts.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")


def load(folder: Path) -> Parts:
    """Open the dictionary; takes some milliseconds. Raises OSError if a file is missing."""
    about = json.loads((folder / "parts.json").read_text("utf-8"))
    data = (folder / "parts.bin").read_bytes()
    size = len(data) // COLUMNS
    firsts, heads, marks, rules = (data[i * size : (i + 1) * size] for i in range(COLUMNS))
    trie = marisa_trie.Trie()
    trie.mmap(str(folder / "parts.trie"))
    return Parts(
        trie=trie,
        firsts=firsts,
        heads=heads,
        marks=marks,
        rules=rules,
        endings=tuple((strip, add) for strip, add in about["endings"]),
        particles=tuple(about["particles"]),
        rules_digest=about["rules_digest"],
        digest=about["digest"],
    )


def _ending(form: str, base: str) -> tuple[int, str]:
    same = 0
    while same < min(len(form), len(base)) and form[same] == base[same]:
        same += 1
    return len(form) - same, base[same:]
