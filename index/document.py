"""What crosses into the index: a document, its passages and their links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Provenance = Literal["original", "digest"]
Address = Literal["read", "derived", "copy"]
"""How sure an address is: the source was read there, it follows from a pattern, or a copy was read there."""

ABOUT_THE_SOURCE = "om källan"
"""The item kind of a passage in which a digest speaks of itself and its source, not of its subject."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands in a passage: its text as printed and its address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of search: one item of a newsletter, one section of a plan, one heading of a handbook.

    `id` is the document's id, "#" and `anchor`; `anchor` is a slug of the heading and stays the same when other
    passages come and go. `heading` is the path of headings, outermost first, without the document's title.
    `text` is plain text with a blank line between paragraphs. `page` counts from 1. `language` is an ISO 639-1 code.
    `themes` holds both levels: "Upphandling och affärer" and "Upphandling och affärer / reserverad upphandling".
    `dates` and `amounts` are those that heading and text mention, in reading order: ISO 8601 with the precision of the
    text ("2022", "2022-03-10"), and a decimal number with SEK, EUR or % ("7800000 SEK").
    """

    id: str
    anchor: str
    heading: tuple[str, ...]
    text: str
    item_kind: str | None = None
    page: int | None = None
    links: tuple[Link, ...] = ()
    language: str = "sv"
    municipalities: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the dates, in the order of the calendar."""
        return tuple(sorted({date[:4] for date in self.dates}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source as it is read: metadata and passages in reading order.

    `published` is an ISO 8601 date with the precision that the source gives ("2022", "2022-01", "2021-12-09"), or
    None where it is unknown. `address` says how sure `url` is, `note` in Swedish what is uncertain about the source;
    None where nobody has said. `source` is the same for an original and its digests: the id in the catalogue.
    `fetched` is when the original came to this bank, `unanswered_since` since when its address leads nowhere; both are
    ISO 8601 dates. `content_hash` changes whenever the file, its metadata or the way it is read changes.
    """

    id: str
    title: str
    kind: str
    publisher: str
    published: str | None
    url: str | None
    language: str
    rights: str
    provenance: Provenance
    passages: tuple[Passage, ...]
    content_hash: str
    address: Address | None = None
    note: str | None = None
    source: str | None = None
    fetched: str | None = None
    unanswered_since: str | None = None
