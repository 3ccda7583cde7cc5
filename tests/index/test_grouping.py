"""A page of hits by document, near copies folded."""

from __future__ import annotations

from typing import Any

import pytest

from index.request import SearchRequest, SearchResult
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

ITEM = (
    "Ekviks kommun berättar hur den förankrade frågan om sociala företag hos politikerna innan den första reserverade "
    "upphandlingen började, och vad näringslivskontoret lärde sig av den."
)


def add(engine: WhooshEngine, name: str, *texts: str, **values: Any) -> None:
    passages = [make_passage(name, f"p{n}", f"Förankring {n}", text) for n, text in enumerate(texts)]
    with engine.write() as writing:
        writing.replace(make_document(name, f"Brev {name}", *passages, **values))


def shape(result: SearchResult) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (g.document.id, [(f.hit.passage.id, [hit.passage.id for hit in f.similar]) for f in g.folds])
        for g in result.groups
    ]


def test_hits_are_gathered_by_document_the_best_first(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="upphandling"))
    assert [group.document.id for group in result.groups] == ["brev1", "handbok"]
    assert [len(group.folds) for group in result.groups] == [2, 1]
    assert {fold.hit for group in result.groups for fold in group.folds} == set(result.hits)


def test_the_same_item_in_mail_and_on_the_web_is_folded(engine: WhooshEngine) -> None:
    add(engine, "webb", ITEM, published="2022-03")
    add(engine, "mejl", f"Visa i webbläsaren.\n{ITEM}", published="2022-02")
    result = search(engine, SearchRequest(query="förankrade frågan sociala företag näringslivskontoret"))
    assert ("webb", [("webb#p0", ["mejl#p0"])]) in shape(result)
    assert {"webb#p0", "mejl#p0"} <= {hit.passage.id for hit in result.hits}
    assert result.total == len(result.hits)


def test_another_item_on_the_same_subject_stays(engine: WhooshEngine) -> None:
    add(engine, "webb", ITEM)
    add(engine, "annan", ITEM.replace("Ekviks", "Norrtunas").replace("innan den första", "efter en sjätte, mindre"))
    add(engine, "tredje", "Norrtuna förankrade frågan om sociala företag hos politikerna och näringslivskontoret.")
    result = search(engine, SearchRequest(query="förankrade frågan sociala företag näringslivskontoret"))
    assert {group.document.id for group in result.groups} >= {"webb", "tredje"}
    assert all(not fold.similar for group in result.groups for fold in group.folds if group.document.id == "tredje")


def test_a_digest_is_folded_under_the_same_item_of_its_original(engine: WhooshEngine) -> None:
    add(engine, "original", ITEM, provenance="original", source="ekvik")
    add(engine, "digest", "Ekvik förankrade frågan om sociala företag före den första upphandlingen.", source="ekvik")
    result = search(engine, SearchRequest(query="förankring sociala företag Ekvik upphandling"))
    folded = [fold for group in result.groups for fold in group.folds if fold.similar]
    assert [{fold.hit.passage.id, *(hit.passage.id for hit in fold.similar)} for fold in folded] == [
        {"original#p0", "digest#p0"}
    ]


def test_two_items_under_one_heading_of_a_document_stay(engine: WhooshEngine) -> None:
    add(engine, "brev", "Förankringen tar tid.", "Förankringen kostar pengar.", provenance="original", source="ekvik")
    result = search(engine, SearchRequest(query="förankringen"))
    assert ("brev", [("brev#p0", []), ("brev#p1", [])]) in [(name, sorted(folds)) for name, folds in shape(result)]


@pytest.mark.parametrize("text", ["Ja.", "§", "Ett par ord."])
def test_short_passages_that_are_alike_are_folded(engine: WhooshEngine, text: str) -> None:
    add(engine, "ett", text)
    add(engine, "annat", text)
    result = search(engine, SearchRequest(query="titel:brev rubrik:förankring"))
    assert len(result.hits) == 2
    assert len(result.groups) == 1
