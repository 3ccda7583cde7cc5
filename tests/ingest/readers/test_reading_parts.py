"""The parts that readers share: dates, hyphens, sections."""

from __future__ import annotations

import pytest

from ingest.readers.dates import iso_date
from ingest.readers.hyphens import join_lines, words_of
from ingest.readers.sections import Block, Heading, ListItem, Paragraph, Row, build_sections


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Bryssel den 9.12.2021", "2021-12-09"),
        ("Brussels, 26.3.2025", "2025-03-26"),
        ("RÅDETS REKOMMENDATION av den 27 november 2023 om byar", "2023-11-27"),
        ("Published on March 5, 2024", "2024-03-05"),
        ("SEPTEMBER 2020", "2020-09"),
        ("2023-12-18T08:00:00+01:00", "2023-12-18"),
        ("publicerad 2022-01", "2022-01"),
        ("den 31 februari 2022, sedan 1 mars 2022", "2022-03-01"),
        ("2021/22:135", None),
        ("Handbok 2020", None),
    ],
)
def test_dates_as_sources_print_them(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["samver-", "kan"], "samverkan"),
        (["EU-", "kommissionen"], "EU-kommissionen"),
        (["vård-", "och omsorg"], "vård- och omsorg"),
        (["Nord-", "Syd"], "Nord-Syd"),
        (["Covid-", "19"], "Covid-19"),
        (["föränd\u00ad", "ring"], "förändring"),
        (["åren 2020-", "2022"], "åren 2020-2022"),
        (["åren 2020–", "2022"], "åren 2020–2022"),
        (["från 2020-", "och framåt"], "från 2020- och framåt"),
        (["en 10-", "årig by"], "en 10-årig by"),
        (
            ["kommun- och", "regionledningar, skol-", "och vårdfrågor"],
            "kommun- och regionledningar, skol- och vårdfrågor",
        ),
        (["gemen-", "samt arbete"], "gemensamt arbete"),
        (["en e-", "posttjänst"], "en e-posttjänst"),
        (["icke-", "statliga"], "icke-statliga"),
        (["UPPHAND-", "LING"], "UPPHANDLING"),
        (["SKR-", "RAPPORT"], "SKR-RAPPORT"),
        (["vägen Ekvik–", "Norrtuna"], "vägen Ekvik–Norrtuna"),
        (["https://ekvik.example/", "moten"], "https://ekvik.example/moten"),
        (["en rad", "till"], "en rad till"),
    ],
)
def test_words_over_line_ends(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


def test_a_hyphen_that_the_text_has_elsewhere_stays() -> None:
    known = words_of(["skicka e-post", "om samverkan"])
    assert join_lines(["med e-", "post och samver-", "kan"], known) == "med e-post och samverkan"


def test_levels_may_have_gaps() -> None:
    sections = build_sections(
        [
            Heading(1, "A"),
            Heading(4, "B"),
            Paragraph("b"),
            Heading(3, "C"),
            Paragraph("c"),
            Heading(1, "D"),
            Paragraph("d"),
        ],
        title=None,
    )
    assert [section.heading for section in sections] == [("A", "B"), ("A", "C"), ("D",)]


def test_lists_and_tables_stay_together() -> None:
    blocks: list[Block] = [
        Paragraph("Före"),
        ListItem("• ett"),
        ListItem("• två"),
        Row(("a", "", "b")),
        Row(("c", "d")),
        Row(("", "")),
        Paragraph("Efter"),
    ]
    (section,) = build_sections(blocks, title="Titel")
    assert section.heading == ("Titel",)
    assert section.text == "Före\n\n• ett\n• två\n\na | b\nc | d\n\nEfter"


def test_pages_are_those_where_sections_begin() -> None:
    blocks: list[Block] = [
        Paragraph("a", page=1),
        Heading(1, "B", page=2),
        Paragraph("b", page=3),
        Heading(2, "C"),
        Paragraph("c"),
    ]
    assert [section.page for section in build_sections(blocks, title=None)] == [1, 2, 2]
