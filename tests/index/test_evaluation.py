"""Measuring relevance on a collection in BEIR layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import UsageError
from index.evaluation import evaluate, load_collection, trec_lines, write_collection
from index.whoosh_engine import WhooshEngine

TEXTS = {
    "d1": "Kommunen köper fruktkorgar av ett arbetskooperativ.",
    "d2": "Föreningen söker bidrag till en ny samlingslokal.",
    "d3": "Ett arbetskooperativ tvättar bilar och köper tvål.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    corpus = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in TEXTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(corpus), encoding="utf-8")
    queries = [
        {"_id": "q1", "text": "Vem köper fruktkorg?"},
        {"_id": "q2", "text": "tvål?"},
        {"_id": "q3", "text": "x"},
    ]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    judged = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td1\t1\n"
    (tmp_path / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    return tmp_path


def test_measures_of_a_hit_and_a_miss(folder: Path, tmp_path: Path) -> None:
    collection = load_collection(folder)
    engine = WhooshEngine(tmp_path / "index")
    write_collection(engine, collection)
    outcome = evaluate(engine, collection)
    assert outcome.queries == 2
    assert set(outcome.measures.values()) == {0.5}
    assert {"ndcg@10", "mrr@10", "success@1", "success@3", "recall@10", "recall@100"} == set(outcome.measures)
    lines = list(trec_lines(outcome.run))
    assert lines[0].startswith("q1 Q0 d1 1 ")
    assert all("q3" not in line for line in lines)


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="BEIR"):
        load_collection(tmp_path)
