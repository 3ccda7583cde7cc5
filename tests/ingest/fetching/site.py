"""A web site on loopback: pages by path, each a function that answers as it likes, and a record of who asked what."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]

LETTER = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head><body><main>
<h1>{title}</h1><h2>Fruktkorgar</h2><p>Ekvik köper fruktkorgar av ett socialt företag efter en reserverad upphandling.
{more}</p></main></body></html>"""


def letter(title: str = "Nyhetsbrev från Ekvik", more: str = "") -> bytes:
    return LETTER.format(title=title, more=more).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, and when; `ended` is filled in when it has been answered."""

    method: str
    path: str
    headers: Mapping[str, str]
    times: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Site:
    """What a site answers, by path; what it was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Return the site's host and port."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://{self.host}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """Return what was asked for, in order."""
        return [asked.path for asked in self.asked if robots or asked.path != "/robots.txt"]


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site until the context ends, with `tls` over https."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.command, self.path, dict(self.headers.items()), [time.monotonic()])
            site.asked.append(asked)
            self.close_connection = True
            try:
                site.answers.get(self.path, status(404))(self)
                self.wfile.flush()
            except OSError:  # the client has hung up
                pass
            asked.times.append(time.monotonic())

        do_HEAD = do_GET  # noqa: N815 - the base class's name

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def content(data: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """Answer with content, its length and its type; header names have underscores for hyphens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)

    return answer


def status(code: int, **headers: str) -> Answer:
    """Answer with a status and no content."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def redirect(to: str, code: int = 302) -> Answer:
    return status(code, Location=to)


def in_turn(*answers: Answer) -> Answer:
    """Answer in another way each time, the last one for ever."""
    waiting = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return answer


def unchanged_if(etag: str, data: bytes) -> Answer:
    """Answer 304 to whoever has this version."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["If-None-Match"] == etag:
            status(304, ETag=etag)(handler)
        else:
            content(data, ETag=etag)(handler)

    return answer


def cut_short(data: bytes) -> Answer:
    """Promise more than comes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(data) + 100))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def dripping(data: bytes, pause: float) -> Answer:
    """Send a byte at a time for ever."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for number in range(10_000):
            handler.wfile.write(data[number % len(data) : number % len(data) + 1])
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def endless(piece: bytes) -> Answer:
    """Send without saying how much, until the other side hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(piece)

    return answer


def packed(data: bytes) -> Answer:
    return content(gzip.compress(data), Content_Encoding="gzip")
