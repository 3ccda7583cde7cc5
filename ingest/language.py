"""The language of a text: of a document as a whole, and of its passages where they differ.

Swedish and English show in their small words, which decides nearly every text of the bank at no cost. A text of some
length that has none of them goes to py3langid, whose model takes over a second to load. What neither is sure of takes
the language around it: a heading, a list of names, a Swedish sentence that is mostly an English title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from ingest.reading import Reading

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("sv", "en", "da", "no", "nn", "fi", "de", "fr", "nl", "es", "it", "pl", "et")
"""What a text may be in; the last five only so that such a text is not taken for another."""

# Small words that the one language has and the other, as well as Danish and Norwegian, has not.
_SMALL_WORDS = {
    "sv": frozenset("och att är för från också inte ett när även genom där här måste finns något mycket än".split()),
    "en": frozenset("the and of to is are that with as by this or which have not their its from".split()),
}
_LEAST_SHARE = {"sv": 0.04, "en": 0.12}
"""How many of the words must be small words of the language: half of what the poorest passages have."""

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
"""Characters that are looked at: some 3,000 words."""

_LEAST_WORDS = 5
_LEAST_HITS = 2
_TIMES_MORE = 4
"""How many times more the small words of one language must be than those of the other."""

_MAJORITY = 0.4
"""Share of a document that must show its language; the rest is lists, names and tables."""
_LEAST_WORDS_FOR_MODEL = 8
_CERTAIN = 0.8
_NORWEGIAN = {"nn": "no"}


def language_of(text: str, *, around: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language that a text is written in, None where it does not show.

    `around` is the language of what the text stands in: then None says that nothing speaks against that one.
    """
    return _language_of(text, *_small_words(text), around=around)


def _language_of(text: str, count: int, hits: Mapping[str, int], *, around: str | None = None) -> str | None:
    if code := _clearly(count, hits):
        return code
    if count < _LEAST_WORDS_FOR_MODEL or all(hits.values()) or hits.get(around or ""):
        return None
    return _by_model(text[:_SAMPLE])


def with_languages(reading: Reading) -> Reading:
    """Tell the language of a reading, and of its sections where it is another.

    What the source declares counts only where the text leaves it open: pages declare the language of their template.
    """
    shares = [_small_words(section.text) for section in reading.sections]
    whole = _most([section.text for section in reading.sections], shares) or reading.language
    sections = []
    for section, share in zip(reading.sections, shares, strict=True):
        own = _language_of(section.text, *share, around=whole)
        other = None if own == whole else own
        sections.append(section if section.language == other else replace(section, language=other))
    return replace(reading, language=whole, sections=tuple(sections))


def _most(texts: Sequence[str], shares: Sequence[tuple[int, Mapping[str, int]]]) -> str | None:
    """Return the language of most of the texts, by length; where few of them show theirs, that of all together.

    `shares` are their small words.
    """
    votes = Counter[str]()
    for text, share in zip(texts, shares, strict=True):
        if code := _clearly(*share):
            votes[code] += len(text)
    for code, length in votes.most_common(1):
        if length > _MAJORITY * sum(map(len, texts)):
            return code
    return language_of("\n".join(texts))


def _small_words(text: str) -> tuple[int, dict[str, int]]:
    """Return how many words a text has, and how many are small words of each language."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    return len(words), {code: sum(map(known.__contains__, words)) for code, known in _SMALL_WORDS.items()}


def _clearly(count: int, hits: Mapping[str, int]) -> str | None:
    """Return the language that the small words of a text make plain."""
    for code, least in _LEAST_SHARE.items():
        others = sum(hits.values()) - hits[code]
        if count >= _LEAST_WORDS and hits[code] >= max(_LEAST_HITS, least * count, _TIMES_MORE * others):
            return code
    return None


def _by_model(text: str) -> str | None:
    code, certainty = _model().classify(text)
    return _NORWEGIAN.get(code, code) if certainty >= _CERTAIN else None


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads numpy

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(LANGUAGES)
    return model
