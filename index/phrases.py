"""Phrases and words that recur in a bank, as its texts write them: what people may want to search for.

A phrase is two or three words that stand together in several passages of several documents, begin with no function word
and end with a noun. Only words that are written in lower case somewhere count: one that always has a capital is a name,
and persons are never offered. Organisations and places come from their facets instead.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.document import ABOUT_THE_SOURCE, Document, Passage
from index.facets import each_once
from index.language.function_words import FUNCTION_WORDS
from index.language.lemmas import is_noun

Numbers = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]

LEAST_PASSAGES = 3
LEAST_DOCUMENTS = 2

SHORTEST_WORD = 3
"""Letters of the words at both ends of a phrase."""

SHORTEST_ALONE = 5
"""Letters of a word that is offered by itself."""

BOUND = 0.02
"""The least share of the rarer word's occurrences in which two words stand together: "sociala företag"."""

FRAGMENT = 0.7
"""From this share of its occurrences beside one and the same word, a phrase is a piece of a longer one."""

_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w]|\d+")
_SENTENCE_ENDS = frozenset(".!?:")
_BREAK = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase or a word in lower case, and the passages that hold it."""

    text: str
    passages: int


def find_phrases(documents: Iterable[Document]) -> list[Phrase]:
    """Return the words and phrases that recur in the Swedish passages of documents, in no particular order."""
    texts = _Texts(documents)
    return [phrase for size in (1, 2, 3) for phrase in texts.recurring(size)]


class _Numbers(dict[str, int]):
    """Numbers words as they come, from 1; what is not in lower case is no word. Looking up is all that most cost."""

    def __init__(self) -> None:
        super().__init__()
        self.words = [""]

    def __missing__(self, token: str) -> int:
        number = _BREAK
        if token.islower():
            number = len(self.words)
            self.words.append(token)
        self[token] = number
        return number


class _Texts:
    """All texts as one array of word numbers, 0 where a phrase cannot go on, with the passage of each place."""

    def __init__(self, documents: Iterable[Document]) -> None:
        numbers = _Numbers()
        stream = array("i", [_BREAK])
        passages = array("i", [0])
        first_words: list[str] = []
        first_places = array("i")
        self._documents: list[int] = []
        for number, document in enumerate(documents):
            for passage in filter(_speaks_swedish, document.passages):
                for text in (*passage.heading, passage.text):
                    tokens = _TOKEN.findall(_without_addresses(text))
                    for place, (before, token) in enumerate(zip((".", *tokens), tokens, strict=False), len(stream)):
                        if before in _SENTENCE_ENDS and token[0].isupper():
                            first_places.append(place)
                            first_words.append(intern(token.lower()))
                    stream.extend(map(numbers.__getitem__, tokens))
                    stream.append(_BREAK)
                passages.extend(repeat(len(self._documents), len(stream) - len(passages)))
                self._documents.append(number)
        for place, word in zip(first_places, first_words, strict=True):
            stream[place] = numbers.get(word, _BREAK)
        self._words = numbers.words
        self._stream = np.asarray(stream)
        self._passages = np.asarray(passages)
        self._counts = np.bincount(self._stream, minlength=len(self._words))
        self._meaning = np.asarray([word not in FUNCTION_WORDS and word != "" for word in self._words])
        self._letters = np.asarray([len(word) for word in self._words])

    def recurring(self, size: int) -> Iterator[Phrase]:
        """Yield the runs of `size` words that recur, are no fragments and end with a noun."""
        starts, runs = self._runs(size)
        if not len(starts):
            return
        first = np.unique(runs, return_index=True)[1]
        in_passages = _distinct(runs, self._passages[starts])
        in_documents = _distinct(runs, np.asarray(self._documents)[self._passages[starts]])
        good = (in_passages >= LEAST_PASSAGES) & (in_documents >= LEAST_DOCUMENTS)
        if size > 1:
            ends = starts + size - 1
            rarer = np.minimum(self._counts[self._stream[starts]], self._counts[self._stream[ends]])[first]
            good &= np.bincount(runs) >= BOUND * rarer
            for beside in (starts - 1, ends + 1):
                good &= self._most_beside(runs, beside) < FRAGMENT * np.bincount(runs)
        for run in np.flatnonzero(good):
            start = starts[first[run]]
            words = [self._words[number] for number in self._stream[start : start + size]]
            if is_noun(words[-1]):
                yield Phrase(" ".join(words), int(in_passages[run]))

    def _runs(self, size: int) -> tuple[Numbers, Numbers]:
        """Return where runs of `size` words begin that come often enough, and for each place the number of its run."""
        length = len(self._stream) - size
        columns = [self._stream[offset : offset + length] for offset in range(size)]
        least = SHORTEST_ALONE if size == 1 else SHORTEST_WORD
        edge = self._meaning & (self._letters >= least)
        whole = np.logical_and.reduce([column != _BREAK for column in columns]) & edge[columns[0]] & edge[columns[-1]]
        starts = np.flatnonzero(whole)
        keys = np.zeros(len(starts), dtype=np.int64)
        for column in columns:
            keys = keys * len(self._words) + column[starts]
        values, counts = np.unique(keys, return_counts=True)
        often = values[counts >= LEAST_PASSAGES]  # most runs come once, and need no room from here on
        runs = np.searchsorted(often, keys)
        recurs = np.append(often, -1)[runs] == keys
        return starts[recurs], runs[recurs]

    def _most_beside(self, runs: Numbers, beside: Numbers) -> Numbers:
        """Return how often the word of meaning that stands most beside each run does so."""
        words = self._stream[beside]
        pairs, counts = np.unique((runs * len(self._words) + words)[self._meaning[words]], return_counts=True)
        most = np.zeros(int(runs.max()) + 1, dtype=np.int64)
        np.maximum.at(most, pairs // len(self._words), counts)
        return most


def _speaks_swedish(passage: Passage) -> bool:
    return passage.language == "sv" and passage.item_kind != ABOUT_THE_SOURCE


def _without_addresses(text: str) -> str:
    """Leave out addresses, in which names stand in lower case."""
    has_any = any(mark in text for mark in ("@", "://", "www."))
    return _ADDRESS.sub(".", text) if has_any else text


def _distinct(runs: Numbers, among: Numbers) -> Numbers:
    """Return in how many different ones of `among` each run stands."""
    width = int(among.max()) + 1
    pairs = each_once(np.sort(runs * width + among))  # np.unique hashes them, which takes four times as long
    return np.bincount(pairs // width)
