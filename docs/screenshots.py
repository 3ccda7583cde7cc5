"""Take the pictures of the README from the running application, and draw the one that links to the bank are shown with.

`python docs/screenshots.py [ADDRESS]`.
"""  # noqa: INP001

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "images"
PICTURES = {"sok.png": "?q=reserverad%20upphandling"}

STATIC = FOLDER.parent.parent / "ui" / "static"
PREVIEW_SIZE = {"width": 1200, "height": 630}
PREVIEW = """<style>
  body { margin: 0; height: 100vh; display: flex; align-items: center; gap: 56px; padding-left: 96px;
         font-family: sans-serif; color: #17262b; border-left: 32px solid #0b5c6b; box-sizing: border-box; }
  svg { width: 220px; } h1 { font-size: 84px; margin: 0; } p { font-size: 44px; margin: 12px 0 0; color: #4a5a5f; }
</style>ICON<div><h1>Kunskapsbanken</h1><p>om social ekonomi</p></div>"""
"""The picture that previews of links show (https://ogp.me)."""


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
        page = browser.new_page(viewport=PREVIEW_SIZE)
        page.set_content(PREVIEW.replace("ICON", (STATIC / "icon.svg").read_text(encoding="utf-8")))
        page.screenshot(path=STATIC / "preview.png")
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8501"]))
