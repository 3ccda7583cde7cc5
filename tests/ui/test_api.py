"""The programming interface over HTTP, on the small bank of invented documents."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from click.testing import CliRunner
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.routing import Mount

from cli import cli
from index.request import FACETS
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.requests import send
from ui.addresses import encode
from ui.api import API, PATH, models
from ui.api.parameters import FacetName, Search
from ui.api.problems import PROBLEM
from ui.state import SearchState

SITE = Starlette(routes=[Mount(f"/kunskap{PATH}", API)])


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> WhooshEngine:
    """Return the small bank, which the interface answers from."""
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    return engine


def ask(path: str, method: str = "GET", **request: Any) -> httpx.Response:
    """Send one request to the interface, which is mounted below a base path."""
    return send(SITE, f"/kunskap{PATH}{path}", method, **request)


def told(*arguments: str) -> dict[str, Any]:
    """Return what a command prints as JSON."""
    run = CliRunner().invoke(cli, [*arguments, "--json"], catch_exceptions=False)
    return timeless(json.loads(run.stdout))


def timeless(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without what differs from one search to the next."""
    return {name: value for name, value in record.items() if name != "took_ms"}


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        ("/search?q=upphandling&sort=newest&limit=3", ["search", "upphandling", "--sort", "newest", "--limit", "3"]),
        ("/search?q=vad+är+social+ekonomi", ["search", "vad är social ekonomi"]),
        ("/search?q=upphandling&offset=1&limit=1", ["search", "upphandling", "--offset", "1", "--limit", "1"]),
        ("/search?kommun=Norrtuna&kommun=Ekvik", ["search", "--filter", "kommun=Norrtuna", "--filter", "kommun=Ekvik"]),
        (
            "/search?utan=kommun:Ekvik&ar=2020..2022",
            ["search", "--filter", "kommun!=Ekvik", "--filter", "ar=2020..2022"],
        ),
        ("/search?q=fruktkorgarr&exakt=1", ["search", "fruktkorgarr", "--exact"]),
        ("/search?q=vindbro&dokumenttyp=handbok", ["search", "vindbro", "--filter", "dokumenttyp=handbok"]),
        ("/similar/brev1?limit=1", ["similar", "brev1", "--limit", "1"]),
        ("/similar/brev1%23intervju-med-ekvik", ["similar", "brev1#intervju-med-ekvik"]),
        ("/suggest?q=frukt", ["suggest", "frukt"]),
    ],
)
def test_the_interface_and_the_command_line_give_the_same(address: str, arguments: list[str]) -> None:
    answer = ask(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert timeless(answer.json()) == told(*arguments)


def test_a_document_is_as_the_command_line_prints_it_and_leads_to_its_page() -> None:
    record = ask("/documents/handbok").json()
    links = record.pop("links")
    assert record == told("show", "handbok")
    assert links["page"] == "/kunskap/dokument/handbok"
    assert send(SITE, links["similar"]).json() == told("similar", "handbok")


def test_addresses_in_answers_are_whole_where_the_bank_has_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_BASE_URL", "https://bank.example/social/")
    assert ask("/documents/handbok").json()["links"] == {
        "page": "https://bank.example/social/dokument/handbok",
        "similar": "https://bank.example/social/api/v1/similar/handbok",
    }
    assert ask("/openapi.json").json()["servers"] == [{"url": "https://bank.example/social/api/v1"}]


def test_the_description_is_a_page_that_needs_no_script() -> None:
    answer = ask("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in answer.text
    for path in ask("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in answer.text
    examples = re.findall(r'Prova: <a href="([^"]+)"', answer.text)
    assert [send(SITE, unescape(address)).status_code for address in examples] == [200, 404, 404, 200, 200]


@pytest.mark.parametrize(
    ("address", "model"),
    [
        ("/search?q=vad+är+social+ekonomi", models.SearchAnswer),
        ("/search?q=vindbro&kommun=Ekvik", models.SearchAnswer),
        ("/documents/brev1", models.DocumentAnswer),
        ("/similar/brev1", models.SimilarAnswer),
        ("/suggest?q=upph", models.SuggestAnswer),
        ("/facets?q=upphandling", models.FacetsAnswer),
    ],
)
def test_nothing_in_an_answer_is_undescribed(address: str, model: type[BaseModel]) -> None:
    model.model_validate_json(ask(address).content, strict=True, extra="forbid")


def test_the_query_string_of_a_permalink_is_one_of_the_interface() -> None:
    state = SearchState(query="upphandling", sort="oldest", exact=True, filters={"tema": ("Upphandling och affärer",)})
    state = state.leaving_out("kommun", "Ekvik")
    record = ask(f"/search?{encode(state.parameters())}").json()
    assert [hit["id"] for hit in record["hits"]] == ["handbok#upphandla", "brev1#reserverad-upphandling-av-fruktkorgar"]
    assert ask(f"/search?{encode(state.with_page(2).parameters())}").json()["hits"] == []


def test_years_can_be_given_as_the_form_of_the_pages_gives_them() -> None:
    found = ask("/search?fran=2020&till=2021&kommun=").json()
    assert {hit["document_id"] for hit in found["hits"]} == {"handbok", "plan"}


def test_a_page_after_the_first_continues_the_list() -> None:
    whole = ask("/search?limit=4").json()["hits"]
    assert ask("/search?limit=2&sida=2").json()["hits"] == whole[2:]
    assert ask("/search?limit=2&offset=1&sida=2").json()["hits"][:1] == whole[3:]


def test_the_facets_of_a_search_can_be_looked_through() -> None:
    record = ask("/facets?q=upphandling").json()
    assert list(record["facets"]) == list(FACETS)
    assert record["facets"] == ask("/search?q=upphandling&limit=0").json()["facets"]
    only = ask("/facets?q=upphandling&facett=kommun&facett=lan&innehaller=NORR").json()
    assert only["facets"] == {"kommun": [{"value": "Norrtuna", "count": 1, "selected": False}], "lan": []}


def test_the_facets_that_can_be_named_are_those_of_the_bank() -> None:
    assert get_args(FacetName) == FACETS
    assert set(FACETS) <= set(Search.model_fields)


@pytest.mark.parametrize("query", ["", " ", "å" * 2_000, '"((( -:* ”', "\x00"])
def test_whatever_is_typed_there_is_an_answer(query: str) -> None:
    assert set(ask("/suggest", params={"q": query}).json()) == {"suggestion", "completions"}
    assert ask("/search", params={"q": query}).status_code == 200


def test_an_answer_holds_until_the_bank_changes(bank: WhooshEngine) -> None:
    first = ask("/suggest", params={"q": "vind"})
    known = {"if-none-match": f'W/"other", {first.headers["etag"]}'}
    again = ask("/suggest", params={"q": "vind"}, headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    with bank.write() as writing:
        writing.replace(make_document("ny", "Vindbrons historia", make_passage("ny", "p", "P", "Text.")))
    changed = ask("/suggest", params={"q": "vind"}, headers=known)
    assert changed.json()["completions"] == ["Vindbrons historia"]


def test_head_gives_the_headers_alone() -> None:
    head, get = ask("/documents/plan", "HEAD"), ask("/documents/plan")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


def test_a_page_of_another_site_may_ask() -> None:
    answer = ask("/search?q=avtal", headers={"origin": "https://norrtuna.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("GET", "/suggest", 400, "Parametern q saknas."),
        ("GET", "/search?kommum=Ekvik", 400, "Parametern kommum finns inte."),
        ("GET", "/documents/plan?q=x", 400, "Parametern q finns inte."),
        ("GET", "/search?limit=101", 400, "Parametern limit ska vara högst 100."),
        ("GET", "/search?limit=tio&sida=0", 400, "limit ska vara ett heltal. Parametern sida ska vara minst 1."),
        ("GET", "/search?sort=bäst", 400, "Parametern sort ska vara relevance, newest eller oldest."),
        ("GET", "/search?utan=Ekvik", 400, "Parametern utan ska vara en facett, kolon och ett värde"),
        ("GET", "/search?fran=i+fjol", 400, "Parametern fran ska vara ett årtal med fyra siffror"),
        ("GET", f"/search?q={'å' * 2_001}", 400, "Parametern q får ha högst 2000 tecken."),
        ("GET", f"/search?kommun={'å' * 201}", 400, "Parametern kommun får ha högst 200 tecken"),
        ("GET", f"/search?{'kommun=Ekvik&' * 51}", 400, "Parametern kommun får anges högst 50 gånger."),
        ("GET", "/facets?facett=by", 400, "Parametern facett ska vara dokumenttyp, inslag"),
        ("GET", "/documents/finns-inte", 404, "inget dokument med id ”finns-inte”"),
        ("GET", "/similar/brev1%23finns-inte", 404, "brev1#finns-inte"),
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


def test_each_parameter_that_is_wrong_is_named() -> None:
    problem = ask("/search?limit=0.5&kommum=Ekvik").json()
    assert [fault["parameter"] for fault in problem["errors"]] == ["limit", "kommum"]


def test_a_bank_without_index_is_a_problem_that_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(tmp_path / "nothing"))
    answer = ask("/suggest", params={"q": "frukt"})
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    assert answer.headers["retry-after"] == "60"
    assert "kunskapsbank ingest" in answer.json()["detail"]


def test_questions_at_the_same_time_get_the_answers_that_they_get_alone() -> None:
    addresses = ["/search?q=upphandling", "/search?q=upphandlnig", "/suggest?q=social", "/similar/brev1"]
    addresses += ["/documents/handbok", "/facets?kommun=Ekvik", "/search?q=kommun*&sort=oldest", "/search?q=%C3%A4ta"]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda address: timeless(ask(address).json()), addresses * 4))
    assert together == [timeless(ask(address).json()) for address in addresses] * 4


def test_an_answer_of_some_size_is_compressed_for_whom_takes_that_and_is_the_same() -> None:
    packed = ask("/search", headers={"accept-encoding": "gzip"})
    plain = ask("/search", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert timeless(packed.json()) == timeless(plain.json())
    assert packed.headers["etag"] == plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]


def test_a_small_answer_is_sent_as_it_is() -> None:
    assert "content-encoding" not in ask("/suggest?q=xyz", headers={"accept-encoding": "gzip"}).headers
