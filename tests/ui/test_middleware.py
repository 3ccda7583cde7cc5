from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Message, Scope

from index.whoosh_engine import WhooshEngine
from ui.middleware import SwedishShell
from ui.routes import ROUTES

SHELL = (
    '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body>'
    "<noscript>You need to enable JavaScript to run this app.</noscript>"
    f'<div id="root"></div>{"<!-- -->" * 200}</body></html>'
)


class Answer(NamedTuple):
    """A response as a browser gets it, still compressed if it is."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(path: str, method: str = "GET") -> Answer:
    """Send one request that accepts gzip through the middleware."""
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path.partition("?")[0],
        "root_path": "",
        "query_string": path.partition("?")[2].encode(),
        "headers": [(b"accept-encoding", b"gzip"), (b"host", b"bank.example")],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    shells = [Route("/{path:path}", shell)]
    own = [Route("/data", data), Route("/egen", own_page), Route("/vagra", refusal)]
    app = Starlette(
        routes=[*own, Route("/refused", refusal), Mount("/under", routes=shells), *shells],
        middleware=[Middleware(SwedishShell, pages=ROUTES, own=own), Middleware(GZipMiddleware, minimum_size=10)],
    )
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def shell(_: Request) -> Response:
    return HTMLResponse(SHELL, headers={"etag": '"abc"', "cache-control": "no-cache"})


def own_page(_: Request) -> Response:
    return HTMLResponse("<p>En egen sida")


def refusal(_: Request) -> Response:
    return Response("Bad Request", status_code=400)


def data(_: Request) -> Response:
    return JSONResponse({"lang": '<html lang="en">'})


def test_the_shell_is_swedish_with_the_right_length() -> None:
    answer = ask("/hjalp")
    text = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="sv">' in text
    assert "<title>Kunskapsbanken</title>" in text
    assert '<noscript><p>Utan JavaScript finns <a href="/sok/hjalp">samma sida i enkel form</a>.</p></noscript>' in text
    assert answer.headers["content-length"] == str(len(answer.body))
    assert not {"etag", "content-encoding"} & set(answer.headers)


def test_an_unknown_address_is_a_swedish_page_with_status_404() -> None:
    answer = ask("/finns/inte")
    assert answer.status == 404
    assert "Sidan finns inte" in answer.body.decode()
    assert 'action="/sok"' in answer.body.decode()
    assert "<script" not in answer.body.decode()
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize(
    ("path", "method"), [("/sok", "POST"), ("/data", "PUT"), ("/utforska", "<B>"), ("/x", "DELETE")]
)
def test_a_method_that_nothing_answers_to_is_a_swedish_page_with_status_405(path: str, method: str) -> None:
    answer = ask(path, method)
    text = answer.body.decode()
    assert answer.status == 405
    assert "Adressen kan inte användas så" in text
    assert "Method Not Allowed" not in text
    assert "<B>" not in text
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-length"] == str(len(answer.body))


def test_what_answers_below_a_path_of_its_own_does_not_move_the_links_of_the_404_page() -> None:
    assert 'action="/sok"' in ask("/under/finns/inte").body.decode()


def test_head_has_the_length_of_the_page_and_no_body() -> None:
    answer = ask("/", "HEAD")
    assert answer.body == b""
    assert answer.headers["content-length"] == str(len(ask("/").body))


def test_a_browser_without_scripts_is_led_to_the_plain_page_of_the_same_address() -> None:
    text = ask("/?q=tv%C3%A5%20ord&kommun=Ekvik").body.decode()
    plain = "/sok?q=tv%C3%A5%20ord&amp;kommun=Ekvik"
    assert f'<noscript><meta http-equiv="refresh" content="0; url={plain}"></noscript>' in text
    assert f'<link rel="canonical" href="http://bank.example{plain}">' in text
    assert 'href="/opensearch.xml"' in text
    assert 'type="application/atom+xml" href="/flode.atom?q=tv%C3%A5%20ord&amp;kommun=Ekvik"' in text
    assert 'property="og:title" content="två ord – Sök – Kunskapsbanken"' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "noindex" not in ask("/").body.decode()


def test_an_address_cannot_break_out_of_the_head() -> None:
    text = ask('/?q="><script>alert(1)</script>').body.decode()
    assert "<script>alert" not in text
    assert "\\1\\g&lt;0&gt; – Sök" in ask("/?q=\\1\\g<0>").body.decode()


def test_the_shell_of_a_document_has_its_name_for_previews_and_404_without_one(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    shell = ask("/dokument?id=brev1&q=avtal")
    assert shell.status == 200
    assert 'property="og:title" content="Nyhetsbrev 1, januari 2022 – Kunskapsbanken"' in shell.body.decode()
    assert '<link rel="canonical" href="http://bank.example/dokument/brev1">' in shell.body.decode()
    assert ask("/dokument?id=finns-inte").status == 404
    assert 'href="http://bank.example/kommun/Norrtuna"' in ask("/kommun?namn=Norrtuna").body.decode()
    assert ask("/kommun?namn=Ingenstans").status == 404
    assert ask("/tema?id=finns-inte").status == 404


def test_an_address_that_is_refused_without_a_word_is_a_swedish_page_with_status_404() -> None:
    for path in ("/vagra", "/refused"):
        answer = ask(path)
        assert answer.status == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "Sidan finns inte" in answer.body.decode()


def test_pages_beside_streamlit_pass_untouched() -> None:
    assert gzip.decompress(ask("/egen").body) == b"<p>En egen sida"


def test_other_responses_pass_untouched() -> None:
    answer = ask("/data")
    assert answer.headers["content-encoding"] == "gzip"
    assert b'<html lang=\\"en\\">' in gzip.decompress(answer.body)
