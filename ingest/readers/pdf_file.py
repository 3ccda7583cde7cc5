"""A PDF file, opened: its pages, its bookmarks and its title; what is wrong with it, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf_glyphs import read_page
from ingest.readers.pdf_page import Page
from ingest.readers.sections import one_line
from ingest.reading import SourceError

MOST_PAGES = 2_000
MOST_CHARACTERS = 8_000_000
"""Twice the longest of government bills."""
_MOST_ON_PAGE = 200_000
"""Ten times the densest page of a newspaper."""
_MOST_BOOKMARKS = 5_000
_DEEPEST_BOOKMARK = 8
_MOST_ANNOTATIONS = 2_000
_FILLED_IN = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP})
_WHERE_MARKS_STAND = 1_024
_END_WITHIN = 4_096
_END_MARK = b"%%EOF"
_DAMAGED = "PDF-filen är skadad och går inte att läsa."


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its depth from 0, its title, and the page that it leads to, counted from 1."""

    level: int
    title: str
    page: int


@contextmanager
def open_pdf(data: bytes) -> Iterator[PdfFile]:
    """Open a file. Raises SourceError where it is none, cut off, locked, damaged, or has too many pages."""
    if b"%PDF-" not in data[:_WHERE_MARKS_STAND]:
        raise SourceError("Filen är ingen PDF-fil.")
    if _END_MARK not in data.rstrip(b"\0 \t\r\n")[-_END_WITHIN:]:
        raise SourceError("PDF-filen är avbruten: slutet saknas.")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise SourceError("PDF-filen är lösenordsskyddad: spara den utan lösenord och försök igen.") from error
        raise SourceError(_DAMAGED) from error
    try:
        if len(document) > MOST_PAGES:
            raise SourceError(f"PDF-filen har {len(document)} sidor; högst {MOST_PAGES} läses, så dela upp den.")
        yield PdfFile(document)
    finally:
        document.close()


class PdfFile:
    """An open file."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        """Wrap a document of pypdfium2."""
        self.document = document

    @property
    def title(self) -> str:
        """What the file says its title is, "" where it does not."""
        return one_line(self.document.get_metadata_value("Title"))

    def pages(self) -> Iterator[Page]:
        """Read the pages. A page that is damaged is left out. Raises SourceError where all are, or hold too much."""
        characters = read = 0
        for number in range(1, len(self.document) + 1):
            try:
                page = self._page(number)
            except pypdfium2.PdfiumError:
                continue
            try:
                found = read_page(page, number, most=min(_MOST_ON_PAGE, MOST_CHARACTERS - characters))
            finally:
                page.close()
            characters += sum(len(word.text) for word in found.words)
            read += 1
            yield found
        if not read:
            raise SourceError(_DAMAGED)

    def _page(self, number: int) -> Any:  # noqa: ANN401
        """Load a page; what is typed into its form, or over its text, becomes part of it."""
        page = self.document[number - 1]
        if (
            _is_filled_in(page)
            and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
        ):
            page.close()
            page = self.document[number - 1]
        return page

    def bookmarks(self) -> list[Bookmark]:
        """Return the outline, in order; entries that lead to no page are left out."""
        found = []
        for entry in islice(self.document.get_toc(max_depth=_DEEPEST_BOOKMARK), _MOST_BOOKMARKS):
            target = entry.get_dest()
            page = target.get_index() if target else None
            if page is not None and (title := one_line(entry.get_title())):
                found.append(Bookmark(entry.level, title, page + 1))
        return found


def _is_filled_in(page: Any) -> bool:  # noqa: ANN401
    """Say whether a page has fields of a form, or text or stamps laid over it."""
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _FILLED_IN:
            return True
    return False
