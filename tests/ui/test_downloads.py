"""Lists of hits as files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from index.whoosh_engine import WhooshEngine
from tests.ui.requests import send
from ui.addresses import PLACES, STREAMLIT
from ui.downloads import document_download, download, download_address
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


def test_a_digest_can_be_taken_along_and_an_original_is_left_where_it_is(engine: WhooshEngine) -> None:
    answer = send(BANK, f"/{document_download(STREAMLIT, 'brev1')}")
    assert answer.headers["content-disposition"] == 'attachment; filename="kunskapsbanken-brev1.md"'
    assert answer.text.startswith("# Nyhetsbrev 1, januari 2022")
    with engine.write() as writing:
        writing.replace(replace(engine.document("brev1"), provenance="original"))
    assert send(BANK, f"/{document_download(STREAMLIT, 'brev1')}").status_code == 403
    assert send(BANK, f"/{document_download(STREAMLIT, 'finns-inte')}").status_code == 404


def test_a_bank_without_an_index_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", "/finns/inte")
    answer = take(SearchState(query="fruktkorgar"), "csv")
    assert (answer.status_code, answer.text[:21]) == (503, "Det finns inget index")
