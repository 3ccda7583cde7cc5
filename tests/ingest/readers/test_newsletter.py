"""One letter in every layout: each sentence stands in its item, and nothing of the tool's own does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from ingest import readers
from ingest.reading import Reading, Section
from tests.ingest.readers.layouts import (
    JUNK,
    MARKUP,
    PLAIN,
    Address,
    Bullets,
    Closing,
    Letter,
    Story,
    Text,
    headings,
    mail,
    plain,
    plain_addresses,
)
from tests.ingest.readers.letters import EKVIK, LETTERS


def flat(text: str) -> str:
    """Return a text without addresses of links and without regard to space and case."""
    return " ".join(re.sub(r"[(<]?https?://\S+", "", text).split()).casefold()


def sentences(story: Story) -> Iterator[str]:
    for block in story.blocks:
        match block:
            case Text(words) | Closing(words, _):
                yield words
            case Bullets(items):
                yield from items
            case Address(lines):
                yield from lines


def section_of(story: Story, reading: Reading) -> Section:
    title = flat(" ".join(filter(None, (story.heading, story.subtitle))))
    (section,) = [section for section in reading.sections if section.heading and flat(section.heading[-1]) == title]
    return section


def assert_is(reading: Reading, letter: Letter) -> None:
    """Assert that a reading has the letter's items, each with all of its sentences and with no others."""
    assert (reading.title, reading.published, reading.kind) == (letter.title, letter.published, "nyhetsbrev")
    assert len(reading.sections) == len(letter.stories), [section.heading for section in reading.sections]
    for story in letter.stories:
        section = section_of(story, reading)
        assert section.item_kind == story.kind
        assert section.heading[:-1] == ((story.label,) if story.label else ())
        rest = flat(section.text)
        for sentence in sorted(sentences(story), key=len, reverse=True):
            assert flat(sentence) in rest
            rest = rest.replace(flat(sentence), "", 1)
        assert not re.search(r"\w", rest), f"{story.heading}: {rest}"


def assert_has_links(reading: Reading, letter: Letter) -> None:
    for story in letter.stories:
        links = {(link.text, link.url) for link in section_of(story, reading).links}
        assert {(block.words, block.url) for block in story.blocks if isinstance(block, Closing)} <= links


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("layout", MARKUP)
def test_every_sentence_of_html_lands_in_its_item(letter: str, layout: str) -> None:
    reading = readers.read(MARKUP[layout](LETTERS[letter]).encode(), "utskick.html")
    assert_is(reading, LETTERS[letter])
    assert_has_links(reading, LETTERS[letter])


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("layout", PLAIN)
def test_every_sentence_of_plain_text_lands_in_its_item(letter: str, layout: str) -> None:
    assert_is(readers.read(PLAIN[layout](LETTERS[letter]).encode(), "utskick.txt"), LETTERS[letter])


@pytest.mark.parametrize("layout", MARKUP)
def test_indented_markup_reads_the_same(layout: str) -> None:
    markup = BeautifulSoup(MARKUP[layout](EKVIK), "lxml").prettify()
    assert_is(readers.read(markup.encode(), "utskick.html"), EKVIK)


@pytest.mark.parametrize("layout", MARKUP)
def test_a_mail_with_both_parts_reads_as_its_html(layout: str) -> None:
    data = mail(EKVIK, MARKUP[layout](EKVIK), plain_addresses(EKVIK))
    reading = readers.read(data, "utskick.eml")
    assert_is(reading, EKVIK)
    assert_has_links(reading, EKVIK)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1"])
@pytest.mark.parametrize("layout", ["headings", "plain"])
def test_other_encodings_read_the_same(encoding: str, layout: str) -> None:
    written = headings(EKVIK).replace("”", "&#8221;") if layout == "headings" else plain(EKVIK)
    data = written.replace("•", "*").replace("”", '"').encode(encoding)
    reading = readers.read(data, "utskick.html" if layout == "headings" else "utskick.txt")
    assert [section.item_kind for section in reading.sections] == [story.kind for story in EKVIK.stories]
    assert "som odlar samarbeten. I somras" in reading.sections[1].text
    assert "näringslivsstrateg" in reading.sections[2].text


@pytest.mark.parametrize("layout", MARKUP)
def test_what_the_tool_added_is_left_out_and_kept_to_be_seen(layout: str) -> None:
    reading = readers.read(MARKUP[layout](EKVIK).encode(), "utskick.html")
    text = " ".join(section.text for section in reading.sections)
    dropped = " ".join(reading.dropped)
    assert [words for words in JUNK if words in text] == []
    assert [words for words in JUNK if words not in dropped] == []
    assert "DOLD FÖR OUTLOOK" not in text


def test_plain_text_inside_a_web_page_reads_as_plain_text() -> None:
    markup = f"<html><head><title>Utskick</title></head><body><pre>{plain(EKVIK)}</pre></body></html>"
    assert_is(readers.read(markup.encode(), "utskick.html"), EKVIK)
