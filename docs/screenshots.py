"""Take the pictures of the README from the running application: `python docs/screenshots.py [ADDRESS]`."""  # noqa: INP001

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "images"
PICTURES = {"sok.png": "?q=reserverad%20upphandling"}


def main(address: str) -> None:
    """Save every picture at 1280 by 900, in the light theme."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(f"{address.rstrip('/')}/{path}")
            page.locator("h1").wait_for()
            page.evaluate("document.fonts.ready")
            page.screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8501"]))
