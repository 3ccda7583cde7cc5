"""Sections of law and documents of the EU as people write them: found as the one thing that they are.

"4 kap. 18 § LOU", "4 kap 18 LOU" and "COM (2021) 778 final" are several words to the tokenizer, and a passage that
merely holds the numbers apart is no answer. Designations that are one word already ("2021/22:135") need nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.analysis import Level, term
from index.language.tokens import Word

Way = tuple[str, ...]
"""The terms of one way to write a designation, next to each other."""

_DESIGNATION = re.compile(
    r"""
    (?<! \S )
    (?: (?P<chapter> \d{1,3} (?: \s [a-z] )? ) \s kap (?: itel )?
        \s (?P<in_chapter> \d{1,3} ) (?P<letter> \s [a-hj-z] )? (?P<sign> \s § )?
      | (?P<section> \d{1,3} (?: \s [a-z] )? ) \s §
      | § \s (?P<after_sign> \d{1,3} )
      | (?P<kind> com | swd | sec | join ) \s? \(? (?P<year> (?: 19 | 20 ) \d\d ) \)? \s (?P<number> \d{1,4} )
        (?: \s final )?
    )
    (?! \S )
    """,
    re.VERBOSE,
)

_KINDS = frozenset(
    """
    prop proposition propositionen bet betänkande betänkandet sou ds dir direktiv direktivet rskr riksdagsskrivelse skr
    skrivelse mot motion motionen interpellation ip sfs lag lagen förordning förordningen dnr diarienummer diarienr
    """.split()
)
_NUMBERED = re.compile(r"\d{4} (?: / \d\d )? [:/] [a-zåäö]{0,4} \d+", re.VERBOSE)
"""Numbers of bills, laws, inquiries and registers: 2021/22:135, 2022:900, 2020/00825, 2021/22:fiu28."""


@dataclass(frozen=True, slots=True)
class Designation:
    """Words `first` … `last` (positions in the query, inclusive) name one thing, which is written in these ways.

    The first way is the exact one.
    """

    first: int
    last: int
    ways: tuple[Way, ...]


def find_designations(query: Sequence[Word]) -> Iterator[Designation]:
    """Yield the designations of a query, in order."""
    text, starts, ends = word_places(query)
    for match in _DESIGNATION.finditer(text):
        if match.start() in starts and match.end() in ends:
            yield Designation(starts[match.start()], ends[match.end()], tuple(_ways(match)))


def kind_words(query: Sequence[Word]) -> frozenset[str]:
    """Return the forms that stand before a number of their kind, "prop" before "2021/22:135", and add nothing to it."""
    return frozenset(
        first.form for first, second in pairwise(query) if first.form in _KINDS and _NUMBERED.fullmatch(second.form)
    )


def word_places(query: Sequence[Word]) -> tuple[str, dict[int, int], dict[int, int]]:
    """Return the forms of a query as one text, and which word begins, and which one ends, at a place in it."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    position = 0
    for place, word in enumerate(query):
        starts[position] = place
        ends[position + len(word.form)] = place
        position += len(word.form) + 1
    return " ".join(word.form for word in query), starts, ends


def _ways(match: re.Match[str]) -> Iterator[Way]:
    if match["kind"]:
        yield (term(Level.FORM, f"{match['kind']}({match['year']}) {match['number']}"),)
        yield _forms(match["kind"], match["year"], match["number"])
    elif match["chapter"]:
        section = f"{match['chapter']} kap {match['in_chapter']}{match['letter'] or ''}"
        yield _forms(*section.split(), "§")
        if not match["sign"]:
            yield _forms(*section.split())
    else:
        yield _forms(*(match["section"] or match["after_sign"]).split(), "§")


def _forms(*forms: str) -> Way:
    return tuple(term(Level.FORM, form) for form in forms)
