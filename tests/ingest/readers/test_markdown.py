"""Markdown as digests and excerpts of handbooks are written."""

from __future__ import annotations

import pytest

from index.document import Link
from ingest.readers import markdown
from ingest.reading import Reading, SourceError

HANDBOOK = """---
title: Byarnas handbok
publisher: Ekviks kommun
published: 2022-01
kind: handbok
language: sv
kommuner: [Ekvik, Norrtuna]
---

Den här texten står först.

# Byarnas handbok

Den andra meningen har [en länk](https://ekvik.se/by "Byn") och ett ~~fel~~.

## 1. Börja

Först detta:

1. ring grannen,
2. koka kaffe,
   - svart
   - med mjölk

### 1.1. Kaffet

| Sort | Koppar |
|------|-------:|
| Brygg | 12 |
| Kok | 3 |

# Bilaga

> Ett citat.
"""


def read(text: str) -> Reading:
    return markdown.read(text.encode(), "handbok.md")


def test_front_matter_gives_the_facts_with_the_precision_of_the_source() -> None:
    reading = read(HANDBOOK)
    assert (reading.title, reading.publisher, reading.kind) == ("Byarnas handbok", "Ekviks kommun", "handbok")
    assert (reading.published, reading.language) == ("2022-01", "sv")
    assert dict(reading.metadata)["kommuner"] == "Ekvik, Norrtuna"


def test_headings_are_paths_and_the_title_is_none() -> None:
    assert [section.heading for section in read(HANDBOOK).sections] == [
        ("Byarnas handbok",),
        ("1. Börja",),
        ("1. Börja", "1.1. Kaffet"),
        ("Bilaga",),
    ]


def test_text_lists_and_tables() -> None:
    first, begin, coffee, annex = read(HANDBOOK).sections
    assert first.text == "Den här texten står först.\n\nDen andra meningen har en länk och ett fel."
    assert first.links == (Link("en länk", "https://ekvik.se/by"),)
    assert begin.text == "Först detta:\n\n1. ring grannen,\n2. koka kaffe,\n• svart\n• med mjölk"
    assert coffee.text == "Sort | Koppar\nBrygg | 12\nKok | 3"
    assert annex.text == "Ett citat."


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    reading = read("# Om byar\n\nDe är små.\n")
    assert reading.title == "Om byar"
    assert [(section.heading, section.text) for section in reading.sections] == [(("Om byar",), "De är små.")]


def test_swedish_names_of_fields_are_known() -> None:
    reading = read("---\ntitel: Byn\ndatum: 2021-12-09\nspråk: svenska\nutgivare: Ekvik\n---\nText.\n")
    assert (reading.title, reading.published, reading.language) == ("Byn", "2021-12-09", "sv")
    assert dict(reading.metadata) == {
        "title": "Byn",
        "published": "2021-12-09",
        "language": "sv",
        "publisher": "Ekvik",
    }


@pytest.mark.parametrize(
    ("said", "published"), [("2022", "2022"), ("januari 2022", "2022-01"), ("snart", None), ("2022-02-30", None)]
)
def test_dates_are_iso_or_left_out(said: str, published: str | None) -> None:
    assert read(f'---\npublished: "{said}"\n---\nText.\n').published == published


def test_a_line_across_the_top_is_no_front_matter() -> None:
    reading = read("---\n\nFörst en linje.\n\n---\n\nSedan en till.\n")
    assert reading.sections[0].text == "Först en linje.\n\nSedan en till."


def test_relative_and_running_links_leave_their_text_only() -> None:
    reading = read("Se [bilagan](bilaga.md), [här](#har) och <a href='javascript:alert(1)'>inte här</a>.\n")
    assert reading.sections[0].text == "Se bilagan, här och inte här."
    assert reading.sections[0].links == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: [Byn\n---\nText.\n", "inte giltig YAML"),
        ("---\ntitle: Byn\n\nText utan slut.\n", "slutar aldrig"),
        ("---\ntitle: " + "[" * 2_000 + "\n---\nText.\n", "inte giltig YAML"),
        ("---\ndate: 2022-02-30\n---\nText.\n", "inte giltig YAML"),
        ("---\ntitle: Byn\n---\n", "ingen text"),
    ],
)
def test_what_is_wrong_is_said(text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(text)
