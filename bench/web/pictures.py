"""`python -m bench.web.pictures`: the pictures of README.md and docs/handledning.md, of the starter corpus as it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from playwright.sync_api import Page, sync_playwright

from bench.web.server import chromium, serving
from index.settings import REPOSITORY

FOLDER = REPOSITORY / "docs" / "images"
WIDTH, HEIGHT = 1280, 900

PAGES = {
    "sok.png": "?q=reserverad%20upphandling",
    "dokument.png": "dokument?id=um-4-18&q=reserverad%20upphandling#exempel-pa-reserverad-upphandling-soderhamn",
    "utforska.png": "utforska",
    "kommun.png": "kommun?namn=S%C3%B6derhamn",
}

PASSWORD = "lösenord för en bild"  # noqa: S105 (of an application that ends with the pictures)
REPORT = """# Cykelverkstäder i Ekvik

## Bakgrund

Ekvik köpte under 2024 reparationer av cyklar av ett arbetsintegrerande socialt företag, i en reserverad upphandling.

## Resultat

Tolv personer fick arbetsträning, och avtalet förlängdes ett år.
"""
"""An invented report, to be looked at before it is saved."""


def main() -> None:
    """Save every picture, in the light theme."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        corpus, index = Path(scratch, "corpus"), Path(scratch, "index")
        shutil.copytree(REPOSITORY / "corpus", corpus)
        command = [sys.executable, "cli.py", "ingest", "--corpus", str(corpus), "--index", str(index)]
        subprocess.run(command, cwd=REPOSITORY, check=True)  # noqa: S603 (our own command)
        settings = {
            "KUNSKAPSBANK_CORPUS": str(corpus),
            "KUNSKAPSBANK_STAFF_PASSWORD_HASH": PasswordHasher().hash(PASSWORD),
        }
        with serving(index, **settings) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--lang=sv"])
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="sv-SE")
            for name, path in PAGES.items():
                page.goto(f"{address}{path}")
                page.locator("h1").wait_for()
                page.evaluate("document.fonts.ready")
                page.screenshot(path=FOLDER / name)
            _preview(page, address, Path(scratch))
            page.screenshot(path=FOLDER / "lagg-till.png")
            browser.close()


def _preview(page: Page, address: str, scratch: Path) -> None:
    """Log in, give a file, and wait until it has been read."""
    report = scratch / "cykelverkstader.md"
    report.write_text(REPORT, encoding="utf-8")
    page.goto(f"{address}personal")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.locator("input[type=file]").set_input_files(report)
    page.get_by_role("button", name="Ladda upp").click()
    page.get_by_role("heading", name="Cykelverkstäder i Ekvik", level=1).wait_for()


if __name__ == "__main__":
    main()
