"""Word files as Word, LibreOffice and programs write them."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from index.document import Link
from ingest.readers import docx, docx_package
from ingest.reading import Reading, SourceError
from tests.ingest.readers.word_files import (
    SWEDISH_STYLES,
    item,
    level,
    lists,
    package,
    paragraph,
    repacked,
    run,
    table,
    word_file,
)

DATA = Path(__file__).parent / "worddata"

NUMBERING = lists(
    level(0, "decimal", "%1.", "Rubrik1") + level(1, "decimal", "%1.%2", "Rubrik2"),
    level(0, "bullet", "\uf0b7") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "(%3)"),
    level(0, "decimal", "§ %1"),
    more='<w:num w:numId="4"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>",
)
NUMBERED_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Rubrik{n}"><w:name w:val="heading {n}"/><w:pPr><w:numPr>'
    f'<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in (1, 2)
)


def read(body: str, *, styles: str = SWEDISH_STYLES, **parts: str) -> Reading:
    return docx.read(word_file(body, styles=styles, links=None, **parts), "brev.docx")


def texts(reading: Reading) -> list[tuple[tuple[str, ...], str]]:
    return [(section.heading, section.text) for section in reading.sections]


def test_headings_of_a_swedish_word_are_sections() -> None:
    reading = read(
        paragraph("Byarnas program", "Rubrik")
        + paragraph("Inledning", "Rubrik1")
        + paragraph("Ekvik har elva byar.")
        + paragraph("Vem gör vad", "Rubrik2")
        + paragraph("Byrådet samordnar.")
        + paragraph("Ansvar", "Mellanrubrik")
        + paragraph("Kommunen betalar.")
        + paragraph("Bilaga", "RubrikUtanNummer")
        + paragraph("En karta.")
    )
    assert reading.title == "Byarnas program"
    assert texts(reading) == [
        (("Inledning",), "Ekvik har elva byar."),
        (("Inledning", "Vem gör vad"), "Byrådet samordnar."),
        (("Inledning", "Vem gör vad", "Ansvar"), "Kommunen betalar."),
        (("Bilaga",), "En karta."),
    ]


def test_an_outline_level_makes_a_heading_whatever_the_style() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    reading = read(
        paragraph("Första", properties=level)
        + paragraph("Ett.")
        + paragraph("Andra", properties=level)
        + paragraph("Två.")
    )
    assert texts(reading) == [(("Första",), "Ett."), (("Andra",), "Två.")]


def test_numbers_that_word_counts_stand_in_the_headings() -> None:
    reading = read(
        "".join(
            paragraph(text, style) + paragraph("Text.")
            for text, style in (
                ("Inledning", "Rubrik1"),
                ("Syfte", "Rubrik2"),
                ("Mål", "Rubrik2"),
                ("Plan", "Rubrik1"),
                ("Tid", "Rubrik2"),
            )
        ),
        styles=NUMBERED_STYLES,
        numbering=NUMBERING,
    )
    assert [section.heading[-1] for section in reading.sections] == [
        "1. Inledning",
        "1.1 Syfte",
        "1.2 Mål",
        "2. Plan",
        "2.1 Tid",
    ]


def test_lists_keep_the_markers_that_word_prints() -> None:
    reading = read(
        paragraph("Före.")
        + item("kajen", 2)
        + item("bryggan", 2, 1)
        + item("bommen", 2, 1)
        + item("tampen", 2, 2)
        + paragraph("Mellan.")
        + item("Namn", 3)
        + item("Säte", 3)
        + paragraph("Paus.")
        + item("Årsmöte", 3)
        + item("Revision", 4),
        numbering=NUMBERING,
    )
    assert reading.sections[0].text.split("\n\n") == [
        "Före.",
        "• kajen\na) bryggan\nb) bommen\n(i) tampen",
        "Mellan.",
        "§ 1 Namn\n§ 2 Säte",
        "Paus.",
        "§ 3 Årsmöte\n§ 7 Revision",
    ]


def test_tables_are_rows_and_merged_cells_are_said_once() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    span, begin, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell('Verksamhet', span)}{cell('Kronor')}</w:tr>"
        f"<w:tr>{cell('Ekvik', begin)}{cell('Café')}{cell('12 000')}</w:tr>"
        f"<w:tr>{cell('', on)}{cell('Tvätteri')}{cell('8 000')}</w:tr></w:tbl>"
    )
    reading = read(paragraph("Bidrag", "Rubrik1") + table + paragraph("Summan är preliminär."))
    assert reading.sections[0].text == (
        "Verksamhet | Kronor\nEkvik | Café | 12 000\nTvätteri | 8 000\n\nSumman är preliminär."
    )


def test_a_heading_in_a_cell_heads_only_what_the_cell_holds() -> None:
    data = table([paragraph("Fråga", "Rubrik2"), paragraph("Svar", "Rubrik2")], ["När?", "I maj."])
    layout = table([paragraph("Kontakt", "Rubrik2") + paragraph("Ring växeln."), "Sida 2"])
    assert texts(read(paragraph("Om kajen", "Rubrik1") + data + layout)) == [
        (("Om kajen",), "Fråga | Svar\nNär? | I maj."),
        (("Kontakt",), "Ring växeln.\n\nSida 2"),
    ]


def field(instruction: str, shown: str) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    asked = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks['begin']}{asked}{marks['separate']}{run(shown)}{marks['end']}"


def test_links_keep_their_text_and_their_address() -> None:
    body = "".join(
        (
            run("Läs "),
            f'<w:hyperlink r:id="l1">{run("reglerna")}</w:hyperlink>',
            run(" och "),
            field(' HYPERLINK "https://ekvik.example/b" ', "blanketten"),
            run(", se "),
            f'<w:hyperlink w:anchor="_Toc1">{run("nedan")}</w:hyperlink>',
            run(" och "),
            f'<w:hyperlink r:id="borta">{run("där")}</w:hyperlink>',
            run("."),
        )
    )
    reading = docx.read(word_file(f"<w:p>{body}</w:p>", links={"l1": "https://ekvik.example/a"}), "a.docx")
    assert reading.sections[0].text == "Läs reglerna och blanketten, se nedan och där."
    assert reading.sections[0].links == (
        Link("reglerna", "https://ekvik.example/a"),
        Link("blanketten", "https://ekvik.example/b"),
    )


def test_footnotes_stand_after_what_cites_them() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(" Protokoll från maj.")}</w:p></w:footnote>'
    )
    cite = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    missing = '<w:r><w:footnoteReference w:id="9"/></w:r>'
    reading = read(
        f"<w:p>{run('Kajen öppnade')}{cite}{run(' då')}{missing}{run('.')}</w:p>" + paragraph("Nu är den full."),
        footnotes=notes,
    )
    assert reading.sections[0].text == "Kajen öppnade[1] då.\n\n[1] Protokoll från maj.\n\nNu är den full."


def test_insertions_count_and_deletions_do_not() -> None:
    gone = run("200").replace("w:t", "w:delText")
    body = (
        f"<w:p>{run('Avgiften är ')}<w:del>{gone}</w:del><w:ins>{run('300')}</w:ins>{run(' kronor.')}</w:p>"
        f"<w:p><w:moveFrom>{run('Flyttat.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('Flyttat.')}</w:moveTo></w:p>"
    )
    assert read(body).sections[0].text == "Avgiften är 300 kronor.\n\nFlyttat."


def test_text_boxes_are_read_once_and_stand_after_their_paragraph() -> None:
    inner = f"<w:txbxContent>{paragraph('Fakta', 'Rubrik1')}{paragraph('Elva byar.')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>"
    picture = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    both = f"<mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    lone = f"<w:r>{drawing}</w:r>".replace(inner, f"<w:txbxContent>{paragraph('Bildtext.')}</w:txbxContent>")
    reading = read(
        paragraph("Byarna", "Rubrik1")
        + f"<w:p>{run('Byarna växer i hela kommunen.')}{box}{lone}</w:p>"
        + paragraph("Mer om dem.")
    )
    assert texts(reading) == [
        (("Byarna",), "Byarna växer i hela kommunen.\n\nFakta\n\nElva byar.\n\nBildtext.\n\nMer om dem.")
    ]


def test_what_is_no_text_of_the_document_is_kept_apart() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    lines = paragraph("Innehåll", "Innehllsfrteckningsrubrik") + paragraph("Byar 3")
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    reading = read(
        contents
        + paragraph("Lösa rader 4", "Innehll1")
        + paragraph("Byar", "Rubrik1")
        + f"<w:p>{run('De är elva.')}{run('Mallens råd', '<w:vanish/>')}</w:p>",
        header=paragraph("Ekviks kommun"),
        footer=paragraph("Sida 1 av 4"),
        comments=f"<w:comment w:id='1'>{paragraph('Stämmer det?')}</w:comment>",
    )
    assert texts(reading) == [(("Byar",), "De är elva.")]
    assert set(reading.dropped) == {
        "Innehåll",
        "Byar 3",
        "Lösa rader 4",
        "Mallens råd",
        "Ekviks kommun",
        "Sida 1 av 4",
        "Stämmer det?",
    }


def test_simple_fields_formulas_and_hyphens_keep_their_words() -> None:
    body = (
        f"<w:p><w:fldSimple w:instr='SEQ Tabell'>{run('Tabell 3')}</w:fldSimple>{run(': kvoten ')}"
        f"<m:oMath><m:r><m:t>a/b</m:t></m:r></m:oMath><w:r><w:cr/></w:r>"
        f"{run('för EU')}<w:r><w:noBreakHyphen/></w:r>{run('stödet')}</w:p>"
    )
    assert read(body).sections[0].text == "Tabell 3: kvoten a/b\nför EU-stödet"


def test_short_bold_lines_are_headings_where_no_style_says_what_is() -> None:
    bold = "<w:b/>"
    reading = read(
        paragraph("Anteckningar om kajen", looks='<w:b/><w:sz w:val="36"/>')
        + paragraph("Bakgrund", looks=bold)
        + paragraph("Kajen är isfri.")
        + paragraph("Viktigt: detta är en mening i fetstil.", looks=bold)
        + paragraph("Beslut", looks=bold)
        + paragraph("Kajen öppnas.")
    )
    assert reading.title == "Anteckningar om kajen"
    assert texts(reading) == [
        (("Bakgrund",), "Kajen är isfri.\n\nViktigt: detta är en mening i fetstil."),
        (("Beslut",), "Kajen öppnas."),
    ]


def test_one_bold_line_alone_makes_no_heading() -> None:
    reading = read(paragraph("Hej alla.") + paragraph("Obs", looks="<w:b/>") + paragraph("Kajen är stängd."))
    assert texts(reading) == [((), "Hej alla.\n\nObs\n\nKajen är stängd.")]


@pytest.mark.parametrize(
    ("title", "first", "read_as"),
    [
        ("Byarnas program", paragraph("Text."), "Byarnas program"),
        ("Dokument1", paragraph("Text."), None),
        ("Microsoft Word - mall.doc", paragraph("Text."), None),
        ("Mallens titel", paragraph("Byarnas plan", "Rubrik1") + paragraph("Text."), "Byarnas plan"),
    ],
)
def test_the_title_is_printed_or_that_of_the_file_unless_a_program_put_it_there(
    title: str, first: str, read_as: str | None
) -> None:
    assert read(first, core=f"<dc:title>{title}</dc:title>").title == read_as


def test_the_date_is_printed_or_that_of_the_file() -> None:
    core = "<dcterms:created>2021-03-04T10:00:00Z</dcterms:created>"
    assert read(paragraph("Text."), core=core).published == "2021-03-04"
    assert read(paragraph("Datum: 12 maj 2023") + paragraph("Text."), core=core).published == "2023-05-12"


def test_files_of_python_docx_are_read() -> None:
    document = python_docx.Document()
    document.add_heading("Byarnas program", 0)
    document.add_heading("Inledning", 1)
    document.add_paragraph("Ekvik har elva byar.")
    document.add_paragraph("Norrtuna", style="List Bullet")
    document.add_paragraph("Ekvik", style="List Bullet")
    document.add_paragraph("Ring", style="List Number")
    document.add_paragraph("Skriv", style="List Number")
    document.add_page_break()  # type: ignore[no-untyped-call]
    grid = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in grid.rows for cell in row.cells), ("By", "Folk", "Sjövik", "31"), strict=True
    ):
        cell.text = text
    saved = BytesIO()
    document.save(saved)
    reading = docx.read(saved.getvalue(), "program.docx")
    assert reading.title == "Byarnas program"
    assert texts(reading) == [
        (("Inledning",), "Ekvik har elva byar.\n\n• Norrtuna\n• Ekvik\n1. Ring\n2. Skriv\n\nBy | Folk\nSjövik | 31")
    ]


@pytest.fixture(scope="module")
def from_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Return what is read of an OpenDocument text that LibreOffice has saved as a Word file."""
    folder = tmp_path_factory.mktemp("libreoffice")
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "docx",
    ]
    subprocess.run([*command, "--outdir", folder, DATA / "program.fodt"], check=True, capture_output=True)
    return docx.read((folder / "program.docx").read_bytes(), "program.docx")


