"""Web pages as municipalities and agencies publish them."""

from __future__ import annotations

import pytest

from index.document import Link
from ingest.readers import markup, webpage
from ingest.reading import Reading, SourceError

PAGE = """<!doctype html>
<html lang="sv-SE">
<head>
<title>Bymöten – Ekviks kommun</title>
<link rel="canonical" href="https://ekvik.se/moten/om">
<meta property="og:site_name" content="Ekviks kommun">
<meta property="article:published_time" content="2023-12-18T08:00:00+01:00">
</head>
<body class="cookies-accepted">
<header><a href="/">Till startsidan</a></header>
<nav><ul><li><a href="/a">Bo och bygga</a></li></ul></nav>
<div id="cookie-banner">Vi använder kakor.</div>
<main>
  <header><h1>Bymöten i&nbsp;<em>Ekvik</em></h1></header>
  <p>Alla är <strong>väl</strong>komna. Läs <a href="../regler.html">reglerna
     för möten</a>.</p>
  Frågor?<br>Ring växeln.
  <h2>Så går det till</h2>
  <ul><li>Ordet är fritt<ul><li>i fem minuter</li></ul></li><li><p>Kaffe finns.</p><p>Te också.</p></li></ul>
  <h4>Tider</h4>
  <table><caption>Våren</caption><tr><th>Dag</th><th>Tid</th></tr><tr><td>Måndag</td><td>18.30</td></tr></table>
  <form><label>Vad tyckte du?</label><button>Skicka</button></form>
  <script>track()</script>
  <h2>Tidigare möten</h2>
  <div><div><p>Det finns protokoll.</p></div></div>
</main>
<aside>Läs också</aside>
<footer>Kontakt</footer>
</body></html>"""


def read(html: str) -> Reading:
    return webpage.read(html.encode(), "sida.html")


def test_the_page_says_what_it_is() -> None:
    reading = read(PAGE)
    assert (reading.title, reading.published) == ("Bymöten i Ekvik", "2023-12-18")
    assert (reading.publisher, reading.language) == ("Ekviks kommun", "sv")
    assert dict(reading.metadata) == {"url": "https://ekvik.se/moten/om"}


def test_headings_and_their_text() -> None:
    assert [(section.heading, section.text) for section in read(PAGE).sections] == [
        (("Bymöten i Ekvik",), "Alla är välkomna. Läs reglerna för möten.\n\nFrågor?\nRing växeln."),
        (("Så går det till",), "• Ordet är fritt\n• i fem minuter\n• Kaffe finns.\n\nTe också."),
        (("Så går det till", "Tider"), "Våren\n\nDag | Tid\nMåndag | 18.30"),
        (("Tidigare möten",), "Det finns protokoll."),
    ]


def test_relative_links_become_whole() -> None:
    assert read(PAGE).sections[0].links == (Link("reglerna för möten", "https://ekvik.se/regler.html"),)


@pytest.mark.parametrize(
    ("head", "address", "leads_to"),
    [
        ("", None, None),
        ("", "https://ekvik.se/arkiv/brev?nr=1", "https://ekvik.se/arkiv/om.html"),
        ('<link rel="canonical" href="https://ekvik.se/kanonisk/brev">', None, "https://ekvik.se/kanonisk/om.html"),
        ('<base href="/delat/">', "https://ekvik.se/arkiv/brev", "https://ekvik.se/delat/om.html"),
        ('<base href="https://[">', "https://ekvik.se/arkiv/brev", "https://ekvik.se/arkiv/om.html"),
    ],
)
def test_a_relative_link_leads_from_where_the_page_was(head: str, address: str | None, leads_to: str | None) -> None:
    page = f"<html><head>{head}</head><body><h1>Brev</h1><p>Läs <a href='om.html'>om oss</a>.</p></body></html>"
    (section,) = webpage.read(page.encode(), "sida.html", address).sections
    assert [link.url for link in section.links] == ([leads_to] if leads_to else [])


def test_menus_notices_and_forms_are_kept_apart() -> None:
    html = PAGE.replace("<main>", "<div>").replace("</main>", "</div>")
    assert read(html).sections == read(PAGE).sections
    assert read(html).dropped == (
        "Till startsidan",
        "Bo och bygga",
        "Vi använder kakor.",
        "Vad tyckte du? Skicka",
        "Läs också",
        "Kontakt",
    )


def test_a_page_wrapped_in_a_form_is_read() -> None:
    reading = read("<html><body><form><h1>Byn</h1><p>Text.</p></form></body></html>")
    assert [section.text for section in reading.sections] == ["Text."]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    row = "<tr><td><h1>Byn</h1><p>Text.</p></td><td><h2>Mer</h2>Mer text.</td></tr>"
    reading = read(f"<html><body><table>{row}</table></body></html>")
    assert [(section.heading, section.text) for section in reading.sections] == [
        (("Byn",), "Text."),
        (("Mer",), "Mer text."),
    ]


def test_a_link_in_a_heading_belongs_to_its_section() -> None:
    reading = read('<html><body><h1>Nytt</h1><h2><a href="https://ekvik.se/1">Möte</a></h2><p>Kom!</p></body></html>')
    assert reading.sections[0].links == (Link("Möte", "https://ekvik.se/1"),)


def test_the_title_falls_back_to_what_the_head_says() -> None:
    reading = read("<html><head><title>Byn</title></head><body><p>Text.</p></body></html>")
    assert (reading.title, reading.sections[0].heading) == ("Byn", ("Byn",))


def test_xhtml_with_named_characters_keeps_every_word() -> None:
    reading = read(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>B&aring;t</h1>'
        "<p>12&nbsp;000 kronor &amp; en <b/>sko.</p></body></html>"
    )
    assert (reading.title, reading.sections[0].text) == ("Båt", "12 000 kronor & en sko.")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body><nav>Meny</nav></body></html>", "ingen text"),
        ("<html><body><p>Halva sidan", "avbruten"),
        ("<html><body>" + "<div>" * 20_000 + "text" + "</div>" * 20_000 + "</body></html>", "djupt nästlad"),
        ("   ", "tom"),
    ],
)
def test_what_is_wrong_is_said(html: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(html)


def test_a_page_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "LONGEST", 1_000)
    with pytest.raises(SourceError, match="för stor"):
        read("<p>" + "a" * 1_000)


def test_pictures_within_a_page_do_not_make_it_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "LONGEST", 1_000)
    assert read(f'<h1>Byn</h1><p>Text<img src="data:image/png;base64,{"A" * 2_000}">.</p>').sections[0].text == "Text."


def test_a_damaged_declaration_of_xml_is_passed_over() -> None:
    assert read('<?xml version="1.0" encoding="UTF-8"><div><h1>Byn</h1><p>Text.</p></div>').title == "Byn"
