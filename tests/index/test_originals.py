"""An original beside its digest: both are found, the original first, and nothing else is moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.document import Document
from index.request import Hit, SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import BANK, make_document, make_passage

LONG = "Kommunen har länge arbetat med frågan, och många har deltagit i samtalen om hur det ska gå till. " * 12

DIGEST = make_document(
    "rapport",
    "Rapport om cykelverkstäder",
    make_passage("rapport", "avtal", "Avtal", "Cykelverkstäder i Ekvik drivs av kooperativ efter en upphandling."),
    make_passage("rapport", "utfall", "Utfall", "Åtta cykelverkstäder finns kvar efter tre år."),
    source="rapport",
)
ORIGINAL = make_document(
    "rapport-original",
    "Rapport om cykelverkstäder",
    make_passage("rapport-original", "avtal", "Avtal", f"{LONG} Cykelverkstäder i Ekvik drivs av kooperativ. {LONG}"),
    make_passage("rapport-original", "bakgrund", "Bakgrund", f"{LONG} Verkstäder för cyklar. {LONG}"),
    source="rapport",
    provenance="original",
)


def hits(tmp_path: Path, query: str, *documents: Document) -> list[Hit]:
    engine = WhooshEngine(tmp_path / "index")
    with engine.write(rebuild=True) as writing:
        for document in (*BANK, *documents):
            writing.replace(document)
    return list(search(engine, SearchRequest(query=query, limit=100)).hits)


def ids(found: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in found]


def test_the_original_goes_before_its_digest_and_both_are_found(tmp_path: Path) -> None:
    assert ids(hits(tmp_path, "cykelverkstäder kooperativ", DIGEST))[0] == "rapport#avtal"
    found = ids(hits(tmp_path, "cykelverkstäder kooperativ", DIGEST, ORIGINAL))
    assert found[:2] == ["rapport-original#avtal", "rapport#avtal"]


def test_in_a_phrase_too(tmp_path: Path) -> None:
    found = ids(hits(tmp_path, '"drivs av kooperativ"', DIGEST, ORIGINAL))
    assert found == ["rapport-original#avtal", "rapport#avtal"]


def test_a_digest_that_answers_more_of_the_words_stays_before_its_original(tmp_path: Path) -> None:
    found = ids(hits(tmp_path, "cykelverkstäder upphandling", DIGEST, ORIGINAL))
    assert found.index("rapport#avtal") < found.index("rapport-original#avtal")


def test_an_original_takes_its_digests_place_and_moves_nobody_else(tmp_path: Path) -> None:
    others = [name for name in ids(hits(tmp_path, "upphandling kooperativ", DIGEST)) if not name.startswith("rapport")]
    moved = ids(hits(tmp_path, "upphandling kooperativ", DIGEST, ORIGINAL))
    assert [name for name in moved if not name.startswith("rapport")] == others


def test_without_an_original_nothing_is_changed(tmp_path: Path) -> None:
    query = "upphandling av cykelverkstäder"
    marked = hits(tmp_path, query, DIGEST)
    unmarked = hits(tmp_path, query, replace(DIGEST, source=None))
    assert [(hit.passage.id, hit.score) for hit in marked] == [(hit.passage.id, hit.score) for hit in unmarked]


def test_an_original_alone_is_found_as_any_document(tmp_path: Path) -> None:
    assert set(ids(hits(tmp_path, "cykelverkstäder", ORIGINAL))) == {
        "rapport-original#avtal",
        "rapport-original#bakgrund",
    }


def test_an_original_that_was_removed_lifts_nothing(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    with engine.write() as writing:
        for document in (*BANK, DIGEST, ORIGINAL):
            writing.replace(document)
    with engine.write() as writing:
        writing.remove("rapport-original")
    assert search(engine, SearchRequest(query="cykelverkstäder")).hits[0].document.id == "rapport"