def test_files_of_libreoffice_are_read(from_libreoffice: Reading) -> None:
    assert (from_libreoffice.title, from_libreoffice.published) == ("Byarnas program", "2022-02-03")
    assert texts(from_libreoffice) == [
        (("1. Inledning",), "Ekvik har elva byar[1].\n\n[1] Räknade i maj."),
        (
            ("1. Inledning", "1.1 Syfte"),
            "a) Bo\nb) Verka\n\nSe rutan:\n\nByarna är elva.\n\nBåda byarna\nSjövik | Ekvik",
        ),
        (("2. Plan",), "Först ett möte."),
    ]
    assert from_libreoffice.dropped == ("Innehåll", "Inledning 1")


# What is wrong is said in one sentence.

GOOD = word_file(paragraph("Text."))


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        docx.read(data, "brev.docx")
    return str(caught.value)


def test_a_cut_off_file_is_refused() -> None:
    assert "skadat" in refusal(GOOD[: len(GOOD) // 2])


def test_a_file_without_its_text_is_refused() -> None:
    assert "skadat" in refusal(repacked(GOOD, {"word/document.xml": None}))
    assert "skadat" in refusal(repacked(GOOD, {"word/document.xml": "<w:document"}))
    assert "ingen text" in refusal(word_file(paragraph("")))


def test_entities_are_not_expanded_and_no_other_file_is_opened() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for declarations in (f'<!ENTITY l0 "ha">{laughs}', '<!ENTITY l11 SYSTEM "file:///etc/passwd">'):
        document = (
            f'<!DOCTYPE w:document [{declarations}]><w:document xmlns:w="urn:w"><w:body>&l11;</w:body></w:document>'
        )
        for encoding in ("utf-8", "utf-16"):
            assert "dokumenttypsdeklaration" in refusal(
                repacked(GOOD, {"word/document.xml": document.encode(encoding)})
            )
        assert "dokumenttypsdeklaration" in refusal(repacked(GOOD, {"word/styles.xml": document}))


def test_a_part_that_unpacks_to_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "LONGEST_PART", 100_000)
    assert "för stor" in refusal(word_file(paragraph("a" * 200_000)))


def test_pictures_from_elsewhere_are_left_where_they_are() -> None:
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="bild"/></v:shape></w:pict></w:r>'
    data = word_file(f"<w:p>{run('Text.')}{picture}</w:p>", links={"bild": "file:///etc/passwd"})
    assert docx.read(data, "a.docx").sections[0].text == "Text."


def test_missing_parts_do_no_harm() -> None:
    data = repacked(
        word_file(paragraph("Byar", "Rubrik1") + item("ett", 1)), {"word/styles.xml": None, "word/numbering.xml": None}
    )
    assert docx.read(data, "a.docx").sections[0].text == "Byar\n\nett"


def test_deep_tables_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("Text.") + "</w:tc></w:tr></w:tbl>" * 60
    assert "djupt" in refusal(word_file(deep)) or "skadat" in refusal(word_file(deep))


def test_an_archive_of_something_else_is_refused() -> None:
    assert "skadat" in refusal(package({"a.txt": "Hej"}))
