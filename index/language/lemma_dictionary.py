"""Simplemma's Swedish dictionary as a trie on disk, which opens in milliseconds and takes 5 MB of memory.

As simplemma ships it, the dictionary takes two seconds and 240 MB to unpack. That is done once, by
`python -m index.language.build`, or else when the first word is looked up. Nothing loads simplemma after that: its
forty languages take as long to import as a search.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, overload

import marisa_trie

FOLDER = Path(__file__).parent / "data"
LANGUAGE = "sv"
FORMAT = 1
"""Raise it when the file would get other contents from the same release of simplemma."""

_FOLDED = str.maketrans("éè", "ee")

Default = TypeVar("Default")


def path(folder: Path = FOLDER) -> Path:
    """Return where the dictionary of the installed release lies."""
    return folder / f"lemmas-{release()}-{FORMAT}.trie"


@cache
def release() -> str:
    """Return the version of simplemma: the name of the folder beside it has it, and importlib.metadata loads slowly."""
    found = find_spec("simplemma")
    places = (found.submodule_search_locations if found else None) or ()
    beside = [name for place in places for name in os.listdir(Path(place).parent)]  # noqa: PTH208 (names, not paths)
    named = [name for name in beside if name.startswith("simplemma-") and name.endswith(".dist-info")]
    if len(named) == 1:
        return named[0].removeprefix("simplemma-").removesuffix(".dist-info")
    from importlib.metadata import version  # noqa: PLC0415 (slow)

    return version("simplemma")


def build(folder: Path = FOLDER) -> marisa_trie.BytesTrie:
    """Unpack the dictionary and write it; a folder that cannot be written to is no error, only slow the next time.

    Words with é or è are entered without the accent too, if that gives no other word: "ideburna" is "ideburen".
    """
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415 (once after installation)

    words = DefaultDictionaryFactory().get_dictionary(LANGUAGE)
    lemmas = dict(words.items())
    for word, found in words.items():
        lemmas.setdefault(word.translate(_FOLDED), found.translate(_FOLDED))
    trie = marisa_trie.BytesTrie([(word, found.encode()) for word, found in lemmas.items()])
    target = path(folder)
    temporary = target.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        temporary.write_bytes(trie.tobytes())
        temporary.replace(target)
    return trie


def ending_rules() -> dict[str, Any]:
    """Return simplemma's rules for endings of words that the dictionary lacks, and the words that they are not for.

    `rules` are pairs of endings and what takes their place. A pattern there is "(?:ings|ingen)$", alternatives of
    letters; a release that writes anything else is noticed here.
    """
    from simplemma.strategies.defaultrules import sv  # noqa: PLC0415 (once after installation)

    rules = []
    for pattern, lemma in sv.DEFAULT_RULES.items():
        endings = pattern.pattern.removeprefix("(?:").removesuffix(")$").split("|")
        if not all(ending.isalpha() for ending in endings):
            raise ValueError(f"simplemma has a rule that is no list of endings: {pattern.pattern}")
        rules.append((endings, lemma))
    return {"rules": rules, "excluded": sorted(sv._EXCLUDED)}  # noqa: SLF001 (it has no other name)


class LemmaDictionary(Mapping[str, str]):
    """Word to lemma."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    @overload
    def get(self, key: str, /) -> str | None: ...
    @overload
    def get(self, key: str, default: str | Default, /) -> str | Default: ...
    def get(self, key: str, default: str | Default | None = None, /) -> str | Default | None:
        """Return the lemma of a word, or the default."""
        lemmas: list[bytes] | None = self._trie.get(key)
        return lemmas[0].decode() if lemmas else default

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the words."""
        yield from self._trie.iterkeys()

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._trie)


def load(folder: Path = FOLDER) -> LemmaDictionary:
    """Open the dictionary, building it if need be."""
    file = path(folder)
    return LemmaDictionary(marisa_trie.BytesTrie().load(str(file)) if file.is_file() else build(folder))
