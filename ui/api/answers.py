"""How an answer is sent: with a mark of the bank's generation, so that nobody fetches what has not changed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2s
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.engine import SearchEngine
from ui.records import Record

FRESH_SECONDS = 60
"""How long an answer may be used again unasked; after that the client asks whether the bank has changed."""


def answer(request: Request, engine: SearchEngine, record: Callable[[], Record]) -> Response:
    """Return a record, or nothing where the caller has it from the same generation of the bank.

    The record is made after the mark, so that a commit between the two gives an old mark on a new record: the next
    question is answered in full once too often, and never too seldom.
    """
    headers = {"cache-control": f"public, max-age={FRESH_SECONDS}", "etag": f'W/"{_digest(engine.generation())}"'}
    known = {mark.strip() for mark in request.headers.get("if-none-match", "").split(",")}
    if known & {headers["etag"], "*"}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return JSONResponse(record(), headers=headers)


def _digest(generation: str) -> str:
    return blake2s(generation.encode(), digest_size=8).hexdigest()


class HeadAsGet:
    """ASGI middleware that answers HEAD as GET, with the headers alone (RFC 9110, section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back without its body."""

        async def send_head(message: Message) -> None:
            body = {"body": b""} if message["type"] == "http.response.body" else {}
            await send({**message, **body})

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, send_head)
        else:
            await self.app(scope, receive, send)
