"""Word files (`.docx`): headings with the numbers that Word prints, lists, tables, links and notes.

What becomes of the parts of such a file:

- A heading is what Word's outline says is one, in whatever language its style is named. Where no style says it, short
  bold or larger lines over plain text are headings.
- A footnote or endnote is cited in the text as "[3]" and stands after the paragraph that cites it.
- Insertions count, deletions do not. Text boxes follow the paragraph that they hang on.
- Contents, headers, footers, comments and hidden text go to `dropped`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import mammoth
from bs4 import BeautifulSoup

from ingest.readers.dates import iso_date
from ingest.readers.docx_outline import HEADINGS, ITEM, TITLE
from ingest.readers.docx_package import Package
from ingest.readers.docx_prepare import LABEL_END, prepare
from ingest.readers.flow import Rules
from ingest.readers.footnotes import Footnotes
from ingest.readers.html_blocks import html_blocks
from ingest.readers.links import web_address
from ingest.readers.markup import TOO_DEEP
from ingest.readers.sections import BULLET, Block, Box, ListItem, Row, build_sections
from ingest.reading import Reading, SourceError

_STYLE_MAP = "\n".join(
    [
        *(f"p.{name} => {name}:fresh" for name in HEADINGS),
        f"p.{TITLE} => h1:fresh",
        f"p.{ITEM} => ul > li:fresh",
    ]
)
_LABEL = re.compile(rf"{BULLET} ([^{LABEL_END}]*){LABEL_END}\s*")
_NO_TITLE = re.compile(
    r"microsoft word\b|.*\.(?:docx?|dotx?|rtf|odt)$"
    r"|(?:dokument|document|untitled|namnlöst?|mall|rubrik|title|titel) ?\d*$",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 40


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a Word file. Raises SourceError.

    Title and date are those that the first lines print, else those that the file says of itself.
    """
    package = Package(data)
    prepared = prepare(package)
    try:
        html = mammoth.convert_to_html(
            BytesIO(prepared.data),
            style_map=_STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
        ).value
    except RecursionError as error:
        raise SourceError(TOO_DEEP) from error
    root = BeautifulSoup(html, "lxml")
    properties = package.properties()
    title = prepared.title or _own_title(properties.get("title", ""))
    rules = Rules(address=web_address)
    blocks = html_blocks(root, footnotes=Footnotes(root, rules))
    sections = build_sections(map(_labelled, blocks), title=title)
    if not sections:
        raise SourceError("Word-dokumentet innehåller ingen text.")
    return Reading(
        title=title,
        sections=sections,
        published=_published(prepared.opening) or iso_date(properties.get("created", "")),
        publisher=properties.get("publisher") or properties.get("company"),
        dropped=prepared.dropped,
    )


def _labelled(block: Block | Box) -> Block | Box:
    """Put the number of an item in the place of its bullet."""
    if isinstance(block, Row):
        return replace(block, cells=tuple(cell.replace(LABEL_END, " ") for cell in block.cells))
    return replace(block, text=_LABEL.sub(r"\1 ", block.text)) if isinstance(block, ListItem) else block


def _own_title(said: str) -> str | None:
    """Return the title of the file's properties, unless it is what a program or a template has put there."""
    return said if said and not _NO_TITLE.match(said) else None


def _published(opening: tuple[str, ...]) -> str | None:
    """Return the date of a first line that says little else: "Datum: 2023-05-04", "Ekvik den 4 maj 2023"."""
    short = (line for line in opening if len(line) <= _LONGEST_DATE_LINE)
    return next((date for line in short if (date := iso_date(line))), None)
