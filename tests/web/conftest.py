"""The real application on the starter corpus, and a browser to drive it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.web.server import chromium, serving
from index.settings import REPOSITORY

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.web)


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of the starter corpus, made by the command that users run."""
    folder = tmp_path_factory.mktemp("web") / "index"
    subprocess.run([sys.executable, "cli.py", "ingest", "--index", str(folder)], check=True, cwd=REPOSITORY)
    return folder


@pytest.fixture(scope="session")
def site(index_folder: Path) -> Iterator[str]:
    """Serve the application on a free port and return its address, which ends with "/"."""
    yield from serve(index_folder)


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the application where nothing has been ingested."""
    yield from serve(tmp_path_factory.mktemp("empty") / "index")


def serve(index_folder: Path, **settings: str) -> Iterator[str]:
    """Serve the application on an index, with more settings by the names of their variables."""
    with serving(index_folder, **settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a fresh window of 1280 by 900."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page; an error in its script or a request to another host fails the test."""
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://localhost:", "ws://localhost:", "blob:", "data:"))
            else troubles.append(f"loads {request.url}")
        ),
    )
    yield page
    assert troubles == []
