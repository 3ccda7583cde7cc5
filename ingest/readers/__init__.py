"""Files to readings: what a file is shows in its content first and in its name second."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.readers.encoding import decode
from ingest.reading import Reading, SourceError

SUFFIXES = frozenset({".eml", ".htm", ".html", ".markdown", ".md", ".pdf", ".text", ".txt", ".xhtml"})
"""Endings of the files that the bank reads, in lower case."""

_FOREIGN = (
    (b"\x89PNG\r\n", "en bild (PNG)"),
    (b"\xff\xd8\xff", "en bild (JPEG)"),
    (b"GIF8", "en bild (GIF)"),
    (b"II*\0", "en bild (TIFF)"),
    (b"MM\0*", "en bild (TIFF)"),
    (b"RIFF", "en bild, ett ljud eller en film"),
    (b"\0\0\0\x18ftyp", "en film"),
    (b"\0\0\0\x20ftyp", "en film"),
    (b"ID3", "en ljudfil"),
    (b"OggS", "en ljud- eller filmfil"),
    (b"PK\x03\x04", "ett zip-arkiv eller ett Office-dokument"),
    (b"PK\x05\x06", "ett tomt zip-arkiv"),
    (b"\xd0\xcf\x11\xe0", "ett äldre Office-dokument eller ett sparat Outlook-meddelande"),
    (b"Rar!", "ett packat arkiv"),
    (b"7z\xbc\xaf", "ett packat arkiv"),
    (b"\x1f\x8b", "ett packat arkiv"),
    (b"BZh", "ett packat arkiv"),
    (b"{\\rtf", "ett RTF-dokument"),
    (b"%!PS", "ett PostScript-dokument"),
    (b"MZ\x90", "ett program"),
    (b"\x7fELF", "ett program"),
    (b"SQLite format 3\0", "en databas"),
)
_PDF_WITHIN = 1_024
"""A PDF may begin with up to this many other bytes (ISO 32000-1, annex H.3.4.1)."""

_TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|title|meta|table|tr|td|div|p|h[1-6]|center)\b)", re.IGNORECASE
)
_WHERE_TAGS_STAND = 5_000
_MANY_TAGS = 4
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n[\w-]+[ \t]*:")
_MARKDOWN = frozenset({".md", ".markdown"})
_WEB = frozenset({".htm", ".html", ".xhtml"})
_CUT_OFF = re.compile(r"<[a-z/!][^<>]*\Z", re.IGNORECASE)


def read(data: bytes, name: str) -> Reading:
    """Read the content of a file whose name is `name`, with the reader of its format.

    Raises SourceError, with one Swedish sentence, where the file is empty, broken, not what its name says, or of a
    format that the bank does not read.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise SourceError("Filen är tom.")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from ingest.readers import pdf  # noqa: PLC0415 - loads pdfplumber

        return pdf.read(data, name)
    if suffix == ".pdf":
        raise SourceError("Filen heter .pdf men är ingen PDF.")
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise SourceError(f"Filen är {what}, och sådana går inte att läsa in.")
    return _read_text(data, name, suffix)


def _read_text(data: bytes, name: str, suffix: str) -> Reading:
    """Read what is neither a PDF nor of a foreign format."""
    from ingest.readers import email, text  # noqa: PLC0415 - loads Beautiful Soup

    content = decode(data)
    if email.is_email(content):
        return email.read(data, name)
    if suffix == ".eml":
        raise SourceError("Filen heter .eml men är inget e-postmeddelande.")
    if suffix in _MARKDOWN or _FRONT_MATTER.match(content):
        from ingest.readers import markdown  # noqa: PLC0415 - loads a Markdown parser

        return markdown.read(data, name)
    if _is_markup(content, suffix):
        return _read_markup(data, name, content)
    if suffix in _WEB and "<" in content:
        raise SourceError("Filen är avbruten eller är ingen webbsida.")
    return text.read(data, name)


def _is_markup(content: str, suffix: str) -> bool:
    """Say whether a text is HTML and does not merely mention some tags."""
    if suffix in _WEB:
        return _TAG.search(content) is not None
    tags = len(_TAG.findall(content[:_WHERE_TAGS_STAND]))
    return tags >= _MANY_TAGS or (tags > 0 and content.lstrip().startswith("<"))


def _read_markup(data: bytes, name: str, markup: str) -> Reading:
    from ingest.readers import eurlex, newsletter, webpage  # noqa: PLC0415 - loads Beautiful Soup

    if _CUT_OFF.search(markup):
        raise SourceError("Filen är avbruten: slutet saknas.")
    if eurlex.is_eurlex(markup):
        return eurlex.read(data, name)
    if newsletter.is_newsletter_markup(markup, name):
        return newsletter.read(data, name)
    return webpage.read(data, name)
