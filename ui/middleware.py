"""The HTML shell that Streamlit sends: in Swedish, and a page that says so where there is none."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from urllib.parse import quote

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.messages import missing_page
from ui.page import fill
from ui.text import SITE
from ui.view import static_text

_REPLACED_HEADERS = {b"content-length", b"content-encoding", b"etag", b"last-modified"}


class SwedishShell:
    """ASGI middleware that rewrites Streamlit's own HTML page and leaves every other response alone.

    `pages` are the paths below the root that have a page. Streamlit answers every other path with its shell, too, and
    with status 200; here that becomes a Swedish page with status 404.
    """

    def __init__(self, app: ASGIApp, *, pages: Collection[str]) -> None:
        self.app = app
        self.pages = frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold back an HTML response until all of it can be rewritten."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        base = f"{scope.get('root_path', '')}{base_path()}/"
        known = f"{scope['path'].rstrip('/')}/".removeprefix(base).rstrip("/") in self.pages
        rewriter = _Rewriter(send, missing_below=None if known else base, with_body=scope["method"] == "GET")
        await self.app(_plain(scope) if known else scope, receive, rewriter)


def base_path() -> str:
    """Return the path below which the application is served: "" or "/kunskap"."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")


class _Rewriter:
    """A `send` that gathers the body of an HTML response and sends it on, rewritten, with the right length.

    `missing_below` is the address of the start page where the path has no page, else None.
    """

    def __init__(self, send: Send, *, missing_below: str | None, with_body: bool) -> None:
        self.send = send
        self.missing_below = missing_below
        self.with_body = with_body
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None or message["type"] != "http.response.body":
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body, status = _swedish(self.body), start["status"]
        if self.missing_below is not None:
            body, status = _missing(self.missing_below), 404
        headers = [pair for pair in start["headers"] if pair[0].lower() not in _REPLACED_HEADERS]
        headers.append((b"content-length", str(len(body)).encode()))
        await self.send({**start, "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body if self.with_body else b""})


def _plain(scope: Scope) -> Scope:
    """Return the request so that its answer has a body that can be read: no compression, and GET for HEAD."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
    return {**scope, "headers": headers, "method": "GET"}


def _is_html(start: Message) -> bool:
    kinds = [value for name, value in start["headers"] if name.lower() == b"content-type"]
    return any(kind.startswith(b"text/html") for kind in kinds)


def _swedish(shell: bytes) -> bytes:
    """Put Swedish in the places of the shell where Streamlit has English."""
    without_script = f"{SITE} behöver JavaScript. Slå på det i webbläsaren och ladda om sidan."
    for pattern, swedish in {
        rb"<html\b[^>]*>": '<html lang="sv">',
        rb"<title>.*?</title>": f"<title>{SITE}</title>",
        rb"<noscript>.*?</noscript>": f"<noscript><p>{without_script}</p></noscript>",
        rb'<link rel="shortcut icon"[^>]*>': f'<link rel="icon" href="{_icon()}">',
    }.items():
        shell = re.sub(pattern, swedish.encode(), shell, count=1, flags=re.DOTALL)
    return shell


@cache
def _missing(base: str) -> bytes:
    page = fill("standalone.html.j2", page=missing_page(), base=base, icon=_icon(), style=static_text("view.css"))
    return page.encode()


def _icon() -> str:
    return f"data:image/svg+xml,{quote(static_text('icon.svg').strip())}"
