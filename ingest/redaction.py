"""Names that are blanked in everything that is ingested: the list corpus/redact.toml.

A name is found in any letter case, in the genitive, with å ä ö composed or decomposed, over line breaks, soft hyphens
and words divided at the end of a line, in the order of a register ("Svensson, Anna"), and in addresses made of it
(anna.svensson@…, …/anna-svensson), but never inside another word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from index.document import Link
from index.errors import KunskapsbankError
from ingest.toml_file import TomlFault, load_toml

REDACTIONS = "redact.toml"

MARK = "[namn borttaget]"

RULES_VERSION = "1"
"""Raise it when the same list would blank something else."""

Value = TypeVar("Value")

_LETTER = r"[^\W\d_]"
_NO_LETTER = r"[\W\d_]+"
_FEWEST_LETTERS = 2
_ACCENT = r"[\u0300-\u036f]"
_UNSEEN = r"[\u00ad\u200b-\u200f\u2060\ufeff]"
_DIVIDED = r"[-‐\u00ad][ \t]*[\n\r\f\v\x85\u2028\u2029]\s*"
"""A word divided at the end of a line."""

_IN_WORD = rf"(?:{_DIVIDED}|{_UNSEEN})*+"
_SPACE = rf"(?:\s|{_UNSEEN})"
_BETWEEN = rf"(?:{_SPACE}++(?:[,;|>]{_SPACE}*+)*+|[,;|]{_SPACE}*+|[-‐-―]{_SPACE}*+|[._+])"
"""Between two parts of a name: spaces, also with the marks of a table or of quoted mail, or what joins user names."""

_BEFORE = rf"(?<!{_LETTER})(?<!{_ACCENT})(?<!{_LETTER}{_UNSEEN})"
_AFTER = rf"(?:{_IN_WORD}['’´:]?{_IN_WORD}s)?+(?!{_UNSEEN}*+{_LETTER})(?!{_ACCENT})"
_BEFORE_ALONE = rf"(?<!{_LETTER}[-‐]\n)"
_AFTER_ALONE = rf"(?!{_DIVIDED}{_LETTER})"
"""A name of one word may be half of a word that is divided; of a whole name the risk is the other way."""

_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_APOSTROPHES = "'’´"

_TRANSCRIBED = {
    "å": ("a", "aa"),
    "ä": ("a", "ae"),
    "æ": ("a", "ae"),
    "ö": ("o", "oe"),
    "ø": ("o", "oe"),
    "ü": ("u", "ue"),
}
_JOINED = r"[-._+,\s]{0,3}"
_APART = r"[-._+,\s]{1,3}"
_ADDRESS = re.compile(r"[@/]|\w\.\w")
_FILE_ENDING = re.compile(r"\.[a-z]{2,8}$", re.IGNORECASE)
_SLUG = re.compile(r"\w[-_+%]\w")
_EDGES = "<>()[]{}\"'”“«»,;:.!?…"


class RedactionError(KunskapsbankError):
    """The list of names cannot be used; nothing may be ingested until it can."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}. Inget läses in förrän det är rättat.")


@dataclass(frozen=True, slots=True)
class Redactor:
    """Blanks names. Made of full names as people write them; without names it changes nothing."""

    names: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """What the result depends on besides the text; tells nothing of the names."""
        if not self.names:
            return "0"
        return f"{RULES_VERSION}-{sha256(repr(sorted(self.names)).encode()).hexdigest()[:8]}"

    def blank(self, value: Value) -> Value:
        """Return a text, or a tuple or dataclass of texts, without the names.

        Links whose address holds a name are left out. Each part of a path is blanked.
        """
        return self._blank(value) if self.names else value

    def _blank(self, value: Any) -> Any:  # noqa: ANN401 (whatever dataclasses hold)
        if isinstance(value, str):
            return self._blank_text(value)
        if isinstance(value, tuple):
            blanked = (self._blank(item) for item in value)
            return tuple(item for item in blanked if not (isinstance(item, Link) and MARK in item.url))
        if isinstance(value, Path):
            return type(value)(*map(self._blank_text, value.parts))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self._blank(getattr(value, field.name)) for field in fields(value)})
        return value

    def _blank_text(self, text: str) -> str:
        letters = _letters(text)
        names = tuple(name for name in self.names if any(run in letters for run in _runs(name)))
        if not names:
            return text
        if _in_addresses(names, _JOINED).search(_folded(text)):
            text = re.sub(r"\S+", lambda match: _without_address(match[0], names), text)
        return _in_text(names).sub(MARK, text)


