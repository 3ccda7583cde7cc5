"""A reading and its place in the catalogue to a document: metadata by precedence, and ids of passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from index.document import ABOUT_THE_SOURCE, Document, Passage, Provenance
from ingest.anchors import Anchors
from ingest.corpus import SourceFile
from ingest.corrections import Correction
from ingest.reading import Reading, Section
from ingest.redaction import MARK, Redactor

UNKNOWN_PUBLISHER = "Okänd utgivare"
UNKNOWN_RIGHTS = "Rättigheter är inte angivna. Utgå från att källan är skyddad av upphovsrätt."
DEFAULT_KIND = "dokument"
DEFAULT_LANGUAGE = "sv"

_ABOUT = re.compile(
    r"^Om käll(?:an|orna)\b|\bden här (?:sammanfattningen|översikten)\b|^Om (?:sammanställningen|ordlistan)$",
    re.IGNORECASE,
)


def assemble(
    file: SourceFile,
    reading: Reading,
    content_hash: str,
    publishers: Mapping[str, str],
    correction: Correction,
) -> Document:
    """Make a document. A person's correction goes before the catalogue, that before the source itself, then defaults.

    But the language is that of the text, whatever is declared, unless a person has corrected it.
    `publishers` gives the name that the bank uses for each name of an organisation.
    """
    said = dict(reading.metadata)
    source, standing = file.source, file.standing
    title = correction.title or _catalogued_title(file, reading) or title_of(reading) or file.path.stem
    language = correction.language or reading.language or (source and source.language) or DEFAULT_LANGUAGE
    return Document(
        id=file.id,
        title=title,
        kind=correction.kind or (source and source.kind) or said.get("kind") or reading.kind or DEFAULT_KIND,
        publisher=correction.publisher or (source and source.publisher) or _publisher(reading, publishers),
        published=correction.published or (source and source.published) or date_of(reading),
        url=_whole(correction.url or (source and source.url) or said.get("url")),
        language=language,
        rights=correction.rights or _catalogued_rights(file) or said.get("rights") or UNKNOWN_RIGHTS,
        provenance=_provenance(file, said.get("provenance")),
        passages=_passages(file.id, title, language, reading.sections),
        content_hash=content_hash,
        address=standing.address if standing else source.address if source and source.url else None,
        note=" ".join(filter(None, (source.note if source and not file.is_original else None, reading.note))) or None,
        source=standing.keeper if standing else None,
        fetched=standing.fetched if standing else None,
        unanswered_since=standing.unanswered_since if standing else None,
    )


def _catalogued_title(file: SourceFile, reading: Reading) -> str | None:
    """Return the title in the catalogue; where that is of a text from several sources, the original has its own."""
    source = file.source
    if source and source.compiled and file.is_original:
        return title_of(reading) or source.title
    return source.title if source else None


def _catalogued_rights(file: SourceFile) -> str | None:
    source = file.source
    if source is None:
        return None
    return source.original_rights if file.is_original else source.rights


def title_of(reading: Reading) -> str | None:
    """Return the title that a source gives itself, with its official number: "… (COM(2021) 778 final)"."""
    if said := dict(reading.metadata).get("title"):
        return said
    if not reading.title or not reading.designation or reading.designation in reading.title:
        return reading.title or reading.designation
    return f"{reading.title} ({reading.designation})"


def date_of(reading: Reading) -> str | None:
    """Return the date that a source gives itself, in ISO 8601."""
    return dict(reading.metadata).get("published") or reading.published


def _publisher(reading: Reading, publishers: Mapping[str, str]) -> str:
    """Return the publisher that the source names, if only as a line of its own where it gives its address."""
    said = dict(reading.metadata).get("publisher") or reading.publisher
    contacts = (section.text for section in reading.sections if section.item_kind == "kontakt")
    lines = (line.strip() for text in contacts for line in text.splitlines())
    named = said or next((line for line in lines if line in publishers), UNKNOWN_PUBLISHER)
    return publishers.get(named, named)


def _provenance(file: SourceFile, said: str | None) -> Provenance:
    if file.source:
        return "original" if file.is_original else file.source.provenance
    return cast("Provenance", said) if said in {"original", "digest"} else "original"


def without_names(document: Document, redactor: Redactor) -> Document:
    """Return a document of the index without names that were not blanked when it was read, also in ids of passages."""
    blanked = redactor.blank(document)
    passages = _anchored(document.id, zip(blanked.passages, _parts(document.passages), strict=True))
    return replace(blanked, id=document.id, url=_whole(blanked.url), passages=passages)


def _whole(url: str | None) -> str | None:
    """Return an address, None where a name was blanked in it: it leads nowhere."""
    return url if url and MARK not in url else None


def _passages(document_id: str, title: str, language: str, sections: Sequence[Section]) -> tuple[Passage, ...]:
    passages = (
        Passage(
            id="",
            anchor="",
            heading=section.heading or (title,),
            text=section.text,
            item_kind=section.item_kind or _item_kind((section.heading or (title,))[-1]),
            page=section.page,
            links=section.links,
            language=section.language or language,
        )
        for section in sections
    )
    return _anchored(document_id, zip(passages, (section.part for section in sections), strict=True))


def _anchored(document_id: str, passages: Iterable[tuple[Passage, int]]) -> tuple[Passage, ...]:
    """Return passages with the ids that their headings and texts give them; each comes with its part of a section."""
    anchored = []
    anchors = Anchors()
    for passage, part in passages:
        anchor = anchors.of(passage.heading, passage.text) if part == 1 else anchors.of_part(part)
        anchored.append(replace(passage, id=f"{document_id}#{anchor}", anchor=anchor))
    return tuple(anchored)


def _parts(passages: Sequence[Passage]) -> list[int]:
    """Tell from their anchors which part of a long section each passage is."""
    parts: list[int] = []
    first = Passage(id="", anchor="", heading=(), text="")
    for passage in passages:
        number = passage.anchor.removeprefix(f"{first.anchor}-").removeprefix("del-")
        is_later = passage.heading == first.heading and number.isdecimal() and number != passage.anchor
        first = first if is_later else passage
        parts.append(int(number) if is_later else 1)
    return parts


def _item_kind(heading: str) -> str | None:
    """Tell where a digest speaks of itself and its source."""
    return ABOUT_THE_SOURCE if _ABOUT.search(heading) else None
