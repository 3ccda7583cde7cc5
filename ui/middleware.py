"""The HTML shell that Streamlit sends: in Swedish, with the way to the plain page, and 404 where there is no page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qs

from anyio.to_thread import run_sync
from markupsafe import Markup
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import KunskapsbankError
from ui.addresses import Addresses, Parameters
from ui.messages import method_page, missing_page
from ui.metadata import Metadata
from ui.page import Page, fill
from ui.plain import SECURITY, icon, whole
from ui.public_address import base_path, plain_addresses
from ui.routes import Route
from ui.shared_engine import shared_engine
from ui.text import SITE

_HTML = (b"content-type", b"text/html; charset=utf-8")
_REPLACED_HEADERS = {b"content-length", b"content-encoding", b"etag", b"last-modified"}


class SwedishShell:
    """ASGI middleware that rewrites Streamlit's own HTML page and leaves every other response alone.

    `pages` are Streamlit's. It answers every path that has none with its shell, too, and with status 200; here that
    becomes a plain page with status 404, as does what it refuses without a word (`/dokument/%00`). What one of `own`,
    the routes beside Streamlit, answers passes by, but for the bare 405 of a method that nothing answers to.
    """

    def __init__(self, app: ASGIApp, *, pages: Sequence[Route], own: Sequence[BaseRoute]) -> None:
        self.app = app
        self.pages = {page.path: page for page in pages}
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold back an HTML response until all of it can be rewritten."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        own = scope["method"] not in {"GET", "HEAD"} or any(
            route.matches(scope)[0] is not Match.NONE for route in self.own
        )
        base = f"{scope.get('root_path', '')}{base_path()}/"
        page = None if own else self.pages.get(f"{scope['path'].rstrip('/')}/".removeprefix(base).rstrip("/"))
        rewriter = _Rewriter(send, page, dict(scope), own=own)
        await self.app(_plain(scope) if page else scope, receive, rewriter)


class _Rewriter:
    """A `send` that gathers the body of an HTML response and sends it on, rewritten, with the right length.

    `page` is the one that the path names, or None where there is none. `scope` is the request as it came: what
    answers it may change its own. With `own`, which holds for whatever does not read, only a refusal is rewritten.
    """

    def __init__(self, send: Send, page: Route | None, scope: Scope, *, own: bool) -> None:
        self.send = send
        self.own = own
        self.page = page
        self.scope = scope
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        starts = message["type"] == "http.response.start"
        if starts and (_is_refusal(message) or (_is_html(message) and not self.own)):
            self.start = message
        elif self.start is None or message["type"] != "http.response.body":
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        headers = [pair for pair in start["headers"] if pair[0].lower() not in _REPLACED_HEADERS]
        addresses = plain_addresses(self.scope)
        wrong_method = start["status"] == HTTPStatus.METHOD_NOT_ALLOWED
        if self.page is None or wrong_method or start["status"] == HTTPStatus.BAD_REQUEST:
            page = method_page(self.scope["method"], addresses) if wrong_method else missing_page(addresses)
            headers = [*(pair for pair in headers if pair[0].lower() != b"content-type"), _HTML]
            body = whole(page, addresses).encode()
            status = HTTPStatus.METHOD_NOT_ALLOWED if wrong_method else HTTPStatus.NOT_FOUND
            headers += [(name.encode(), value.encode()) for name, value in SECURITY.items()]
        else:
            parameters: Parameters = parse_qs(self.scope["query_string"].decode("latin-1"))
            head, status = await run_sync(_head, self.page, parameters, addresses)
            body = _swedish(self.body, head, addresses.answering(self.page.place, parameters))
        headers.append((b"content-length", str(len(body)).encode()))
        await self.send({**start, "status": int(status), "headers": headers})
        await self.send({"type": "http.response.body", "body": b"" if self.scope["method"] == "HEAD" else body})


def _plain(scope: Scope) -> Scope:
    """Return the request so that its answer has a body that can be read: no compression, and GET for HEAD."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
    return {**scope, "headers": headers, "method": "GET"}


def _is_html(start: Message) -> bool:
    return any(kind.startswith(b"text/html") for kind in _content_types(start))


def _is_refusal(start: Message) -> bool:
    """Tell whether this is Starlette's own answer, in English or empty: 400 for a path, 405 for a method."""
    kinds = _content_types(start)
    if start["status"] == HTTPStatus.METHOD_NOT_ALLOWED:
        return all(kind.startswith(b"text/plain") for kind in kinds)
    return start["status"] == HTTPStatus.BAD_REQUEST and not kinds


def _content_types(start: Message) -> list[bytes]:
    return [value for name, value in start["headers"] if name.lower() == b"content-type"]


def _head(route: Route, parameters: Parameters, addresses: Addresses) -> tuple[Markup, HTTPStatus]:
    """Return what machines read of one of Streamlit's pages, and its status."""
    page = Page(SITE, Markup(), Metadata(address=addresses.answering(route.place, parameters)))
    status = HTTPStatus.OK
    if route.head is not None:
        try:
            page = route.head(shared_engine(), parameters, addresses)
        except KunskapsbankError as error:
            page, status = replace(page, about=Metadata(listed=False)), HTTPStatus(error.http_status)
    return fill("machines.html.j2", page=page, addresses=addresses, site=SITE), status


def _swedish(shell: bytes, head: Markup, plain: str) -> bytes:
    """Put Swedish in the places of the shell where Streamlit has English, and `head` into its head.

    `plain` is the address of the plain page that says the same; a browser without scripts goes there by itself.
    """
    moved = Markup('<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>').format(plain)
    without = Markup('<noscript><p>Utan JavaScript finns <a href="{}">samma sida i enkel form</a>.</p></noscript>')
    text = shell.decode()
    for pattern, swedish in {
        r"<html\b[^>]*>": '<html lang="sv">',
        r"<noscript>.*?</noscript>": without.format(plain),
        r"<title>.*?</title>": f"<title>{SITE}</title>{moved}{head}",
        r'<link rel="shortcut icon"[^>]*>': f'<link rel="icon" href="{icon()}">',
    }.items():
        before, found, after = _parted(text, pattern)
        text = f"{before}{swedish if found else ''}{after}"
    return text.encode()


def _parted(text: str, pattern: str) -> tuple[str, str, str]:
    """Return what stands before the first match, the match, and the rest; all of the text and "" without one."""
    match = re.search(pattern, text, flags=re.DOTALL)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")
