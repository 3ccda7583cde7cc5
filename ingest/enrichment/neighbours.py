"""What the words beside a place's name say: whether it is a place, and whether it is the municipality."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.enrichment.text import begins_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from index.language.vocabulary import Ambiguity

_BEFORE: dict[Ambiguity, frozenset[str]] = {
    "word": frozenset(("i", "från", "till", "utanför", "nära", "kring", "runt", "inom")),
    "small": frozenset(),
    "surname": frozenset(("i", "från", "utanför", "nära")),
    "given": frozenset(("i", "utanför", "nära")),
}
_LOCATING = _BEFORE["word"]
_KIND_AFTER = re.compile(r"kommun.*|stads?|municipality|city|town", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(läns?|county|universitet\w*|university|högskol\w+|tekniska|stadsmission\w*|stifts?|domkapitel|tingsrätt"
    r"|hovrätt|kammarrätt|förvaltningsrätt|handelskammare|domkyrk\w+|kyrk\w+|kapell\w*|församling\w*)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<!\d)\d{3} ?\d{2}$")
_JOINERS = frozenset((",", ";", "/", "-", "–", "&", "och", "samt", "eller", "respektive", "and", "or", "•"))
# Openings of a sentence that spaCy's stop words lack; after any other capitalised word "Lund" is a surname.
_OPENINGS = frozenset(("både", "såväl", "även", "också", "dessutom", "därefter", "nu", "sedan", "idag", "tack"))
_CLUBS = frozenset("AIK BBK BIF BK BoIS DFF FBC FC FF FK GF GIF HC HF HK IBF IBK IF IFK IK IS KFUM RK SK VBK".split())
_FAMILY = frozenset(("bröderna", "familjen", "fru", "herr", "makarna", "syskonen", "systrarna"))
_INITIAL = re.compile(r"[A-ZÅÄÖ]\.|[B-HJ-TV-Z]")
_LONGEST_JOIN = 4


def is_named_as_municipality(span: Span) -> bool:
    """Tell whether "kommun" or "stad" follows: "Umeå kommun", "Malmö stads"."""
    after = _next(span)
    return after is not None and _KIND_AFTER.fullmatch(after.text) is not None


def is_surname(span: Span, given_names: frozenset[str]) -> bool:
    """Tell whether a first name, an initial or "familjen" stands before: "Karin Lindesberg", "L. Sala"."""
    if span.start == 0 or is_named_as_municipality(span):
        return False
    before = span.doc[span.start - 1]
    return (
        (begins_name(before) and before.text.capitalize() in given_names)
        or _INITIAL.fullmatch(before.text) is not None
        or before.lower_ in _FAMILY
    )


def is_part_of_name(span: Span, places: Iterable[Span]) -> bool:
    """Tell whether a place is only a part of something else's name, or of an address."""
    doc = span.doc
    if _POSTCODE.search(doc[max(span.start - 2, 0) : span.start].text):
        return True
    after = _next(span)
    if (after is not None and after.text in _CLUBS) or (span.start > 0 and doc[span.start - 1].text in _CLUBS):
        return True
    if after is None:
        return False
    inflected = span.text.casefold() != span.label_.casefold()
    if _INSTITUTION.fullmatch(after.text) or (inflected and after.text == "-"):  # Göteborgs-Posten
        return True
    if not _is_name_word(after) or any(place.start == after.i for place in places):
        return False
    return inflected or not _follows(span, _LOCATING)


def has_evidence(span: Span, ambiguity: Ambiguity, places: Iterable[Span]) -> bool:
    """Tell whether the words beside an ambiguous name say that it is a municipality."""
    if is_named_as_municipality(span):
        return True
    if not is_bare(span, places):
        return False
    before = span.doc[max(span.start - 2, 0) : span.start]
    words = [token.lower_ for token in before]
    if words[-1:] == [":"] or words[-1:] == ["of"]:
        words = words[:-1]
    if words and (words[-1].startswith("kommun") or words[-1] in {"municipality", "city"}):
        return True
    return not span.text.isupper() and not span.text.islower() and _follows(span, _BEFORE[ambiguity])


def is_bare(span: Span, places: Iterable[Span]) -> bool:
    """Tell whether a name stands by itself: not "Anna Lund", "Nora Ek", "Lund-Ek" or a line that begins with it."""
    doc = span.doc
    before = doc[span.start - 1] if span.start > 0 else None
    if (
        before is not None
        and _is_name_word(before)
        and not _is_function_word(before)
        and not _ends_place(before, places)
    ):
        return False
    if before is not None and (before.text == "•" or "\n" in before.text) and not _ends_line(span):
        return False
    after = _next(span)
    if after is None:
        return True
    begins_place = any(place.start in (after.i, after.i + 1) for place in places)
    joined = after.text in "-–" and not doc[span.end - 1].whitespace_
    return begins_place or not (joined or _is_name_word(after))


def enumerations(spans: list[Span]) -> Iterator[list[Span]]:
    """Yield the places that stand in one enumeration, two or more at a time."""
    chain = spans[:1]
    for span in spans[1:]:
        if not are_joined(chain[-1], span):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(span)
    if len(chain) > 1:
        yield chain


def are_joined(left: Span, right: Span) -> bool:
    """Tell whether only commas, "och" and the like, line breaks and the word "kommun" stand between two places."""
    between = left.doc[left.end : right.start]
    return 0 < len(between) <= _LONGEST_JOIN and all(
        token.lower_ in _JOINERS or token.text == "\n" or token.lower_.startswith("kommun") for token in between
    )


def _next(span: Span) -> Token | None:
    """Return the word or sign right after a place on the same line."""
    doc = span.doc
    return doc[span.end] if span.end < len(doc) and not doc[span.end].is_space else None


def _follows(span: Span, words: frozenset[str]) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_ in words


def _ends_place(token: Token, places: Iterable[Span]) -> bool:
    return any(place.end == token.i + 1 for place in places)


def _ends_line(span: Span) -> bool:
    doc, end = span.doc, span.end
    while end < len(doc) and doc[end].text in {",", ";", "."}:
        end += 1
    return end == len(doc) or "\n" in doc[end].text


def _is_function_word(token: Token) -> bool:
    return token.is_stop or token.lower_ in _OPENINGS


def _is_name_word(token: Token) -> bool:
    """Tell whether a word beside a place makes a longer name of it: "Stadsmission", "Anna"; not "KOMMUN" or "SKR"."""
    return token.is_alpha and begins_name(token) and not token.is_upper and not _KIND_AFTER.fullmatch(token.text)
