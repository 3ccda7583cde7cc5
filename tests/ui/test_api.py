"""The programming interface over HTTP, on the small bank of invented documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.requests import send
from ui.api import API, PROBLEM


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> WhooshEngine:
    """Return the small bank, which the interface answers from."""
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    return engine


def ask(path: str, method: str = "GET", **request: Any) -> httpx.Response:
    """Send one request to the interface."""
    return send(API, path, method, **request)


def test_a_query_that_is_being_typed_is_completed() -> None:
    answer = ask("/suggest", params={"q": "frukt"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"suggestion": None, "completions": ["Fruktkooperativet"]}


def test_a_misspelled_query_has_another_spelling() -> None:
    assert ask("/suggest", params={"q": "näringslivskontorett"}).json()["suggestion"] == "näringslivskontoret"


@pytest.mark.parametrize("query", ["", " ", "å" * 10_000, '"((( -:* ”', "\x00"])
def test_whatever_is_typed_there_is_an_answer(query: str) -> None:
    assert set(ask("/suggest", params={"q": query}).json()) == {"suggestion", "completions"}


def test_an_answer_holds_until_the_bank_changes(bank: WhooshEngine) -> None:
    first = ask("/suggest", params={"q": "vind"})
    known = {"if-none-match": first.headers["etag"]}
    again = ask("/suggest", params={"q": "vind"}, headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    with bank.write() as writing:
        writing.replace(make_document("ny", "Vindbrons historia", make_passage("ny", "p", "P", "Text.")))
    changed = ask("/suggest", params={"q": "vind"}, headers=known)
    assert changed.json()["completions"] == ["Vindbrons historia"]


@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("GET", "/suggest", 400, "parametern q"),
        ("GET", "/finns-inte", 404, "ingenting i programmeringsgränssnittet"),
        ("POST", "/suggest?q=frukt", 405, "bara läsas"),
    ],
)
def test_an_error_is_a_problem_in_swedish(method: str, address: str, status: int, sentence: str) -> None:
    answer = ask(address, method)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert problem["status"] == status
    assert sentence in problem["detail"]


def test_a_bank_without_index_is_a_problem_that_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(tmp_path / "nothing"))
    answer = ask("/suggest", params={"q": "frukt"})
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    assert "kunskapsbank ingest" in answer.json()["detail"]
