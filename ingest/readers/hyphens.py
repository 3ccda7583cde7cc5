"""Lines to running text: words that a line end has parted become whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from index.language.lemmas import is_known

_PARTED = re.compile(r"(\w[\w-]*)[-\u2010]$")
_GOES_ON = re.compile(r"\w[–/]$")
_SOFT_HYPHEN = "\u00ad"
_NEXT_WORD = re.compile(r"[^\W_]+")
# Before these, a hyphen stands for what two compounds share: "vård- och omsorg".
_JOINERS = frozenset("och eller samt respektive resp till som men utan in and or to nor versus".split())
_PREFIXES = frozenset({"icke", "ex", "non"})
_COMMON_ENGLISH, _COMMON_SWEDISH = frozenset({"the", "of", "and"}), frozenset({"och", "att"})


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Return every word of a text in lower case, hyphens inside words kept, parted words left out."""
    return frozenset(word for line in lines for word in re.findall(r"\w+(?:-\w+)*(?![\w-])", line.casefold()))


def join_lines(lines: Iterable[str], known: AbstractSet[str] = frozenset()) -> str:
    """Join lines by spaces, and mend words parted at line ends.

    "samver-" and "kan" give "samverkan"; "EU-" and "kommissionen", a name such as "Nord-" and "Syd", and "e-" and
    "post" keep their hyphen; "vård-" and "och" stay apart, but "gemen-" and "samt" do not. `known` are the words of
    the text: where it has the word with the hyphen but not without it, the hyphen stays; in an English text, also
    where it has the two parts ("long-" and "term") but not the whole.
    """
    text = ""
    for line in lines:
        text = _join(text, line.strip(), known) if text else line.strip()
    return text.replace(_SOFT_HYPHEN, "")


def _join(text: str, line: str, known: AbstractSet[str]) -> str:
    if text.endswith(_SOFT_HYPHEN):
        return text[:-1] + line
    following = _NEXT_WORD.match(line)
    if following is None:
        return f"{text} {line}"
    tail = following[0]
    if _GOES_ON.search(text):
        return f"{text} {line}" if tail.casefold() in _JOINERS else f"{text}{line}"
    parted = _PARTED.search(text)
    if parted is None or _is_suspended(parted[1], tail, known):
        return f"{text} {line}"
    return f"{text[:-1]}-{line}" if _keeps_hyphen(parted[1], tail, known) else f"{text[:-1]}{line}"


def _is_suspended(head: str, tail: str, known: AbstractSet[str]) -> bool:
    """Say whether a hyphen stands for what two compounds share, and parts no word."""
    return tail.casefold() in _JOINERS and not _is_word(f"{head}{tail}", known)


def _keeps_hyphen(head: str, tail: str, known: AbstractSet[str]) -> bool:
    """Say whether the hyphen between two pieces belongs to the word that they make."""
    last = head.rsplit("-", 1)[-1]
    if head.isupper() and tail.isupper() and len(head) > 1:
        return not _is_word(f"{head}{tail}", known)
    if not tail[0].islower() or not head[-1].islower() or len(last) == 1 or last.casefold() in _PREFIXES:
        return True
    if f"{head}{tail}".casefold() in known:
        return False
    is_english = known >= _COMMON_ENGLISH and not known >= _COMMON_SWEDISH
    return f"{head}-{tail}".casefold() in known or (is_english and {head.casefold(), tail.casefold()} <= known)


def _is_word(word: str, known: AbstractSet[str]) -> bool:
    return word.casefold() in known or is_known(word.casefold())
