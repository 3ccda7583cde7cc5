"""From a Swedish word form to the key that all forms of the word share: first the lemma, then Snowball's stem.

The lemma is that of simplemma (greedy), after the exceptions of corpus/vocabulary/lemmas.toml. Irregular words need
it ("böcker", "bok"); the stem then brings together what the lemmatiser does not know ("coompanionerna").
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import Stemmer

from index.language import compounds, lemma_dictionary
from index.language.compiled import compiled, state_of
from index.language.lemmatizer import EndingRules, Lemmatizer
from index.language.vocabulary_files import DEFAULT_FOLDER

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

FILE = DEFAULT_FOLDER / "lemmas.toml"
KEYS_KEPT = 200_000

NOUN_ENDINGS = ("en", "et", "n", "t", "ar", "er", "or", "na")
"""A word that is the lemma of itself with one of these is a noun, whatever else it may be."""

VOWEL_GENITIVES = ("is", "os", "ys", "ås", "äs", "ös")
SHORTEST_GENITIVE = 5


def lemma(word: str) -> str:
    """Return the dictionary form of a lower-case word, in lower case; the word itself if it is unknown.

    A form of two words gets the commoner one ("såg" is "se"). A compound that the dictionary lacks is inflected like
    its last part ("interregprojekten", "interregprojekt"). Words with é may come with or without the accent.
    """
    if (exception := exceptions().get(word)) is not None:
        return exception
    if is_known(word):
        return _dictionary_lemma(word)
    if pieces := compounds.split(word):
        return "".join(pieces[:-1]) + _head_lemma(pieces[-1])
    return word if word.endswith("het") else _dictionary_lemma(_without_genitive(word))


def stem(word: str) -> str:
    """Return the Snowball stem of a word (https://snowballstem.org/algorithms/swedish/stemmer.html)."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=KEYS_KEPT)
def key(word: str) -> str:
    """Return what all forms of a word share: the stem of its lemma, or the lemma itself where the stem misleads."""
    found = lemma(word)
    return found if found in _unstemmed() else stem(found)


@cache
def exceptions() -> dict[str, str]:
    """Return word form to lemma as lemmas.toml has it. Raises VocabularyError if the file is broken."""
    found: dict[str, str] = _compiled()["exceptions"]
    return found


@cache
def _unstemmed() -> frozenset[str]:
    return frozenset(_compiled()["unstemmed"])


@cache
def _compiled() -> dict[str, Any]:
    return compiled("lemmas", state_of(FILE), lambda: read_exceptions(FILE))  # type: ignore[no-any-return]


def read_exceptions(file: Path) -> dict[str, Any]:
    """Read `exceptions` and the words that are `unstemmed`. Raises VocabularyError if the file is broken."""
    from index.language.toml_file import TomlFile  # noqa: PLC0415 (where the file has changed)

    toml = TomlFile(file)
    lemmas: dict[str, str] = {}
    for entry in toml.entries("own", keys=("words", "reason")):
        lemmas.update((word, word) for word in entry.text("words").split())
    for entry in toml.entries("form", keys=("words", "reason")):
        for pair in entry.text("words").split():
            word, arrow, found = pair.partition(">")
            if not (word and arrow and found):
                raise entry.error(f"”{pair}” ska skrivas ordform>grundform")
            lemmas[word] = found
    entries = toml.entries("unstemmed", keys=("words", "reason"))
    return {"exceptions": lemmas, "unstemmed": [word for entry in entries for word in entry.text("words").split()]}


def version() -> str:
    """Return a string that changes whenever some word may get another key."""
    releases = f"{lemma_dictionary.path().name} {Stemmer.version()} {compounds.version()}"
    return hashlib.sha256(releases.encode() + FILE.read_bytes()).hexdigest()[:12]


def is_known(word: str) -> bool:
    """Tell whether the dictionary has a lower-case word, or a name that it is with a capital."""
    dictionary = _dictionary()
    return dictionary.get(word) is not None or dictionary.get(word.capitalize()) is not None


def is_noun(word: str) -> bool:
    """Tell whether a lower-case word is a noun in some form: the dictionary has the definite form of its lemma."""
    found = lemma(word)
    tail = (compounds.split(found) or (found,))[-1]
    definite = (f"{tail}t",) if tail.endswith("e") else (f"{tail}en", f"{tail}et", f"{tail}n")
    return any(_dictionary().get(form) == tail for form in definite)


def _without_genitive(word: str) -> str:
    """Cut the genitive of a name ("Abdis", "Laxås"): Snowball leaves an s that follows these vowels."""
    return word[:-1] if len(word) >= SHORTEST_GENITIVE and word.endswith(VOWEL_GENITIVES) else word


def _dictionary_lemma(word: str) -> str:
    found = lemmatizer().lemma(word) if word else None
    return found.lower() if found else word


def _head_lemma(word: str) -> str:
    """Return the lemma of a compound's last part, the noun where it may be a noun: "växt" in "krukväxt"."""
    dictionary = _dictionary()
    is_noun = word in exceptions() or any(dictionary.get(word + ending) == word for ending in NOUN_ENDINGS)
    return exceptions().get(word, word) if is_noun else _dictionary_lemma(word)


@cache
def _dictionary() -> lemma_dictionary.LemmaDictionary:
    return lemma_dictionary.load()


@cache
def lemmatizer() -> Lemmatizer:
    """Return what finds the lemmas of words that are no exceptions."""
    found = compiled("endings", lemma_dictionary.release(), lemma_dictionary.ending_rules)
    rules = tuple((tuple(endings), lemma) for endings, lemma in found["rules"])
    return Lemmatizer(_dictionary(), EndingRules(rules, frozenset(found["excluded"])))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("swedish")
