"""PDF files as handbooks and reports look, made here."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.document import Link
from ingest.readers import pdf
from ingest.reading import Reading, SourceError

BODY = ("Helvetica", 10.5)
BOLD = ("Helvetica-Bold", 10.5)
H1 = ("Helvetica-Bold", 18.0)
H2 = ("Helvetica-Bold", 13.0)
TITLE = ("Helvetica-Bold", 28.0)

Piece = tuple[str, tuple[str, float], float]
"""A line, its font and size, and the space above it in points."""


def para(*lines: str, font: tuple[str, float] = BODY, above: float = 8.0) -> list[Piece]:
    return [(line, font, above if place == 0 else 0.0) for place, line in enumerate(lines)]


class Maker:
    """Draws pages of lines, with a running head and page numbers where asked."""

    def __init__(self, *, head: str = "", title: str | None = None, encrypt: StandardEncryption | None = None) -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, encrypt=encrypt)
        self.canvas.setTitle(title or "")
        self._head = head
        self._page = 0

    def page(self, pieces: Sequence[Piece], *, left: float = 72, top: float = 760, furnished: bool = True) -> Maker:
        """Draw a page and end it."""
        self._page += 1
        if self._head and furnished:
            self.canvas.setFont("Helvetica", 8)
            self.canvas.drawString(72, A4[1] - 40, self._head)
            self.canvas.drawRightString(A4[0] - 72, 30, f"Sida {self._page} (9)")
        self.lines(pieces, left=left, top=top)
        self.canvas.showPage()
        return self

    def lines(self, pieces: Sequence[Piece], *, left: float, top: float) -> None:
        """Draw lines down from a height, without ending the page."""
        height = top
        for text, (font, size), above in pieces:
            height -= above + 1.35 * size
            self.canvas.setFont(font, size)
            self.canvas.drawString(left + 8 * (len(text) - len(text.lstrip(" "))), height, text.lstrip(" "))

    def read(self) -> Reading:
        """Read what has been drawn."""
        return pdf.read(self.bytes(), "handbok.pdf")

    def bytes(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self._buffer.getvalue()


FULL = "Byarna runt Ekvik har i många år haft gemensamma lokaler, verkstäder och en liten butik som"


@pytest.fixture(scope="module")
def handbook() -> Reading:
    maker = Maker(head="Handbok om byföretag")
    maker.page(
        [
            *para("Byföretag som", "goda grannar", font=TITLE, above=200),
            *para("En handbok från Norrtuna", font=("Helvetica", 14)),
            *para("september 2020"),
        ],
        furnished=False,
    )
    maker.page(
        [
            *para("Innehåll", font=H1),
            *para("1. Inledning " + "." * 60 + " 3"),
            *para("1.1 Bakgrund till att byarna gick", "samman " + "." * 60 + " 3"),
            *para("2. Arbetssätt " + "." * 60 + " 4"),
        ]
    )
    maker.page(
        [
            *para("1. Inledning", font=H1, above=20),
            *para(
                FULL,
                "drivs av föreningar. De bygger på samver-",
                "kan mellan EU-",
                "kommissionen och vård-",
                "och omsorg.",
            ),
            *para(FULL, "andra stycket handlar om."),
            *para("1.1 Bakgrund till att byarna gick", "samman", font=H2, above=16),
            *para("Så här började det:"),
            *para("• med ett möte i Ekviks gamla skola som lockade nästan hela byn och en", "   handlare,"),
            *para("• med en kaka.", above=2),
            *para("Exempel från Norrtuna", font=BOLD, above=16),
            *para("Föreningen köpte skolan. Den har sedan dess hyrts ut till alla som vill"),
        ],
    )
    maker.page(
        [
            *para("driva något i den.", above=0),
            *para("2. Arbetssätt", font=H1, above=20),
            *para("Bygg stegvis."),
        ]
    )
    return maker.read()


def section(reading: Reading, heading: str) -> str:
    return next(section.text for section in reading.sections if section.heading[-1] == heading)


def test_a_handbook_has_the_title_and_the_date_of_its_first_page(handbook: Reading) -> None:
    assert handbook.title == "Byföretag som goda grannar"
    assert handbook.published == "2020-09"


def test_numbered_headings_and_bold_ones_nest(handbook: Reading) -> None:
    assert [section.heading for section in handbook.sections] == [
        ("Byföretag som goda grannar",),
        ("1. Inledning",),
        ("1. Inledning", "1.1 Bakgrund till att byarna gick samman"),
        ("1. Inledning", "1.1 Bakgrund till att byarna gick samman", "Exempel från Norrtuna"),
        ("2. Arbetssätt",),
    ]


def test_a_section_has_the_page_where_it_begins(handbook: Reading) -> None:
    assert [section.page for section in handbook.sections] == [1, 3, 3, 3, 4]


def test_words_that_line_ends_part_become_whole(handbook: Reading) -> None:
    assert section(handbook, "1. Inledning") == (
        f"{FULL} drivs av föreningar. De bygger på samverkan mellan EU-kommissionen och vård- och omsorg.\n\n"
        f"{FULL} andra stycket handlar om."
    )


def test_a_list_keeps_its_items_on_lines_of_their_own(handbook: Reading) -> None:
    text = section(handbook, "1.1 Bakgrund till att byarna gick samman")
    assert text == (
        "Så här började det:\n\n"
        "• med ett möte i Ekviks gamla skola som lockade nästan hela byn och en handlare,\n• med en kaka."
    )


def test_a_paragraph_runs_on_over_the_page_without_head_and_page_number(handbook: Reading) -> None:
    text = "Föreningen köpte skolan. Den har sedan dess hyrts ut till alla som vill driva något i den."
    assert section(handbook, "Exempel från Norrtuna") == text


def test_heads_page_numbers_and_the_contents_are_kept_apart(handbook: Reading) -> None:
    assert handbook.dropped.count("Handbok om byföretag") == 3
    assert "Sida 3 (9)" in handbook.dropped
    assert any(line.startswith("1. Inledning ....") for line in handbook.dropped)
    assert "1.1 Bakgrund till att byarna gick" in handbook.dropped


def test_headings_that_are_only_bold_are_headings() -> None:
    pages = [
        *para("Om rapporten", font=BOLD),
        *para(FULL, "brukar användas."),
        *para("Resultat", font=BOLD),
        *para(FULL, "blev större."),
    ]
    reading = Maker(title="Rapport om byarna").page(pages).read()
    assert [section.heading for section in reading.sections] == [("Om rapporten",), ("Resultat",)]
    assert reading.title == "Rapport om byarna"


def test_a_bold_word_in_a_sentence_is_no_heading() -> None:
    reading = Maker().page([*para("Rubrik", font=H1), *para(FULL), *para("en bugg.", font=BOLD, above=0)]).read()
    assert [section.heading for section in reading.sections] == [("Rubrik",)]


def test_headings_that_only_their_numbers_tell() -> None:
    pages = [
        *para("1 Inledning"),
        *para(FULL, "brukar användas."),
        *para("1.1 Syfte"),
        *para(FULL, "brukar syfta."),
        *para("2 Slut"),
        *para(FULL, "brukar sluta."),
    ]
    headings = [section.heading for section in Maker().page(pages).read().sections]
    assert headings == [("1 Inledning",), ("1 Inledning", "1.1 Syfte"), ("2 Slut",)]


def test_a_numbered_list_is_no_row_of_headings() -> None:
    pages = [*para("Gör så här", font=H1), *para("1. Ring grannen"), *para("2. Koka kaffe"), *para("3. Börja")]
    reading = Maker().page([*pages, *para(FULL, "hjälper.")]).read()
    assert [section.heading for section in reading.sections] == [("Gör så här",)]
    assert reading.sections[0].text.startswith("1. Ring grannen\n2. Koka kaffe\n3. Börja\n\n")


def test_a_file_without_headings_is_one_section_under_its_title() -> None:
    reading = Maker(title="Brev från Ekvik").page([*para(FULL, "hälsar."), *para(FULL, "tackar.")]).read()
    assert [section.heading for section in reading.sections] == [("Brev från Ekvik",)]
    assert reading.sections[0].text == f"{FULL} hälsar.\n\n{FULL} tackar."


def test_a_hyphen_that_the_text_has_elsewhere_stays() -> None:
    reading = Maker().page([*para("Skriv e-post i dag.", f"{FULL} e-", "post når.")]).read()
    assert reading.sections[0].text.endswith("som e-post når.")


def test_links_come_along_with_their_words() -> None:
    maker = Maker(title="Länkar")
    maker.canvas.linkURL("https://ekvik.se/moten", (100, 736, 200, 750), relative=0)
    reading = maker.page(para("Läs om kommunens bymöten, och kom sedan.")).read()
    assert [link.url for section in reading.sections for link in section.links] == ["https://ekvik.se/moten"]
    assert isinstance(reading.sections[0].links[0], Link)
    assert "bymöten" in reading.sections[0].text


def test_small_print_at_the_foot_does_not_part_a_sentence() -> None:
    maker = Maker()
    maker.page([*para("Rubrik", font=H1), *para(FULL), *para("1 Källa: byrådet.", font=("Helvetica", 8), above=40)])
    maker.page(para("rymmer alla."))
    assert maker.read().sections[0].text == f"{FULL} rymmer alla.\n\n1 Källa: byrådet."


def test_two_columns_are_read_one_after_the_other() -> None:
    maker = Maker(title="Spalter")
    column = ("Helvetica", 9.0)
    for left, word in ((60, "Vänster"), (310, "Höger")):
        lines = [f"{word} spalt rad {row} med lagom många ord i sig" for row in range(1, 9)]
        maker.lines(para(*lines, font=column), left=left, top=700)
    text = maker.page([]).read().sections[0].text
    assert text.index("Vänster spalt rad 8") < text.index("Höger spalt rad 1")


def test_a_password_is_named_as_the_reason() -> None:
    data = Maker(encrypt=StandardEncryption("hemligt", ownerPassword="ägare")).page(para(FULL)).bytes()
    with pytest.raises(SourceError, match="lösenordsskyddad"):
        pdf.read(data, "låst.pdf")


def test_a_page_with_nothing_but_a_square_is_said_to_have_no_text() -> None:
    maker = Maker()
    maker.canvas.rect(100, 100, 300, 300, fill=1)
    with pytest.raises(SourceError, match="innehåller ingen text"):
        maker.page([]).read()


def test_a_file_that_is_cut_off_is_said_to_be() -> None:
    data = Maker().page(para(FULL)).bytes()
    with pytest.raises(SourceError, match="avbruten"):
        pdf.read(data[: len(data) // 2], "halv.pdf")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\nskr\xe4p\n%%EOF", b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n%%EOF"]
)
def test_a_damaged_file_gives_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="PDF-filen"):
        pdf.read(data, "trasig.pdf")


def test_another_kind_of_file_is_no_pdf() -> None:
    with pytest.raises(SourceError, match="ingen PDF"):
        pdf.read(b"PK\x03\x04 n\xe5got annat", "fel.pdf")
