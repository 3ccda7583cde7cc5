"""The ways in which pages are printed: initials, spaced letters, raised numbers, turned text, marks of the printer."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import pdf
from ingest.reading import Reading

LINE = "Byarna runt Ekvik har i många år haft gemensamma lokaler, verkstäder och en liten butik som"


class Sheet:
    """A file that is drawn by hand."""

    def __init__(self, *, size: tuple[float, float] = A4, title: str = "") -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size)
        self.canvas.setTitle(title)

    def text(self, x: float, y: float, *lines: str, size: float = 10.5, font: str = "Helvetica") -> Sheet:
        """Draw lines down from a place that is counted from the lower left corner."""
        self.canvas.setFont(font, size)
        for at, line in enumerate(lines):
            self.canvas.drawString(x, y - 1.3 * size * at, line)
        return self

    def turn(self) -> Sheet:
        """End the page."""
        self.canvas.showPage()
        return self

    def read(self) -> Reading:
        """Read what has been drawn."""
        self.canvas.save()
        return pdf.read(self._buffer.getvalue(), "handbok.pdf")


def texts(reading: Reading) -> str:
    return "\n\n".join(section.text for section in reading.sections)


def test_an_initial_belongs_to_its_word() -> None:
    sheet = Sheet().text(72, 676, "B", size=40).text(104, 700, "yarna runt Ekvik har i många år haft lokaler,")
    sheet.text(104, 686, "verkstäder och en liten butik som drivs av föreningar").text(72, 660, "och av kommunen.")
    assert texts(sheet.turn().read()).startswith("Byarna runt Ekvik har i många år haft lokaler, verkstäder")


@pytest.mark.parametrize("spaced", ["I N L E D N I N G   O C H   S Y F T E", None])
def test_spaced_letters_are_words(spaced: str | None) -> None:
    sheet = Sheet()
    if spaced:
        sheet.text(72, 720, spaced, size=16)
    else:
        words = sheet.canvas.beginText(72, 720)
        words.setFont("Helvetica", 16)
        words.setCharSpace(6)
        words.textLine("INLEDNING OCH SYFTE")
        sheet.canvas.drawText(words)
    reading = sheet.text(72, 690, LINE, "drivs av föreningar.").turn().read()
    assert [section.heading for section in reading.sections] == [("INLEDNING OCH SYFTE",)] or reading.title == (
        "INLEDNING OCH SYFTE"
    )


def test_soft_hyphens_at_line_ends_go() -> None:
    sheet = Sheet().text(72, 700, f"{LINE} sam\u00ad", "verkar om bygden.")
    assert texts(sheet.turn().read()) == f"{LINE} samverkar om bygden."


def test_small_capitals_are_one_word() -> None:
    sheet = Sheet().text(72, 700, LINE, LINE, "drivs.")
    sheet.text(72, 650, "S", size=10.5).text(79.1, 650, "AMVERKAN", size=8).text(130, 650, "är ordet.")
    assert "SAMVERKAN är ordet" in texts(sheet.turn().read())


def test_raised_numbers_are_notes_but_square_metres_are_none() -> None:
    sheet = Sheet().text(72, 700, LINE, "rymmer 120 m", "Så sade byrådet")
    for y, before, number, after in (
        (686.35, "rymmer 120 m", "2", "och mer."),
        (672.7, "Så sade byrådet", "1", "i maj."),
    ):
        x = 72 + stringWidth(before, "Helvetica", 10.5)
        sheet.text(x, y + 4, number, size=6.5).text(x + 6.5, y, after)
    sheet.text(72, 90, "1", size=5).text(80, 87, "Protokoll den 3 maj.", size=8)
    text = texts(sheet.turn().read())
    assert "m2 och mer." in text
    assert "byrådet[1] i maj." in text
    assert text.endswith("\n\n[1] Protokoll den 3 maj.")


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    sheet = Sheet().text(72, 700, LINE, "drivs av:")
    for at, line in enumerate(("föreningar", "kommunen")):
        sheet.text(72, 660 - 15 * at, "n", font="ZapfDingbats").text(90, 660 - 15 * at, line)
    assert texts(sheet.turn().read()).endswith("\n\n• föreningar\n• kommunen")


def test_what_stands_outside_the_page_is_kept_apart() -> None:
    sheet = Sheet().text(72, 700, LINE, "drivs.").text(72, 20, "Handbok_inlaga.indd 12 2020-09-14 10:15", size=7)
    sheet.canvas.setCropBox((40, 40, 555, 800))
    reading = sheet.turn().read()
    assert texts(reading) == f"{LINE} drivs."
    assert reading.dropped == ("Handbok_inlaga.indd 12 2020-09-14 10:15",)


def test_a_watermark_is_kept_apart() -> None:
    sheet = Sheet().text(72, 700, LINE, "drivs.")
    sheet.canvas.translate(200, 300)
    sheet.canvas.rotate(45)
    reading = sheet.text(0, 0, "UTKAST", size=60).turn().read()
    assert texts(reading) == f"{LINE} drivs."
    assert reading.dropped == ("UTKAST",)


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("turned_by", ["page", "text"])
def test_a_turned_page_is_read_upright(angle: int, turned_by: str) -> None:
    sheet = Sheet()
    if turned_by == "page":
        sheet.canvas.setPageRotation(angle)
    else:
        sheet.canvas.translate(300, 420)
        sheet.canvas.rotate(angle)
        sheet.canvas.translate(-300, -420)
    sheet.text(100, 500, "Rubriken", size=18).text(100, 470, LINE, "drivs av föreningar.")
    reading = sheet.turn().read()
    assert (reading.title, texts(reading)) == ("Rubriken", f"{LINE} drivs av föreningar.")


def test_text_that_stands_on_its_side_is_not_lost() -> None:
    sheet = Sheet().text(72, 700, LINE, "drivs av föreningar och av kommunen.")
    sheet.canvas.translate(560, 100)
    sheet.canvas.rotate(90)
    assert texts(sheet.text(0, 0, "Foto: Anna i Ekvik", size=7).turn().read()).endswith("\n\nFoto: Anna i Ekvik")


def test_letters_that_are_printed_twice_to_be_bold_are_read_once() -> None:
    sheet = Sheet().text(72, 730, "Om byarna", size=14).text(72.3, 730, "Om byarna", size=14)
    assert sheet.text(72, 700, LINE, "drivs.").turn().read().title == "Om byarna"


def test_hidden_text_on_a_page_of_text_is_kept_apart() -> None:
    sheet = Sheet().text(72, 700, LINE, "drivs.")
    hidden = sheet.canvas.beginText(72, 600)
    hidden.setFont("Helvetica", 10)
    hidden.setTextRenderMode(3)
    hidden.textLine("Osynligt lager")
    sheet.canvas.drawText(hidden)
    reading = sheet.turn().read()
    assert texts(reading) == f"{LINE} drivs."
    assert reading.dropped == ("Osynligt lager",)


def test_a_quotation_in_large_type_follows_the_paragraph_that_it_interrupts() -> None:
    sheet = Sheet().text(72, 740, "Om byarna", size=20, font="Helvetica-Bold").text(72, 700, LINE, LINE)
    sheet.text(90, 650, "”Vi äger byn", "tillsammans.”", size=16).text(72, 600, "drivs av föreningar.", LINE, "finns.")
    text = texts(sheet.turn().read())
    assert text == f"{LINE} {LINE} drivs av föreningar.\n\n”Vi äger byn tillsammans.”\n\n{LINE} finns."


def test_what_is_typed_into_a_form_is_read() -> None:
    sheet = Sheet(title="Ansökan").text(72, 700, "Föreningens namn:").text(72, 660, LINE, "undertecknar.")
    sheet.canvas.acroForm.textfield(name="namn", value="Åsens bygdegård", x=180, y=695, width=200, height=18)
    assert "Föreningens namn: Åsens bygdegård" in texts(sheet.turn().read()).replace(" | ", " ")


def test_notes_in_the_margin_follow_the_text_that_they_stand_beside() -> None:
    sheet = Sheet(title="Handboken").text(200, 740, "Om byarna", size=18).text(200, 640, "Om hus", size=18)
    beside = (
        "Byarna runt Ekvik har i många år haft gemensamma",
        "lokaler, verkstäder och en liten butik, och de",
    )
    sheet.text(200, 710, *beside, "flesta drivs av föreningar.").text(200, 610, *beside, "minsta av kommunen.")
    sheet.text(60, 706, "Tips! Ring först.", size=8).text(60, 606, "Fråga på byrådet,", "helst i tid.", size=8)
    text = texts(sheet.turn().read())
    assert text.index("av kommunen.") < text.index("Tips! Ring först.\n\nFråga på byrådet, helst i tid.")


def test_a_heading_on_a_field_of_colour_is_a_heading_of_the_text() -> None:
    sheet = Sheet(title="Handboken")
    sheet.canvas.setFillColorRGB(0.1, 0.4, 0.5)
    sheet.canvas.rect(60, 690, 480, 90, fill=1, stroke=0)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.text(72, 750, "2. Arbetssätt", "i byarna", size=22)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.text(72, 660, LINE, "drivs.").turn().text(72, 740, "3. Slut", size=22).text(72, 700, LINE, "slutar.").turn()
    assert [section.heading for section in sheet.read().sections] == [("2. Arbetssätt i byarna",), ("3. Slut",)]
