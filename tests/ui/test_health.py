from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from index.whoosh_engine import WhooshEngine
from tests.ui.requests import send
from ui.health import PATH, health

SITE = Starlette(routes=[Route(f"/{PATH}", health)])


def ask(index: Path, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(index))
    return send(SITE, f"/{PATH}")


def test_a_bank_that_answers_is_well(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(engine.folder, monkeypatch)
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "documents": 3, "passages": 5})
    assert answer.headers["cache-control"] == "no-store"


def test_a_bank_that_is_not_read_in_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(tmp_path / "nothing", monkeypatch)
    assert answer.status_code == 503
    assert "kunskapsbank ingest" in answer.json()["detail"]
