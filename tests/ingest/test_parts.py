"""Long sections become several passages that people can link to."""

from __future__ import annotations

from pathlib import Path

from index.document import Document, Link
from ingest import readers
from ingest.assemble import assemble, without_names
from ingest.corpus import SourceFile
from ingest.corrections import Correction
from ingest.parts import LONGEST, PART, in_parts
from ingest.reading import Reading, Section
from ingest.redaction import Redactor

PARAGRAPH = "Kommunen köper cykelvård av ett kooperativ, och avtalet löper i två år. "


def document(data: str, name: str) -> Document:
    reading = readers.read(data.encode(), name)
    return assemble(SourceFile(Path(name), "text", None), reading, "hash", {}, Correction())


def split(text: str, *links: Link) -> tuple[Section, ...]:
    return in_parts(Reading(title="T", sections=(Section(heading=("Bakgrund",), text=text, links=links),))).sections


def test_a_section_of_two_pages_stays_whole() -> None:
    text = "\n\n".join([PARAGRAPH * 4] * 20)
    assert 5_000 < len(text) < LONGEST
    assert [section.text for section in split(text)] == [text]


def test_a_longer_one_is_parted_between_paragraphs_and_no_word_is_lost() -> None:
    paragraphs = [f"Stycke {number}. {PARAGRAPH * 5}".strip() for number in range(60)]
    parts = split("\n\n".join(paragraphs))
    assert [section.part for section in parts] == list(range(1, len(parts) + 1))
    assert all(section.heading == ("Bakgrund",) and len(section.text) <= PART + 700 for section in parts)
    assert "\n\n".join(section.text for section in parts).split("\n\n") == paragraphs


def test_parts_of_a_growing_text_keep_their_words() -> None:
    paragraphs = [f"Stycke {number}. {PARAGRAPH * 5}" for number in range(60)]
    before, after = split("\n\n".join(paragraphs[:50])), split("\n\n".join(paragraphs))
    assert [section.text for section in before[:-1]] == [section.text for section in after[: len(before) - 1]]


def test_a_text_without_paragraphs_is_parted_between_sentences() -> None:
    parts = split((PARAGRAPH * 300).strip())
    assert all(section.text.startswith("Kommunen") and section.text.endswith("år.") for section in parts)


def test_a_line_without_spaces_is_parted_too() -> None:
    parts = split("a" * 50_000)
    assert "".join(section.text for section in parts) == "a" * 50_000
    assert max(len(section.text) for section in parts) <= PART + 700


def test_each_link_stays_with_its_words() -> None:
    first, last = Link("avtalet från maj", "https://a.example"), Link("protokollet", "https://b.example")
    parts = split(f"Läs avtalet från maj.\n\n{PARAGRAPH * 200}\n\nLäs protokollet.", first, last)
    assert (parts[0].links, parts[-1].links) == ((first,), (last,))
    assert all(section.links == () for section in parts[1:-1])


def test_two_megabytes_of_plain_text_become_passages_with_ids_that_tell_their_place() -> None:
    found = document("Anteckningar om kajen\n\n" + "\n\n".join([PARAGRAPH * 10] * 2_800), "text.txt")
    assert [passage.anchor for passage in found.passages[:3]] == [
        "anteckningar-om-kajen",
        "anteckningar-om-kajen-2",
        "anteckningar-om-kajen-3",
    ]
    assert len(found.passages) > 400
    assert len({passage.id for passage in found.passages}) == len(found.passages)


def test_parts_keep_their_ids_when_names_are_blanked_in_the_index() -> None:
    long = "\n\n".join([PARAGRAPH * 10, "Anna Ekvik köper tvätt. " * 20] * 20)
    found = document(f"# Brev\n\n## Tips\n\n{long}\n\n## Mer\n\nMer.\n", "a.md")
    blanked = without_names(found, Redactor(names=("Anna Ekvik",)))
    assert "Anna" not in "".join(passage.text for passage in blanked.passages)
    assert [passage.id for passage in blanked.passages] == [passage.id for passage in found.passages]


def test_a_heading_that_is_called_like_a_part_keeps_its_own_id() -> None:
    long = "\n\n".join([PARAGRAPH * 10] * 20)
    anchors = [p.anchor for p in document(f"# Brev\n\n## Tips 2\n\nEtt.\n\n## Tips\n\n{long}\n", "a.md").passages]
    assert anchors[:3] == ["tips-2", "tips", "tips-del-2"]
    assert len(set(anchors)) == len(anchors)
