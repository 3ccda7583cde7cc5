"""Two hundred queries of the kinds that people type, made of the bank's own material; always the same ones."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench.search.bank import Bank
from index.language.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[a-zåäöA-ZÅÄÖ-]{2,}")
_SAMPLE = 300
"""Documents whose words count as those of the bank: enough to tell frequent ones from rare ones."""

_FREQUENT, _RARE = 60, 3
_LONG = 8


@dataclass(frozen=True, slots=True)
class Search:
    """What is typed, what is chosen in the facets, and the kind of query."""

    kind: str
    query: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def make_searches(bank: Bank, seed: str = "frågor", *, rounds: int = 1) -> list[Search]:
    """Return so many times two hundred queries, in an order that mixes the kinds."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    maker = _Maker(bank, chance)
    searches = [search for _ in range(rounds) for search in maker.searches()]
    chance.shuffle(searches)
    return searches


class _Maker:
    def __init__(self, bank: Bank, chance: random.Random) -> None:
        self._bank = bank
        self._chance = chance
        passages = [passage for document in bank.documents(_SAMPLE * 10) for passage in document.passages]
        self._texts = [passage.text for passage in passages]
        counts = Counter(word.lower() for text in self._texts for word in _WORD.findall(text))
        content = [word for word, _ in counts.most_common() if word not in FUNCTION_WORDS]
        self._frequent = content[:_FREQUENT]
        self._rare = [word for word in content if counts[word] <= _RARE]
        self._long = [word for word in content[:2000] if len(word) >= _LONG]

    def searches(self) -> Iterator[Search]:
        chance = self._chance
        for _ in range(20):
            yield Search("one frequent word", chance.choice(self._frequent))
            yield Search("one rare word", chance.choice(self._rare))
            yield Search("phrase", f'"{self._run(2 + chance.randrange(2), content=False)}"')
            yield Search("word and filter", self._run(1 + chance.randrange(2)), self._filters())
        for _ in range(25):
            yield Search("two words", self._run(2))
            yield Search("three words", self._run(3))
        for _ in range(30):
            yield Search("four to six words", self._run(4 + chance.randrange(3), content=False))
        for _ in range(15):
            yield Search("prefix", f"{chance.choice(self._long)[: 4 + chance.randrange(3)]}*")
        for _ in range(10):
            yield Search("misspelling", _slip(chance.choice(self._long), chance))
            yield Search("only filters", "", self._filters())
        for _ in range(5):
            yield Search("nothing typed", "")

    def _run(self, count: int, *, content: bool = True) -> str:
        """Return words that stand one after the other somewhere in the bank, without function words if so asked."""
        while True:
            words = [word.lower() for word in _WORD.findall(self._chance.choice(self._texts))]
            kept = [word for word in words if not content or word not in FUNCTION_WORDS]
            if len(kept) > count:
                first = self._chance.randrange(len(kept) - count)
                return " ".join(kept[first : first + count])

    def _filters(self) -> dict[str, tuple[str, ...]]:
        bank, chance = self._bank, self._chance
        ways = {
            "kommun": tuple(municipality.name for municipality in bank.municipalities.draw(chance, 2)),
            "tema": (bank.themes.one(chance)[0],),
            "dokumenttyp": bank.kinds.draw(chance, 2),
            "organisation": (bank.organisations.one(chance),),
            "ar": (str(2015 + chance.randrange(10)),),
        }
        return {facet: ways[facet] for facet in chance.sample(sorted(ways), 1 + chance.randrange(2))}


def _slip(word: str, chance: random.Random) -> str:
    """Swap two letters inside a word."""
    place = 1 + chance.randrange(len(word) - 3)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
