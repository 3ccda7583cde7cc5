"""What a file is shows in its content; its name comes second."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ingest import readers
from ingest.readers import formats
from ingest.readers.formats import Format, find_format
from ingest.reading import SourceError
from tests.ingest.readers.layouts import MARKUP, headings, plain
from tests.ingest.readers.letters import EKVIK, LETTERS
from tests.ingest.readers.word_files import package, paragraph, repacked, word_file

PAGE = (
    '<!DOCTYPE html><html lang="sv"><head><title>Kajen</title></head><body><nav><a href="/nyhetsbrev">Nyhetsbrev</a>'
    "<a href='/'>Start</a></nav><main><h1>Kajen öppnar</h1><p>Kajen i Ekvik öppnar för sociala "
    "företag i maj.</p></main></body></html>"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
OFFICE = b"PK\x03\x04" + bytes(200)
WORD = word_file(paragraph("Kajen öppnar", "Rubrik1") + paragraph("Kajen i Ekvik öppnar i maj."))
SAVED = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ekvik.example/kajen\r\nSubject: Kajen\r\n"
    "Date: Tue, 2 May 2023 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="skarv"\r\n\r\n\r\n'
    "--skarv\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
    f"Content-Location: https://ekvik.example/kajen\r\n\r\n{PAGE}\r\n"
    "--skarv\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--skarv--\r\n"
)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.eml", "a.md", "a.pdf"])
def test_an_empty_file_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(SourceError, match=r"^Filen är tom\.$"):
        readers.read(data, name)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (PNG, "brev.html", "bild"),
        (PNG, "rapport.pdf", "ingen PDF"),
        (OFFICE, "brev.txt", "Office"),
        (b"\x1f\x8b" + bytes(90), "brev.eml", "arkiv"),
        (PAGE.encode(), "rapport.pdf", "ingen PDF"),
        (PAGE.encode(), "brev.eml", "inget e-postmeddelande"),
        (b"{\\rtf1 Hej}", "brev.txt", "RTF"),
        (PAGE.encode()[:200], "sida.html", "avbruten"),
        (b"<htm", "sida.html", "avbruten"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as refusal:
        readers.read(data, name)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert name not in sentence


@pytest.mark.parametrize("layout", MARKUP)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_newsletter_that_is_cut_off_is_refused(layout: str, share: float) -> None:
    data = MARKUP[layout](EKVIK).encode()
    with pytest.raises(SourceError, match="avbruten"):
        readers.read(data[: int(len(data) * share)], "brev.html")


def test_a_web_page_is_no_newsletter() -> None:
    reading = readers.read(PAGE.encode(), "kajen.html")
    assert (reading.title, reading.kind) == ("Kajen öppnar", "webbsida")
    assert reading.sections[0].text == "Kajen i Ekvik öppnar för sociala företag i maj."


@pytest.mark.parametrize("letter", LETTERS)
def test_a_newsletter_is_known_under_any_name(letter: str) -> None:
    for name in ("brev.html", "brev.htm", "brev.txt", "BREV.HTML", "brev"):
        assert readers.read(headings(LETTERS[letter]).encode(), name).kind == "nyhetsbrev"
        assert readers.read(plain(LETTERS[letter]).encode(), name).kind == "nyhetsbrev"


def test_markdown_is_known_by_its_name_or_its_front_matter() -> None:
    note = "---\ntitle: Kajen\n---\n\n## Bakgrund\n\nKajen är **isfri**.\n"
    for name in ("kajen.md", "kajen.txt"):
        reading = readers.read(note.encode(), name)
        assert (reading.title, reading.sections[0].text) == ("Kajen", "Kajen är isfri.")
    assert readers.read("# Kajen\n\nKajen är **isfri**.\n".encode(), "kajen.md").sections[0].text == "Kajen är isfri."


def test_documents_of_eur_lex_go_to_their_own_reader() -> None:
    page = (
        "<html><body><div class='content'><p class='Typedudocument_cp'>MEDDELANDE FRÅN KOMMISSIONEN</p>"
        "<p class='Titreobjet_cp'>Om kajer</p><p class='li ManualHeading1'><span class='num'>1.</span> Inledning</p>"
        "<p class='Normal'>Kajer är viktiga.</p></div></body></html>"
    )
    reading = readers.read(page.encode(), "brev.html")
    assert reading.kind != "nyhetsbrev"
    assert any("Kajer är viktiga." in section.text for section in reading.sections)


@pytest.mark.parametrize("name", ["kajen.docx", "kajen.doc", "kajen.txt", "kajen.html", "kajen.zip", "kajen"])
def test_a_word_file_is_known_under_any_name(name: str) -> None:
    reading = readers.read(WORD, name)
    assert (reading.title, reading.sections[0].text) == ("Kajen öppnar", "Kajen i Ekvik öppnar i maj.")


def test_a_word_file_is_known_by_its_declared_type_where_its_text_has_another_name() -> None:
    moved = package({"[Content_Types].xml": declared_types("ms-word.document.macroEnabled"), "word/document2.xml": "x"})
    assert find_format(moved, "kajen") is Format.DOCX


def declared_types(kind: str) -> str:
    return f'<Types><Override PartName="/word/document2.xml" ContentType="application/vnd.{kind}.main+xml"/></Types>'


def test_an_archive_is_an_archive_whatever_lies_in_it() -> None:
    assert find_format(package({"brev/kajen.docx": WORD, "xl/anteckning.txt": "Hej"}), "arkiv.zip") is Format.ZIP
    assert find_format(repacked(WORD, {}), "arkiv.zip") is Format.DOCX


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x"}), "Excel"),
        (package({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "x"}), "PowerPoint"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "spara det som DOCX"),
        (package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (package({"mimetype": "application/epub+zip"}), "e-bok"),
        (b"{\\rtf1 Hej}", "spara det som DOCX"),
        (formats.COMPOUND + bytes(600) + "WordDocument".encode("utf-16-le"), "spara det som DOCX"),
        (formats.COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        (formats.COMPOUND + bytes(600) + "__substg1.0_".encode("utf-16-le"), "Outlook"),
        (WORD[: len(WORD) // 2], "avbrutet"),
    ],
)
def test_what_can_be_done_about_other_office_files_is_said(data: bytes, what: str) -> None:
    for name in ("rapport.doc", "rapport.docx", "rapport"):
        with pytest.raises(SourceError, match=what):
            readers.read(data, name)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["kajen.doc", "kajen.txt", "kajen.md", "kajen"])
def test_a_page_is_known_under_any_name_and_in_any_encoding(encoding: str, name: str) -> None:
    assert (
        readers.read(PAGE.encode(encoding), name).sections[0].text == "Kajen i Ekvik öppnar för sociala företag i maj."
    )


@pytest.mark.parametrize("name", ["kajen.mhtml", "kajen.htm", "kajen.eml"])
def test_a_page_that_a_browser_has_saved_in_one_file_is_read(name: str) -> None:
    reading = readers.read(SAVED.encode(), name)
    assert (reading.title, dict(reading.metadata)["url"]) == ("Kajen öppnar", "https://ekvik.example/kajen")
    assert reading.sections[0].text == "Kajen i Ekvik öppnar för sociala företag i maj."


def test_a_page_of_hundreds_of_megabytes_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST_TEXT", 1_000)
    monkeypatch.delattr(formats, "_is_markup")
    for name in ("kajen.html", "kajen.txt", "kajen.md"):
        with pytest.raises(SourceError, match="för stor"):
            readers.read(b"<html><body>" + b"<p>Kajen.</p>" * 1_000, name)


def test_endings_are_those_of_the_readers() -> None:
    assert {".html", ".htm", ".xhtml", ".txt", ".eml", ".md", ".pdf"} <= readers.SUFFIXES
    assert all(suffix.startswith(".") and suffix.islower() for suffix in readers.SUFFIXES)


def test_the_dispatcher_loads_no_reader_before_it_is_needed() -> None:
    heavy = "[name for name in ('bs4', 'pypdfium2', 'markdown_it', 'spacy') if name in sys.modules]"
    code = f"import sys; import ingest.readers; print({heavy})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_text_that_mentions_tags_is_text() -> None:
    note = "Anteckning om webben\n\nStycken skrivs <p> i webbens språk, och rader bryts med <br>.\n"
    assert "Stycken skrivs <p> i webbens språk" in readers.read(note.encode(), "web.txt").sections[0].text
    assert readers.read(PAGE.encode(), "sida.txt").title == "Kajen öppnar"