def load_redactor(corpus: Path) -> Redactor:
    """Return the redactor of a corpus; without a list it changes nothing. Raises RedactionError."""
    path = corpus / REDACTIONS
    try:
        values = load_toml(path)
    except FileNotFoundError:
        _refuse_a_list_by_another_name(corpus)
        return Redactor()
    except TomlFault as fault:
        raise RedactionError(f"Namnlistan {path} {fault}") from fault
    except OSError as error:
        raise RedactionError(f"Namnlistan {path} går inte att öppna") from error
    names = values.get("names")
    if set(values) != {"names"} or not isinstance(names, list):
        raise RedactionError(f'Namnlistan {path} ska ha en enda rad, names = ["Förnamn Efternamn", …]')
    for name in names:
        if not isinstance(name, str) or len(re.findall(_LETTER, name)) < _FEWEST_LETTERS:
            raise RedactionError(f"Namnlistan {path} ska ha namn med minst två bokstäver, inte ”{name}”")
    return Redactor(tuple(dict.fromkeys(" ".join(unicodedata.normalize("NFC", name).split()) for name in names)))


def _refuse_a_list_by_another_name(corpus: Path) -> None:
    """Raise where a list is there that would not be heard, such as "Redact.toml" or "redact.toml.txt"."""
    for path in sorted(corpus.iterdir()) if corpus.is_dir() else ():
        if path.name.lower().startswith("redact"):
            raise RedactionError(f"Filen {path} ser ut att vara namnlistan, men den ska heta {REDACTIONS}")


def _without_address(token: str, names: tuple[str, ...]) -> str:
    """Blank a run of characters without spaces that is an address with a name in it; of a file's name, the name."""
    core = token.strip(_EDGES)
    folded = _folded(core)
    between = _JOINED if _ADDRESS.search(core) else _APART if _SLUG.search(core) else None
    if between is None or not (found := list(_in_addresses(names, between).finditer(folded))):
        return token
    before, _, after = token.partition(core)
    if _ADDRESS.search(_FILE_ENDING.sub("", core)) or len(folded) != len(core):
        return f"{before}{MARK}{after}"
    for match in reversed(found):
        core = f"{core[: match.start()]}{MARK}{core[match.end() :]}"
    return f"{before}{core}{after}"


@cache
def _in_text(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the names in text, the longest first."""
    ways = [way for name in sorted(names, key=len, reverse=True) for way in _ways(name)]
    return re.compile(f"{_BEFORE}(?:{'|'.join(ways)})", re.IGNORECASE)


def _ways(name: str) -> list[str]:
    words = [_BETWEEN.join(_word(part) for part in re.split("[-‐-―]", word) if part) for word in name.split()]
    if len(words) == 1:
        return [f"{_BEFORE_ALONE}{words[0]}{_AFTER}{_AFTER_ALONE}"]
    return [f"{_BETWEEN.join(order)}{_AFTER}" for order in (words, [words[-1], *words[:-1]])]


def _word(word: str) -> str:
    pattern = _IN_WORD.join(_letter(letter) for letter in word)
    for letters, ligature in _LIGATURES:
        pattern = pattern.replace(_IN_WORD.join(letters), f"(?:{_IN_WORD.join(letters)}|{ligature})")
    return pattern


def _letter(letter: str) -> str:
    if letter in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    parts = unicodedata.normalize("NFD", letter)
    plain = re.escape(letter) + ("?" if letter == "." else "")
    return f"(?:{plain}|{parts})" if len(parts) > 1 else plain


@cache
def _in_addresses(names: tuple[str, ...], between: str) -> re.Pattern[str]:
    """Return what finds the names in a folded address, with so much between their parts."""
    ways = dict.fromkeys(between.join(map(_transcribed, parts)) for name in names for parts in _orders(name))
    return re.compile(f"(?<!{_LETTER})(?:{'|'.join(ways)})s?(?!{_LETTER})")


def _orders(name: str) -> list[list[str]]:
    """Return the letters of a name's parts in the orders that addresses have them: all, or the first and the last."""
    parts = [re.sub(_NO_LETTER, "", part) for part in re.split(r"[\s‐-―-]+", name.casefold())]
    first, *others = [part for part in parts if part]
    if not others:
        return [[first]]
    last = others[-1]
    return [[first, *others], [last, first, *others[:-1]], [first, last], [last, first]]


def _transcribed(part: str) -> str:
    return "".join(f"(?:{'|'.join(_spellings(letter))})" for letter in part)


@cache
def _runs(name: str) -> tuple[str, ...]:
    """Return the runs of letters one of which a text has if it has the name in any way that is blanked."""
    orders = {"".join(parts) for parts in _orders(name)}
    return tuple({"".join(letters) for order in orders for letters in product(*map(_spellings, order))})


def _spellings(letter: str) -> tuple[str, ...]:
    """Return how a letter may stand in an address."""
    return _TRANSCRIBED.get(letter) or (_folded(letter),)


def _letters(text: str) -> str:
    return re.sub(_NO_LETTER, "", _folded(text))


def _folded(text: str) -> str:
    """Return a text as addresses have it: unescaped, lower case, letters without their marks."""
    plain = unquote(text) if "%" in text else text
    decomposed = unicodedata.normalize("NFKD", plain.casefold()).replace("æ", "ae").replace("ø", "o")
    return re.sub(f"{_ACCENT}|{_UNSEEN}", "", decomposed)
