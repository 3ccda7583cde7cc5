from __future__ import annotations

from markupsafe import Markup, escape

from index.document import Link, Passage
from ui.passage_text import host, shown_text, web_address


def html(text: str, *links: Link) -> str:
    passage = Passage(id="d#a", anchor="a", heading=("Rubrik",), text=text, links=links)
    return str(shown_text(passage, mark).html)


def mark(text: str) -> Markup:
    return escape(text)


def test_paragraphs_and_lists_are_set_as_such() -> None:
    assert html("Först detta.\n\nDet gäller:\n• ett\n• två") == (
        "<p>Först detta.</p>\n<p>Det gäller:</p>\n<ul><li>ett</li><li>två</li></ul>"
    )


def test_links_stand_where_their_words_stand() -> None:
    shown = html("Läs avtalet och planen.", Link("planen", "https://b.example"), Link("avtalet", "https://a.example"))
    assert shown == ('<p>Läs <a href="https://a.example">avtalet</a> och <a href="https://b.example">planen</a>.</p>')


def test_a_link_whose_words_are_missing_is_listed_and_a_dangerous_one_is_not_linked() -> None:
    links = (Link("mer", "https://mer.example"), Link("här", "javascript:alert(1)"))
    passage = Passage(id="d#a", anchor="a", heading=(), text="Klicka här.", links=links)
    shown = shown_text(passage, mark)
    assert str(shown.html) == "<p>Klicka här.</p>"
    assert [(way.text, way.address) for way in shown.other_links] == [("mer", "https://mer.example")]


def test_text_of_a_source_is_never_html() -> None:
    assert "<script>" not in html("<script>alert(1)</script> & mer", Link("<b>", 'https://x.example/"><script>'))


def test_only_addresses_of_the_web_are_linked() -> None:
    assert web_address(" https://ekvik.example ") == "https://ekvik.example"
    assert [web_address(url) for url in (None, "", "data:text/html,x", "http://[fel", "ftp://x")] == [None] * 5


def test_a_link_to_elsewhere_names_the_site_without_its_www() -> None:
    addresses = ("https://www.ekvik.example/a?b", "http://norrtuna.example:8080", "mailto:anna@ekvik.example")
    assert [host(address) for address in addresses] == ["ekvik.example", "norrtuna.example", ""]
