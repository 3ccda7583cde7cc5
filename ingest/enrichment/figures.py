"""Dates and amounts that a passage mentions, each in one writing: "den 10 mars 2022" and "7,8 miljoner kronor".

A date is ISO 8601 with the precision of the text: "2022-03-10", "2022-03", "2022". Numbers of laws, reports and cases
hold years that are none: "lagen (2022:900)", "SOU 2019:56", "prop. 2021/22:135", "dnr 2020/00825", "COM(2021) 778".
An amount is a decimal number and its unit: "7800000 SEK", "2500000000 EUR", "6.3 %".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from spacy.language import Language

from ingest.enrichment.text import written
from ingest.readers.dates import iso_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NAME = "kunskapsbank_figures"
DATES, AMOUNTS = "dates", "amounts"

_WORDS = {
    word: value
    for value, words in {
        1: "en ett",
        2: "två",
        3: "tre",
        4: "fyra",
        5: "fem",
        6: "sex",
        7: "sju",
        8: "åtta",
        9: "nio",
        10: "tio",
        12: "tolv",
        15: "femton",
        20: "tjugo",
        25: "tjugofem",
        30: "trettio",
        40: "fyrtio",
        50: "femtio",
        60: "sextio",
        70: "sjuttio",
        80: "åttio",
        90: "nittio",
    }.items()
    for word in words.split()
}
_SCALES = {
    "tusen": 1_000,
    "tkr": 1_000,
    "miljon": 1_000_000,
    "mn": 1_000_000,
    "mkr": 1_000_000,
    "million": 1_000_000,
    "miljard": 1_000_000_000,
    "mdkr": 1_000_000_000,
    "billion": 1_000_000_000,
}
_CODES = {"kr": "SEK", "sek": "SEK", "tkr": "SEK", "mkr": "SEK", "mdkr": "SEK", "eu": "EUR", "€": "EUR"}
_BEFORE_NUMBERS = {"SEK", "EUR", "€"}

_FIGURE = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_NUMBER = rf"{_FIGURE}|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
_SCALE = r"tusen|miljon(?:er)?|mn|million|miljard(?:er)?|billion"
# Units and years are few and quickly found; what belongs to them is looked for beside them alone.
_UNIT = re.compile(r"(?:kronor|kr|tkr|mkr|mdkr|sek|euros?|eur|€|procent|per ?cent|%)(?!\w)")
"""In small letters: a search that minds the case can pass over all that begins no unit, at a sixth of the time."""
_BEFORE_UNIT = re.compile(
    rf"(?<![\w,.§-])(?:(?!(?:19|20)\d\d\b)(?P<from>{_NUMBER})\s?(?:-|–|till|och|eller|to|and)\s?)?"
    rf"(?P<number>{_NUMBER})\s?(?:(?P<scale>{_SCALE})\s)?\Z",
    re.IGNORECASE,
)
_AFTER_UNIT = re.compile(rf"\s?(?P<number>{_FIGURE})(?:\s?(?P<scale>{_SCALE})\b)?", re.IGNORECASE)
_WIDEST = len("14 280 613,50 till 14 280 613,50 miljarder ")
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?<![\w:/.,§-]\d{4})(?<![A-Z]\(\d{4})(?<![Aa]genda \d{4})"
    r"(?![\w/]|[:.,]\d|-tal|\s(?:kronor|kr|euro|personer)\b)"
    r"(?:\s?[–-]\s?(?P<last>(?:19|20)\d\d)(?![\w/]|[:.,]\d))?"
)


@Language.factory(NAME)
def create(nlp: Language, name: str) -> FigureFinder:  # noqa: ARG001  # spaCy passes both by name
    """Make the component."""
    return FigureFinder()


class FigureFinder:
    """Sets `doc.spans["dates"]` and `doc.spans["amounts"]` in reading order, each span labelled with what it says."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates and amounts of a passage."""
        text = written(doc)
        for key, found in ((DATES, _dates(text)), (AMOUNTS, _amounts(text))):
            spans = (
                doc.char_span(start, end, label=label, alignment_mode="expand")
                for start, end, label in sorted(found, key=lambda place: place[0])
            )
            doc.spans[key] = [span for span in spans if span is not None]
        return doc


def _dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield dates, and the years that stand outside them."""
    taken = []
    for start, end, iso in iso_dates(text):
        taken.append((start, end))
        yield start, end, iso
    for match in _YEAR.finditer(text):
        for name in ("year", "last"):
            start, end = match.span(name)
            if start >= 0 and not any(start < other and begin < end for begin, other in taken):
                yield start, end, match[name]


def _amounts(text: str) -> Iterator[tuple[int, int, str]]:
    for unit in _UNIT.finditer(_in_small_letters(text)):
        before = _BEFORE_UNIT.search(text, max(0, unit.start() - _WIDEST), unit.start())
        after = _AFTER_UNIT.match(text, unit.end()) if unit[0].upper() in _BEFORE_NUMBERS else None
        if before:
            scale = _scale(before["scale"] or unit[0])
            for name in ("from", "number"):
                if before[name]:
                    yield before.start(name), unit.end(), f"{_plain(_value(before[name]) * scale)} {_code(unit[0])}"
        elif after:
            yield (
                unit.start(),
                after.end(),
                f"{_plain(_value(after['number']) * _scale(after['scale']))} {_code(unit[0])}",
            )


def _in_small_letters(text: str) -> str:
    """Return a text in small letters, each in its place: "İ" has two small ones."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _value(written: str) -> Decimal:
    """Return a number: "14 280 613", "2,5", "2.5", "2.500" (Swedish thousands) and "femtio"."""
    word = _WORDS.get(written.lower())
    if word is not None:
        return Decimal(word)
    figures = re.sub(r"[ \u00a0\u202f]|\.(?=\d{3}(?!\d))", "", written)
    return Decimal(figures.replace(",", "."))


def _scale(word: str | None) -> int:
    return next((scale for name, scale in _SCALES.items() if word and word.lower().startswith(name)), 1)


def _code(written: str) -> str:
    return next((code for name, code in _CODES.items() if written.lower().startswith(name)), "%")


def _plain(value: Decimal) -> str:
    """Return a number without an exponent or empty decimals."""
    return format(value.normalize(), "f")
