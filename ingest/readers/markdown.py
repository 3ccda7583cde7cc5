"""Markdown with front matter: the digests of the corpus, and excerpts that people write."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from yaml import YAMLError  # type: ignore[import-untyped]

from ingest.readers.dates import iso_date
from ingest.readers.encoding import decode
from ingest.readers.html_blocks import html_blocks
from ingest.readers.markup import parse_markup
from ingest.readers.sections import Heading, build_sections
from ingest.reading import Reading, SourceError

_LONGEST = 5_000_000
_LONGEST_FRONT_MATTER = 50_000
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"\A\s*---[ \t]*\r?\n[\w-]+[ \t]*:")

# What front matter may call a field, to what the rest of the program calls it.
_FIELDS = {
    "titel": "title",
    "rubrik": "title",
    "datum": "published",
    "date": "published",
    "publicerad": "published",
    "språk": "language",
    "sprak": "language",
    "lang": "language",
    "typ": "kind",
    "dokumenttyp": "kind",
    "utgivare": "publisher",
    "rättigheter": "rights",
    "länk": "url",
}
_LANGUAGES = {"svenska": "sv", "swedish": "sv", "engelska": "en", "english": "en"}


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a Markdown file: CommonMark with tables and strikethrough. Raises SourceError.

    `metadata` holds every field of the front matter that has a value, under its English name where it has one; the
    values of a list are joined by ", ". Without a title in the front matter, a first heading of level 1 is the title.
    """
    metadata, body = _split(decode(data))
    if len(body) > _LONGEST:
        raise SourceError(f"Filen är för stor: Markdown får vara högst {_LONGEST // 1_000_000} miljoner tecken.")
    fields = dict(metadata)
    html = _parser().render(body)
    blocks = list(html_blocks(parse_markup(html))) if html.strip() else []
    first = blocks[0] if blocks else None
    own_title = first.text if isinstance(first, Heading) and first.level == 1 else None
    title = fields.get("title") or own_title
    sections = build_sections(blocks, title=title)
    if not sections:
        raise SourceError("Filen innehåller ingen text.")
    return Reading(
        title=title,
        sections=sections,
        kind=fields.get("kind"),
        published=fields.get("published"),
        publisher=fields.get("publisher"),
        language=fields.get("language"),
        metadata=metadata,
    )


@cache
def _parser() -> MarkdownIt:
    """Return the parser, the same for the life of the process."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _split(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Split a file into the fields of its front matter and its body."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        if _OPENED.match(text):
            raise SourceError("Filens metadata (front matter) slutar aldrig: raden ”---” efter fälten saknas.")
        return (), text
    if len(match[1]) > _LONGEST_FRONT_MATTER:
        raise SourceError("Filens metadata (front matter) är för lång.")
    try:
        fields = YAMLHandler().load(match[1])
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f": se rad {mark.line + 2}" if mark else ""
        raise SourceError(f"Filens metadata (front matter) är inte giltig YAML{where}.") from error
    if not isinstance(fields, dict):
        return (), text if fields else text[match.end() :]
    pairs = ((_FIELDS.get(name := str(key).strip().lower(), name), _value(value)) for key, value in fields.items())
    known = {name: normal for name, value in pairs if (normal := _NORMAL.get(name, str)(value))}
    return tuple(known.items()), text[match.end() :]


def _value(value: object) -> str:
    """Write a value as text; of a list, its plain values."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_value(part) for part in value if not isinstance(part, list))))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _published(value: str) -> str:
    """Return an ISO 8601 date, "" where the value is none."""
    return value if re.fullmatch(r"(?:19|20)\d\d", value) else iso_date(value) or ""


def _language(value: str) -> str:
    return _LANGUAGES.get(value.lower(), value[:2].lower())


_NORMAL = {"published": _published, "language": _language}
