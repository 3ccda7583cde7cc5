"""The words of a query that may be misspelled: those that are searched as words, with their places in it.

What stands in quotes, after a minus sign or INTE, in a filter or with a wildcard is meant as it is typed.
"""

from __future__ import annotations

import re

from index.language.tokens import Word, words
from index.query.fields import field_name

_QUOTES = '"”“„«»'
_QUOTED = rf"[{_QUOTES}] [^{_QUOTES}]* (?: [{_QUOTES}] | $ )"
_VALUE = rf"(?: {_QUOTED} | [^\s,()]+ )"
_AS_TYPED = re.compile(
    rf"""
    (?: (?<! [^\s(] ) [-−] (?= [^\s-] ) | \b (?: INTE | NOT ) \s+ ) (?: \( [^()]* \)? | (?: \w+: )? {_VALUE} )
  | \b (?P<field> [a-zåäöA-ZÅÄÖ]+ ) : (?: \( [^()]* \)? | {_VALUE} (?: ,\s* {_VALUE} )* )
  | {_QUOTED}
  | (?<! \w ) \w* (?: [*] \w* | [?]+ \w+ )+
  | \b (?: OCH | ELLER | AND | OR ) \b
    """,
    re.VERBOSE,
)


def plain_words(text: str) -> list[list[Word]]:
    """Return the plain words of a query; those with nothing else between them are one list."""
    others = [match.span() for match in _AS_TYPED.finditer(text) if not match["field"] or field_name(match["field"])]
    runs: list[list[Word]] = [[]]
    for word in words(text):
        while others and others[0][1] <= word.start:
            others.pop(0)
            runs.append([])
        if not (others and others[0][0] < word.end):
            runs[-1].append(word)
    return [run for run in runs if run]
