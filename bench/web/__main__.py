"""`python -m bench.web [FOLDER] [--passages N]`: what a person at the pages waits for, in a real browser.

A bank is built once, in FOLDER (.kunskapsbank/bench), and the application serves it on a free port.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.search.bank import Bank
from bench.search.queries import make_searches
from bench.search.run import SIDES, build
from bench.web.server import chromium, serving
from index.settings import REPOSITORY

ROUNDS = 20
TYPED = 6
"""Letters of a word that are typed, one by one, with a pause for hits after each from the third on."""

_FIRST_LETTERS = 2

_BETWEEN_LETTERS = 120
"""Milliseconds from key to key of somebody who types 100 letters in a sentence of 12 seconds."""

_WATCH = """() => {
  let start = 0;
  addEventListener("keydown", (event) => { start = event.timeStamp }, true);
  addEventListener("change", (event) => { start = event.timeStamp }, true);
  const painted = (resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  const when = (arrived) => new Promise((resolve) => {
    const look = () => arrived() ? painted(resolve) : setTimeout(look, 2);
    look();
  });
  window.otherHeading = (before) => when(() => document.querySelector("h1")?.textContent !== before);
  window.hitsOf = (typed) => when(() => document.querySelector("h1").textContent.includes(`”${typed}…”`));
}"""
"""Tells milliseconds from the last key or choice until the hits are in the page and the browser has painted them."""


def main(folder: Path, passages: int) -> None:
    """Print medians and the slowest in twenty."""
    bank = folder / f"web-{passages}"
    bank.mkdir(parents=True, exist_ok=True)
    build(SIDES["ours"], bank, passages)
    frequent = [one.query for one in make_searches(Bank()) if one.kind == "one frequent word"]
    words = list(dict.fromkeys(word for word in frequent if len(word) > TYPED))[:ROUNDS]
    with serving(bank / "ours") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        _print("first page, empty cache", [_first_page(browser, address) for _ in range(ROUNDS)])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}?sort=newest")
        page.locator(".kb-hits").wait_for()
        page.evaluate(_WATCH)
        _print("key press to new hits", [taken for word in words for taken in _type(page, word)])
        _print("last key of a word to hits", [_type_on(page, word) for word in words])
        _print("filter to new hits", [_tick(page, number) for number in range(ROUNDS)])
        browser.close()
        queries = [one for one in make_searches(Bank()) if one.query][: 5 * ROUNDS]
        with httpx.Client(base_url=address) as client:
            for path in ("sok", "api/v1/search"):
                _print(f"/{path}", [_get(client, path, {"q": one.query}) for one in queries])


def _first_page(browser: Browser, address: str) -> float:
    with browser.new_context() as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.locator("h1").wait_for()
        return (time.perf_counter() - start) * 1000


def _type(page: Page, word: str) -> list[float]:
    """Type the beginning of a word; return how long the hits for what stands there took after each key."""
    _empty(page)
    taken = []
    for place, letter in enumerate(word[:TYPED]):
        page.keyboard.type(letter)
        if place >= _FIRST_LETTERS:
            taken.append(float(page.evaluate("(typed) => hitsOf(typed)", word[: place + 1])))
    return taken


def _type_on(page: Page, word: str) -> float:
    """Type a word without waiting for hits; return how long those for all of it took after the last key."""
    _empty(page)
    page.keyboard.type(word, delay=_BETWEEN_LETTERS)
    return float(page.evaluate("(typed) => hitsOf(typed)", word))


def _empty(page: Page) -> None:
    page.locator("#q").fill("")
    page.locator("#q").focus()


def _tick(page: Page, number: int) -> float:
    """Choose a value of a facet, or let it go."""
    before = page.locator("h1").inner_text()
    page.locator("#facett-dokumenttyp input[type=checkbox]").nth(number % 3).click()
    return float(page.evaluate("(before) => otherHeading(before)", before))


def _get(client: httpx.Client, path: str, parameters: dict[str, str]) -> float:
    start = time.perf_counter()
    client.get(path, params=parameters).raise_for_status()
    return (time.perf_counter() - start) * 1000


def _print(what: str, times: Sequence[float]) -> None:
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"{what:26} median {statistics.median(times):7.0f} ms, p95 {slow:7.0f} ms ({len(times)} times)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / ".kunskapsbank" / "bench")
    parser.add_argument("--passages", type=int, default=10_000)
    options = parser.parse_args()
    main(options.folder, options.passages)
