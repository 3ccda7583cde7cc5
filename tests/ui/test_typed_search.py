"""The search page while a query is typed, over HTTP, on the small bank of invented documents."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.requests import send
from ui.routes import ROUTES, answer
from ui.typed_search import typed_search_route

BANK = Starlette(routes=[typed_search_route()])


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    monkeypatch.delenv("KUNSKAPSBANK_BASE_URL", raising=False)


def get(query: str, **headers: str) -> httpx.Response:
    return send(BANK, f"/sok/medan?{query}", headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("query", ["q=upphandl&skriver=1", "", "q=%3Cscript%3E&kommun=Norrtuna", "q=xyzzy&sida=9"])
def test_the_page_is_the_one_that_streamlit_shows_at_the_same_address(query: str) -> None:
    parameters = {name: [value] for name, value in httpx.QueryParams(query).items()}
    page = answer(ROUTES[0], parameters)
    response = get(query)
    assert response.json() == {"title": page.title, "html": str(page.html)}
    assert "<script>" not in response.json()["html"]
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_copy_is_asked_for_each_time_and_given_anew_when_the_bank_changes(engine: WhooshEngine) -> None:
    first = get("q=cykelverk&skriver=1")
    assert first.headers["cache-control"] == "public, max-age=0"
    assert get("q=cykelverk&skriver=1", if_none_match=first.headers["etag"]).status_code == 304
    with engine.write() as writing:
        writing.replace(make_document("cykel", "Cyklar", make_passage("cykel", "a", "A", "Cykelverkstad.")))
    again = get("q=cykelverk&skriver=1", if_none_match=first.headers["etag"])
    assert "1 träff i 1 dokument" in again.json()["html"]


def test_without_an_index_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", "/finns/inte")
    assert "Kunskapsbanken är tom" in get("q=avtal&skriver=1").json()["html"]
