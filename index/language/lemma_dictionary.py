"""Simplemma's Swedish dictionary as a trie on disk, which opens in milliseconds and takes 5 MB of memory.

As simplemma ships it, the dictionary takes two seconds and 240 MB to unpack. That is done once, by
`python -m index.language.build`, or else when the first word is looked up.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import marisa_trie
from simplemma.strategies.dictionaries import DefaultDictionaryFactory, DictionaryFactory
from simplemma.strategies.dictionaries.dictionary_factory import DecodedStrMapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGE = "sv"
FOLDER = Path(__file__).parent / "data"
FORMAT = 1
"""Raise it when the file would get other contents from the same release of simplemma."""

_FOLDED = str.maketrans("éè", "ee")


def path(folder: Path = FOLDER) -> Path:
    """Return where the dictionary of the installed release lies."""
    return folder / f"lemmas-{release()}-{FORMAT}.trie"


@cache
def release() -> str:
    """Return the version of simplemma; to look it up takes milliseconds."""
    return version("simplemma")


def build(folder: Path = FOLDER) -> marisa_trie.BytesTrie:
    """Unpack the dictionary and write it; a folder that cannot be written to is no error, only slow the next time.

    Words with é or è are entered without the accent too, if that gives no other word: "ideburna" is "ideburen".
    """
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


class LemmaDictionary(DecodedStrMapping):
    """Word to lemma, as simplemma's strategies read it."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    def _lookup(self, key: str) -> str | None:
        lemmas: list[bytes] | None = self._trie.get(key)
        return lemmas[0].decode() if lemmas else None

    def __iter__(self) -> Iterator[str]:
        """Yield the words."""
        yield from self._trie.iterkeys()

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._trie)


class LemmaDictionaryFactory(DictionaryFactory):
    """Hands the one dictionary to simplemma."""

    def __init__(self, dictionary: Mapping[str, str]) -> None:
        self._dictionary = dictionary

    def get_dictionary(self, lang: str) -> Mapping[str, str]:  # noqa: ARG002  # the protocol's signature
        """Return the Swedish dictionary, whatever the language."""
        return self._dictionary


def load(folder: Path = FOLDER) -> LemmaDictionaryFactory:
    """Open the dictionary, building it if need be."""
    file = path(folder)
    trie = marisa_trie.BytesTrie().load(str(file)) if file.is_file() else build(folder)
    return LemmaDictionaryFactory(LemmaDictionary(trie))
