"""A reading becomes a document: whose metadata counts, and ids of passages that people link to."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from index.document import Document
from ingest.assemble import assemble
from ingest.corpus import SourceFile
from ingest.corrections import CORRECTABLE, Correction
from ingest.reading import Reading, Section
from ingest.sources import Source

SOURCE = Source(
    id="brev1", title="Brev 1", publisher="Ekvik", kind="nyhetsbrev", language="sv", rights="Skyddat.", published="2022"
)


PUBLISHERS = {"Ekviks Föreningsråd": "EFR", "EFR": "EFR"}


def document(*headings: tuple[str, ...], source: Source | None = None, **said: str) -> Document:
    sections = tuple(Section(heading=heading, text=f"Text {number}.") for number, heading in enumerate(headings))
    reading = Reading(title="Läst titel", sections=sections, metadata=tuple(said.items()), published="1999", kind="lag")
    return assemble(SourceFile(Path("brev1.html"), "brev1", source), reading, "hash", PUBLISHERS, Correction())


def ids(*headings: tuple[str, ...]) -> list[str]:
    return [passage.anchor for passage in document(*headings).passages]


def test_the_catalogue_goes_before_the_file_and_the_file_before_what_was_guessed() -> None:
    assert (document(("A",), source=SOURCE).title, document(("A",), source=SOURCE).provenance) == ("Brev 1", "digest")
    said = document(("A",), title="Sagd titel", published="2020-05")
    assert (said.title, said.published, said.kind, said.provenance) == ("Sagd titel", "2020-05", "lag", "original")
    assert document(("A",)).publisher == "Okänd utgivare"


def test_how_sure_the_address_is_and_what_is_uncertain_come_along() -> None:
    known = replace(SOURCE, url="https://ekvik.example/brev1", address="derived", note="Läst i en kopia.")
    found = document(("A",), source=known)
    assert (found.address, found.note) == ("derived", "Läst i en kopia.")
    assert document(("A",), source=replace(known, url=None)).address is None
    assert (document(("A",)).address, document(("A",)).note) == (None, None)


def test_a_correction_goes_before_all_the_rest() -> None:
    whole = Correction(
        title="Rätt titel",
        kind="rapport",
        publisher="Norrtuna",
        published="2021-03-04",
        url="https://norrtuna.example/",
        language="en",
        rights="Fritt.",
    )
    reading = Reading(title="Läst", sections=(Section(heading=("A",), text="Text."),), metadata=(("title", "Sagd"),))
    corrected = assemble(SourceFile(Path("brev1.html"), "brev1", SOURCE), reading, "hash", PUBLISHERS, whole)
    assert {name: getattr(corrected, name) for name in CORRECTABLE} == asdict(whole)
    assert corrected.passages[0].language == "en"


def test_namesakes_are_told_apart_by_their_path() -> None:
    assert ids(("Tips",), ("Tips", "Läs mer"), ("Aktuellt", "Läs mer")) == ["tips", "las-mer", "aktuellt-las-mer"]


def test_an_id_stays_when_items_come_after() -> None:
    assert ids(("Krönika",), ("Tips",), ("Tips",))[:2] == ids(("Krönika",), ("Tips",))


def test_a_section_without_heading_takes_the_title() -> None:
    assert document(()).passages[0].heading == ("Läst titel",)


def test_what_a_digest_says_of_its_source_is_told_apart() -> None:
    headings = (("Om källan: Ekvik",), ("Om rapporten och den här sammanfattningen",), ("Om kommunen",))
    assert [p.item_kind for p in document(*headings).passages] == ["om källan", "om källan", None]


def test_the_publisher_stands_where_a_newsletter_gives_its_address() -> None:
    contact = Section(heading=("Redaktör",), text="Ekviks Föreningsråd\nwww.ekvik.example", item_kind="kontakt")
    reading = Reading(title="Brev", sections=(contact,))
    assert (
        assemble(SourceFile(Path("brev.html"), "brev", None), reading, "hash", PUBLISHERS, Correction()).publisher
        == "EFR"
    )
