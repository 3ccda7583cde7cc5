"""Persons, places and organisations that a trained Swedish pipeline sees, as evidence for the finders that follow.

The trained pipelines of spaCy (sv_core_news_sm, _md, _lg) label them PRS, LOC and ORG. They are packages of their own;
where none is installed this component is left out and nobody misses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.language import Language

from ingest.reading import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

NAME = "kunskapsbank_entities"
SPANS = "entities"
PERSON, PLACE, ORGANISATION = "person", "place", "organisation"

_KINDS = {"PRS": PERSON, "PER": PERSON, "LOC": PLACE, "GPE": PLACE, "ORG": ORGANISATION}
_NOT_NEEDED = ("tagger", "morphologizer", "parser", "lemmatizer", "senter", "attribute_ruler")


class TrainedPipelineError(SourceError):
    """A trained pipeline is installed but cannot be loaded, so no file can be enriched until somebody mends that."""


@Language.factory(NAME)
def create(nlp: Language, name: str) -> EntityFinder:  # noqa: ARG001  # spaCy passes both by name
    """Make the component; `load` gives it the trained pipeline."""
    return EntityFinder()


class EntityFinder:
    """Sets `doc.spans["entities"]`, each span labelled `PERSON`, `PLACE` or `ORGANISATION`."""

    def __init__(self) -> None:
        self._trained: Language | None = None

    def load(self, package: str) -> None:
        """Load a trained pipeline that is installed. Raises TrainedPipelineError."""
        try:
            self._trained = spacy.load(package, exclude=_NOT_NEEDED)
        except (OSError, ValueError, ImportError) as error:
            raise TrainedPipelineError(
                f"Språkmodellen {package} är installerad men går inte att läsa in; installera om den eller ta bort den."
            ) from error

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of one passage."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Find the entities of many passages. One that is longer than the trained pipeline takes has none."""
        if self._trained is None:
            yield from docs
            return
        longest = self._trained.max_length
        texts = ((doc.text if len(doc.text) <= longest else "", doc) for doc in docs)
        for seen, doc in self._trained.pipe(texts, as_tuples=True, batch_size=batch_size):
            spans = ((e, doc.char_span(e.start_char, e.end_char, label=_KINDS[e.label_])) for e in _known(seen))
            doc.spans[SPANS] = [span for _, span in spans if span is not None]
            yield doc


def lies_in(span: Span, kind: str) -> bool:
    """Tell whether a span lies within an entity of a kind."""
    return any(
        entity.label_ == kind and entity.start <= span.start and span.end <= entity.end
        for entity in span.doc.spans.get(SPANS, ())
    )


def is_whole(span: Span, kind: str) -> bool:
    """Tell whether a span is an entity of a kind, no less and no more."""
    return any(
        entity.label_ == kind and (entity.start, entity.end) == (span.start, span.end)
        for entity in span.doc.spans.get(SPANS, ())
    )


def _known(doc: Doc) -> Iterator[Span]:
    return (entity for entity in doc.ents if entity.label_ in _KINDS)
