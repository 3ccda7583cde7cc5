"""Documents and passages like a given one."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import NotFoundError
from index.similar import similar_documents, similar_passages
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    """Return a bank on two subjects, upphandling and odling, in two documents each, and one on neither."""
    engine = WhooshEngine(tmp_path / "index")
    texts = {
        "upphandling-a": "Ekvik reserverade upphandlingen av fruktkorgar för arbetskooperativ i lokalsamhället.",
        "upphandling-b": "En reserverad upphandling av fruktkorgar lät arbetskooperativet i Norrtuna lämna anbud.",
        "odling-a": "Föreningen odlar grönsaker i växthuset och säljer tomater på torget.",
        "odling-b": "Växthus och grönsaksodling: tomater från föreningens odling.",
        "annat": "Biblioteket håller stängt under renoveringen.",
    }
    with engine.write() as writing:
        for name, text in texts.items():
            writing.replace(make_document(name, name.capitalize(), make_passage(name, "text", "Avsnitt", text)))
    return engine


def test_a_document_on_the_same_subject_comes_first(engine: WhooshEngine) -> None:
    assert similar_documents(engine, "upphandling-a")[0].document.id == "upphandling-b"
    assert similar_documents(engine, "odling-b")[0].document.id == "odling-a"


def test_a_document_is_not_like_itself(engine: WhooshEngine) -> None:
    assert all(other.document.id != "annat" for other in similar_documents(engine, "annat"))


def test_the_most_like_has_the_likeness_one_and_no_other_more(engine: WhooshEngine) -> None:
    likeness = [other.likeness for other in similar_documents(engine, "upphandling-a")]
    assert likeness[0] == 1.0
    assert likeness == sorted(likeness, reverse=True)


def test_passages_like_a_passage_are_those_of_other_documents(engine: WhooshEngine) -> None:
    found = similar_passages(engine, "odling-a#text")
    assert found[0].passage.id == "odling-b#text"
    assert all(passage.document.id != "odling-a" for passage in found)


@pytest.mark.parametrize("passage_id", ["finns-inte#text", "odling-a#finns-inte"])
def test_what_does_not_exist_is_said(engine: WhooshEngine, passage_id: str) -> None:
    with pytest.raises(NotFoundError):
        similar_passages(engine, passage_id)
