"""The golden questions on the starter corpus: judgments that stand, and floors that only rise."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from index.request import SearchRequest
from index.search import search
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest

QUESTIONS = Path(__file__).parent / "queries.tsv"
SUCCESS_AT_1 = 0.92
SUCCESS_AT_3 = 0.96

Row = dict[str, str]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Return an index of the starter corpus."""
    engine = WhooshEngine(tmp_path_factory.mktemp("golden"))
    assert ingest(engine, REPOSITORY / "corpus").failed == ()
    return engine


def questions() -> list[Row]:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def found_documents(engine: WhooshEngine, query: str) -> list[str]:
    hits = search(engine, SearchRequest(query=query, limit=100)).hits
    return list(dict.fromkeys(hit.document.id for hit in hits))


def test_every_judged_passage_exists(engine: WhooshEngine) -> None:
    passages = {p.id for document in engine.documents() for p in engine.document(document.id).passages}
    assert {row["passage"] for row in questions() if row["passage"]} <= passages


def test_the_right_document_is_among_the_first(engine: WhooshEngine) -> None:
    answered = [row for row in questions() if row["relevant"]]
    places = []
    for row in answered:
        relevant = row["relevant"].split("|")
        found = found_documents(engine, row["query"])
        places.append(next((place for place, document in enumerate(found, 1) if document in relevant), 1_000))
    assert sum(place == 1 for place in places) / len(places) >= SUCCESS_AT_1
    assert sum(place <= 3 for place in places) / len(places) >= SUCCESS_AT_3


def test_the_facets_of_the_starter_corpus_hold_what_it_is_about(engine: WhooshEngine) -> None:
    facets = search(engine, SearchRequest()).facets
    municipalities = {value.value for value in facets["kommun"]}
    assert {"Söderhamn", "Malmö", "Hudiksvall", "Umeå", "Härjedalen", "Laxå", "Sölvesborg"} <= municipalities
    assert {"nyhetsbrev", "handlingsplan", "handbok", "lag", "ordlista"} <= {v.value for v in facets["dokumenttyp"]}
    assert {"krönika", "intervju", "tips", "seminarium", "kontakt"} <= {value.value for value in facets["inslag"]}
