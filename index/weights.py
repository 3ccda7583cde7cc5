"""Every number of the ranking in one place; `python -m bench.relevance.tune` tries others, with cross-validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _by_field(title: float, heading: float, text: float) -> Mapping[str, float]:
    return MappingProxyType({"title": title, "heading": heading, "text": text})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a match is worth; the stem of a word, found in the text, is the unit.

    form: what the exact form adds to the stem, so that it comes first
    inside: the word is a part of a compound in the text ("upphandling" in "upphandlingskrav")
    part: a part of the query's compound stands in the text ("krav" for "upphandlingskrav")
    relative: another word of the family of what was typed ("samordnare" for "samordning")
    synonym: what was not typed, but stands for what was
    stand_in: how many times more a synonym is worth where nothing holds what was typed
    function_word: a word that carries grammar rather than meaning
    proximity: neighbours of the query that are neighbours in the text, as a share of the pair's rarity
    fields: a word in the title or a heading against one in the text
    length: how far a field's length counts against it (b of BM25), 0 to 1
    saturation: how soon more of the same word stops counting (k1 of BM25)
    definition: what a definition of what is asked for gains, by its place, as a share of the highest score
    about_the_source: what remains of the score of a passage that only speaks of its source
    original: by which share an original that answers as many of the words goes before its digest
    """

    form: float = 0.5
    stem: float = 1.0
    inside: float = 0.5
    part: float = 0.5
    relative: float = 0.3
    synonym: float = 0.3
    stand_in: float = 2.0
    function_word: float = 0.2
    proximity: float = 0.2
    fields: Mapping[str, float] = field(default_factory=lambda: _by_field(title=2.0, heading=2.5, text=1.0))
    length: Mapping[str, float] = field(default_factory=lambda: _by_field(title=0.3, heading=0.5, text=0.75))
    saturation: float = 0.8
    definition: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"g": 1.0, "h": 0.8, "o": 0.5}))
    about_the_source: float = 0.7
    original: float = 0.01


WEIGHTS = Weights()
