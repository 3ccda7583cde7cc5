"""HTML and XHTML text to a Beautiful Soup tree, with the parser that the text itself calls for."""

from __future__ import annotations

import re
from html.entities import html5
from itertools import islice
from xml.parsers.expat import ExpatError, ParserCreate

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from ingest.reading import SourceError

LONGEST = 15_000_000
"""Characters of markup, pictures apart. Ten times the largest legal act; the tree takes some 45 bytes for each."""

DEEPEST = 2_000
"""Levels of nesting; real pages have under 100."""
TOO_DEEP = "Filen är för djupt nästlad för att kunna läsas."

MOST_TAGS = 200_000
"""Tags that open something. Real pages have under 20,000; each takes 0.1 ms or more to read, however many there are,
and 2 kB of memory: half a minute for so many, of the two that a file has.
"""

_OPENING_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
_PICTURE = re.compile(r"""(\ssrc\s*=\s*["'])data:[^"']*""", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]*>?", re.IGNORECASE)
_XHTML = re.compile(r"""<html\b[^>]*\bxmlns\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_OPENING = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def parse_markup(markup: str) -> BeautifulSoup:
    """Parse well-formed XHTML as XML and everything else as HTML.

    Raises SourceError where the text is empty, too long, of too many tags or cut off before its end.
    """
    text = without_pictures(markup.replace("\0", "")).lstrip("\ufeff")
    if not text.strip():
        raise SourceError("Filen är tom.")
    if _OPENING.search(text) and not _CLOSING.search(text):
        raise SourceError("Filen är avbruten: slutet saknas.")
    if next(islice(_OPENING_TAG.finditer(text), MOST_TAGS, None), None) is not None:
        raise SourceError(f"Filen har för många taggar: en webbsida får ha högst {MOST_TAGS // 1_000} 000.")
    text = _DECLARATION.sub("", text)
    if _XHTML.search(text[:5_000]):
        text = _ENTITY.sub(_character, text)
        parser = "lxml-xml" if _is_well_formed(text) else "lxml"
    else:
        parser = "lxml"
    try:
        return BeautifulSoup(text, parser)
    except ParserRejectedMarkup as error:
        raise SourceError("Filen går inte att läsa som en webbsida.") from error


def without_pictures(markup: str) -> str:
    """Return a text without the pictures that it holds as data. Raises SourceError where the rest is too long."""
    text = _PICTURE.sub(r"\1", markup)
    if len(text) > LONGEST:
        raise SourceError(f"Filen är för stor: webbsidor får vara högst {LONGEST // 1_000_000} miljoner tecken.")
    return text


def attribute(tag: Tag, name: str) -> str:
    """Return the value of an attribute, "" where there is none; several values are joined by spaces."""
    value = tag.get(name)
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else " ".join(value)


def class_names(tag: Tag) -> tuple[str, ...]:
    """Return the classes of a tag. A tree from XML holds them as one string, a tree from HTML as a list."""
    return tuple(attribute(tag, "class").split())


def language_of(root: Tag) -> str | None:
    """Return the ISO 639-1 code that the html element declares."""
    html = root.find("html")
    if not isinstance(html, Tag):
        return None
    code = (attribute(html, "lang") or attribute(html, "xml:lang"))[:2].lower()
    return code if re.fullmatch("[a-z]{2}", code) else None


def _character(match: re.Match[str]) -> str:
    """Write out a named entity, since an XML parser drops those that it does not know and the text around them."""
    name = match[1]
    return match[0] if name in _XML_ENTITIES else html5.get(name, match[0])


def _is_well_formed(text: str) -> bool:
    """Say whether a text is XML. Raises SourceError on deep nesting, which costs Beautiful Soup time squared."""
    depth = 0

    def down(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise SourceError(TOO_DEEP)

    def up(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = ParserCreate()
    parser.StartElementHandler = down
    parser.EndElementHandler = up
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat takes no keyword
    except ExpatError:
        return False
    return True
