"""Municipalities and counties, told from words, persons and institutions that bear the same name.

A municipality counts when its name stands with a capital (SÖDERHAMN too) or in small letters as people type it, but not

- as a part of another name: "Malmö universitet", "Malmö FF", "Göteborgs Stadsmission", "Örebro län", "Yalla Mellerud";
- in a postal address: "118 82 Stockholm";
- as a surname: after a first name, an initial or "familjen", and anywhere else in a passage that has it so;
- where places.toml lists it as ambiguous, unless there is evidence beside it: "kommun" or "stad" after it,
  "kommunen" or "kommunerna" before it, a preposition before it, or other municipalities in the same enumeration.
  In small letters "kommun" or "stad" must follow, or, if it is a name of persons, the enumeration.

A region is both its organisation and its county; "regionen" alone is neither. Where a trained pipeline is installed,
what it takes for a person is no place, and what it takes for a place is evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from ingest.enrichment.entities import PERSON, PLACE, is_whole, lies_in
from ingest.enrichment.neighbours import (
    are_joined,
    enumerations,
    has_evidence,
    is_bare,
    is_named_as_municipality,
    is_part_of_name,
    is_surname,
)
from ingest.enrichment.organisations import SPANS as ORGANISATIONS
from ingest.enrichment.text import genitive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from index.language.vocabulary import Ambiguity, County, Municipality, Vocabulary

NAME = "kunskapsbank_places"
MUNICIPALITIES, COUNTIES = "municipalities", "counties"

_NAMES_OF_PERSONS: frozenset[Ambiguity] = frozenset(("surname", "given"))
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
        self._given_names: frozenset[str] = frozenset()

    def load(self, vocabulary: Vocabulary) -> None:
        """Learn the names of these places, and the first names that tell a surname from a place."""
        self._given_names = vocabulary.given_names
        for municipality in vocabulary.municipalities:
            self._learn_municipality(municipality)
        for county in vocabulary.counties:
            self._learn_county(county)

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of a passage."""
        spans = filter_spans([Span(doc, start, end, label=key) for key, start, end in self._matcher(doc)])
        counties = [span for span in spans if span.label_ in self._counties]
        candidates = [
            span for span in spans if span.label_ not in self._counties and not _is_part_of_organisation(span)
        ]
        candidates = [span for span in candidates if not is_part_of_name(span, spans)]
        shared = [span for span in candidates if self._shares_county(span, counties)]
        doc.spans[COUNTIES] = [
            *counties,
            *(Span(doc, span.start, span.end, label=self._counties[f"{span.text} län"]) for span in shared),
        ]
        doc.spans[MUNICIPALITIES] = self._accept([span for span in candidates if span not in shared])
        return doc

    def _learn_municipality(self, municipality: Municipality) -> None:
        ambiguity = municipality.ambiguity
        if ambiguity:
            self._ambiguity[municipality.name] = ambiguity
        for name in (municipality.name, *municipality.aliases):
            forms = {name, genitive(name)}
            small = {form.lower() for form in forms}
            if ambiguity and ambiguity not in _NAMES_OF_PERSONS:
                small = {f"{form} {kind}" for form in small for kind in ("kommun", "stad", "stads")}
            self._learn(municipality.name, forms | small)

    def _learn_county(self, county: County) -> None:
        for name in (county.name, *county.aliases):
            forms = {name, genitive(name)}
            self._learn(county.name, forms | {form.lower() for form in forms})
            self._counties[name] = county.name

    def _learn(self, label: str, forms: Iterable[str]) -> None:
        dashes = {form.replace("-", dash) for form in forms for dash in "-– "}  # Upplands-Bro, Upplands Bro
        written = {variant for form in dashes for variant in (form, form.upper())}
        self._matcher.add(label, [self._nlp.make_doc(variant) for variant in written])

    def _shares_county(self, span: Span, counties: Iterable[Span]) -> bool:
        """Tell whether "Stockholms" belongs to what follows, as in "Stockholms och Uppsala län"."""
        return f"{span.text} län" in self._counties and any(
            county.text.endswith("län") and are_joined(span, county) for county in counties
        )

    def _accept(self, candidates: list[Span]) -> list[Span]:
        """Leave out surnames, and the ambiguous names that have no evidence."""
        surnames = [span for span in candidates if self._is_surname(span)]
        of_persons: dict[str, Ambiguity] = {span.label_: "surname" for span in surnames}
        ambiguities = of_persons | self._ambiguity
        candidates = [span for span in candidates if span not in surnames]
        accepted = {span.start for span in candidates if self._is_clear(span, ambiguities.get(span.label_), candidates)}
        for chain in enumerations(candidates):
            plain = [span for span in chain if span.start in accepted or is_bare(span, candidates)]
            has_anchor = any(span.start in accepted for span in chain)
            is_list = len(plain) >= _FROM_ALONE and any(ambiguities.get(s.label_) == "word" for s in plain)
            if has_anchor or is_list:
                accepted |= {span.start for span in plain}
        return [span for span in candidates if span.start in accepted]

    def _is_surname(self, span: Span) -> bool:
        in_person = lies_in(span, PERSON) and not is_whole(span, PERSON) and not is_named_as_municipality(span)
        return in_person or is_surname(span, self._given_names)

    def _is_clear(self, span: Span, ambiguity: Ambiguity | None, places: list[Span]) -> bool:
        if ambiguity is None or (ambiguity == "small" and not span.text.islower()):
            return True
        if is_whole(span, PERSON) and not is_named_as_municipality(span):
            return False
        written_out = span.text.islower() and len(span) > 1  # "kils kommun"
        return written_out or lies_in(span, PLACE) or has_evidence(span, ambiguity, places)


def _is_part_of_organisation(span: Span) -> bool:
    organisations = span.doc.spans[ORGANISATIONS]
    return any(o.start <= span.start and span.end <= o.end and len(o) > len(span) for o in organisations)
