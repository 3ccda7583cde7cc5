"""Lines to running text: words that a line end has parted become whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_PARTED = re.compile(r"([^\W\d_][\w-]*)[-\u2010]$")
_SOFT_HYPHEN = "\u00ad"
_NEXT_WORD = re.compile(r"[^\W\d_]+")
# After these, the hyphen stands for the rest of a compound: "vård- och omsorg".
_JOINERS = frozenset({"och", "eller", "samt", "respektive", "resp", "till", "som", "and", "or", "to"})


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Return every word of a text in lower case, hyphens inside words kept, parted words left out."""
    return frozenset(word for line in lines for word in re.findall(r"\w+(?:-\w+)*(?![\w-])", line.casefold()))


def join_lines(lines: Iterable[str], known: Collection[str] = frozenset()) -> str:
    """Join lines by spaces, and mend words parted at line ends.

    "samver-" and "kan" give "samverkan"; "EU-" and "kommissionen", and a name such as "Nord-" and "Syd", keep their
    hyphen; "vård-" and "och" stay apart. Where the text has the word elsewhere, in `known`, as it would be with the
    hyphen but not without it, the hyphen stays.
    """
    text = ""
    for line in lines:
        text = _join(text, line.strip(), known) if text else line.strip()
    return text.replace(_SOFT_HYPHEN, "")


def _join(text: str, line: str, known: Collection[str]) -> str:
    if text.endswith(_SOFT_HYPHEN):
        return text[:-1] + line
    parted, following = _PARTED.search(text), _NEXT_WORD.match(line)
    if parted is None or following is None or following[0].casefold() in _JOINERS:
        return f"{text} {line}"
    head, tail = parted[1], following[0]
    hyphenated, whole = f"{head}-{tail}".casefold(), f"{head}{tail}".casefold()
    keeps = not tail[0].islower() or not head[-1].islower() or (hyphenated in known and whole not in known)
    return f"{text[:-1]}-{line}" if keeps else f"{text[:-1]}{line}"
