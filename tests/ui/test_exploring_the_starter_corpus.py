"""Every page that shows what the starter corpus holds: numbers that their links keep, and pages that stay light."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from index.request import SearchRequest
from index.search import search
from index.settings import REPOSITORY
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest
from tests.ui.places import documents_behind, promised_documents, soup, words
from ui.addresses import Addresses, Parameters
from ui.explore_page import explore_page
from ui.municipality_page import municipality_page
from ui.shared_vocabulary import shared_vocabulary
from ui.sources_page import sources_page
from ui.theme_page import theme_page

MOST_BYTES = 47_000
"""Of 50 kB, the head of a plain page takes the rest."""

PLAIN = Addresses(plain=True)


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Return an index of the starter corpus."""
    engine = WhooshEngine(tmp_path_factory.mktemp("starter"))
    assert ingest(engine, REPOSITORY / "corpus").failed == ()
    return engine


def counted(page: BeautifulSoup) -> dict[str, int]:
    """Return the links to searches that promise a number, those of pictures too."""
    links = [link for link in page.select("a[href^='./?']") if has_number(link)]
    return {str(link["href"]): promised_documents(link) for link in links}


def has_number(link: Tag) -> bool:
    named = link.select("title") or link.has_attr("aria-label") or words(link)[-1].isdigit()
    return bool(named or link.find_next_sibling(class_="kb-count"))


@pytest.mark.parametrize("asked", [{}, {"karta": ["kommun"]}, {"lan": ["Gävleborgs län"]}, {"lan": ["Skåne län"]}])
def test_every_number_of_what_can_be_explored_is_what_its_link_gives(starter: WhooshEngine, asked: Parameters) -> None:
    found = counted(soup(explore_page(starter, asked)))
    assert len(found) > 80
    assert {address: documents_behind(starter, address) for address in found} == found
    assert len(str(explore_page(starter, asked, PLAIN).html).encode()) < MOST_BYTES


def test_every_municipality_that_is_mentioned_keeps_its_promises(starter: WhooshEngine) -> None:
    behind = cache(lambda address: documents_behind(starter, address))
    mentioned = search(starter, SearchRequest(limit=0)).facets["kommun"]
    assert len(mentioned) > 30
    for municipality in mentioned:
        page = soup(municipality_page(starter, {"namn": [municipality.value]}))
        assert f"nämns i {municipality.count} dokument" in words(page.select_one(".kb-lead"))
        found = counted(page)
        assert {address: behind(address) for address in found} == found
        plain = municipality_page(starter, {"namn": [municipality.value]}, PLAIN)
        assert len(str(plain.html).encode()) < MOST_BYTES


def test_every_theme_keeps_its_promises(starter: WhooshEngine) -> None:
    for theme in shared_vocabulary().themes:
        page = theme_page(starter, {"id": [theme.id]}, PLAIN)
        found = counted(soup(theme_page(starter, {"id": [theme.id]})))
        assert found
        assert {address: documents_behind(starter, address) for address in found} == found
        assert len(str(page.html).encode()) < MOST_BYTES


def test_the_sources_of_the_catalogue_are_all_there_and_light(starter: WhooshEngine) -> None:
    rows = [words(row) for row in soup(sources_page(starter, {})).select("tbody tr")]
    assert len(rows) == starter.status().documents
    parts = [sources_page(starter, {"sida": [part]}, PLAIN) for part in ("1", "2", "3")]
    assert sum(len(soup(part).select("tbody tr")) for part in parts) == len(rows)
    assert all(len(str(part.html).encode()) < MOST_BYTES for part in parts)


def test_no_page_shows_a_path_of_this_machine(starter: WhooshEngine) -> None:
    assert str(Path.home()) not in str(sources_page(starter, {}).html)
