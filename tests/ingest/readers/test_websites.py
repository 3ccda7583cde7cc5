"""The same articles from the systems of many publishers: nothing of the text is lost, and nothing else comes along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from index.document import Link
from ingest.readers import webpage
from ingest.reading import Reading
from tests.ingest.readers.articles import (
    ARTICLES,
    Accordion,
    Article,
    Box,
    Bullets,
    Heading,
    Links,
    Table,
    Terms,
    Text,
)
from tests.ingest.readers.websites import COOKIES, FOOTER, SITES

UNDATED = {"divs", "tables", "wix"}
UNMARKED = {"tables", "wiki", "wix"}
"""Sites that do not mark a question as a heading."""
PAGES = list(product(SITES, ARTICLES))


def read(html: str) -> Reading:
    return webpage.read(html.encode(), "sida.html")


def pieces(article: Article) -> Iterator[tuple[str | None, str]]:
    """Yield the pieces of text of an article, each with the heading that it stands under (None: any)."""
    heading: str | None = article.title
    yield heading, article.lead
    for block in article.blocks:
        match block:
            case Heading(_, words):
                heading = words
            case Text(words):
                yield heading, words
            case Bullets(items):
                yield from ((heading, item) for item in items)
            case Table(rows):
                yield from ((heading, " | ".join(row)) for row in rows)
            case Terms(pairs):
                yield from ((heading, part) for pair in pairs for part in pair)
            case Accordion(pairs):
                yield from ((question, answer) for question, answer in pairs)
            case Links(entries):
                yield from ((None, words) for words, _, _ in entries)
                yield from ((None, more) for _, _, more in entries if more)
            case Box(_, lines):
                yield from ((None, line) for line in lines)


def headings(article: Article) -> Iterator[str]:
    for block in article.blocks:
        if isinstance(block, (Heading, Box)):
            yield block.words if isinstance(block, Heading) else block.heading
        elif isinstance(block, Accordion):
            yield from (question for question, _ in block.pairs)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]\w+", text.casefold()))


@pytest.mark.parametrize(("site", "name"), PAGES)
def test_every_piece_stands_once_under_its_heading(site: str, name: str) -> None:
    article = ARTICLES[name]
    reading = read(SITES[site](article))
    assert reading.title == article.title
    for heading, piece in pieces(article):
        holding = [section.heading for section in reading.sections if piece in " | ".join(section.text.split("\n"))]
        if heading is None:
            assert holding or any(piece in section.heading for section in reading.sections), piece
        else:
            assert holding, piece
            assert any(heading in path for path in holding) or site in UNMARKED, (piece, holding)


@pytest.mark.parametrize(("site", "name"), PAGES)
def test_every_heading_is_kept_and_nothing_else_comes_along(site: str, name: str) -> None:
    article = ARTICLES[name]
    reading = read(SITES[site](article))
    text = " ".join([article.title, *(part for s in reading.sections for part in (*s.heading, s.text))])
    assert all(heading in text for heading in headings(article))
    known = words(" ".join([article.title, *headings(article), *(piece for _, piece in pieces(article))]))
    assert set(words(text)) - set(known) <= ({"norrtuna", "hembygds", "webb"} if site == "tables" else set())


@pytest.mark.parametrize("site", SITES)
def test_what_was_left_out_can_be_seen(site: str) -> None:
    page = SITES[site](ARTICLES["nyhet"])
    dropped = " ".join(read(page).dropped)
    assert FOOTER[:40] in dropped
    assert (COOKIES in page) == (COOKIES in dropped)


@pytest.mark.parametrize("site", SITES.keys() - UNDATED)
def test_the_date_is_found_where_the_system_prints_it(site: str) -> None:
    article = ARTICLES["begrepp"]
    said = "2021-05-03" if site == "wiki" else article.published
    assert read(SITES[site](article)).published == said


@pytest.mark.parametrize("site", SITES)
def test_links_that_are_the_content_keep_their_addresses(site: str) -> None:
    found = {link for section in read(SITES[site](ARTICLES["lista"])).sections for link in section.links}
    assert Link("Cykelsmedjan", "https://cykel.example/") in {
        Link(link.text.split(" Service")[0], link.url) for link in found
    }
    assert all(".example/" in link.url for link in found)


# What single pages have taught.


def test_a_page_about_cookies_is_read() -> None:
    text = "<p>Vi använder kakor för att minnas vad du har valt. De sparas i ett år.</p>"
    reading = read(f"<html><body><main><h1>Om kakor</h1><div class='cookie-policy'>{text}</div></main></body></html>")
    assert reading.sections[0].text.startswith("Vi använder kakor för att minnas")


def test_a_page_inside_the_state_of_its_notice_is_read() -> None:
    notice = "<div class='cookie-banner'><h1>Kakor</h1><p>Vi använder kakor.</p></div>"
    for inner in ("<h1>Byar</h1><p>Text.</p>", f"{notice}<h1>Byar</h1><p>Text.</p>"):
        reading = read(f"<html><body><div class='cookies-accepted'>{inner}</div></body></html>")
        assert reading.sections[-1].text == "Text."
    assert reading.dropped == ("Kakor Vi använder kakor.",)


def test_a_section_is_not_taken_for_tools_by_the_name_of_its_subject() -> None:
    body = "<div id='social-ekonomi' class='page-social-ekonomi'><p>Social ekonomi finns i varje kommun.</p></div>"
    reading = read(f"<html><body><main><h1>Ekvik</h1>{body}</main></body></html>")
    assert reading.sections[0].text == "Social ekonomi finns i varje kommun."


def test_the_text_goes_on_after_a_box_and_after_an_answer() -> None:
    box = "<aside><h2>Fakta</h2><p>Elva byar.</p></aside>"
    answer = "<details><summary>Varför?</summary><p>Därför.</p></details>"
    page = f"<main><h1>Byar</h1><h2>Nuläge</h2><p>Ett.</p>{box}<p>Två.</p>{answer}<p>Tre.</p></main>"
    assert [(section.heading, section.text) for section in read(f"<html><body>{page}</body></html>").sections] == [
        (("Nuläge",), "Ett.\n\nTvå.\n\nTre."),
        (("Fakta",), "Elva byar."),
        (("Nuläge", "Varför?"), "Därför."),
    ]


def test_what_no_button_shows_is_left_out() -> None:
    hidden = "<div hidden>Sessionen har gått ut.</div><div style='display:none'>Laddar …</div>"
    shown = (
        "<button aria-expanded='false' aria-controls='a'>Hur?</button><p>Mellan.</p><div id='a' hidden>Så här.</div>"
    )
    reading = read(f"<html><body><main><h1>Byar</h1><p>Text.</p>{hidden}<div>{shown}</div></main></body></html>")
    text = " ".join(section.text for section in reading.sections)
    assert "Så här." in text
    assert set(reading.dropped) == {"Sessionen har gått ut.", "Laddar …"}


def test_whom_to_ask_counts_beside_the_main_part_too() -> None:
    aside = "<aside><h2>Kontakt</h2><p>Ebba Ekman, 0123-45 67 89</p></aside><aside><h2>Vädret</h2><p>Sol.</p></aside>"
    reading = read(f"<html><body><main><h1>Byar</h1><p>Text.</p></main>{aside}</body></html>")
    assert [section.heading for section in reading.sections] == [("Byar",), ("Kontakt",)]
    assert reading.dropped == ("Vädret Sol.",)


def test_links_to_read_on_stay_where_they_are_explained() -> None:
    more = "<h2>Läs också</h2><p>Handboken förklarar hur avtalet räknas upp varje år: <a href='/h'>handboken</a>.</p>"
    reading = read(f"<html><body><main><h1>Byar</h1><p>Text.</p>{more}</main></body></html>")
    assert reading.sections[-1].heading == ("Läs också",)


def test_the_source_of_a_quotation_stays() -> None:
    quote = "<blockquote><p>Vi målade fönster.</p><footer>Nils Näs, ordförande</footer></blockquote>"
    reading = read(f"<html><body><main><h1>Kajen</h1>{quote}</main></body></html>")
    assert reading.sections[0].text == "Vi målade fönster.\n\nNils Näs, ordförande"


def test_a_sentence_that_begins_like_a_date_stays() -> None:
    text = "<p>Publicerad forskning visar att byar med butik växer.</p><p>Senast uppdaterad: 3 maj 2021</p>"
    reading = read(f"<html><body><main><h1>Byar</h1>{text}</main></body></html>")
    assert reading.sections[0].text == "Publicerad forskning visar att byar med butik växer."
    assert reading.published == "2021-05-03"


def test_the_title_is_said_without_the_name_of_the_site() -> None:
    page = "<html><head><title>Byar | Ekvik</title></head><body><main><h2>Byar</h2><p>Text.</p></main></body></html>"
    assert read(page).title == "Byar"
