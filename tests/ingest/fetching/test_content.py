"""Telling a text from walls, error pages and other things that servers send instead."""

from __future__ import annotations

import httpx
import pytest

from ingest.fetching.answers import Answer
from ingest.fetching.content import Arrival, arrival, judge
from ingest.fetching.failures import FetchError
from ingest.reading import SourceError
from tests.ingest.fetching.site import letter

PDF = b"%PDF-1.7 ..."
LOGIN = """<html><head><title>Ekvik</title></head><body><h1>Medlemmar</h1><p>Bara för medlemmar.</p>
<form><input name="losen" type="password"></form></body></html>"""
SCRIPT = "<html><body><h1>Ekvik</h1><noscript>Du måste slå på JavaScript.</noscript></body></html>"


def came(content: bytes, kind: str, *, asked: str = "/brev", answered: str = "") -> Arrival:
    site = httpx.URL("https://ekvik.example")
    headers = httpx.Headers({"content-type": kind} if kind else {})
    answer = Answer(url=site.join(answered or asked), status=200, headers=headers, content=content)
    return arrival(answer, site.join(asked))


@pytest.mark.parametrize(
    ("content", "kind", "asked", "suffix"),
    [
        (letter(), "text/html; charset=utf-8", "/brev", ".html"),
        (letter(), "application/xhtml+xml", "/resource/celex/52024DC0987", ".xhtml"),
        (PDF, "application/pdf", "/rapport", ".pdf"),
        (PDF, "text/html", "/rapport.pdf", ".pdf"),
        (PDF, "application/octet-stream", "/hamta?id=7", ".pdf"),
        (PDF, "", "/rapport.pdf", ".pdf"),
        (letter(), "", "/brev", ".html"),
        ("Ett brev från Ekvik.".encode(), "text/plain", "/brev", ".txt"),
        ("# Ett brev från Ekvik".encode(), "application/octet-stream", "/brev.md", ".md"),
    ],
)
def test_a_file_gets_the_ending_of_what_it_is(content: bytes, kind: str, asked: str, suffix: str) -> None:
    assert came(content, kind, asked=asked).suffix == suffix


@pytest.mark.parametrize(
    ("content", "kind", "asked", "sentence"),
    [
        (b"\x89PNG", "image/png", "/bild", "Svaret är av en typ som inte går att läsa in (image/png)."),
        (b"{}", "application/json", "/api", "Svaret är av en typ som inte går att läsa in (application/json)."),
        (letter(), "application/pdf", "/rapport", "Svaret utger sig för att vara en PDF men är ingen."),
        (letter(), "text/html", "/rapport.PDF", "Adressen ska ge en PDF men svarar med en webbsida."),
    ],
)
def test_a_wrong_type_is_said(content: bytes, kind: str, asked: str, sentence: str) -> None:
    with pytest.raises(FetchError) as caught:
        came(content, kind, asked=asked)
    assert str(caught.value) == sentence


def test_a_page_that_is_gone_and_leads_to_the_front_page_is_not_the_page() -> None:
    with pytest.raises(FetchError, match="startsida"):
        came(letter(), "text/html", asked="/arkiv/brev-1", answered="/")
    assert came(letter(), "text/html", asked="/", answered="/").suffix == ".html"


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (b"", "Filen är tom."),
        (LOGIN.encode(), "Sidan kräver inloggning."),
        (SCRIPT.encode(), "Sidan visar sin text bara med JavaScript."),
        (letter()[:-30], "Filen är avbruten: slutet saknas."),
        *((letter(title), "Sidan kräver inloggning.") for title in ("Logga in", "Sign in to continue")),
        *((letter(title), "Sidan visar bara en fråga om kakor.") for title in ("Vi använder kakor", "Cookies")),
        *((letter(title), "Servern svarar med en felsida.") for title in ("Fel", "Ett oväntat fel har inträffat")),
        *(
            (letter(title), "Servern svarar med en felsida: innehållet finns inte.")
            for title in ("404", "Sidan kunde inte hittas", "Hoppsan! Sidan finns inte", "Page not found – Ekvik")
        ),
        (letter("Just a moment..."), "Sidan släpper bara fram den som visar att den inte är ett program."),
    ],
)
def test_what_is_no_text_of_the_source_is_said(page: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        judge(Arrival(page, ".html"))
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "page",
    [
        letter(),
        letter("Så gör ni fel i upphandlingar – och rätt"),
        letter("Kooperativet Dokumentet finns i Ekvik"),
        letter("En robot i vården"),
        letter("Förordning (2024:404) om stöd"),
        letter("Kakor från ett socialt företag i Ekvik"),
        letter("Logga in i Ekviks nya tjänst", "Tjänsten är öppen för alla. " * 40),
        letter(more="text " * 50).replace(b"</main>", b'</main><form><input type="password"></form>'),
        b"<html><body><h1>Ekvik</h1><p>Tolv kommuner deltar.</p></body></html>",
    ],
)
def test_a_text_is_taken_for_what_it_is(page: bytes) -> None:
    judge(Arrival(page, ".html"))
