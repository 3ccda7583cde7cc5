"""Pictures of pages to pages, with the words that Tesseract recognises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from lxml import etree

from ingest.readers.pdf_page import BULLET, Page, Word
from ingest.readers.tesseract import recognise

if TYPE_CHECKING:
    from PIL.Image import Image

UNSURE = "är tolkad ur en bild och kan innehålla fel"

RESOLUTION = 300
"""Dots an inch that Tesseract reads best; letters of ten points are some forty dots high."""
MOST_DOTS = 12_000_000
"""A page of A4 has nine million."""
_POINTS = 72

_LEAST_SURE = 30
"""The least confidence, of 100, that a word is kept with; and that a line has on average."""
_LEAST_SURE_LINE = 50
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BOX = re.compile(rf"bbox {_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER}")
_BASELINE = re.compile(rf"baseline {_NUMBER} {_NUMBER}")
_HEIGHT = re.compile(rf"x_size {_NUMBER}")
_ANGLE = re.compile(r"textangle (\d+)")
_SURENESS = re.compile(rf"x_wconf {_NUMBER}")
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"})
_BULLET = re.compile(r"[^\w\s(\"”–—-]|[eo]")
"""What Tesseract makes of bullets: "¢", "«", "*", "e" and more."""
_REACH = 0.93
"""What Tesseract measures as the height of a line, from the highest letters to the lowest, in sizes of the font."""
_ALIKE = 0.16
"""How much sizes may differ from that of most words and be taken for it."""


def read_picture(image: Image, number: int, *, width: float, seconds: float) -> Page:
    """Return what can be read on a picture of a page.

    `number` is that of the page, `width` its width in points. Raises TooSlowError.
    """
    scale = width / image.width
    lines = list(_lines(recognise(image, resolution=_POINTS / scale, seconds=seconds, turn=True)))
    angle = Counter(angle for angle, _ in lines).most_common(1)[0][0] if lines else 0
    if angle:
        image = image.rotate(-angle, expand=True)
        lines = list(_lines(recognise(image, resolution=_POINTS / scale, seconds=seconds, turn=False)))
    words = _evened([_scaled(word, scale) for _, line in lines for word in line])
    return Page(
        number=number,
        width=image.width * scale,
        height=image.height * scale,
        words=tuple(words),
        from_picture=True,
    )


def _lines(hocr: bytes) -> Iterator[tuple[int, list[Word]]]:
    """Yield the lines of a picture that are sure enough, each with its angle and its words, in dots."""
    root = etree.fromstring(hocr or b"<html/>", etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    for paragraph in root.iterfind(".//{*}p[@class='ocr_par']"):
        lines = [line for line in paragraph.iter("{*}span") if line.get("class") in _LINES]
        heights = [float(height[1]) for line in lines if (height := _HEIGHT.search(line.get("title", "")))]
        for line in lines if heights else ():
            words = list(_words(line, median(heights) / _REACH))
            if words and sum(sureness for _, sureness in words) >= _LEAST_SURE_LINE * len(words):
                angle = _ANGLE.search(line.get("title", ""))
                yield int(angle[1]) if angle else 0, list(_sure(words))


def _sure(words: list[tuple[Word, float]]) -> Iterator[Word]:
    """Yield the words of a line that are sure enough. A sign at its head that is none of any text is a bullet."""
    for place, (word, sureness) in enumerate(words):
        if place == 0 and len(words) > 1 and _BULLET.fullmatch(word.text):
            yield replace(word, text=BULLET)
        elif sureness >= _LEAST_SURE:
            yield word


def _words(line: etree._Element, size: float) -> Iterator[tuple[Word, float]]:
    """Yield the words of a line and how sure each is, of 100.

    `size` is that of its paragraph, since an Å makes a line higher.
    """
    title = line.get("title", "")
    box, baseline = _BOX.search(title), _BASELINE.search(title)
    if box is None:
        return
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    left, bottom = float(box[1]), float(box[4])
    for element in line.iter("{*}span"):
        place = _BOX.search(element.get("title", ""))
        sureness = _SURENESS.search(element.get("title", ""))
        text = "".join(element.itertext()).strip()
        if element.get("class") == "ocrx_word" and place and text:
            x0, x1 = float(place[1]), float(place[3])
            base = bottom + offset + slope * (x0 - left)
            yield Word(text, x0, x1, base, size), float(sureness[1]) if sureness else 0.0


def _scaled(word: Word, scale: float) -> Word:
    return replace(word, x0=word.x0 * scale, x1=word.x1 * scale, base=word.base * scale, size=word.size * scale)


def _evened(words: list[Word]) -> list[Word]:
    """Give words that are about as large as most the same size."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return [replace(word, size=usual) if abs(word.size - usual) <= _ALIKE * usual else word for word in words]
