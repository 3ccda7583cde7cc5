"""The language of documents and passages: what the text shows goes before what its source declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.language.measure import UNDECIDABLE, measure, read_cases
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest import readers
from ingest.language import language_of
from ingest.pipeline import ingest
from ingest.reading import Reading

SWEDISH = "Kommunen köper cykelvård av ett kooperativ, och avtalet löper i två år. Det finns också en option."
ENGLISH = "The action plans support social economy organisations and the people that they employ in rural areas."
DANISH = "Programmet henvender sig til kommuner, der gerne vil i gang. Det er gratis at deltage, men rejsen koster."


def read(*sections: str, declared: str = "sv") -> Reading:
    body = "".join(f"<h2>Avsnitt {number}</h2><p>{text}</p>" for number, text in enumerate(sections))
    page = f'<html lang="{declared}"><body><main><h1>Sidan</h1>{body}</main></body></html>'
    return readers.read(page.encode(), "sida.html")


def languages(reading: Reading) -> list[str | None]:
    return [section.language or reading.language for section in reading.sections]


def test_no_text_is_taken_for_another_language() -> None:
    scores = measure(language_of, read_cases())
    assert {kind: score.wrong for kind, score in scores.items() if score.wrong} == {}


@pytest.mark.parametrize(("kind", "least"), [("passage", 1.0), ("sentence", 0.6), ("list", 0.6)])
def test_most_texts_show_their_language(kind: str, least: float) -> None:
    score = measure(language_of, read_cases())[kind]
    assert score.right >= least * (score.right + score.wrong + score.open)


def test_names_and_numbers_show_none() -> None:
    assert {language_of(case.text) for case in read_cases() if case.language == UNDECIDABLE} == {None}


@pytest.mark.parametrize(("text", "language"), [(SWEDISH, "sv"), (ENGLISH, "en"), (DANISH, "da")])
@pytest.mark.parametrize("declared", ["sv", "en"])
def test_what_a_page_declares_does_not_decide(text: str, language: str, declared: str) -> None:
    assert languages(read(text, text, declared=declared)) == [language, language]


def test_what_a_page_declares_decides_where_the_text_is_too_short() -> None:
    assert read("Kajen, Ekvik", declared="en").language == "en"
    assert read("Kajen, Ekvik", declared="sv").language == "sv"


def test_a_passage_in_another_language_is_told_apart() -> None:
    assert languages(read(SWEDISH, ENGLISH, SWEDISH, DANISH, SWEDISH)) == ["sv", "en", "sv", "da", "sv"]
    assert languages(read(ENGLISH, SWEDISH, ENGLISH)) == ["en", "sv", "en"]


def test_short_passages_take_the_language_around_them() -> None:
    assert languages(read(ENGLISH, "Ekvik, Norrtuna", "Contact")) == ["en", "en", "en"]


def test_a_quotation_does_not_turn_a_passage() -> None:
    quoting = f"I rapporten står: ”{ENGLISH}” Det stämmer också för Ekvik, och för de byar där det finns en butik."
    assert languages(read(SWEDISH, quoting)) == ["sv", "sv"]


def test_an_english_page_that_declares_swedish_is_found_and_filtered(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus" / "documents"
    corpus.mkdir(parents=True)
    page = f'<html lang="sv"><body><main><h1>Policy</h1><h2>Aim</h2><p>{ENGLISH}</p></main></body></html>'
    (corpus / "policy.html").write_text(page, encoding="utf-8")
    (corpus / "avtal.md").write_text(f"# Avtal\n\n## Cykelvård\n\n{SWEDISH}\n", encoding="utf-8")
    engine = WhooshEngine(tmp_path / "index")
    ingest(engine, tmp_path / "corpus")
    found = search(engine, SearchRequest(query="action plan for social economy"))
    assert [hit.passage.id for hit in found.hits] == ["policy#aim"]
    assert {value.value: value.count for value in search(engine, SearchRequest(query="")).facets["sprak"]} == {
        "sv": 1,
        "en": 1,
    }
