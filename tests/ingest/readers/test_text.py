"""Plain text that is no newsletter."""

from __future__ import annotations

from ingest import readers

NOTES = """Anteckningar från mötet i Ekvik

BAKGRUND

Kommunen köper cykelvård av ett kooperativ sedan i våras.
Avtalet löper i två år.

Det fortsätter så
-----------------

Nästa möte hålls i Norrtuna. Då gäller det:

* lokalen på kajen
* avtalet om frukost
"""


def test_headings_paragraphs_and_lists_are_found() -> None:
    reading = readers.read(NOTES.encode(), "anteckningar.txt")
    assert (reading.title, reading.kind) == ("Anteckningar från mötet i Ekvik", None)
    assert [(section.heading, section.text) for section in reading.sections] == [
        (("BAKGRUND",), "Kommunen köper cykelvård av ett kooperativ sedan i våras.\n\nAvtalet löper i två år."),
        (
            ("Det fortsätter så",),
            "Nästa möte hålls i Norrtuna. Då gäller det:\n\n• lokalen på kajen\n• avtalet om frukost",
        ),
    ]


def test_a_text_without_headings_is_one_section() -> None:
    reading = readers.read("Kajen är isfri, och det är företagen också.\n".encode(), "rad.txt")
    assert (reading.title, reading.sections[0].text) == (None, "Kajen är isfri, och det är företagen också.")


def test_a_single_line_is_kept() -> None:
    reading = readers.read("Lokalen på kajen".encode(), "rad.txt")
    assert reading.sections[0].text == "Lokalen på kajen"


def test_wrapped_paragraphs_are_made_whole() -> None:
    text = (
        "Kommunen har under året prövat att köpa cykelvård av ett kooperativ i\nNorrtuna, och erfarenheterna är goda, "
        "trots att det tog tid att komma i\ngång. Nämnden vill gå vidare nästa år och har satt av "
        "pengar i budgeten för\nfyra nya avtal.\n"
    )
    (section,) = readers.read(text.encode(), "text.txt").sections
    assert "\n" not in section.text
