"""What a file is: its content says so first, its name second."""

from __future__ import annotations

import re
import zlib
from enum import Enum, auto
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from ingest.readers.encoding import decode
from ingest.reading import SourceError


class Format(Enum):
    """The formats that there are readers for, and archives of them."""

    PDF = auto()
    PICTURE = auto()
    DOCX = auto()
    ZIP = auto()
    EMAIL = auto()
    SAVED_PAGE = auto()
    MARKDOWN = auto()
    EURLEX = auto()
    NEWSLETTER = auto()
    WEBPAGE = auto()
    TEXT = auto()


_SAVE_AS = "; spara det som DOCX eller PDF och lägg in det på nytt."
_UNREAD = ", och sådana går inte att läsa in."
_FOREIGN = (
    (b"GIF8", f"en bild (GIF){_UNREAD}"),
    (b"RIFF", f"en bild, ett ljud eller en film{_UNREAD}"),
    (b"\0\0\0\x18ftyp", f"en film{_UNREAD}"),
    (b"\0\0\0\x20ftyp", f"en film{_UNREAD}"),
    (b"ID3", f"en ljudfil{_UNREAD}"),
    (b"OggS", f"en ljud- eller filmfil{_UNREAD}"),
    (b"PK\x05\x06", f"ett tomt zip-arkiv{_UNREAD}"),
    (b"Rar!", f"ett packat arkiv{_UNREAD}"),
    (b"7z\xbc\xaf", f"ett packat arkiv{_UNREAD}"),
    (b"\x1f\x8b", f"ett packat arkiv{_UNREAD}"),
    (b"BZh", f"ett packat arkiv{_UNREAD}"),
    (b"{\\rtf", f"ett RTF-dokument{_SAVE_AS}"),
    (b"\xdba5-", f"ett gammalt Word-dokument{_SAVE_AS}"),
    (b"%!PS", f"ett PostScript-dokument{_UNREAD}"),
    (b"bplist00", "ett webbarkiv från Safari; spara sidan som HTML och lägg in den på nytt."),
    (b"MZ\x90", f"ett program{_UNREAD}"),
    (b"\x7fELF", f"ett program{_UNREAD}"),
    (b"SQLite format 3\0", f"en databas{_UNREAD}"),
)
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How PNG, JPEG and TIFF begin."""
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of older Office programs begin (MS-CFB)."""
# The streams in them by which one tells what they hold; names are UTF-16.
_STREAMS = (
    ("EncryptedPackage", "ett Office-dokument med lösenord; spara det utan lösenord och lägg in det på nytt."),
    ("WordDocument", f"ett Word-dokument i det äldre formatet .doc{_SAVE_AS}"),
    (
        "__substg1.0_",
        "ett meddelande från Outlook (.msg); spara det som .eml eller .html och lägg in det på nytt.",
    ),
    ("Workbook", f"en Excel-arbetsbok{_UNREAD}"),
    ("PowerPoint Document", "en PowerPoint-presentation; spara den som PDF och lägg in den på nytt."),
)
_ZIP = b"PK\x03\x04"
_WORD = "word/document.xml"
_WORD_TYPES = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    rb"|ms-word\.(?:document|template)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)
_PACKED = (
    ("xl/", f"en Excel-arbetsbok{_UNREAD}"),
    ("ppt/", "en PowerPoint-presentation; spara den som PDF och lägg in den på nytt."),
    ("visio/", f"en Visio-ritning{_UNREAD}"),
    ("index/document.iwa", f"ett dokument från Pages, Numbers eller Keynote{_SAVE_AS}"),
)
_DECLARED = (
    ("opendocument.text", f"ett OpenDocument-dokument (ODT){_SAVE_AS}"),
    ("opendocument", f"ett OpenDocument-dokument{_UNREAD}"),
    ("epub", f"en e-bok (EPUB){_UNREAD}"),
)
_DECLARATION = 200
_LARGEST_TYPES = 1_000_000
_HEAD = 100_000
LARGEST_TEXT = 50_000_000
"""Bytes of a text or a web page with its pictures. A book has one million."""
_PDF_WITHIN = 1_024
"""A PDF may begin with up to this many other bytes (ISO 32000-1, annex H.3.4.1)."""

_TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|title|meta|table|tr|td|div|p|h[1-6]|center)\b)", re.IGNORECASE
)
_PAGE_BEGINS = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_WHERE_TAGS_STAND = 5_000
_MANY_TAGS = 4
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n[\w-]+[ \t]*:")
_MARKDOWN = frozenset({".md", ".markdown"})
_WEB = frozenset({".htm", ".html", ".xhtml"})
_CUT_OFF = re.compile(r"<[a-z/!][^<>]*\Z", re.IGNORECASE)


def find_format(data: bytes, name: str) -> Format:
    """Return the format of a file with the name `name`.

    Raises SourceError, with one Swedish sentence, where the file is empty, broken, not what its name says, or of a
    format that the bank does not read.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise SourceError("Filen är tom.")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if suffix == ".pdf":
        raise SourceError("Filen heter .pdf men är ingen PDF.")
    if data.startswith(_PICTURES):
        return Format.PICTURE
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(COMPOUND):
        known = (what for stream, what in _STREAMS if stream.encode("utf-16-le") in data)
        raise SourceError(f"Filen är {next(known, f'ett äldre Office-dokument{_UNREAD}')}")
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise SourceError(f"Filen är {what}")
    return _text_format(data, name, suffix)


def _packed(data: bytes) -> Format:
    """Tell a Word file from other archives."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
            types = _beginning(archive, "[Content_Types].xml", _LARGEST_TYPES)
            declared = _beginning(archive, "mimetype", _DECLARATION).decode("ascii", "replace")
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError("Filen är ett zip-arkiv eller ett Office-dokument som är skadat eller avbrutet.") from error
    if _WORD in names or _WORD_TYPES.search(types):
        return Format.DOCX
    kinds = [what for prefix, what in _PACKED if types and any(name.startswith(prefix) for name in names)]
    kinds += [what for word, what in _DECLARED if word in declared]
    if kinds:
        raise SourceError(f"Filen är {kinds[0]}")
    return Format.ZIP


def _beginning(archive: ZipFile, name: str, length: int) -> bytes:
    """Return the first bytes of a file in an archive, none where there is no such file or it cannot be unpacked."""
    if name not in archive.namelist():
        return b""
    try:
        with archive.open(name) as file:
            return file.read(length)
    except (BadZipFile, RuntimeError, zlib.error, EOFError):
        return b""


def _text_format(data: bytes, name: str, suffix: str) -> Format:
    from ingest.readers import email, saved_page  # noqa: PLC0415 - loads Beautiful Soup

    head = decode(data[:_HEAD])
    if email.is_email(head):
        return Format.SAVED_PAGE if saved_page.is_saved_page(head) else Format.EMAIL
    if suffix == ".eml":
        raise SourceError("Filen heter .eml men är inget e-postmeddelande.")
    if len(data) > LARGEST_TEXT:
        raise SourceError(f"Filen är för stor: text och webbsidor får vara högst {LARGEST_TEXT // 1_000_000} MB.")
    text = decode(data) if len(data) > _HEAD else head
    if (suffix in _MARKDOWN and not _PAGE_BEGINS.match(text)) or _FRONT_MATTER.match(text):
        return Format.MARKDOWN
    if _is_markup(text, suffix):
        return _markup_format(text, name)
    if suffix in _WEB and "<" in text:
        raise SourceError("Filen är avbruten eller är ingen webbsida.")
    return Format.TEXT


def _is_markup(text: str, suffix: str) -> bool:
    """Say whether a text is HTML and does not merely mention some tags."""
    if suffix in _WEB:
        return _TAG.search(text) is not None
    tags = len(_TAG.findall(text[:_WHERE_TAGS_STAND]))
    return tags >= _MANY_TAGS or (tags > 0 and text.lstrip().startswith("<"))


def _markup_format(markup: str, name: str) -> Format:
    from ingest.readers import eurlex, newsletter  # noqa: PLC0415 - loads Beautiful Soup
    from ingest.readers.markup import without_pictures  # noqa: PLC0415 - loads Beautiful Soup

    markup = without_pictures(markup)
    if _CUT_OFF.search(markup):
        raise SourceError("Filen är avbruten: slutet saknas.")
    if eurlex.is_eurlex(markup):
        return Format.EURLEX
    return Format.NEWSLETTER if newsletter.is_newsletter_markup(markup, name) else Format.WEBPAGE
