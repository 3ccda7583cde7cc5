"""A bank of any number of Swedish passages, made of the starter corpus's own sentences; always the same ones.

Sentences are drawn like words are in real text, few of them often; a tenth of the long compounds are new. Facets have
as many values as a bank for the whole country would, and a few of them stand for most passages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from bench.ingest.generate import Material, load_material, varied
from index.document import Document, Passage
from index.language.vocabulary import load_vocabulary
from index.request import THEME_SEPARATOR

PASSAGES_EACH = 10
KINDS, ITEM_KINDS, ORGANISATIONS, THEMES, THEMES_BELOW, QUARTERS, FIRST_YEAR = 12, 8, 300, 16, 4, 40, 2015

_MEDIAN_WORDS, _SPREAD, _SHORTEST, _LONGEST = 65, 0.6, 15, 300
"""Words of a passage: lognormal, as lengths of sections are."""

_FLATTER = 50
"""Sentences are drawn by 1 / (place + this): the first is no more than some twenty times as common as the last."""

Value = TypeVar("Value")


class Chooser(Generic[Value]):
    """Draws values by Zipf's law: the second half as often as the first, the third a third as often."""

    def __init__(self, values: Sequence[Value], *, flatter: int = 0) -> None:
        self._values = values
        self._weights = list(accumulate(1 / (place + flatter) for place in range(1, len(values) + 1)))

    def draw(self, chance: random.Random, count: int) -> tuple[Value, ...]:
        """Return distinct values, at most `count`."""
        return tuple(dict.fromkeys(chance.choices(self._values, cum_weights=self._weights, k=count)))

    def one(self, chance: random.Random) -> Value:
        """Return a value."""
        return self.draw(chance, 1)[0]


class Bank:
    """What documents are made of, and the values of their facets."""

    def __init__(self) -> None:
        self.material: Material = load_material()
        order = random.Random(1)  # noqa: S311 (nothing secret)
        sentences = order.sample(self.material.sentences, len(self.material.sentences))
        self.sentences = Chooser(sentences, flatter=_FLATTER)
        municipalities = order.sample(load_vocabulary().municipalities, len(load_vocabulary().municipalities))
        self.municipalities = Chooser(municipalities)
        self.kinds = Chooser([f"dokumenttyp {number}" for number in range(KINDS)])
        self.item_kinds = Chooser([f"inslag {number}" for number in range(ITEM_KINDS)])
        self.organisations = Chooser([f"Föreningen Ekvik {number}" for number in range(ORGANISATIONS)])
        self.publishers = Chooser([f"Utgivaren {number}" for number in range(ORGANISATIONS // 10)])
        self.themes = Chooser(
            [
                (f"Tema {upper}", f"Tema {upper}{THEME_SEPARATOR}del {below}")
                for upper in range(THEMES)
                for below in range(THEMES_BELOW)
            ]
        )

    def documents(self, passages: int) -> Iterator[Document]:
        """Yield documents with so many passages in all."""
        for number, start in enumerate(range(0, passages, PASSAGES_EACH)):
            yield self._document(number, min(PASSAGES_EACH, passages - start))

    def _document(self, number: int, passages: int) -> Document:
        chance = random.Random(f"dokument {number}")  # noqa: S311 (nothing secret)
        quarter = chance.randrange(QUARTERS)
        headings = chance.sample(self.material.headings, passages)
        document_id = f"d{number}"
        return Document(
            id=document_id,
            title=f"{chance.choice(self.material.headings)} {number}",
            kind=self.kinds.one(chance),
            publisher=self.publishers.one(chance),
            published=f"{FIRST_YEAR + quarter // 4}-{quarter % 4 * 3 + chance.randint(1, 3):02}",
            url=f"https://ekvik.example/{document_id}",
            language="sv",
            rights="",
            provenance="original",
            passages=tuple(self._passage(document_id, place, text, chance) for place, text in enumerate(headings)),
            content_hash=document_id,
        )

    def _passage(self, document_id: str, place: int, heading: str, chance: random.Random) -> Passage:
        words = min(max(chance.lognormvariate(0, _SPREAD) * _MEDIAN_WORDS, _SHORTEST), _LONGEST)
        sentences: list[str] = []
        while sum(sentence.count(" ") + 1 for sentence in sentences) < words:
            sentences.append(varied(self.sentences.one(chance), self.material, chance))
        municipalities = self.municipalities.draw(chance, chance.randrange(3))
        return Passage(
            id=f"{document_id}#{place}",
            anchor=str(place),
            heading=(heading,),
            text=" ".join(sentences),
            item_kind=self.item_kinds.one(chance) if chance.random() < 1 / 2 else None,
            municipalities=tuple(municipality.name for municipality in municipalities),
            counties=tuple(dict.fromkeys(municipality.county for municipality in municipalities)),
            organisations=self.organisations.draw(chance, chance.randrange(3)),
            themes=tuple({level: None for pair in self.themes.draw(chance, chance.randint(1, 2)) for level in pair}),
        )
