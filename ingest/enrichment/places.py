"""Municipalities and counties, told from words, persons and institutions that bear the same name.

A municipality counts when its name stands with a capital (SÖDERHAMN too), but not

- as a part of another name: "Malmö universitet", "Göteborgs Stadsmission", "Örebro län", "Yalla Mellerud";
- in a postal address: "118 82 Stockholm";
- where places.toml lists it as ambiguous, unless there is evidence beside it: "kommun" or "stad" after it,
  "kommunen" or "kommunerna" before it, a preposition before it, or other municipalities in the same enumeration.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from ingest.enrichment.organisations import SPANS as ORGANISATIONS
from ingest.enrichment.text import begins_name, genitive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from index.language.vocabulary import Ambiguity, County, Municipality

NAME = "kunskapsbank_places"
MUNICIPALITIES, COUNTIES = "municipalities", "counties"

_BEFORE: dict[Ambiguity, frozenset[str]] = {
    "word": frozenset(("i", "från", "till", "utanför", "nära", "kring", "runt", "inom")),
    "surname": frozenset(("i", "från", "utanför", "nära")),
    "given": frozenset(("i", "utanför", "nära")),
}
_LOCATING = _BEFORE["word"]
_KIND_AFTER = re.compile(r"kommun.*|stads?|municipality|city|town", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(läns?|county|universitet\w*|university|högskol\w+|tekniska|stadsmission\w*|stifts?|domkapitel|tingsrätt"
    r"|hovrätt|kammarrätt|förvaltningsrätt|handelskammare)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<!\d)\d{3} ?\d{2}$")
_JOINERS = frozenset((",", ";", "/", "-", "–", "&", "och", "samt", "eller", "respektive", "and", "or", "•"))
# Openings of a sentence that spaCy's stop words lack; after any other capitalised word "Lund" is a surname.
_OPENINGS = frozenset(("både", "såväl", "även", "också", "dessutom", "därefter", "nu", "sedan", "idag", "tack"))
_LONGEST_JOIN = 4
_FROM_ALONE = 3


@Language.factory(NAME)
def create(nlp: Language, name: str) -> PlaceFinder:  # noqa: ARG001  # spaCy passes both by name
    """Make the component; `load` gives it its places."""
    return PlaceFinder(nlp)


class PlaceFinder:
    """Sets `doc.spans["municipalities"]` and `doc.spans["counties"]`, labelled with names as the vocabulary has them.

    Stands after the organisations in the pipeline, since a place inside an organisation's name is none.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._ambiguity: dict[str, Ambiguity] = {}
        self._counties: dict[str, str] = {}

    def load(self, municipalities: Iterable[Municipality], counties: Iterable[County]) -> None:
        """Learn the names of these places."""
        for municipality in municipalities:
            for name in (municipality.name, *municipality.aliases):
                self._learn(municipality.name, (name, genitive(name)))
            if municipality.ambiguity:
                self._ambiguity[municipality.name] = municipality.ambiguity
        for county in counties:
            for name in (county.name, *county.aliases):
                self._learn(county.name, (name, genitive(name)))
                self._counties[name] = county.name

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of a passage."""
        spans = filter_spans([Span(doc, start, end, label=key) for key, start, end in self._matcher(doc)])
        counties = [span for span in spans if span.label_ in self._counties]
        candidates = [span for span in spans if span.label_ not in self._counties and not _is_part_of_name(span, spans)]
        shared = [span for span in candidates if self._shares_county(span, counties)]
        doc.spans[COUNTIES] = [
            *counties,
            *(Span(doc, span.start, span.end, label=self._counties[f"{span.text} län"]) for span in shared),
        ]
        doc.spans[MUNICIPALITIES] = self._accept([span for span in candidates if span not in shared])
        return doc

    def _learn(self, label: str, forms: Iterable[str]) -> None:
        dashes = {form.replace("-", dash) for form in forms for dash in "-– "}  # Upplands-Bro, Upplands Bro
        written = {variant for form in dashes for variant in (form, form.upper())}
        self._matcher.add(label, [self._nlp.make_doc(variant) for variant in written])

    def _shares_county(self, span: Span, counties: Iterable[Span]) -> bool:
        """Tell whether "Stockholms" belongs to what follows, as in "Stockholms och Uppsala län"."""
        return f"{span.text} län" in self._counties and any(
            county.text.endswith("län") and _are_joined(span, county) for county in counties
        )

    def _accept(self, candidates: list[Span]) -> list[Span]:
        """Leave out the ambiguous names that have no evidence."""
        accepted = {
            span.start
            for span in candidates
            if span.label_ not in self._ambiguity or _has_evidence(span, self._ambiguity[span.label_], candidates)
        }
        for chain in _enumerations(candidates):
            plain = [span for span in chain if span.start in accepted or _is_bare(span, candidates)]
            has_anchor = any(span.start in accepted for span in chain)
            is_list = len(plain) >= _FROM_ALONE and any(self._ambiguity.get(s.label_) == "word" for s in plain)
            if has_anchor or is_list:
                accepted |= {span.start for span in plain}
        return [span for span in candidates if span.start in accepted]


def _is_part_of_name(span: Span, places: Iterable[Span]) -> bool:
    """Tell whether a place is only a part of something else's name, or of an address."""
    doc = span.doc
    if any(o.start <= span.start and span.end <= o.end and len(o) > len(span) for o in doc.spans[ORGANISATIONS]):
        return True
    if _POSTCODE.search(doc[max(span.start - 2, 0) : span.start].text):
        return True
    after = _next(span)
    if after is None:
        return False
    inflected = span.text not in (span.label_, span.label_.upper())
    if _INSTITUTION.fullmatch(after.text) or (inflected and after.text == "-"):  # Göteborgs-Posten
        return True
    if not _is_name_word(after) or any(place.start == after.i for place in places):
        return False
    return inflected or not _follows(span, _LOCATING)


def _has_evidence(span: Span, ambiguity: Ambiguity, places: Iterable[Span]) -> bool:
    """Tell whether the words beside an ambiguous name say that it is a municipality."""
    doc, after = span.doc, _next(span)
    if after is not None and _KIND_AFTER.fullmatch(after.text):
        return True
    if not _is_bare(span, places):
        return False
    before = doc[max(span.start - 2, 0) : span.start]
    words = [token.lower_ for token in before]
    if words[-1:] == [":"] or words[-1:] == ["of"]:
        words = words[:-1]
    if words and (words[-1].startswith("kommun") or words[-1] in {"municipality", "city"}):
        return True
    return not span.text.isupper() and _follows(span, _BEFORE[ambiguity])


def _is_bare(span: Span, places: Iterable[Span]) -> bool:
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


def _enumerations(spans: list[Span]) -> Iterator[list[Span]]:
    """Yield the places that stand in one enumeration, two or more at a time."""
    chain = spans[:1]
    for span in spans[1:]:
        if not _are_joined(chain[-1], span):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(span)
    if len(chain) > 1:
        yield chain


def _are_joined(left: Span, right: Span) -> bool:
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
