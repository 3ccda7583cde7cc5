"""Organisations: the names and abbreviations of organisations.toml, in any form that Swedish gives them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from ingest.enrichment.entities import ORGANISATION, PERSON, is_whole, lies_in
from ingest.enrichment.text import begins_name, genitive, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from index.language.vocabulary import Organisation

NAME = "kunskapsbank_organisations"
SPANS = "organisations"


@Language.factory(NAME)
def create(nlp: Language, name: str) -> OrganisationFinder:  # noqa: ARG001  # spaCy passes both by name
    """Make the component; `load` gives it its organisations."""
    return OrganisationFinder(nlp)


class OrganisationFinder:
    """Sets `doc.spans["organisations"]`, each span labelled with the organisation's name, the longest name first."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._as_written = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._uncertain: dict[str, Organisation] = {}
        self._contexts: dict[str, frozenset[str]] = {}

    def load(self, organisations: tuple[Organisation, ...]) -> None:
        """Learn the names of these organisations."""
        for organisation in organisations:
            for alias in dict.fromkeys((organisation.name, *organisation.aliases)):
                if alias not in organisation.uncertain:
                    self._learn(organisation.name, alias)
            for alias in organisation.uncertain:
                self._learn(f"?{organisation.name}", alias)
                self._uncertain[organisation.name] = organisation
                self._contexts[organisation.name] = frozenset(map(stem, organisation.context))

    def __call__(self, doc: Doc) -> Doc:
        """Find the organisations of a passage."""
        doc.spans[SPANS] = filter_spans(list(self._spans(doc)))
        return doc

    def _learn(self, key: str, alias: str) -> None:
        forms = {alias, genitive(alias)}
        if not alias.isupper():
            forms |= {form.upper() for form in forms}
        if alias[0].islower():
            forms |= {form[0].upper() + form[1:] for form in forms}
        docs = [self._nlp.make_doc(form) for form in forms]
        # Some words in a row are a name whatever their capitals: "Nimble patch", "Nyttigaste Affären".
        self._as_written.add(key, docs)
        if alias[0].isupper():
            self._any_case.add(key, [doc for doc in docs if len(doc) > 1])

    def _spans(self, doc: Doc) -> Iterator[Span]:
        matches = {*self._as_written(doc), *(m for m in self._any_case(doc) if begins_name(doc[m[1]]))}
        for key, start, end in matches:
            name = doc.vocab.strings[key]
            span = Span(doc, start, end, label=name.removeprefix("?"))
            if not name.startswith("?") or is_whole(span, ORGANISATION) or self._is_clear(span):
                yield span

    def _is_clear(self, span: Span) -> bool:
        """Tell whether the words around an uncertain alias say that it is the organisation."""
        doc, start, end = span.doc, span.start, span.end
        organisation = self._uncertain[span.label_]
        if lies_in(span, PERSON):
            return False
        if start > 0:
            before = doc[start - 1]
            part_of_name = begins_name(before) and not before.is_stop and not before.is_punct
            if part_of_name or (before.text in "-–:" and not before.whitespace_):
                return False
        if end < len(doc) and (begins_name(doc[end]) or doc[end].lower_ in organisation.not_before):
            return False
        words = doc.to_array("ORTH").tolist()
        title = doc._.frame.title.to_array("ORTH").tolist() if doc._.frame else ()
        strings, context = doc.vocab.strings, self._contexts[span.label_]
        return any(stem(strings[word]) in context for word in chain(words[:start], words[end:], title))
