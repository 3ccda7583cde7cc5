"""Stories in many layouts: every word once, in its place, and what pages print besides apart."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.readers import pdf
from ingest.reading import Reading
from tests.ingest.readers.prose import prose, words_in, words_of
from tests.ingest.readers.typeset import Box, Head, Item, Para, Part, Style, Table, typeset

SETTINGS = {
    "ragged": Style(),
    "justified": Style(justify=True, hyphenate=True, indent=True),
    "hyphenated": Style(hyphenate=True),
}
TOPICS = ("kultur", "byar", "lokaler", "affärer", "möten", "upphandling")
TABLE = (("Ort", "Antal", "Andel"), ("Ekvik", "12", "40 %"), ("Norrtuna", "7", "23 %"), ("Björkåsen", "112", "3 %"))


def story(seed: int, *, across: bool) -> tuple[list[Part], dict[str, str]]:
    """Return chapters with tables, boxes and lists, and the notes that they cite."""
    chance = random.Random(seed)  # noqa: S311 - invented text
    parts: list[Part] = []
    notes: dict[str, str] = {}
    for number in range(1, 7):
        parts.append(Head(f"{number} Kapitel om {TOPICS[number % 6]}", 16, across=across))
        for _ in range(chance.randint(2, 4)):
            words = prose(chance, chance.randint(2, 5)).split()
            if chance.random() < 0.5:
                label = str(len(notes) + 1)
                notes[label] = "Ibid." if len(notes) % 5 == 4 else prose(chance, 1)
                place = chance.choice([at for at, word in enumerate(words[1:-1], 1) if word.strip(".,").isalpha()])
                words[place] += f"^{label}"
            parts.append(Para(" ".join(words)))
        parts += [Table(TABLE, ruled=number % 2 == 0)] if number % 3 == 0 else []
        parts.append(Para(prose(chance, 3)))
        parts += [Box(f"Fakta om {number} byar", prose(chance, 2))] if number % 2 == 0 else []
        parts += [Para(prose(chance, 2)), Item(prose(chance, 1)), Item(prose(chance, 1))]
    return parts, notes


def expected(parts: list[Part], notes: dict[str, str]) -> Iterator[str]:
    """Yield the texts of a story as a reading has them: notes and boxes after the text of their section."""
    waiting: list[str] = []
    boxes: list[str] = []
    for part in parts:
        match part:
            case Head(text):
                yield from (*waiting, *boxes, text)
                waiting, boxes = [], []
            case Para(text) | Item(text):
                yield text.replace("^", " ")
                waiting += [f"{label} {notes[label]}" for label in re.findall(r"\^(\d+)", text)]
            case Box(heading, text):
                boxes += [heading, text]
            case Table(rows):
                yield from (" ".join(row) for row in rows)
    yield from (*waiting, *boxes)


@pytest.mark.parametrize(("order", "seed"), [("set", 0), ("lines", 1), ("backwards", 2)])
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_word_is_read_once_and_in_its_place(columns: int, order: str, setting: str, seed: int) -> None:
    parts, notes = story(seed, across=seed % 2 == 0)
    heads = ("Handbok", "Norrtuna byråd")
    style = replace(SETTINGS[setting], columns=columns, order=order, heads=heads, notes=notes)
    reading = pdf.read(typeset(parts, style), "handbok.pdf")
    assert words_of(reading) == words_in(expected(parts, notes))
    if columns == 1 or (SETTINGS[setting].indent and columns == 2):
        whole = {paragraph for section in reading.sections for paragraph in section.text.split("\n\n")}
        assert {re.sub(r"\^(\d+)([.,]?)", r"[\1]\2", part.text) for part in parts if isinstance(part, Para)} <= whole
    assert {section.heading[0] for section in reading.sections} == {p.text for p in parts if isinstance(p, Head)}
    assert {"Handbok", "Norrtuna byråd", "1", "2"} <= set(reading.dropped)


@pytest.fixture(scope="module")
def report() -> Reading:
    parts: list[Part] = [
        Head("Rapport från byarna", 24, across=True),
        Head("Byarnas lokaler", 16),
        Para("Byrådet räknar varje höst de lokaler^1 som byarna har gemensamt, och säger till kommun-^2 och region."),
        Box("Så räknas lokalerna", "En lokal är ett rum med tak och dörr. Hus utan tak räknas inte alls i Ekvik."),
        Para("Resultatet blev så här i de tre byar som svarade på byrådets fråga under den gångna hösten:"),
        Table(TABLE),
        Item("Ekvik fick en ny lokal."),
        Item("Norrtuna rev en gammal."),
    ]
    notes = {"1": "Med lokal menas här rum.", "2": "Norrtuna region."}
    return pdf.read(typeset(parts, Style(columns=2, notes=notes)), "rapport.pdf")


def test_a_table_is_rows_with_its_head_in_its_place(report: Reading) -> None:
    assert "hösten:\n\nOrt | Antal | Andel\nEkvik | 12 | 40 %\nNorrtuna | 7 | 23 %\n" in report.sections[0].text


def test_a_note_stands_after_the_text_of_the_section_that_cites_it(report: Reading) -> None:
    text = report.sections[0].text
    assert "lokaler[1] som byarna" in text
    assert text.endswith("• Norrtuna rev en gammal.\n\n[1] Med lokal menas här rum.\n\n[2] Norrtuna region.")


def test_a_fact_box_is_a_section_under_the_one_that_it_stands_in(report: Reading) -> None:
    box = report.sections[1]
    assert box.heading == ("Byarnas lokaler", "Så räknas lokalerna")
    assert box.text == "En lokal är ett rum med tak och dörr. Hus utan tak räknas inte alls i Ekvik."
