"""Whole documents of the kinds that staff have: handbooks, bills, Commission documents, decisions, slides."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import pdf
from ingest.reading import Reading

LINE = "Byarna runt Ekvik har i många år haft gemensamma lokaler, verkstäder och en liten butik som"
WIDTH, HEIGHT = A4


class Document:
    """Pages of lines: a text with its size, bold or not, and the space above it."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self._buffer = io.BytesIO()
        self._size = size
        self.canvas = Canvas(self._buffer, pagesize=size)

    def page(self, *lines: str, head: str = "", foot: str = "", left: float = 72) -> Document:
        """Draw a page. "# " begins a heading, "## " a smaller one, "### " a bold line, "~" small print."""
        y = self._size[1] - 90
        for line in lines:
            marks, _, text = line.partition(" ") if line.startswith(("#", "~")) else ("", "", line)
            size = {"": 10.5, "#": 20, "##": 14, "###": 10.5, "~": 8}[marks]
            y -= 1.3 * size + (10 if marks else 0) + (8 if text[:1].isupper() else 0)
            self.canvas.setFont("Helvetica-Bold" if "#" in marks else "Helvetica", size)
            self.canvas.drawString(left, y, text)
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(left, self._size[1] - 40, head)
        self.canvas.drawCentredString(self._size[0] / 2, 30, foot)
        self.canvas.showPage()
        return self

    def bookmark(self, title: str, level: int = 0) -> None:
        """Add an entry to the outline that leads to the page that comes next."""
        self.canvas.bookmarkPage(title)
        self.canvas.addOutlineEntry(title, title, level)

    def read(self) -> Reading:
        """Read what has been drawn."""
        self.canvas.save()
        return pdf.read(self._buffer.getvalue(), "dokument.pdf")


def headings(reading: Reading) -> list[tuple[str, ...]]:
    return [section.heading for section in reading.sections]


def test_heads_that_change_with_the_chapter_and_the_side_are_kept_apart() -> None:
    document = Document()
    for number, topic in enumerate(("byar", "byar", "lokaler", "lokaler", "kultur", "kultur"), 1):
        chapter = [f"# Kapitel om {topic}"] if number % 2 else []
        head = f"{number} | Handbok för byar" if number % 2 == 0 else f"Kapitel om {topic} | {number}"
        document.page(*chapter, LINE, f"drivs av {number} föreningar.", head=head)
    reading = document.read()
    assert headings(reading) == [("Kapitel om byar",), ("Kapitel om lokaler",), ("Kapitel om kultur",)]
    assert len(reading.dropped) == 6
    assert "Handbok" not in " ".join(section.text for section in reading.sections)


@pytest.mark.parametrize(
    "entries",
    [
        ("1 Inledning 2", "2 Lokaler 2", "3 Kultur 3"),
        ("2 Inledning", "2 Lokaler", "3 Kultur"),
        ("1 Inledning . . . . . . . . 2", "2 Lokaler . . . . . . . . . 2", "3 Kultur ........ 3"),
    ],
)
def test_a_table_of_contents_is_kept_apart(entries: Sequence[str]) -> None:
    document = Document().page("# Innehåll", *entries)
    document.page("# 1 Inledning", LINE, "inleder.", "# 2 Lokaler", LINE, "finns.").page("# 3 Kultur", LINE, "slutar.")
    reading = document.read()
    assert headings(reading) == [("1 Inledning",), ("2 Lokaler",), ("3 Kultur",)]
    assert reading.dropped == ("Innehåll", *entries)


def test_a_table_of_contents_without_a_heading_is_known_by_the_headings_that_it_repeats() -> None:
    topics = ("Inledning", "Lokaler", "Kultur", "Möten")
    document = Document().page(LINE, "skrevs av byrådet.", *(f"{topic} {at}" for at, topic in enumerate(topics, 2)))
    for topic in topics:
        document.page(f"# {topic}", LINE, "finns.")
    assert document.read().dropped == tuple(f"{topic} {at}" for at, topic in enumerate(topics, 2))


def test_a_list_of_places_with_numbers_is_no_table_of_contents() -> None:
    reading = Document().page("# Resultat", LINE, "svarade:", "Ekvik 1", "Norrtuna 2", "Lerhult 3", "Sandmo 4").read()
    assert "Sandmo 4" in reading.sections[0].text


def test_the_outline_names_headings_that_look_like_text() -> None:
    document = Document()
    for topic, part in (("Lokaler", "Om köket"), ("Kultur", "Om kören")):
        document.bookmark(topic)
        document.bookmark(part, 1)
        document.page(topic, LINE, "finns.", part, LINE, "slutar.")
    assert headings(document.read()) == [
        ("Lokaler",),
        ("Lokaler", "Om köket"),
        ("Kultur",),
        ("Kultur", "Om kören"),
    ]


