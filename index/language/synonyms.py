"""Synonyms of the field: which other words a query also searches, and what that is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from index.language import english_words
from index.language.analysis import Level, english_stem, language_version, stem, term
from index.language.compiled import compiled, state_of
from index.language.english_words import is_english
from index.language.tokens import Word, words
from index.language.vocabulary_files import DEFAULT_FOLDER

FILE = DEFAULT_FOLDER / "synonyms.toml"

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another way to say `first` … `last` (positions in the query, inclusive): as written, and its stem terms."""

    first: int
    last: int
    text: str
    terms: tuple[str, ...]


def find_synonyms(query: Sequence[Word]) -> list[Synonym]:
    """Return the synonyms of every word and run of words of a query, longer runs first; inflections do not matter."""
    table = _table()
    longest = max(map(len, table), default=0)
    taken: set[int] = set()
    found = []
    for size in range(min(longest, len(query)), 0, -1):
        for first in range(len(query) - size + 1):
            positions = set(range(first, first + size))
            run = query[first : first + size]
            texts = () if positions & taken else table.get(_stems(run)) or table.get(_english_stems(run), ())
            if texts:
                taken |= positions
                found += [Synonym(first, first + size - 1, text, _terms(text)) for text in texts]
    return found


@cache
def _table() -> Mapping[Stems, tuple[str, ...]]:
    """Return what each run of stems also searches, as written; a source in English has its English stems too."""
    state = f"{language_version()} {english_words.path().name} {state_of(FILE)}"
    pairs = compiled("synonyms", state, lambda: list(_make_table().items()))
    return {tuple(source): tuple(targets) for source, targets in pairs}


def _make_table() -> Mapping[Stems, tuple[str, ...]]:
    """Analyse all synonyms: half of a search from the command line otherwise."""
    table: dict[Stems, dict[Stems, str]] = {}

    @cache
    def both_stems(text: str) -> tuple[Stems, Stems]:
        run = words(text)
        return _stems(run), _english_stems(run)

    for source, target in _pairs():
        (typed, in_english), (also, _) = both_stems(source), both_stems(target)
        if typed != also:
            for key in filter(None, (typed, in_english)):
                table.setdefault(key, {}).setdefault(also, target)
    return {source: tuple(targets.values()) for source, targets in table.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    from index.language.toml_file import TomlFile  # noqa: PLC0415 (where the file has changed)

    file = TomlFile(FILE)
    for group in file.entries("group", keys=("words",)):
        yield from ((a, b) for a in group.texts("words") for b in group.texts("words"))
    for rule in file.entries("one_way", keys=("from", "to")):
        yield from ((a, b) for a in rule.texts("from") for b in rule.texts("to"))


def _stems(run: Sequence[Word]) -> Stems:
    return tuple(stem(word.form) for word in run)


def _english_stems(run: Sequence[Word]) -> Stems:
    """Return the stems of English words, marked as English; nothing for words among which there are others."""
    if not all(is_english(word.form) for word in run):
        return ()
    return tuple(term(Level.ENGLISH, english_stem(word.form)) for word in run)


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term(Level.STEM, key) for key in _stems(words(text)))
