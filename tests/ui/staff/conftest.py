"""A bank of a note from the catalogue and one that was added, and the pages of staff on it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest
from tests.ui.staff.site import PASSWORD, Person, served
from ui.staff import login
from ui.staff.bank import works
from ui.staff.password import Throttle

NOTE = "---\ntitle: Anteckning om {0}\npublished: 2023-05-04\n---\n## Bakgrund\n\nEkvik har provat {0} under ett år.\n"


PARAGRAPH = (
    "<p>Ekviks kommun köpte fruktkorgar av ett socialt företag, och Norrtuna följde efter året därpå. Så här gick det "
    "till, steg för steg, från det första mötet till avtalet som nu gäller i båda kommunerna.</p>"
)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)


@pytest.fixture
def folder(tmp_path: Path, password_hash: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a corpus whose index is not made yet, named by the settings."""
    (tmp_path / "corpus" / "documents").mkdir(parents=True)
    monkeypatch.setenv("KUNSKAPSBANK_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(tmp_path / "bank" / "index"))
    monkeypatch.setenv("KUNSKAPSBANK_STAFF_PASSWORD_HASH", password_hash)
    monkeypatch.setenv("KUNSKAPSBANK_FILE_MB", "1")
    monkeypatch.delenv("KUNSKAPSBANK_STAFF_EMAILS", raising=False)
    monkeypatch.setattr(login, "_throttle", Throttle())
    works.cache_clear()
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Iterator[str]:  # noqa: ARG001 (its settings)
    with served() as address:
        yield address


@pytest.fixture
def somebody(site: str) -> Iterator[Callable[[], Person]]:
    """Give what makes people, each with a browser of their own."""
    with ExitStack() as browsers:

        def come() -> Person:
            person = Person(site)
            browsers.callback(person.client.close)
            return person

        yield come


@pytest.fixture
def anna(somebody: Callable[[], Person]) -> Person:
    """Return somebody of staff who has logged in."""
    anna = somebody()
    anna.log_in()
    return anna


class Bank:
    """The corpus and the index that the pages work on."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.engine = WhooshEngine(folder / "bank" / "index")
        self.staging = folder / "bank" / "staging"

    def hits(self, query: str) -> list[str]:
        """Return the ids of the documents that a search finds, one for each hit."""
        return [hit.document.id for hit in search(self.engine, SearchRequest(query=query)).hits]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus of a note and one that was added by hand, and its index."""
    folder = tmp_path_factory.mktemp("hel")
    (folder / "corpus" / "documents").mkdir(parents=True)
    (folder / "corpus" / "documents" / "cyklar.md").write_text(NOTE.format("cykelverkstäder"), encoding="utf-8")
    (folder / "kafé.md").write_text(NOTE.format("loppisar"), encoding="utf-8")
    engine = WhooshEngine(folder / "bank" / "index")
    assert ingest(engine, folder / "corpus", [folder / "kafé.md"]).failed == ()
    return folder


@pytest.fixture
def filled(folder: Path, whole: Path) -> Bank:
    """Return a bank with one note among the documents and one that was added by hand."""
    shutil.copytree(whole, folder, dirs_exist_ok=True)
    return Bank(folder)


@pytest.fixture
def page_server() -> Iterator[str]:
    """Serve one page on loopback and give the address of the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/loppisar"
            self.send_response(200 if found else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            if found:
                self.wfile.write(f"<html lang='sv'><main><h1>Loppisar</h1>{PARAGRAPH}</main></html>".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
