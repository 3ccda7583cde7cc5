"""Lists of hits as files."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from index.whoosh_engine import WhooshEngine
from tests.ui.requests import send
from ui.addresses import PLACES
from ui.downloads import download, download_address
from ui.state import SearchState

BANK = Starlette(routes=[Route(f"/{PLACES['download'].plain}", download)])


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))


def take(state: SearchState, form: str) -> httpx.Response:
    return send(BANK, f"/{download_address(state, form)}")


def test_a_spreadsheet_holds_every_hit_of_the_search_and_its_filters_whatever_the_page() -> None:
    answer = take(SearchState(filters={"dokumenttyp": ("nyhetsbrev",)}, page=3), "csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].endswith('.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["id"] for row in rows] == [
        "brev1#intervju-med-ekvik",
        "brev1#reserverad-upphandling-av-fruktkorgar",
    ]
    assert rows[0]["länk"] == "http://bank.example/dokument?id=brev1#intervju-med-ekvik"


def test_references_and_data_of_the_same_search() -> None:
    assert take(SearchState(query="fruktkorgar"), "markdown").text.startswith("- [Nyhetsbrev 1, januari 2022](http://")
    assert take(SearchState(query="fruktkorgar"), "json").json()["total"] == 1


def test_a_bank_without_an_index_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", "/finns/inte")
    answer = take(SearchState(query="fruktkorgar"), "csv")
    assert (answer.status_code, answer.text[:21]) == (503, "Det finns inget index")
