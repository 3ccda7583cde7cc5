"""Enrichment: the municipalities, counties, organisations, themes, dates and amounts of each passage.

A passage has the places that stand in its heading path or its text. It inherits the municipality (or the county) of
the document's title if the document is about that one place: its kind is one of `KINDS_OF_ONE_PLACE` and the title
names exactly one, or the title begins with it ("Söderhamn: …", "Umeå kommun – …", "Söderhamn"). Newsletters never
pass on what their title names. In `KINDS_OF_ONE_PLACE` a title or a heading that begins so needs no other evidence
where the name is an ordinary word too ("Mark: …", "Lund"). The counties of a passage are those of its municipalities,
then those it names itself.

If a trained Swedish pipeline of spaCy's is installed (sv_core_news_lg, _md or _sm), the persons, places and
organisations that it sees are evidence for the finders; without one everything else works as before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ingest.trained import installed_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from index.document import Passage
    from index.language.vocabulary import Vocabulary
    from ingest.enrichment.entities import EntityFinder
    from ingest.enrichment.organisations import OrganisationFinder
    from ingest.enrichment.places import PlaceFinder
    from ingest.enrichment.themes import ThemeFinder

KINDS_OF_ONE_PLACE = ("kommunexempel", "lärande exempel")
KINDS_OF_MANY = ("nyhetsbrev",)

# Changes whenever the same vocabulary would give other results.
RULES_VERSION = "2"

_SUBJECT = re.compile(r"[:–—,]|\s-\s")
_AFTER_SUBJECT = re.compile(r"\s*($|[:–—,]|-\s|kommuns?\b|stads?\b)", re.IGNORECASE)


class Enricher:
    """Finds what passages are about; make one and keep it, since its pipeline takes seconds to load."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._county_of = {place.name: place.county for place in vocabulary.municipalities}
        self._trained = installed_pipeline()
        self._pipeline: Language | None = None

    @property
    def version(self) -> str:
        """What the result depends on besides the passages: the rules, the vocabulary's files, a trained pipeline."""
        return "-".join((RULES_VERSION, self._vocabulary.version, *(self._trained or ())))

    def enrich(self, passages: Sequence[Passage], *, title: str, kind: str | None = None) -> tuple[Passage, ...]:
        """Return the passages of one document, in order, with all that is found in them filled in.

        `title` and `kind` are the document's. What the passages held in those fields is replaced. Raises
        TrainedPipelineError if a trained pipeline is installed that cannot be loaded.
        """
        if not passages:
            return ()
        # spaCy takes seconds to import, which only those who enrich should pay.
        from ingest.enrichment.text import passage_doc  # noqa: PLC0415

        nlp = self._load()
        title_doc = nlp(nlp.tokenizer(title))
        municipalities, counties = _subject(title_doc, kind)
        if kind in KINDS_OF_ONE_PLACE:
            municipalities = (*municipalities, *self._named_alone(title))
        docs = (passage_doc(nlp, heading=p.heading, text=p.text, title=title_doc) for p in passages)
        return tuple(
            self._fill(
                passage,
                doc,
                municipalities=[
                    *municipalities,
                    *(
                        name
                        for line in passage.heading
                        if kind in KINDS_OF_ONE_PLACE
                        for name in self._named_alone(line)
                    ),
                ],
                counties=counties,
            )
            for passage, doc in zip(passages, nlp.pipe(docs), strict=True)
        )

    def _named_alone(self, line: str) -> list[str]:
        """Return the municipality that a heading begins with and goes on to speak of, as a list of one or none."""
        name = _SUBJECT.split(line, maxsplit=1)[0].strip()
        return [name] if name in self._county_of else []

    def _fill(self, passage: Passage, doc: Doc, *, municipalities: Iterable[str], counties: Iterable[str]) -> Passage:
        found = _unique([*municipalities, *_labels(doc.spans["municipalities"])])
        return replace(
            passage,
            municipalities=found,
            counties=_unique([*(self._county_of[name] for name in found), *counties, *_labels(doc.spans["counties"])]),
            organisations=_unique(_labels(doc.spans["organisations"])),
            themes=tuple(doc.cats),
            dates=_unique(_labels(doc.spans["dates"])),
            amounts=_unique(_labels(doc.spans["amounts"])),
        )

    def _load(self) -> Language:
        if self._pipeline is None:
            from ingest.enrichment import entities, figures, organisations, places, text, themes  # noqa: PLC0415

            nlp = text.blank_pipeline()
            if self._trained:
                cast("EntityFinder", nlp.add_pipe(entities.NAME)).load(self._trained[0])
            cast("OrganisationFinder", nlp.add_pipe(organisations.NAME)).load(self._vocabulary.organisations)
            cast("PlaceFinder", nlp.add_pipe(places.NAME)).load(self._vocabulary)
            nlp.add_pipe(figures.NAME)
            cast("ThemeFinder", nlp.add_pipe(themes.NAME)).load(self._vocabulary.themes)
            self._pipeline = nlp
        return self._pipeline


def _subject(title: Doc, kind: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the municipality and the county that the whole document is about, each as () or one name."""
    if kind in KINDS_OF_MANY:
        return (), ()
    municipalities, counties = title.spans["municipalities"], title.spans["counties"]
    for spans, others in ((municipalities, counties), (counties, ())):
        names = _unique(_labels(spans))
        if len(names) == 1 and (kind in KINDS_OF_ONE_PLACE or _begins(title, spans[0])):
            return (names, _unique(_labels(others))) if spans is municipalities else ((), names)
    return (), ()


def _begins(title: Doc, span: Span) -> bool:
    return span.start == 0 and _AFTER_SUBJECT.match(title.text, span.end_char) is not None


def _labels(spans: Iterable[Span]) -> list[str]:
    return [span.label_ for span in spans]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
