"""One report as LibreOffice and Chromium print it, with tags, with bookmarks, with neither: the same reading."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from ingest.readers import pdf
from ingest.reading import Reading
from tests.ingest.readers.programs import (
    Block,
    Bullets,
    Columns,
    Fact,
    Grid,
    Heading,
    Text,
    as_fodt,
    as_html,
    print_with_chromium,
    print_with_libreoffice,
)
from tests.ingest.readers.prose import prose, words_in, words_of

TITLE = "Byföretag som goda grannar"
TABLE = (
    ("Ort", "Föreningar som svarade på byrådets enkät", "Andel"),
    ("Ekvik", "12", "40 %"),
    ("Norrtuna", "7", "23 %"),
)


def report(*, has_notes: bool) -> tuple[list[Block], dict[str, str]]:
    chance = random.Random(7)  # noqa: S311 - invented text
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    for number, topic in enumerate(("byar", "lokaler", "upphandling"), 1):
        blocks.append(Heading(f"{number} Kapitel om {topic}"))
        for _ in range(3):
            label = str(len(notes) + 1)
            notes[label] = f"Se byrådets {label} protokoll och https://ekvik.example/{label}."
            blocks.append(Text(f"{prose(chance, 2)[:-1]}{'^' + label if has_notes else ''}. {prose(chance, 2)}"))
        blocks += [Heading(f"{number}.1 Spalter om {topic}", 2), Columns(tuple(prose(chance, 4) for _ in range(4)))]
        blocks += [Bullets((prose(chance, 1), prose(chance, 1))), Fact(f"Fakta om {topic}", prose(chance, 2))]
        blocks += [Grid(TABLE), Text(prose(chance, 3))]
    return blocks, notes


def expected(blocks: list[Block], notes: dict[str, str]) -> Iterator[str]:
    """Yield the texts of a report as a reading has them: notes and boxes after the text of their section."""
    waiting: list[str] = []
    boxes: list[str] = []
    for block in blocks:
        match block:
            case Heading(text):
                yield from (*waiting, *boxes, text)
                waiting, boxes = [], []
            case Text(text):
                yield text.replace("^", " ")
                waiting += [f"{label} {notes[label]}" for label in re.findall(r"\^(\d+)", text)]
            case Columns(texts) | Bullets(texts):
                yield from texts
            case Fact(heading, text):
                boxes += [heading, text]
            case Grid(rows):
                yield from (" ".join(row) for row in rows)
    yield from (*waiting, *boxes)


VARIANTS = {"plain": {}, "tagged": {"UseTaggedPDF": True}, "bookmarks": {"ExportBookmarks": True}}


@pytest.fixture(scope="module", params=VARIANTS)
def from_libreoffice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    blocks, notes = report(has_notes=True)
    fodt = as_fodt(TITLE, ["En handbok från Norrtuna", "Oktober 2021"], blocks, notes)
    options = {"UseTaggedPDF": False, "ExportBookmarks": False, **VARIANTS[request.param]}
    return pdf.read(print_with_libreoffice(fodt, tmp_path_factory.mktemp("libreoffice"), **options), "rapport.pdf")


@pytest.fixture(scope="module")
def from_chromium(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    html = as_html(TITLE, report(has_notes=False)[0])
    return pdf.read(print_with_chromium(html, tmp_path_factory.mktemp("chromium")), "rapport.pdf")


def test_libreoffice_every_word_in_its_place(from_libreoffice: Reading) -> None:
    assert from_libreoffice.title == TITLE
    cover = [TITLE, "En handbok från Norrtuna", "Oktober 2021"]
    assert words_of(from_libreoffice) == words_in([*cover, *expected(*report(has_notes=True))])


def test_libreoffice_headings_nest_and_have_their_pages(from_libreoffice: Reading) -> None:
    sections = from_libreoffice.sections
    assert [section.heading for section in sections[1:4]] == [
        ("1 Kapitel om byar",),
        ("1 Kapitel om byar", "1.1 Spalter om byar"),
        ("1 Kapitel om byar", "1.1 Spalter om byar", "Fakta om byar"),
    ]
    pages = [section.page for section in sections if section.page]
    assert (pages[:2], pages) == ([1, 3], sorted(pages))
    assert from_libreoffice.published == "2021-10"


def test_libreoffice_heads_and_contents_are_kept_apart(from_libreoffice: Reading) -> None:
    dropped = "\n".join(from_libreoffice.dropped)
    assert dropped.count("Norrtuna byråd – sida") == max(section.page or 0 for section in from_libreoffice.sections)
    assert "Innehåll\n1 Kapitel om byar...." in dropped
    assert "\n2 Kapitel om lokaler\n" in dropped


def test_chromium_every_word_in_its_place(from_chromium: Reading) -> None:
    assert from_chromium.title == TITLE
    assert words_of(from_chromium) == words_in([TITLE, *expected(*report(has_notes=False))])


def test_chromium_tables_lists_and_nesting_come_from_the_tags(from_chromium: Reading) -> None:
    section = next(section for section in from_chromium.sections if section.heading[-1] == "1.1 Spalter om byar")
    assert section.heading == ("1 Kapitel om byar", "1.1 Spalter om byar")
    assert "\n\nOrt | Föreningar som svarade på byrådets enkät | Andel\nEkvik | 12 | 40 %\n" in section.text
    assert section.text.count("\n• ") == 2
    assert any("rapport.html" in line for line in from_chromium.dropped)
