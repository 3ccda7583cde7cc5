"""Amounts as people write them: "13,98 miljoner", "13,98 mkr" and "13 980 000" are one number, "700 tkr" is 700 000."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.language.analysis import Level, term
from index.language.designations import Designation, Way, word_places
from index.language.tokens import Word

_THOUSAND, _MILLION, _MILLIARD = Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000)

_UNITS = {
    **dict.fromkeys("tkr tusen ksek".split(), _THOUSAND),
    **dict.fromkeys("miljoner miljon milj mkr mnkr mn msek".split(), _MILLION),
    **dict.fromkeys("miljarder miljard mdr mdkr md mrd".split(), _MILLIARD),
}
"""What a word after a number multiplies it by."""

_WRITTEN = {
    _MILLIARD: ("miljarder", "miljard", "mdr"),
    _MILLION: ("miljoner", "miljon", "mkr", "milj", "mnkr"),
    _THOUSAND: ("tkr", "tusen"),
}
"""How texts write an amount, by the size of its unit."""

_MOST_DECIMALS = 2
"""Decimals of an amount in a larger unit: nobody writes 0,347931 miljoner."""

_LEAST = 10_000
"""Smaller numbers without a unit are years, pages and counts."""

_AMOUNT = re.compile(
    rf"(?<! \S ) (?P<number> \d{{1,12}} (?: , \d{{1,3}} )? ) (?: \s? (?P<unit> {'|'.join(_UNITS)} ) )? (?! \S )",
    re.VERBOSE,
)


def find_amounts(query: Sequence[Word]) -> Iterator[Designation]:
    """Yield the amounts of a query that can be written otherwise too, in order; the way it was typed comes first."""
    text, starts, ends = word_places(query)
    for match in _AMOUNT.finditer(text):
        number, unit = Decimal(match["number"].replace(",", ".")), match["unit"]
        amount = number * _UNITS[unit] if unit else number
        ways = tuple(dict.fromkeys([*_typed(match), *_ways(amount)]))
        if match.start() in starts and match.end() in ends and amount >= _LEAST and len(ways) > 1:
            yield Designation(starts[match.start()], ends[match.end()], ways)


def _typed(match: re.Match[str]) -> Iterator[Way]:
    yield _forms(*filter(None, (match["number"], match["unit"])))


def _ways(amount: Decimal) -> Iterator[Way]:
    if amount == amount.to_integral_value():
        yield _forms(str(int(amount)))
    for size, units in _WRITTEN.items():
        number = amount / size
        if number >= Decimal("0.1") and number == round(number, _MOST_DECIMALS):
            written = f"{number.normalize():f}".replace(".", ",")
            yield from (_forms(written, unit) for unit in units)


def _forms(*forms: str) -> Way:
    return tuple(term(Level.FORM, form) for form in forms)
