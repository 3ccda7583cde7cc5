"""Pages of a PDF that are pictures, or whose letters the file does not name: read by Tesseract instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from time import monotonic
from typing import Any

from index.language.function_words import FUNCTION_WORDS
from index.settings import load_settings
from ingest.readers import ocr, tesseract
from ingest.readers.pdf_page import UNKNOWN, Page
from ingest.reading import SourceError

_SECONDS_A_PAGE = 60.0
_SHARE_OF_TIME = 0.7
"""The share of the time for a file that recognising text may take; the rest is for reading and enriching it."""
_MOST_UNREADABLE = 0.2
"""The share of letters that the file does not name, above which a page is not worth reading."""
_MOST_BROKEN = 0.02
"""The share of words in which such a letter stands, at most: å, ä and ö are the first to go."""
_MOSTLY_PICTURE = 0.3
_MANY_SHAPES = 60
"""Lines and fields on a page without text that may be letters turned into outlines."""
_EDGE = 0.1
_LONGEST_STAMP = 100
"""Characters that a scanner or a filing system prints at the edge of a page that is a picture, at most."""
_FEWEST_WORDS, _FEWEST_LETTERS = 60, 100
_FEWEST_VOWELS, _MOST_VOWELS = 0.28, 0.65
_VOWELS = re.compile(r"[aeiouåäö]", re.IGNORECASE)
_POINTS = 72
_NO_TIME = "ge läsningen mer tid (KUNSKAPSBANK_FILE_SECONDS) och läs in filen på nytt med --rebuild."


class Scans:
    """Reads the pictures among the pages of a document, and says what has become of them."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        """Take an open document of pypdfium2; the time for its pictures begins to run."""
        self._document = document
        self._end = monotonic() + _SHARE_OF_TIME * load_settings().file_seconds
        self._recognised: list[int] = []
        self._unread: list[int] = []
        self._late: list[int] = []
        self._pages = 0

    def read(self, page: Page) -> Page:
        """Return a page, with the text of its picture where it is one."""
        self._pages += 1
        if page.from_picture:
            self._recognised.append(page.number)
            return page
        is_broken = has_broken_words(page) and tesseract.languages() is not None
        if not is_broken and not is_scan(page):
            return page
        seconds = min(_SECONDS_A_PAGE, self._end - monotonic())
        if tesseract.languages() is None or seconds <= 0:
            (self._unread if tesseract.languages() is None else self._late).append(page.number)
            return page if is_broken else _emptied(page)
        try:
            found = self._recognise(page.number, seconds)
        except tesseract.TooSlowError:
            self._late.append(page.number)
            return page if is_broken else _emptied(page)
        if found.words:
            self._recognised.append(page.number)
        return replace(found, stray=page.stray)

    def note(self) -> str | None:
        """Say in Swedish which pages have been recognised, and which have not and why; None for no such pages."""
        said = []
        if self._recognised:
            where = "" if len(self._recognised) == self._pages else f" på {_pages(self._recognised)}"
            said.append(f"Texten{where} {ocr.UNSURE}.")
        for pages, what in (
            (self._unread, f"kunde läsas: {tesseract.HOW_TO}"),
            (self._late, f"hann läsas: {_NO_TIME}"),
        ):
            if pages:
                are = "är en bild" if len(pages) == 1 else "är bilder"
                said.append(f"{_pages(pages).capitalize()} {are} som inte {what}")
        return " ".join(said) or None

    def failure(self) -> SourceError:
        """Return why there is no text in the whole document."""
        if self._unread:
            return SourceError(f"PDF-filen är inskannad och har ingen text: {tesseract.HOW_TO}")
        if self._late:
            return SourceError(f"PDF-filen är inskannad och hann inte läsas: {_NO_TIME}")
        return SourceError("PDF-filen innehåller ingen text.")

    def _recognise(self, number: int, seconds: float) -> Page:
        page = self._document[number - 1]
        try:
            width, height = page.get_size()
            scale = min(ocr.RESOLUTION / _POINTS, (ocr.MOST_DOTS / (width * height)) ** 0.5)
            image = page.render(scale=scale, grayscale=True).to_pil()
        finally:
            page.close()
        return ocr.read_picture(image, number, width=width, seconds=seconds)


def is_scan(page: Page) -> bool:
    """Say whether the text of a page is to be had from its picture only.

    That is so where the file gives no letters or none that make words, and where all it has is a stamp at the edge of
    a picture.
    """
    if page.unreadable > _MOST_UNREADABLE or is_gibberish([word.text for word in page.words]):
        return True
    texts = [word for part in (page, *page.turned) for word in part.words]
    if not texts:
        return page.pictured >= _MOSTLY_PICTURE or len(page.rules) + len(page.fields) >= _MANY_SHAPES
    at_edge = all(word.bottom < _EDGE * page.height or word.top > (1 - _EDGE) * page.height for word in page.words)
    is_short = sum(len(word.text) for word in texts) <= _LONGEST_STAMP
    return at_edge and is_short and page.pictured >= 2 * _MOSTLY_PICTURE


def has_broken_words(page: Page) -> bool:
    """Say whether the file does not name some letters in words, so that the picture is the better text."""
    broken = sum(UNKNOWN in word.text and any(map(str.isalpha, word.text)) for word in page.words)
    return broken > _MOST_BROKEN * len(page.words)


def is_gibberish(words: Sequence[str]) -> bool:
    """Say whether many words hold none that every Swedish or English text has, and not the vowels of any language."""
    if len(words) < _FEWEST_WORDS or any(word.casefold() in FUNCTION_WORDS for word in words):
        return False
    signs = "".join(words)
    letters = [sign for sign in signs if sign.isalpha()]
    share = sum(_VOWELS.match(letter) is not None for letter in letters) / max(1, len(letters))
    has_few_letters = 2 * sum(map(str.isalnum, signs)) < len(signs)
    return has_few_letters or (len(letters) >= _FEWEST_LETTERS and not _FEWEST_VOWELS <= share <= _MOST_VOWELS)


def _emptied(page: Page) -> Page:
    return replace(page, words=(), turned=())


def _pages(numbers: Sequence[int]) -> str:
    """Return numbers of pages as text: "sidan 3", "sidorna 3–5 och 9"."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda found: found[1] - found[0])]
    spans = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    listed = f"{', '.join(spans[:-1])} och {spans[-1]}" if len(spans) > 1 else spans[0]
    return f"sidan {listed}" if len(numbers) == 1 else f"sidorna {listed}"
