"""A list of hits to take along: as CSV for a spreadsheet, and as a Markdown list of references.

The JSON form is the search record of `ui/records.py`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html import unescape

from index.document import Document
from index.request import Hit
from ui.addresses import STREAMLIT
from ui.hits import PROVENANCE
from ui.text import capital, date

COLUMNS = (
    "titel",
    "avsnitt",
    "dokumenttyp",
    "inslag",
    "utgivare",
    "datum",
    "kommuner",
    "organisationer",
    "teman",
    "utdrag",
    "text",
    "rättigheter",
    "källa",
    "id",
    "länk",
)
"""The head of the CSV. `text` says whether the bank has the original or a digest, `länk` leads to the passage."""

_BANK = {"digest": "Sammanfattning i Kunskapsbanken", "original": "Originaltext i Kunskapsbanken"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
_MARKS = re.compile(r"</?mark>")


def csv_text(hits: Sequence[Hit], base: str = "") -> str:
    """Return hits as CSV for a Swedish spreadsheet: semicolons between cells, a byte order mark first, lines by CRLF.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV Injection). `base` is the
    public address of the bank, ending with "/"; without it there are no links to passages.
    """
    buffer = io.StringIO(newline="")
    buffer.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in _cells(hit, base)] for hit in hits)
    return buffer.getvalue()


def markdown_text(hits: Sequence[Hit], base: str = "") -> str:
    """Return hits as a Markdown list of references: title, heading, publisher, date, place in the bank, source."""
    return "".join(f"- {_reference(hit, base)}\n" for hit in hits)


def document_text(document: Document) -> str:
    """Return a document as Markdown: what it is and where it comes from, then its passages below their headings."""
    about = {
        "Utgivare": document.publisher,
        "Datum": date(document.published),
        "Källa": f"<{document.url}>" if document.url else "",
        "Rättigheter": _escaped(document.rights),
        "Text": f"{_BANK[document.provenance]}, {document.id}",
    }
    lines = [f"# {_escaped(document.title)}", "", *(f"- {name}: {told}" for name, told in about.items() if told), ""]
    path: tuple[str, ...] = ()
    for passage in document.passages:
        for depth, heading in enumerate(passage.heading):
            if passage.heading[: depth + 1] != path[: depth + 1]:
                lines += [f"{'#' * min(depth + 2, 6)} {_escaped(heading)}", ""]
        path = passage.heading
        lines += [_paragraphs(passage.text), ""]
    return "\n".join(lines)


def citation(document: Document) -> str:
    """Return how a text refers to a document: publisher, date, title, the source's address, the place in the bank."""
    parts = [
        f"{capital(document.publisher)}, {date(document.published)}",
        document.title,
        document.url or "",
        f"{_BANK[document.provenance]}, {document.id}",
    ]
    return ". ".join(part for part in parts if part) + "."


def passage_link(hit: Hit, base: str) -> str:
    """Return the address of a passage below the bank's public address, or "" where that is unknown."""
    place = STREAMLIT.to("document", hit.document.id, anchor=hit.passage.anchor)
    return f"{base}{place}" if base else ""


def _cells(hit: Hit, base: str) -> list[str]:
    document, passage = hit.document, hit.passage
    return [
        document.title,
        " › ".join(passage.heading),
        document.kind,
        passage.item_kind or "",
        document.publisher,
        document.published or "",
        ", ".join(passage.municipalities),
        ", ".join(passage.organisations),
        ", ".join(passage.themes),
        unescape(" ".join(_MARKS.sub("", hit.snippet).split())),
        PROVENANCE[document.provenance],
        document.rights,
        document.url or "",
        passage.id,
        passage_link(hit, base),
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _reference(hit: Hit, base: str) -> str:
    document = hit.document
    title = _escaped(document.title)
    link = passage_link(hit, base)
    parts = [
        f"[{title}]({link})" if link else f"**{title}**",
        _escaped(" › ".join(hit.passage.heading)),
        f"{capital(_escaped(document.publisher))}, {date(document.published)}",
        f"{_BANK[document.provenance]}, {hit.passage.id}",
        f"Källa: <{document.url}>" if document.url else "",
    ]
    return ". ".join(part for part in parts if part) + "."


def _paragraphs(text: str) -> str:
    """Return running text as Markdown: each line is a paragraph or, after "• ", an item of a list."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n\n".join("- " * line.startswith("• ") + _escaped(line.removeprefix("• ")) for line in lines)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