def test_an_outline_of_page_numbers_is_none_of_headings() -> None:
    document = Document()
    for page in (1, 2):
        document.bookmark(f"Sida {page}")
        document.page(f"# Kapitel {page}", LINE, "slutar.")
    assert headings(document.read()) == [("Kapitel 1",), ("Kapitel 2",)]


def test_a_handbook_says_its_date_publisher_and_isbn() -> None:
    document = Document().page("# Byföretag som goda grannar", "En handbok")
    document.page("~ © Norrtuna byråd, 2020", "~ ISBN: 978-91-7585-000-1", "~ Foto: Anna i Ekvik")
    reading = document.page("## Inledning", LINE, "inleder.", LINE, "slutar.").read()
    assert (reading.title, reading.published, reading.publisher) == (
        "Byföretag som goda grannar",
        "2020",
        "Norrtuna byråd",
    )
    assert dict(reading.metadata)["isbn"] == "9789175850001"


def test_a_commission_document() -> None:
    document = Document()
    document.page(
        "EUROPEISKA KOMMISSIONEN", "Bryssel den 9.12.2021", "COM(2021) 1778 final", "# MEDDELANDE", foot="SV SV"
    )
    document.page("## 1. Inledning", LINE, "är många.", "(1) Byarna är många.", "(2) Sjöarna är färre.", foot="SV 1 SV")
    reading = document.page("## 2. Slutsats", LINE, "slutar.", foot="SV 2 SV").read()
    assert (reading.designation, reading.publisher) == ("COM(2021) 1778 final", "Europeiska kommissionen")
    assert reading.published == "2021-12-09"
    assert reading.sections[1].text == f"{LINE} är många.\n\n(1) Byarna är många.\n(2) Sjöarna är färre."
    assert reading.dropped == ("SV SV", "SV 1 SV", "SV 2 SV")


def test_a_bill_has_its_number_from_the_running_head() -> None:
    document = Document().page("# Regeringens proposition", "Byarnas framtid", head="Prop. 2021/22:1350")
    for number in (2, 3):
        document.page(f"## {number} Förslag", LINE, "föreslås.", head="Prop. 2021/22:1350", foot=str(number))
    reading = document.read()
    assert (reading.designation, reading.publisher) == ("Prop. 2021/22:1350", "Regeringen")


def test_a_decision_has_the_date_at_its_top() -> None:
    reading = (
        Document()
        .page("Ekviks kommun", "Datum: 2023-05-12", "# Beslut om lokaler", LINE, LINE, LINE, "beslutas.")
        .read()
    )
    assert (reading.title, reading.published) == ("Beslut om lokaler", "2023-05-12")


def test_slides_are_a_section_each() -> None:
    document = Document(landscape(A4)).page("# Byarna i Ekvik", "## Anna på byrådet")
    document.page("# Nuläge", "## • elva byar", "## • en sjö").page("# Plan", "## • ett möte", "• en kaka till mötet")
    reading = document.read()
    assert reading.title == "Byarna i Ekvik"
    assert [(section.heading, section.text, section.page) for section in reading.sections] == [
        (("Byarna i Ekvik",), "Anna på byrådet", 1),
        (("Nuläge",), "• elva byar\n• en sjö", 2),
        (("Plan",), "• ett möte\n• en kaka till mötet", 3),
    ]


def test_numbered_headings_at_the_tops_of_pages_are_no_running_heads() -> None:
    document = Document().page("# Handbok", "Norrtuna byråd")
    for number in (1, 2, 3):
        document.page(f"# Bilaga {number}", LINE, f"räknades {number} gånger.")
    assert headings(document.read())[1:] == [("Bilaga 1",), ("Bilaga 2",), ("Bilaga 3",)]


def test_small_numbered_lists_at_the_foot_are_no_notes() -> None:
    text = Document().page("# Rubrik", LINE, "drivs.", "~ 1. Ring grannen.", "~ 2. Koka kaffe.").read().sections[0].text
    assert text.endswith("1. Ring grannen.\n2. Koka kaffe.")


def test_a_note_goes_on_on_the_next_page() -> None:
    document = Document()
    canvas = document.canvas
    canvas.setFont("Helvetica", 5)
    canvas.drawString(151, 734, "1")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 80, "1 Se byrådets protokoll från den tredje maj, som")
    canvas.line(72, 92, 150, 92)
    document.page("Så sade byrådet", LINE, LINE)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 80, "ännu inte är justerat.")
    canvas.line(72, 92, 150, 92)
    text = document.page("drivs av föreningar och av kommunen.", LINE, "slutar.").read().sections[0].text
    assert "byrådet[1]" in text
    assert text.endswith("\n\n[1] Se byrådets protokoll från den tredje maj, som ännu inte är justerat.")
