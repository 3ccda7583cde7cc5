"""Pages that are pictures: read with Tesseract, or said to need it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from index.whoosh_engine import WhooshEngine
from ingest import changes, readers
from ingest.changes import compare
from ingest.processes import Limits
from ingest.readers import pdf, tesseract
from ingest.readers.pdf_scans import is_gibberish
from ingest.reading import Reading, SourceError

SIZE = (400, 260)
LINES = ("Ekviks kommun hyr gamla skolan av", "föreningen Åsens bygdegård för 1 250", "kronor varje kvartal.")
TEXT = " ".join(LINES)
SCHOOL = "Skolan har nio rum, en matsal och ett kök, och står tom sedan de sista eleverna flyttade."
UNSURE = "Texten är tolkad ur en bild och kan innehålla fel."


def draw(canvas: Canvas, *, heading: str = "", lines: tuple[str, ...] = LINES, size: float = 12) -> None:
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(30, 210, heading)
    canvas.setFont("Helvetica", size)
    for at, line in enumerate(lines):
        canvas.drawString(30, 170 - 16 * at, line)


def page_of(draw_on: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE)
    draw_on(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """Return a page as a scanner sees it."""
    document = pypdfium2.PdfDocument(page_of(lambda canvas: draw(canvas, heading="Avtal om hyra")))
    image: Image.Image = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    document.close()
    return image


def as_file(image: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **({"resolution": 300} if form == "PDF" else {}))
    return buffer.getvalue()


def mixed(picture: Image.Image) -> bytes:
    """Return a page of text and a page that is a picture under a filing stamp."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE)
    draw(canvas, heading="Bilaga", lines=(SCHOOL,), size=8)
    canvas.showPage()
    canvas.drawImage(ImageReader(picture), 0, 0, *SIZE)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(30, 8, "Dnr 2021/112 inkom 2021-03-02")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def scanned(picture: Image.Image) -> Reading:
    return pdf.read(as_file(picture, "PDF"), "avtal.pdf")


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide Tesseract as on a computer that lacks it."""
    monkeypatch.setenv("PATH", "")
    for known in (tesseract.languages, tesseract._installed):
        known.cache_clear()
    yield
    for known in (tesseract.languages, tesseract._installed):
        known.cache_clear()


def test_a_scanned_agreement_is_read_and_said_to_be_unsure(scanned: Reading) -> None:
    assert scanned.title == "Avtal om hyra"
    assert [section.text for section in scanned.sections] == [TEXT]
    assert scanned.note == UNSURE


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_read_as_a_file_of_its_own(picture: Image.Image, form: str) -> None:
    reading = readers.read(as_file(picture, form), f"avtal.{form.lower()}")
    assert (reading.title, reading.sections[0].text, reading.note) == ("Avtal om hyra", TEXT, UNSURE)


def test_a_page_that_was_scanned_lying_is_turned(picture: Image.Image) -> None:
    assert pdf.read(as_file(picture.rotate(90, expand=True), "PDF"), "avtal.pdf").sections[0].text == TEXT


def test_only_the_pages_that_are_pictures_are_recognised(picture: Image.Image) -> None:
    reading = pdf.read(mixed(picture), "avtal.pdf")
    stamped = f"{TEXT}\n\nDnr 2021/112 inkom 2021-03-02"
    assert [(section.heading[-1], section.text, section.page) for section in reading.sections] == [
        ("Bilaga", SCHOOL, 1),
        ("Avtal om hyra", stamped, 2),
    ]
    assert reading.note == "Texten på sidan 2 är tolkad ur en bild och kan innehålla fel."


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_pages_of_text_are_read_and_the_others_named(picture: Image.Image) -> None:
    reading = pdf.read(mixed(picture), "avtal.pdf")
    assert [section.text for section in reading.sections] == [SCHOOL]
    assert reading.note == (
        "Sidan 2 är en bild som inte kunde läsas: installera Tesseract med svenska "
        "(på Debian och Ubuntu tesseract-ocr-swe) och läs in filen igen."
    )


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scanned_file_is_said_to_need_it(picture: Image.Image) -> None:
    for form in ("PDF", "PNG"):
        with pytest.raises(SourceError, match=r"inskannad och har ingen text: installera Tesseract med svenska"):
            readers.read(as_file(picture, form), f"avtal.{form.lower()}")


def test_pages_that_there_is_no_time_for_are_named(picture: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_FILE_SECONDS", "0.01")
    assert "som inte hann läsas: ge läsningen mer tid" in (pdf.read(mixed(picture), "avtal.pdf").note or "")


def test_a_layer_of_text_that_a_scanner_has_laid_over_its_picture_is_used(picture: Image.Image) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE)
    canvas.drawImage(ImageReader(picture), 0, 0, *SIZE)
    layer = canvas.beginText(30, 170)
    layer.setFont("Helvetica", 12)
    layer.setTextRenderMode(3)
    layer.textLine("Ekviks kommun hyr gamla skolan.")
    canvas.drawText(layer)
    canvas.showPage()
    canvas.save()
    reading = pdf.read(buffer.getvalue(), "avtal.pdf")
    assert (reading.sections[0].text, reading.note) == ("Ekviks kommun hyr gamla skolan.", UNSURE)


def test_letters_that_the_file_does_not_name_are_recognised_in_the_picture() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE, pageCompression=0)
    canvas.setFont("Vera", 12)
    for at, line in enumerate(LINES):
        canvas.drawString(30, 170 - 16 * at, line)
    canvas.showPage()
    canvas.save()
    without_letters = shifted(buffer.getvalue())
    assert pdf.read(without_letters, "avtal.pdf").sections[0].text == TEXT


def test_a_scanned_file_is_read_again_when_tesseract_has_been_installed(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("avtal.pdf", "brev.txt"):
        (tmp_path / name).write_text("innehåll", encoding="utf-8")
    before = compare(engine, tmp_path, limits=Limits()).outdated
    monkeypatch.setattr(changes, "languages", lambda: None)
    after = compare(engine, tmp_path, limits=Limits()).outdated
    changed = [
        task.file.path.name
        for task, other in zip(before, after, strict=True)
        if task.content_hash != other.content_hash
    ]
    assert changed == ["avtal.pdf"]


def test_gibberish_is_told_from_text_and_from_tables() -> None:
    shift = {code: code - 29 for code in range(ord("A"), ord("z") + 1)}  # as fonts without names of letters come out
    assert is_gibberish([word.translate(shift) for word in TEXT.split() * 10])
    assert not is_gibberish(TEXT.split() * 10)
    assert not is_gibberish([str(1_000 + at) for at in range(200)])
    assert not is_gibberish("Ekvik Norrtuna Lerhult Sandmo Åsvik Öjemark".split() * 20)


def test_a_picture_that_is_cut_off_or_huge_is_said_to_be(picture: Image.Image) -> None:
    with pytest.raises(SourceError, match="skadad"):
        readers.read(as_file(picture, "PNG")[:2000], "avtal.png")
    with pytest.raises(SourceError, match="för stor"):
        readers.read(as_file(Image.new("1", (20_000, 20_000)), "PNG"), "avtal.png")


def shifted(data: bytes) -> bytes:
    """Take the table of letters (ToUnicode) away from the fonts of an uncompressed file."""
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), data)


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for the program is a shell script")
def test_a_scanned_file_that_is_added_goes_through_tesseract_once(picture: Image.Image, tmp_path: Path) -> None:
    programs, asked = tmp_path / "bin", tmp_path / "asked"
    programs.mkdir()
    real = shutil.which("tesseract")
    (programs / "tesseract").write_text(f'#!/bin/sh\necho "$*" >> {asked}\nexec {real} "$@"\n', encoding="utf-8")
    (programs / "tesseract").chmod(0o755)
    (tmp_path / "avtal.png").write_bytes(as_file(picture, "PNG"))
    command = [sys.executable, "-c", "from cli import main; main()", "ingest", str(tmp_path / "avtal.png"), "--json"]
    done = subprocess.run(
        [*command, "--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
    )
    assert json.loads(done.stdout)["added"] == ["avtal"]
    assert WhooshEngine(tmp_path / "index").document("avtal").passages[0].text == TEXT
    assert sum("hocr" in line for line in asked.read_text(encoding="utf-8").splitlines()) == 1
