"""Feed, sitemap, robots.txt and the search box of browsers, on the small bank of invented documents."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import httpx
import pytest
from starlette.applications import Starlette

from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.requests import send
from ui.machine_routes import machine_routes

BANK = Starlette(routes=machine_routes())
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    monkeypatch.setenv("KUNSKAPSBANK_BASE_URL", "https://kunskap.example/bank")


def get(path: str) -> httpx.Response:
    return send(BANK, path)


def xml(path: str) -> ET.Element:
    return ET.fromstring(get(path).content)  # noqa: S314 - our own answer


def test_the_feed_of_a_search_has_its_documents_with_the_newest_first() -> None:
    feed = xml("/flode.atom?q=upphandling&sort=relevance&sida=3")
    assert feed.findtext(f"{ATOM}title") == "Kunskapsbanken: nyast för ”upphandling”"
    updated = [str(entry.findtext(f"{ATOM}updated")) for entry in feed.iter(f"{ATOM}entry")]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    assert updated[0] == "2022-01-01T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "https://kunskap.example/bank/flode.atom?q=upphandling"
    assert links["alternate"] == "https://kunskap.example/bank/sok?q=upphandling&sort=newest"


def test_an_entry_says_what_it_is_and_keeps_its_id_from_search_to_search() -> None:
    ids = []
    for query in ("fruktkorgar", "upphandling"):
        entries = list(xml(f"/flode.atom?q={query}").iter(f"{ATOM}entry"))
        ids.append({str(entry.findtext(f"{ATOM}id")) for entry in entries})
    assert ids[0] == {"tag:kunskap.example,2026:/dokument/brev1"}
    assert ids[0] < ids[1]
    (entry,) = xml("/flode.atom?q=fruktkorgar").iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ekviks förlag"
    assert "<mark>" not in str(entry.findtext(f"{ATOM}summary"))
    assert "kronor <exkl. moms>" in str(entry.findtext(f"{ATOM}summary"))
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert str(link.get("href")).startswith("https://kunskap.example/bank/dokument/brev1?q=fruktkorgar")


def test_a_feed_without_hits_and_one_of_undated_documents_are_whole_feeds(engine: WhooshEngine) -> None:
    assert xml("/flode.atom?q=xyzzyplugh").findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    with engine.write() as writing:
        passage = make_passage("odaterad", "a", "Sida\x0cbrytning", "Cykelverkstad\x0c i Ekvik.")
        writing.replace(make_document("odaterad", "Odaterat\x0b", passage, published=None))
    (entry,) = xml("/flode.atom?q=cykelverkstad").iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert entry.find(f"{ATOM}published") is None


@pytest.mark.parametrize("query", ["%00", "%22((", "<&>", "x" * 3000])
def test_any_query_has_a_feed_that_is_xml(query: str) -> None:
    assert xml(f"/flode.atom?q={query}").tag == f"{ATOM}feed"


def test_the_sitemap_lists_documents_themes_municipalities_and_standing_pages_with_dates_as_they_are_known() -> None:
    pages = {
        str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod")
        for url in xml("/sitemap.xml").iter(f"{SITEMAP}url")
    }
    assert pages["https://kunskap.example/bank/dokument/brev1"] == "2022-01"
    assert pages["https://kunskap.example/bank/dokument/plan"] == "2021-12-09"
    assert "https://kunskap.example/bank/sok" in pages
    assert "https://kunskap.example/bank/tema/upphandling-och-affarer" in pages
    assert "https://kunskap.example/bank/kommun/Norrtuna" in pages
    assert not any("landsbygd" in address for address in pages)


def test_robots_may_read_documents_and_themes_but_not_every_filter() -> None:
    text = get("/robots.txt").text
    assert "Sitemap: https://kunskap.example/bank/sitemap.xml" in text
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    for allowed in ("dokument/brev1", "sok", "sok?tema=Upphandling", "flode.atom"):
        assert robots.can_fetch("sökare", f"https://kunskap.example/bank/{allowed}")
    for left in ("sok/filter?facett=kommun", "exportera?format=csv", "api/v1/search?q=a"):
        assert not robots.can_fetch("sökare", f"https://kunskap.example/bank/{left}")
    assert "Disallow: /bank/sok?*&" in text


def test_a_browser_can_add_the_bank_to_its_search_box() -> None:
    description = xml("/opensearch.xml")
    assert description.findtext(f"{OPENSEARCH}ShortName") == "Kunskapsbanken"
    templates = {url.get("type"): str(url.get("template")) for url in description.iter(f"{OPENSEARCH}Url")}
    assert templates["text/html"] == "https://kunskap.example/bank/sok?q={searchTerms}"
    suggestions = templates["application/x-suggestions+json"].replace("{searchTerms}", "upph")
    query, completions = get(suggestions.removeprefix("https://kunskap.example/bank")).json()
    assert query == "upph"
    assert any("upphandling" in completion for completion in completions)


def test_without_an_index_machines_hear_so_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", "/finns/inte")
    for path in ("/flode.atom", "/sitemap.xml", "/sok/forslag?q=a"):
        answer = get(path)
        assert answer.status_code == 503
        assert answer.headers["cache-control"] == "no-store"
    assert get("/robots.txt").status_code == 200


@pytest.mark.parametrize("path", ["/flode.atom?q=avtal", "/sitemap.xml", "/robots.txt", "/opensearch.xml"])
def test_a_copy_of_what_machines_read_holds_until_the_bank_changes(path: str) -> None:
    tag = get(path).headers["etag"]
    assert send(BANK, path, headers={"if-none-match": tag}).status_code == 304


def test_a_link_to_the_bank_is_shown_with_a_picture_of_the_size_that_pages_say() -> None:
    picture = get("/forhandsbild.png")
    assert picture.headers["content-type"] == "image/png"
    width, height = (int.from_bytes(picture.content[start : start + 4], "big") for start in (16, 20))
    assert (width, height) == (1200, 630)
