"""The pages of staff on a real server, and somebody who uses them as a browser without JavaScript does."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn
from bs4 import BeautifulSoup, Tag
from starlette.applications import Starlette

from ui.staff import staff_routes

PASSWORD = "fyra lila loppisar"  # noqa: S105
FILE = list[tuple[str, tuple[str, bytes]]]


@contextmanager
def served() -> Iterator[str]:
    """Serve the pages on a free port and give the address, without "/" at its end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(Starlette(routes=staff_routes()), ws="none", lifespan="off", log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


class Person:
    """Somebody with a browser: keeps cookies, follows redirects, fills in the forms that a page has."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        self.answer = httpx.Response(0)

    def visit(self, path: str) -> None:
        """Open a page, and wait where it says that work goes on."""
        self._take(self.client.get(path))

    def send(self, action: str, button: str = "", *, files: FILE | None = None, **values: str) -> None:
        """Send the form of the page whose address ends with `action`, by the button with a value."""
        form = next(form for form in self.page.select("form[method=post]") if str(form["action"]).endswith(action))
        fields = {str(field["name"]): str(field["value"]) for field in form.select("input[value]")}
        fields |= {str(field["name"]): field.get_text() for field in form.select("textarea")}
        chosen = {"gor": button} if button else {}
        self._take(self.client.post(str(form["action"]), data={**fields, **values, **chosen}, files=files))

    def log_in(self, path: str = "/personal") -> None:
        """Log in on the way to a page."""
        self.visit(path)
        self.send("logga-in", losenord=PASSWORD)

    def upload(self, *files: tuple[str, str | bytes]) -> None:
        """Upload files to be looked at."""
        self.visit("/personal")
        self.send("filer", files=[("filer", (name, _bytes(content))) for name, content in files])

    def _take(self, answer: httpx.Response) -> None:
        while "data-working" in answer.text:
            answer = self.client.get(answer.url)
        self.answer = answer

    @property
    def page(self) -> BeautifulSoup:
        """The page that is shown."""
        return BeautifulSoup(self.answer.text, "lxml")

    @property
    def path(self) -> str:
        """Its path."""
        return self.answer.url.path

    def words(self, selector: str = "main") -> str:
        """Return what a part of the page says."""
        return " ".join(text(part) for part in self.page.select(selector))

    def value(self, name: str) -> str:
        """Return what a field of the page holds."""
        field = self.page.select_one(f"#{name}")
        assert field is not None
        return str(field["value"]) if field.name == "input" else field.get_text()


def text(part: Tag) -> str:
    return re.sub(r"\s+", " ", part.get_text()).strip()


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else str(content).encode()
