"""Simplemma's English words as a trie on disk: a query in English is not misspelled Swedish.

Built once, by `python -m index.language.build`, or else when the first word is looked up (0.3 s).
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

import marisa_trie

from index.language.lemma_dictionary import release

FOLDER = Path(__file__).parent / "data"


def is_english(word: str) -> bool:
    """Tell whether a lower-case word is English."""
    return word in _words()


def path(folder: Path = FOLDER) -> Path:
    """Return where the words of the installed release lie."""
    return folder / f"english-{release()}.trie"


def build(folder: Path = FOLDER) -> marisa_trie.Trie:
    """Unpack the words and write them; a folder that cannot be written to is no error, only slow the next time."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415 (once after installation)

    words = DefaultDictionaryFactory().get_dictionary("en")
    trie = marisa_trie.Trie(word for word in words if word.isascii() and word.isalpha() and word.islower())
    temporary = path(folder).with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        temporary.write_bytes(trie.tobytes())
        temporary.replace(path(folder))
    return trie


@cache
def _words() -> marisa_trie.Trie:
    if not path().is_file():
        return build()
    trie = marisa_trie.Trie()
    trie.mmap(str(path()))
    return trie
