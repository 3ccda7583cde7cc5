"""Files that make a careless reader work for hours. None of these takes a second; the size would show if one did."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.reading import SourceError

LETTER = "<title>Nyhetsbrev 3, mars 2022</title><h1>Nyhetsbrev 3, mars 2022</h1>"
ACT = '<p class="oj-ti-art">Artikel 1</p>'


def page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en rad.txt", "a" * 1_000_000),
        ("rader.txt", "rad och\n" * 10_000),
        ("länkar.txt", "(http://a" * 50_000),
        ("klamrar.txt", "[" * 200_000),
        ("brädgårdar.txt", "# " + "#" * 200_000 + "x"),
        ("tecken.txt", "Tips\n\n" + "." * 100_000 + "x"),
        ("vinklar.html", page("<" * 200_000)),
        ("kommentarer.html", page("<!--" * 30_000 + "--><p>Text.</p>")),
        ("brytningar.html", page(LETTER + "rad och<br>" * 3_000)),
        ("stilar.html", f"<html><head><style>{'/*' * 100_000}</style></head><body>{LETTER}Text.</body></html>"),
        ("noter.html", page(ACT + '<p id="n">' + '<a href="#n">1</a> ' * 2_000 + "</p>")),
        ("kod.md", "a" + "``a" * 20_000),
        ("lista.md", "* a\n" * 2_000),
    ],
)
def test_a_text_that_repeats_itself_is_read(name: str, text: str) -> None:
    assert readers.read(text.encode(), name).sections


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("djup.html", page("<div>" * 100_000 + "Text.").encode(), "nästlad"),
        ("djup.xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml"><body>' + b"<p>" * 100_000, "avbruten"),
        ("streck.txt", b"-" * 200_000, "tom"),
        ("nollor.txt", b"\0" * 200_000 + b"a\x01\x02\x03" * 100, "läsbar"),
        ("taggar.html", page("<p>a" * 200_001).encode(), "för många taggar: en webbsida får ha högst 200 000"),
        ("stor.html", b"<html><body>" + b"<p>Kajen</p>" * 5_000_000 + b"</body></html>", "för stor"),
    ],
)
def test_what_is_no_text_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        readers.read(data, name)


def test_a_few_zero_bytes_in_a_text_do_no_harm() -> None:
    text = "Kajen är isfri, och det är företagen också. " * 5
    damaged = text.encode().replace(b"isfri", b"is\0fri", 1)
    assert readers.read(damaged, "rad.txt").sections[0].text == text.strip()
