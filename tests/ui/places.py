"""An invented county with its municipalities, as the vocabulary of a corpus has them, and pages as soup."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from index.engine import SearchEngine
from index.search import search
from ui.page import Page
from ui.state import read_state

MUNICIPALITIES = """\
code,name,county_code,county,latitude,longitude
9901,Ekvik,99,Ekviks län,60.0,16.0
9902,Norrtuna,99,Ekviks län,60.5,16.5
9903,Ödesby strand,99,Ekviks län,60.7,16.7
9801,Sunnanby,98,Sunnanlän,58.0,14.0
"""

PLACES = """\
given_names = []
[also]
"Ekviks stad" = "Ekvik"
[ambiguous]
[[county]]
name = "Ekviks län"
aliases = []
"""


def write_vocabulary(corpus: Path) -> None:
    """Give a corpus a vocabulary of invented places; themes and organisations stay the product's own."""
    folder = corpus / "vocabulary"
    folder.mkdir(parents=True)
    (folder / "municipalities.csv").write_text(MUNICIPALITIES, encoding="utf-8")
    (folder / "places.toml").write_text(PLACES, encoding="utf-8")


def soup(page: Page) -> BeautifulSoup:
    return BeautifulSoup(str(page.html), "lxml")


def words(tag: Tag | None) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip() if tag else ""


def documents_behind(engine: SearchEngine, address: str) -> int:
    """Return how many documents a link to a search gives."""
    state = read_state(parse_qs(urlsplit(address).query))
    return search(engine, state.request()).total_documents


def promised_documents(link: Tag) -> int:
    """Return the number that stands in a link, in its name, or just after it."""
    said = str(link.get("aria-label") or "") or words(link.title) or words(link)
    after = link.find_next_sibling(class_="kb-count")
    said += f" {words(after)}" if after else ""
    found = re.search(r"(\d+)(?: dokument|$)", said)
    assert found is not None, link
    return int(found[1])
