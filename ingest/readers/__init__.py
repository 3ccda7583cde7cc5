"""Files to readings, each by the reader of its format."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from ingest.language import with_languages
from ingest.parts import in_parts
from ingest.readers.formats import Format, find_format
from ingest.reading import Reading, SourceError

SUFFIXES = frozenset(
    ".doc .docm .docx .eml .htm .html .markdown .md .mht .mhtml .pdf .text .tif .tiff .txt .xhtml".split()
)
"""Endings of the files that the bank reads, in lower case. Old Word files are not read, but many a `.doc` is none."""

# Readers are loaded when they are needed: each brings a parser that takes a while.
_READERS = {
    Format.PDF: "pdf",
    Format.PICTURE: "picture",
    Format.DOCX: "docx",
    Format.EMAIL: "email",
    Format.MARKDOWN: "markdown",
    Format.EURLEX: "eurlex",
    Format.NEWSLETTER: "newsletter",
    Format.WEBPAGE: "webpage",
    Format.TEXT: "text",
}


def read(data: bytes, name: str, url: str | None = None) -> Reading:
    """Read the content of a file whose name is `name`, with the reader of its format; `url` is where it came from.

    Raises SourceError, with one Swedish sentence, where the file is empty, broken, not what its name says, or of a
    format that the bank does not read.
    """
    found = find_format(data, name)
    if found is Format.SAVED_PAGE:
        return _read_saved_page(data, name)
    if found is Format.ZIP:
        raise SourceError("Filen är ett zip-arkiv, och sådana går inte att läsa in.")
    reader = import_module(f"ingest.readers.{_READERS[found]}")
    reading: Reading = reader.read(data, name, url) if found is Format.WEBPAGE else reader.read(data, name)
    return with_languages(in_parts(reading))


def _read_saved_page(data: bytes, name: str) -> Reading:
    """Read the page in a file in which a browser has saved it; its address is the page's own or the file's."""
    from ingest.readers.saved_page import page_in  # noqa: PLC0415 - loads Beautiful Soup

    markup, address = page_in(data)
    reading = read(markup.encode(), str(PurePath(name).with_suffix(".html")), address)
    if address is None or "url" in dict(reading.metadata):
        return reading
    return replace(reading, metadata=(*reading.metadata, ("url", address)))
