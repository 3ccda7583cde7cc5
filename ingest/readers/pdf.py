"""PDF files with text: handbooks and reports."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.readers.dates import iso_date
from ingest.readers.hyphens import join_lines, words_of
from ingest.readers.pdf_furniture import split_furniture
from ingest.readers.pdf_headings import group_lines, number_of
from ingest.readers.pdf_lines import Line, body_size, read_lines
from ingest.readers.pdf_text import Composer
from ingest.readers.sections import Block, Heading, Paragraph, build_sections, one_line
from ingest.reading import Reading, SourceError

_TITLE_LARGER = 1.3
"""How many times the size of the body the title on the first page is, at least."""
_LONGEST_ON_TITLE_PAGE = 70
"""Characters of a line in the size of the text on a title page, at most; in prose most lines have more."""
_TITLE_PAGE_LINES = 25
_END_MARK = b"%%EOF"
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft \w+\s*-|namnlös|title$|\(?anonymous\)?)|\.(?:docx?|pdf|indd|pptx?)$", re.IGNORECASE
)


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a PDF file. Raises SourceError.

    A section's `page` is the page where it begins, counted from 1 in the file. `published` is a date on a title page.
    """
    metadata, lines = _open(data)
    if not lines:
        raise SourceError(
            "PDF-filen innehåller ingen text; den är troligen inskannad och behöver textigenkänning (OCR)."
        )
    text_lines, furniture = split_furniture(lines, body_size(lines))
    title_lines = _title_lines(text_lines)
    known = words_of(line.text for line in text_lines)
    title = join_lines((line.text for line in title_lines), known) or _declared_title(metadata)
    rest = [line for line in text_lines if line not in title_lines]
    title_page = _title_page(text_lines)
    blocks = list(_blocks(rest, title_page=title_page, known=known)) if rest else []
    sections = build_sections(blocks or [Paragraph(title or "", page=1)], title=title)
    return Reading(
        title=title,
        sections=sections,
        published=iso_date(" ".join(line.text for line in text_lines if line.page == title_page)),
        dropped=tuple(line.text for line in furniture),
    )


def _open(data: bytes) -> tuple[dict[str, Any], list[Line]]:
    """Return what the file says of itself, and its lines."""
    if b"%PDF-" not in data[:1024]:
        raise SourceError("Filen är ingen PDF-fil.")
    if _END_MARK not in data[-4096:]:
        raise SourceError("PDF-filen är avbruten: slutet saknas.")
    import pdfplumber  # noqa: PLC0415 - its import takes half a second, and most runs read no PDF
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = pdfplumber.open(io.BytesIO(data), unicode_norm="NFC", raise_unicode_errors=False)
            lines: list[Line] = []
            for page in document.pages:
                lines += read_lines(page)
                page.close()
    except Exception as error:  # its layers raise whatever a broken file leads them to
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args)):
            raise SourceError("PDF-filen är lösenordsskyddad: spara den utan lösenord och försök igen.") from error
        raise SourceError("PDF-filen är skadad och går inte att läsa.") from error
    return document.metadata, lines


def _blocks(lines: Sequence[Line], *, title_page: int | None, known: frozenset[str]) -> Iterator[Block]:
    """Yield headings and text; on a title page, where nothing follows them, no line is a heading."""
    composer = Composer(lines, known)
    cover = [line for line in lines if line.page == title_page]
    for line in cover:
        yield Paragraph(line.text, line.links, line.page)
    for group in group_lines(lines[len(cover) :]):
        if group.level is None:
            yield from composer.blocks(group.lines)
        else:
            text = join_lines((line.text for line in group.lines), known)
            yield Heading(group.level, text, group.lines[0].page)


def _title_page(lines: Sequence[Line]) -> int | None:
    """Return the number of the title page: the first, if others follow and it has only short lines."""
    first = [line for line in lines if line.page == lines[0].page]
    has_prose = any(len(line.text) > _LONGEST_ON_TITLE_PAGE and line.size <= body_size(lines) for line in first)
    return None if has_prose or len(first) == len(lines) or len(first) > _TITLE_PAGE_LINES else first[0].page


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the largest lines of the first page, if they are far larger than the text and no numbered heading."""
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    start = next(place for place, line in enumerate(first) if line.size == largest)
    title = [first[start]]
    for line in first[start + 1 :]:
        if line.size != largest or line.top - title[-1].top > 2 * largest:
            break
        title.append(line)
    is_heading_too = any(line.size == largest for line in lines if line not in title)
    if largest < _TITLE_LARGER * body_size(lines) or number_of(title[0].text) or is_heading_too:
        return []
    return title


def _declared_title(metadata: dict[str, Any]) -> str | None:
    title = one_line(str(metadata.get("Title") or ""))
    return title if title and not _NO_TITLE.search(title) else None
