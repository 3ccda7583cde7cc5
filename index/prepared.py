"""A document with everything worked out that an engine stores: what remains is to write it.

The analysis takes longer than the writing and needs nothing of the index, so it can be done beforehand, in another
process. Everything here is made of built-in types, which cross over to a process fastest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.document import Document, Passage
from index.facets import facet_values
from index.language.analysis import Words, word_terms
from index.language.definitions import defined_terms
from index.plan import FIELDS
from index.records import dump_document, dump_passage


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPassage:
    """A passage: its record (JSON), the terms of each word of each of `FIELDS`, what it defines, its facets.

    A word's terms are one object wherever the word stands, which crosses over to a process once. `defines` holds keys
    of `index.language.definitions`; `facets` the values in every facet, each once.
    """

    id: str
    record: str
    words: Mapping[str, Words]
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
    titles: dict[str, Words] = {}
    return PreparedDocument(
        id=document.id,
        record=dump_document(document),
        published=document.published,
        passages=tuple(_prepare(document, passage, titles) for passage in document.passages),
    )


def _prepare(document: Document, passage: Passage, titles: dict[str, Words]) -> PreparedPassage:
    """Prepare a passage; `titles` keeps the words of the document's title in each language that a passage is in."""
    language = passage.language
    if language not in titles:
        titles[language] = word_terms(document.title, language)
    texts = (
        titles[language],
        word_terms("\n".join(passage.heading), language),
        word_terms(passage.text, language),
    )
    own_heading = passage.heading[-1] if passage.heading else document.title
    return PreparedPassage(
        id=passage.id,
        record=dump_passage(passage),
        words=dict(zip(FIELDS, texts, strict=True)),
        defines=tuple(defined_terms(own_heading, passage.text, glossary=document.kind == "ordlista")),
        facets=facet_values(document, passage),
    )
