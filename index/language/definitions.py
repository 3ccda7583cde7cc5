"""Which terms a passage defines, and the keys under which an engine finds the definitions of a term.

A key is the place of the definition and the stems of the term, "g:social ekonomi", so that inflections meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from index.language.analysis import stem
from index.language.synonyms import find_synonyms
from index.language.tokens import Word, words

LONGEST = 6
"""Words of a term; what is longer is a sentence."""

LONGEST_READ = 300
"""Characters of a heading, and of a text's beginning, that may say what is defined."""

ARTICLES = frozenset(
    "en ett den det de dessa denna detta a an the begreppet ordet termen förkortningen uttrycket".split()
)

_ASKED = re.compile(
    r"""
    \b (?: vad\ (?: är | menas\ med | betyder | innebär | avses\ med )
      | definition(?:en)?\ (?: av | på )
      | what\ (?: is | are ) )
    \s+ (?P<asked> [^?]+? ) (?: \s (?: i | på | enligt | inom | hos | under | in ) \s | [:,]\s | \s[–-]\s | \? | $ )
  | ^ (?P<in_brief> .+? ) \s i\ korthet \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WITH_SHORT_FORM = re.compile(r"(?P<name>[^()]+?)(?:\s*\((?P<short>[^()]+)\))?\s*")
_PIECES = re.compile(r"\s*[(),]\s*|\s[–-]\s")
_OPENING = re.compile(
    r"""
    (?P<name> [^.,:;()!?\n]{2,80}? ) (?: ,\s (?P<other> [^.,:;()\n]{2,60} ) , )?
    (?: \s \( (?P<short> [^()\n]{2,60} ) \) )? \s (?: är | avser | betyder | innebär | står\ för | is | are | means ) \s
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Place(StrEnum):
    """Where a passage defines a term, the surest place first."""

    GLOSSARY = "g"
    HEADING = "h"
    OPENING = "o"


def defined_terms(heading: str, text: str, *, glossary: bool = False) -> frozenset[str]:
    """Return the keys of what a passage defines: what its own heading names or asks, and what its text opens with.

    "Socialt företag (SF)", "Vad är ett socialt företag?", and "Ett socialt företag, SF, är …" define both names.
    """
    heading, text = heading[:LONGEST_READ], text[:LONGEST_READ]
    asked = _ASKED.search(heading)
    named = (asked["asked"] or asked["in_brief"]) if asked else heading
    place = Place.GLOSSARY if glossary else Place.HEADING
    named_here = _PIECES.split(heading) if glossary else _names(named, any_short_form=asked is not None)
    names = [(place, name) for name in named_here]
    opening = _OPENING.match(text)
    names += [(Place.OPENING, name) for name in opening.groups() if name] if opening else []
    return frozenset(key for place, name in names if (key := _key(place, words(name))))


def definition_keys(subject: Sequence[Word]) -> Iterator[tuple[Place, str]]:
    """Yield the keys of the definitions of a term, as typed or as one of its synonyms, with their places."""
    typed = list(subject)
    synonyms = [words(s.text) for s in find_synonyms(typed) if (s.first, s.last) == (0, len(typed) - 1)]
    for place in Place:
        for name in (typed, *synonyms):
            key = _key(place, name)
            if key:
                yield place, key


def _names(named: str, *, any_short_form: bool) -> Iterator[str]:
    """Yield what a heading names, and its short form in parentheses: of that, in a mere heading, only the initial says.

    "Förslag till lag om idéburet offentligt partnerskap (IOP)" is no heading on what IOP is.
    """
    match = _WITH_SHORT_FORM.fullmatch(named)
    if match is None:
        return
    yield match["name"]
    if match["short"] and (any_short_form or match["short"][0].lower() == match["name"][0].lower()):
        yield match["short"]


def _key(place: Place, name: Sequence[Word]) -> str | None:
    """Return the key of a name without its article; None where there is no name, or a whole sentence."""
    forms = [word.form for word in name]
    while forms and forms[0] in ARTICLES:
        forms = forms[1:]
    return f"{place}:{' '.join(map(stem, forms))}" if 0 < len(forms) <= LONGEST else None
