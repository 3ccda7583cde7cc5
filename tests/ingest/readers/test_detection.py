"""What a file is shows in its content; its name comes second."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ingest import readers
from ingest.reading import SourceError
from tests.ingest.readers.layouts import MARKUP, headings, plain
from tests.ingest.readers.letters import EKVIK, LETTERS

PAGE = (
    '<!DOCTYPE html><html lang="sv"><head><title>Kajen</title></head><body><nav><a href="/nyhetsbrev">Nyhetsbrev</a>'
    "<a href='/'>Start</a></nav><main><h1>Kajen öppnar</h1><p>Kajen i Ekvik öppnar för sociala "
    "företag i maj.</p></main></body></html>"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
OFFICE = b"PK\x03\x04" + bytes(200)


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
    assert (reading.title, reading.kind) == ("Kajen öppnar", None)
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


def test_endings_are_those_of_the_readers() -> None:
    assert {".html", ".htm", ".xhtml", ".txt", ".eml", ".md", ".pdf"} <= readers.SUFFIXES
    assert all(suffix.startswith(".") and suffix.islower() for suffix in readers.SUFFIXES)


def test_the_dispatcher_loads_no_reader_before_it_is_needed() -> None:
    heavy = "[name for name in ('bs4', 'pdfplumber', 'markdown_it', 'spacy') if name in sys.modules]"
    code = f"import sys; import ingest.readers; print({heavy})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_text_that_mentions_tags_is_text() -> None:
    note = "Anteckning om webben\n\nStycken skrivs <p> i webbens språk, och rader bryts med <br>.\n"
    assert "Stycken skrivs <p> i webbens språk" in readers.read(note.encode(), "web.txt").sections[0].text
    assert readers.read(PAGE.encode(), "sida.txt").title == "Kajen öppnar"
