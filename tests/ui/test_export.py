"""Hits to take along, as a spreadsheet and as references."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from index.request import Hit, SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ui.export import citation, csv_text, document_text, markdown_text

BASE = "https://bank.example/"


def hits(engine: WhooshEngine, query: str) -> tuple[Hit, ...]:
    return search(engine, SearchRequest(query=query)).hits


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\N{BYTE ORDER MARK}titel;")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_a_spreadsheet_has_a_row_for_each_hit_with_its_place_and_source(engine: WhooshEngine) -> None:
    (row,) = rows(csv_text(hits(engine, "fruktkorgar"), BASE))
    assert row["titel"] == "Nyhetsbrev 1, januari 2022"
    assert row["avsnitt"] == "Reserverad upphandling av fruktkorgar"
    assert row["kommuner"] == "Norrtuna"
    assert row["datum"] == "2022-01"
    assert row["text"] == "sammanfattning"
    assert "2,8 miljoner kronor <exkl. moms>" in row["utdrag"]
    assert "mark>" not in row["utdrag"]
    assert row["länk"] == f"{BASE}dokument?id=brev1#reserverad-upphandling-av-fruktkorgar"


def test_no_cell_becomes_a_formula_when_the_file_is_opened(engine: WhooshEngine) -> None:
    (hit,) = hits(engine, "fruktkorgar")
    sly = replace(hit, document=replace(hit.document, title='=HYPERLINK("https://ond.example";"Klicka")'))
    assert rows(csv_text([sly]))[0]["titel"].startswith("'=HYPERLINK")


def test_references_can_be_pasted_into_a_document(engine: WhooshEngine) -> None:
    text = markdown_text(hits(engine, "fruktkorgar"), BASE)
    assert text == (
        "- [Nyhetsbrev 1, januari 2022](https://bank.example/dokument?id=brev1#reserverad-upphandling-av-fruktkorgar). "
        "Reserverad upphandling av fruktkorgar. Ekviks förlag, januari 2022. "
        "Sammanfattning i Kunskapsbanken, brev1#reserverad-upphandling-av-fruktkorgar.\n"
    )


def test_a_reference_without_a_public_address_still_names_its_passage(engine: WhooshEngine) -> None:
    assert markdown_text(hits(engine, "fruktkorgar")).startswith("- **Nyhetsbrev 1, januari 2022**. Reserverad")


def test_titles_with_signs_of_markdown_are_text(engine: WhooshEngine) -> None:
    (hit,) = hits(engine, "fruktkorgar")
    sly = replace(hit, document=replace(hit.document, title="[Klicka](https://ond.example) *nu*"))
    assert r"\[Klicka\](https://ond.example) \*nu\*" in markdown_text([sly])


def test_a_document_to_take_along_says_what_it_is_and_has_every_heading_once(engine: WhooshEngine) -> None:
    text = document_text(engine.document("brev1"))
    assert text.startswith("# Nyhetsbrev 1, januari 2022\n\n- Utgivare: Ekviks förlag\n- Datum: januari 2022\n")
    assert "- Text: Sammanfattning i Kunskapsbanken, brev1\n" in text
    assert text.count("## Intervju med Ekviks kommun\n") == 1
    assert "2,8 miljoner kronor \\<exkl. moms\\>" in text


def test_a_citation_names_publisher_date_title_and_place(engine: WhooshEngine) -> None:
    document = replace(engine.document("brev1"), url="https://ekvik.example/brev1")
    assert citation(document) == (
        "Ekviks förlag, januari 2022. Nyhetsbrev 1, januari 2022. https://ekvik.example/brev1. "
        "Sammanfattning i Kunskapsbanken, brev1."
    )
