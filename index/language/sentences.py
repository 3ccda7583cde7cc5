"""Where sentences begin and end, and which of them can be read alone.

A full stop ends no sentence in "t.ex. Ekvik", "4 kap. 18 §", "prop. 2021/22:135", "A. Ek" or "1. Inledning". A line
break always ends one: passages have their paragraphs, and the items of a list, on lines of their own.
"""

from __future__ import annotations

import re

_CLOSING = r"[\"”’»)\]]*"
_OPENING = r"[\"”’«(\[]*"
# The set that it begins with lets the search skip everything else.
_END = re.compile(rf"[.!?…\n](?:(?<=\n)|(?P<closing>{_CLOSING})\s+(?P<next>{_OPENING}[A-ZÅÄÖÉ0-9§•–-]))")
_LONGEST_SHORT_FORM = 12
_SHORT_FORM = re.compile(
    r"""
    (?<! [\w.] ) (?:
        t\.\s?ex | bl\.\s?a | d\.?v\.?s | s\.\s?k | f\.\s?d | fr\.\s?o\.\s?m | t\.\s?o\.\s?m | p\.\s?g\.\s?a | e\.g
      | i\.e | jfr | jmf | resp | ca | c:a | inkl | exkl | ev | dr | prof | kl | tel | prop | bet | dir | dnr | nr | skr
      | alt | mr | ms | mrs | vs | (?-i: (?: [A-ZÅÄÖ] \. \s? )* [A-ZÅÄÖ] )
    ) \. $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What goes on in the same sentence. "m.m.", "osv." and "etc." are not here: a capital after them begins a new one."""
_SHORT_BEFORE_NUMBER = re.compile(r"(?<!\w)(?:kap|st|art|avd|mom|vol|sid|s|p|bil|fig|tab)\.$", re.IGNORECASE)
_ENUMERATED = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*\.")

_MARKER = re.compile(r"(?:[•·*–-]|\d{1,3}[.)])\s+")
_WHOLE = re.compile(rf"{_OPENING}[A-ZÅÄÖÉ0-9].*[.!…]{_CLOSING}", re.DOTALL)
_LEANING = frozenset(
    """
    det den de detta denna dessa dom han hon hen deras dess hans hennes båda bägge samma sådan sådant sådana
    därför därmed därefter därtill därav däröver där då dit dessutom däremot dock men och eller så alltså förutom
    också även annars samtidigt sedan här hit likaså ändå trots vidare emellertid nämligen ja nej
    this that these those it they he she there therefore however but and also so such here both then thus moreover
    """.split()
)
"""First words that speak of what was said before."""
_FINDING = re.compile(
    r"(?:det|there) (?:finns|fanns|krävs|behövs|kostar|tar|räcker|går|gäller|is|are|was|were) (?!därför|dock|också)",
    re.IGNORECASE,
)
_POINTED_OUT = re.compile(
    r"(?:den|det|de) (?:\d|som |(?:två|tre|fem|sex|sju|nio|tio|elva|tolv) |(?P<next>\w+[ae]) \w+(?:n|t|na|or|ar|er)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\w+(?:de|te)|ska|måste|kunna|veta|inte", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\W*(\w+)")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end, in characters, of every sentence or line of a text that is not blank, in order."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match["next"] is None:
            end, following = match.start(), match.end()
        else:
            end, following = match.end("closing"), match.start("next")
            if _goes_on(text, start, match.start("closing"), text[following]):
                continue
        _add(found, text, start, end)
        start = following
    _add(found, text, start, len(text))
    return found


def without_marker(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a sentence stands without the bullet or number of a list before it."""
    marker = _MARKER.match(text, start, end)
    return (marker.end() if marker else start), end


def is_whole(sentence: str) -> bool:
    """Tell a statement that is finished from a heading, a question, or half a sentence."""
    return _WHOLE.fullmatch(sentence) is not None


def stands_alone(sentence: str) -> bool:
    """Tell whether a sentence can be read without what was said before it.

    "Det" and "De" lean on it, but not in "Det finns …", "Den som …", "Den 1 januari …" or "De sociala företagen …".
    """
    first = _FIRST_WORD.match(sentence)
    if first is None or first[1].lower() not in _LEANING:
        return first is not None
    if _FINDING.match(sentence):
        return True
    pointed = _POINTED_OUT.match(sentence)
    return pointed is not None and not (pointed["next"] and _PAST.fullmatch(pointed["next"]))


def _goes_on(text: str, start: int, stop: int, following: str) -> bool:
    """Tell whether the full stop before `stop` belongs to a short form or to a number that counts."""
    before = text[max(start, stop - _LONGEST_SHORT_FORM) : stop]
    return (
        _SHORT_FORM.search(before) is not None
        or (following in "0123456789§" and _SHORT_BEFORE_NUMBER.search(before) is not None)
        or _ENUMERATED.fullmatch(text, start, stop) is not None
    )


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
