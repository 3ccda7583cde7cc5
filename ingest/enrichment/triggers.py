"""The trigger words of themes.toml, found in texts in any form that Swedish gives them.

How a trigger is written says how it matches; the header of themes.toml has the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from marisa_trie import Trie

from ingest.enrichment.text import fold, stem

if TYPE_CHECKING:
    from spacy.language import Language

# Shorter stems begin and end too many words that have nothing to do with them: "ensam" in "gemensam".
COMPOUND_FROM = 6
# Snowball gives "klimat" and "klimatet" different stems, so a trigger has the stems of its inflected forms as well.
_ENDINGS = ("", "n", "en", "et", "er", "ar", "erna", "arna")


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, and is looked up a great many times
class Trigger:
    """A trigger of a theme, or of one of its subthemes; `words` holds the number of each of its words."""

    theme: str
    subtheme: str | None
    weight: float
    words: tuple[int, ...]


_Begun = tuple[list[Trigger], dict[int, list[Trigger]]]


class _Kept(dict[int, Value]):
    """What holds of a word, worked out the first time that it is asked for."""

    def __init__(self, find: Callable[[int], Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: int) -> Value:
        found = self[word] = self._find(word)
        return found


class TriggerFinder:
    """Finds triggers in texts. Learns them all before it finds the first.

    What it works out for a word is kept, since texts repeat their words.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._numbers: dict[tuple[str, bool], int] = {}
        self._by_key: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._by_first_word: dict[int, list[Trigger]] = defaultdict(list)
        self._met: _Kept[frozenset[int]] = _Kept(self._met_by)
        self._begun: _Kept[_Begun] = _Kept(self._begun_by)
        self._longest = 0

    def learn(self, theme: str, subtheme: str | None, weight: float, triggers: Iterable[str]) -> None:
        """Learn triggers as themes.toml writes them."""
        for written in triggers:
            words = list(self._split(written))
            numbers = tuple(self._number(word, alone=len(words) == 1) for word in words)
            self._longest = max(self._longest, len(numbers))
            self._by_first_word[numbers[0]].append(Trigger(theme, subtheme, weight, numbers))

    def find(self, words: Sequence[int]) -> Iterator[tuple[int, Trigger]]:
        """Yield each trigger that stands in a text, with the position of its first word; words are spaCy's ids."""
        begun, met = self._begun, self._met
        for start, word in enumerate(words):
            alone, longer = begun[word]
            for trigger in alone:
                yield start, trigger
            if longer:
                after = words[start + 1 : start + self._longest]
                for number in met[after[0]] if after else ():
                    for trigger in longer.get(number, ()):
                        rest = trigger.words[2:]
                        if len(rest) < len(after) and all(n in met[w] for n, w in zip(rest, after[1:], strict=False)):
                            yield start, trigger

    def _split(self, written: str) -> Iterator[str]:
        """Split a trigger as texts are split, leaving alone the marks "=" and "-" of its words."""
        for word in written.split():
            if word[0] in "=-" or word[-1] == "-":
                yield word
            else:
                yield from (token.text for token in self._nlp.make_doc(word))

    def _number(self, word: str, *, alone: bool) -> int:
        """Return the number of a trigger's word; `alone` if it is the whole trigger."""
        number = self._numbers.setdefault((word, alone), len(self._numbers))
        for how, key in _keys(word, alone=alone):
            self._by_key[how][key].add(number)
        return number

    def _begun_by(self, word: int) -> _Begun:
        """Return the triggers whose first word a word of a text meets: those of one word, the others by their second.

        Most words begin none, and most that do are followed by one that no trigger goes on with.
        """
        triggers = [trigger for number in self._met[word] for trigger in self._by_first_word.get(number, ())]
        longer: dict[int, list[Trigger]] = defaultdict(list)
        for trigger in triggers:
            if len(trigger.words) > 1:
                longer[trigger.words[1]].append(trigger)
        return [trigger for trigger in triggers if len(trigger.words) == 1], dict(longer)

    def _met_by(self, word: int) -> frozenset[int]:
        """Return the numbers that a word of a text meets."""
        text = self._nlp.vocab.strings[word]
        low, root = fold(text), stem(text)
        numbers = self._by_key["exact"].get(text, set()) | self._by_key["stem"].get(root, set())
        for beginning in self._beginnings.prefixes(low):
            numbers |= self._by_key["first"][beginning]
        for end in self._ends.prefixes(root[::-1]):
            numbers |= self._by_key["last"][end[::-1]]
        return frozenset(numbers)

    @cached_property
    def _beginnings(self) -> Trie:
        return Trie(self._by_key["first"])

    @cached_property
    def _ends(self) -> Trie:
        return Trie(end[::-1] for end in self._by_key["last"])


def _keys(word: str, *, alone: bool) -> set[tuple[str, str]]:
    """Return what a word of a text may have to meet a trigger's word: itself, its stem, its beginning or its end."""
    marked = word.strip("=-")
    stems = {stem(f"{marked}{ending}") for ending in _ENDINGS}
    if word.startswith("="):
        return {("stem", root) for root in stems}
    if word.startswith("-") and marked:
        return {("last", root) for root in stems}
    if word.endswith("-") and marked:
        return {("first", fold(marked))}
    if word.isupper() or not word.isalpha():
        return {("exact", word)}
    keys = {("stem", root) for root in stems}
    if alone:
        keys |= {("last", root) for root in stems if len(root) >= COMPOUND_FROM}
        keys |= {("first", part) for part in (stem(word), fold(word)) if len(part) >= COMPOUND_FROM}
    return keys
