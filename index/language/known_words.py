"""Which words are right as they are, whether or not the bank holds them.

A word is known from Simplemma's dictionaries (Swedish, English), as a compound of known parts, or as a part of a name
or a term of corpus/vocabulary.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache

from index.language import compounds, lemmas
from index.language.analysis import CHAIN_VERSION
from index.language.compiled import compiled, state_of
from index.language.english_words import is_english
from index.language.function_words import FUNCTION_WORDS
from index.language.tokens import words
from index.language.vocabulary_files import DEFAULT_FOLDER

_ENDINGS = ("s", "en", "et", "er", "ar", "or", "ens", "ets", "ers", "ars", "erna", "arna", "orna", "ernas", "arnas")
_ENDINGS_AFTER_VOWEL = ("n", "t", "r", "na", "ns", "rna", "rnas")
_ADJECTIVES = ("ig", "isk", "ell", "sam", "bar", "iv")
_VOWELS = "aeiouyåäö"
_SHORTEST_STEM = 4
_SHORTEST_PART = 4


def is_known(form: str) -> bool:
    """Tell whether a word is in a dictionary, a function word, or part of a name or term of the vocabulary."""
    return form in FUNCTION_WORDS or lemmas.is_known(form) or is_english(form) or form in _names()


def is_old(form: str) -> bool:
    """Tell whether Simplemma's Swedish dictionary alone has a word: old spellings and chance, "derefter", "komer"."""
    others = is_english(form) or form in _names() or form in FUNCTION_WORDS
    return len(form) > _SHORTEST_PART and not others and compounds.known_cost(form) is None


def is_compound(form: str) -> bool:
    """Tell whether a word may be a compound: of parts that stand in compounds so, or of two words of the dictionary."""
    return compounds.known_cost(form) is not None or any(True for _ in _halves(form))


def with_linking_s(form: str) -> Iterator[str]:
    """Yield compounds that need an s which two words that were put together lack: "företagstöd", "företagsstöd"."""
    if compounds.known_cost(form) is None:
        linked = (f"{first}s{last}" for first, last in _halves(form))
        yield from (word for word in linked if compounds.known_cost(word) is not None)


def _halves(form: str) -> Iterator[tuple[str, str]]:
    for place in range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1):
        if lemmas.is_known(form[place:]) and lemmas.is_known(form[:place]):
            yield form[:place], form[place:]


def is_inflected(form: str, bases: Container[str]) -> bool:
    """Tell whether a word is one of `bases` with a regular ending: "coompanions", "matchningsansvarige"."""
    for size in range(1, min(len(_LONGEST_ENDING), len(form) - _SHORTEST_STEM) + 1):
        base, ending = form[:-size], form[-size:]
        fits = (
            (ending in _ENDINGS and base[-1] not in ("sxz" if ending[0] == "s" else "ae"))
            or (ending in _ENDINGS_AFTER_VOWEL and base[-1] in _VOWELS)
            or (ending in {"a", "e"} and base.endswith(_ADJECTIVES))
        )
        if fits and base in bases:
            return True
    return False


_LONGEST_ENDING = max(_ENDINGS, key=len)


@cache
def _names() -> frozenset[str]:
    state = f"{CHAIN_VERSION} {state_of(*(DEFAULT_FOLDER / name for name in _FILES))}"
    names: list[str] = compiled(
        "names", state, lambda: sorted({word.form for text in _texts() for word in words(text)})
    )
    return frozenset(names)


_FILES = ("municipalities.csv", "places.toml", "organisations.toml", "synonyms.toml")


def _texts() -> Iterator[str]:
    from index.language.toml_file import TomlFile  # noqa: PLC0415 (where a file has changed)
    from index.language.vocabulary import load_vocabulary  # noqa: PLC0415

    vocabulary = load_vocabulary()
    for municipality in vocabulary.municipalities:
        yield from (municipality.name, f"{municipality.name}s", *municipality.aliases, municipality.county)
    for county in vocabulary.counties:
        yield from (county.name, *county.aliases)
    for organisation in vocabulary.organisations:
        yield from (organisation.name, *organisation.aliases, *organisation.uncertain)
    file = TomlFile(DEFAULT_FOLDER / "synonyms.toml")
    for group in file.entries("group", keys=("words",)):
        yield from group.texts("words")
    for rule in file.entries("one_way", keys=("from", "to")):
        yield from (*rule.texts("from"), *rule.texts("to"))
