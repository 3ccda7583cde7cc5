from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from ui.middleware import SwedishShell

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
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip")],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    app = Starlette(
        routes=[Route("/data", data), Route("/{path:path}", shell)],
        middleware=[Middleware(SwedishShell, pages=["", "hjalp"]), Middleware(GZipMiddleware, minimum_size=10)],
    )
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def shell(_: Request) -> Response:
    return HTMLResponse(SHELL, headers={"etag": '"abc"', "cache-control": "no-cache"})


def data(_: Request) -> Response:
    return JSONResponse({"lang": '<html lang="en">'})


def test_the_shell_is_swedish_with_the_right_length() -> None:
    answer = ask("/hjalp")
    text = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="sv">' in text
    assert "<title>Kunskapsbanken</title>" in text
    assert "behöver JavaScript" in text
    assert answer.headers["content-length"] == str(len(answer.body))
    assert not {"etag", "content-encoding"} & set(answer.headers)


def test_an_unknown_address_is_a_swedish_page_with_status_404() -> None:
    answer = ask("/finns/inte")
    assert answer.status == 404
    assert "Sidan finns inte" in answer.body.decode()
    assert '<base href="/">' in answer.body.decode()
    assert answer.headers["content-length"] == str(len(answer.body))


def test_head_has_the_length_of_the_page_and_no_body() -> None:
    answer = ask("/", "HEAD")
    assert answer.body == b""
    assert answer.headers["content-length"] == str(len(ask("/").body))


def test_other_responses_pass_untouched() -> None:
    answer = ask("/data")
    assert answer.headers["content-encoding"] == "gzip"
    assert b'<html lang=\\"en\\">' in gzip.decompress(answer.body)
