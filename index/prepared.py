"""A document with everything worked out that an engine stores: what remains is to write it.

The analysis takes longer than the writing and needs nothing of the index, so it can be done beforehand, in another
process. Everything here is made of built-in types, which cross over to a process fastest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.document import Document, Passage
from index.facets import facet_values
from index.language.analysis import term_positions
from index.language.definitions import defined_terms
from index.plan import FIELDS
from index.records import dump_document, dump_passage

Positions = Mapping[str, tuple[int, ...]]
"""Where each term of a field stands, counted in words from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPassage:
    """A passage: its record (JSON), the terms and the length in words of each of `FIELDS`, what it defines, its facets.

    `defines` holds keys of `index.language.definitions`; `facets` the values in every facet, each once.
    """

    id: str
    record: str
    terms: Mapping[str, Positions]
    lengths: Mapping[str, int]
    defines: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedDocument:
    """A document: its record (JSON, without the passages), its date as `Document` has it, and its passages in order."""

    id: str
    record: str
    published: str | None
    passages: tuple[PreparedPassage, ...]


def prepare(document: Document) -> PreparedDocument:
    """Work out all that an engine stores of a document."""
    titles: dict[str, tuple[Positions, int]] = {}
    return PreparedDocument(
        id=document.id,
        record=dump_document(document),
        published=document.published,
        passages=tuple(_prepare(document, passage, titles) for passage in document.passages),
    )


def _prepare(document: Document, passage: Passage, titles: dict[str, tuple[Positions, int]]) -> PreparedPassage:
    """Prepare a passage; `titles` keeps the terms of the document's title in each language that a passage is in."""
    language = passage.language
    if language not in titles:
        titles[language] = term_positions(document.title, language)
    analyses = (
        titles[language],
        term_positions("\n".join(passage.heading), language),
        term_positions(passage.text, language),
    )
    own_heading = passage.heading[-1] if passage.heading else document.title
    return PreparedPassage(
        id=passage.id,
        record=dump_passage(passage),
        terms={name: terms for name, (terms, _) in zip(FIELDS, analyses, strict=True)},
        lengths={name: length for name, (_, length) in zip(FIELDS, analyses, strict=True)},
        defines=tuple(defined_terms(own_heading, passage.text, glossary=document.kind == "ordlista")),
        facets=facet_values(document, passage),
    )
