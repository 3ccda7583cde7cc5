"""The plain pages over HTTP, on the small bank of invented documents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from bs4 import BeautifulSoup
from starlette.applications import Starlette

from index.document import Link
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.requests import send
from ui.document_parts import MARKUP_BYTES, PART_BYTES
from ui.plain import plain_routes

BANK = Starlette(routes=plain_routes())
MOST_BYTES = 50_000


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    monkeypatch.delenv("KUNSKAPSBANK_BASE_URL", raising=False)


def get(path: str, **request: Any) -> httpx.Response:
    return send(BANK, path, **request)


def soup(path: str) -> BeautifulSoup:
    return BeautifulSoup(get(path).text, "lxml")


def test_a_plain_result_is_a_whole_page_without_any_script() -> None:
    answer = get("/sok?q=upphandling")
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 200
    assert page.select("html[lang=sv] > body header ~ main h1")
    assert page.select("main ol.kb-hits > li mark")
    assert not page.select("button[type=button], [style], [onclick], script:not([type='application/ld+json'])")
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")


def test_a_hit_opens_its_document_at_the_passage_with_the_words_marked() -> None:
    link = soup("/sok?q=fruktkorgar").select_one("ol.kb-hits h2 a")
    assert link is not None
    address, _, anchor = str(link["href"]).partition("#")
    page = soup(address)
    assert address.startswith("/dokument/brev1?q=fruktkorgar")
    assert page.select_one(f"h2#{anchor} mark")
    back = page.select_one(".kb-strip a")
    assert back is not None
    assert back["href"] == "/sok?q=fruktkorgar"


def test_filters_are_a_form_that_sends_query_and_order_along() -> None:
    page = soup("/sok?q=upphandling&sort=newest&kommun=Norrtuna")
    form = page.select_one("form#sok[method=get][action='/sok']")
    assert form is not None
    assert page.select_one("#filter button[type=submit][form=sok]")
    assert page.select_one("input[type=checkbox][form=sok][name=kommun][value=Norrtuna][checked]")
    assert page.select_one("input[type=hidden][name=sort][value=newest]")
    legends = [legend.get_text() for legend in page.select("#filter fieldset > legend")]
    assert legends[:3] == ["Tema", "Dokumenttyp", "Kommun"]


def box_above(page: BeautifulSoup, value: str) -> str:
    """Return the value of the check box whose list holds the one with a value."""
    (row,) = page.select(f'li li:has(input[value="{value}"])')
    above = row.find_parent("li")
    assert above is not None
    return str(above.select("input")[0]["value"])


def test_a_theme_that_is_chosen_shows_the_themes_below_it() -> None:
    below = "Upphandling och affärer / reserverad upphandling"
    assert not soup("/sok?q=upphandling").select(f'input[value="{below}"]')
    chosen = soup("/sok?q=upphandling&tema=Upphandling%20och%20aff%C3%A4rer")
    assert box_above(chosen, below) == "Upphandling och affärer"
    alone = soup("/sok/filter?facett=tema&q=upphandling&innehaller=reserverad")
    assert [box["value"] for box in alone.select("input[name=tema]")] == [below]


def test_a_theme_below_another_is_shown_under_it_however_rare_that_is(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        for number in range(12):
            themes = (f"Ämne {number}",) if number else ("Ekonomi", "Ekonomi / sparande")
            for name in [f"ämne{number}", f"ämne{number}b"][: 1 + (number > 0)]:
                passage = make_passage(name, "a", "A", "Cykelverkstad.", themes=themes)
                writing.replace(make_document(name, f"Ämne {number}", passage))
    chosen = soup("/sok?q=cykelverkstad&tema=Ekonomi%20/%20sparande")
    assert chosen.select('input[value="Ekonomi / sparande"][checked]')
    assert box_above(chosen, "Ekonomi / sparande") == "Ekonomi"


def test_an_exact_search_is_exact_for_its_own_query_only() -> None:
    page = soup("/sok?q=uphandling&exakt=1")
    hidden = page.select_one("form#sok input[name=exakt]")
    assert hidden is not None
    assert hidden["value"] == "uphandling"
    assert "Inga träffar" in soup("/sok?q=uphandling&exakt=uphandling").h1.get_text()  # type: ignore[union-attr]
    assert "Inga träffar" not in soup("/sok?q=upphandling&exakt=uphandling").h1.get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/sok", 200, "Vad andra redan vet"),
        ("/sok/hjalp", 200, "Hjälp med att söka"),
        ("/sok/om", 200, "Om kunskapsbanken"),
        ("/sok/tillganglighet", 200, "Tillgänglighetsredogörelse"),
        ("/sok/filter?facett=kommun", 200, "Kommun: 2 värden"),
        ("/dokument/finns-inte", 404, "Dokumentet finns inte"),
        ("/dokument/", 404, "Dokumentet finns inte"),
        ("/dokument/%3Cscript%3E", 404, "Dokumentet finns inte"),
        (f"/dokument/{'x' * 3_000}", 404, "Dokumentet finns inte"),
        ("/sok?sida=-3&sort=x&ar=abc&q=%00%22((", 200, "träff"),
    ],
)
def test_every_plain_address_has_its_page_and_its_status(path: str, status: int, heading: str) -> None:
    answer = get(path)
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == status
    assert [heading in found.get_text() for found in page.select("h1")] == [True]
    assert page.select_one('footer a[href="/sok/tillganglighet"]')
    assert page.select_one("form#sok input#q")


def test_without_an_index_a_page_says_what_to_do_and_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", "/finns/inte")
    answer = get("/sok?q=avtal")
    assert answer.status_code == 503
    assert "kunskapsbank ingest" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert get("/sok/hjalp").status_code == 200


def test_a_fault_nobody_foresaw_is_a_swedish_page_without_details(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.search_page.search", lambda *_: 1 / 0)
    answer = get("/sok?q=avtal")
    assert answer.status_code == 500
    assert "Något gick fel i kunskapsbanken" in answer.text
    assert "ZeroDivision" not in answer.text


def test_every_page_leads_to_the_same_page_among_the_interactive_ones() -> None:
    for path, twin in {
        "/sok?q=avtal&kommun=Ekvik": "/?q=avtal&kommun=Ekvik",
        "/dokument/brev1?q=avtal": "/dokument?id=brev1&q=avtal",
        "/sok/hjalp": "/hjalp",
    }.items():
        link = soup(path).select_one("footer a[rel=alternate]")
        assert link is not None
        assert (link.get_text(), link["href"]) == ("Visa i den interaktiva versionen", twin)


def test_a_result_with_every_municipality_stays_small_and_all_can_be_chosen(engine: WhooshEngine) -> None:
    names = [f"Ekviks kommundel nummer {number}" for number in range(290)]
    with engine.write() as writing:
        for name in names:
            text = f"Så gjorde {name} med upphandlingen. " * 20
            passage = make_passage(f"lång-{name}", "a", f"Upphandling i {name}", text, municipalities=(name,))
            writing.replace(make_document(f"lång-{name}", f"Upphandling i {name}", passage))
    result = get("/sok?q=upphandling%20i%20kommundel")
    assert len(result.content) < MOST_BYTES
    assert "Visa alla 29" in result.text
    everything = get("/sok/filter?facett=kommun&q=upphandling%20i%20kommundel&kommun=Ekviks%20kommundel%20nummer%20250")
    assert len(everything.content) < MOST_BYTES
    page = BeautifulSoup(everything.text, "lxml")
    assert len(page.select("input[name=kommun]")) >= 290
    assert page.select("input[name=kommun][value='Ekviks kommundel nummer 250'][checked]")
    within = soup("/sok/filter?facett=kommun&q=upphandling&innehaller=NUMMER-17")
    assert [box["value"] for box in within.select("input[name=kommun]")] == [
        "Ekviks kommundel nummer 17",
        *(f"Ekviks kommundel nummer {number}" for number in range(170, 180)),
    ]
    assert len(get("/sok/om").content) < MOST_BYTES


def test_a_long_document_comes_in_parts_and_each_passage_keeps_its_place(engine: WhooshEngine) -> None:
    passages = [
        make_passage("plan9", f"punkt-{number}", f"Punkt {number}", f"Åtgärd {number} är särskild. " * 60)
        for number in range(60)
    ]
    with engine.write() as writing:
        writing.replace(make_document("plan9", "Långa planen", *passages))
    first = get("/dokument/plan9")
    assert len(first.content) < MOST_BYTES
    page = BeautifulSoup(first.text, "lxml")
    assert {f"punkt-{number}" for number in range(60)} <= {element["id"] for element in page.select("[id]")}
    last = str(page.select(".kb-parts")[0].select("a")[-1]["href"])
    assert "Åtgärd 59" in get(last).text
    assert "Åtgärd 59" in get("/dokument/plan9?avsnitt=punkt-59&q=plan").text
    assert '<link rel="canonical" href="http://bank.example/dokument/plan9?del=2">' in get("/dokument/plan9?del=2").text
    for wrong in ("0", "99", "x", "²", ""):
        assert get(f"/dokument/plan9?del={wrong}").status_code == 200
    parts = soup("/dokument/plan9?q=%22%C3%A5tg%C3%A4rd%2042%22").select(".kb-parts")[0].select("li")
    assert [bool(part.select(".kb-match")) for part in parts].count(True) == 1
    onward = BeautifulSoup(first.text, "lxml").select_one("a[rel=next]")
    assert onward is not None
    assert onward["href"] == "/dokument/plan9?del=2"
    hit = soup("/sok?q=%22%C3%A5tg%C3%A4rd%2042%22").select_one("ol.kb-hits h2 a")
    assert hit is not None
    address, _, anchor = str(hit["href"]).partition("#")
    assert soup(address).select_one(f".kb-passages h2#{anchor}")


def test_no_part_is_large_however_many_passages_links_and_matches_it_has(engine: WhooshEngine) -> None:
    text = "Avtal om vård & omsorg, avtal om skola, avtal om kultur. " * 8
    links = tuple(Link(f"bilaga {number}", f"https://ekvik.example/{'lång/' * 9}{number}") for number in range(2))
    passages = [
        make_passage("avtal", f"avtal-om-allt-mojligt-i-kommunen-{number}", f"Avtal nummer {number}", text, links=links)
        for number in range(120)
    ]
    with engine.write() as writing:
        writing.replace(make_document("avtal", "Alla avtal", *passages))
    rows = soup("/dokument/avtal?q=avtal").select(".kb-parts")[0].select("a")
    assert len(rows) > 3
    for row in rows:
        assert len(get(str(row["href"])).content) < MOST_BYTES


def test_parts_are_as_few_as_their_size_allows(engine: WhooshEngine) -> None:
    half = "o" * (PART_BYTES // 2 - MARKUP_BYTES - 40)
    passages = [make_passage("två", f"p{number}", f"P{number}", half) for number in range(4)]
    with engine.write() as writing:
        writing.replace(make_document("två", "Två delar", *passages))
    assert len(soup("/dokument/tv%C3%A5").select(".kb-parts")[0].select("li")) == 2


def test_a_copy_holds_until_the_bank_changes(engine: WhooshEngine) -> None:
    first = get("/sok?q=avtal")
    assert first.headers["cache-control"] == "public, max-age=60"
    tag = first.headers["etag"]
    again = get("/sok?q=avtal", headers={"if-none-match": f'"annan", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    with engine.write() as writing:
        writing.replace(make_document("ny", "Ny", make_passage("ny", "a", "A", "Avtal.")))
    changed = get("/sok?q=avtal", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_head_answers_as_get_does_without_a_body() -> None:
    answer = get("/sok?q=avtal", method="HEAD")
    assert answer.status_code == 200
    assert answer.headers["etag"]


def test_the_stylesheet_is_kept_for_ever_under_the_name_of_its_content() -> None:
    link = soup("/sok").select_one("link[rel=stylesheet]")
    assert link is not None
    answer = get(str(link["href"]))
    assert re.fullmatch(r"/kunskapsbanken-[0-9a-f]{12}\.css", str(link["href"]))
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "prefers-color-scheme: dark" in answer.text


def things(path: str) -> list[dict[str, Any]]:
    script = soup(path).select_one("script[type='application/ld+json']")
    assert script is not None
    graph = json.loads(script.get_text())
    assert graph["@context"] == "https://schema.org"
    return list(graph["@graph"])


def test_machines_read_what_a_document_is_and_what_it_is_based_on(engine: WhooshEngine) -> None:
    digest = replace(engine.document("brev1"), url="https://ekvik.example/brev1")
    with engine.write() as writing:
        writing.replace(digest)
    article, breadcrumbs = things("/dokument/brev1?q=avtal")
    assert article["@type"] == "Article"
    assert article["url"] == "http://bank.example/dokument/brev1"
    assert article["publisher"]["name"] == "Kunskapsbanken"
    assert article["usageInfo"]["text"] == "Påhittad text."
    assert article["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": "Nyhetsbrev 1, januari 2022",
        "publisher": {"@type": "Organization", "name": "Ekviks förlag"},
        "datePublished": "2022-01",
        "url": "https://ekvik.example/brev1",
    }
    assert [step["name"] for step in breadcrumbs["itemListElement"]][1:] == ["Nyhetsbrev", "Nyhetsbrev 1, januari 2022"]


def test_machines_read_how_to_search_and_what_was_found() -> None:
    (site,) = things("/sok")
    assert site["potentialAction"]["target"]["urlTemplate"] == "http://bank.example/sok?q={search_term_string}"
    (found,) = things("/sok?q=fruktkorgar")
    assert found["mainEntity"]["itemListElement"][0]["url"] == "http://bank.example/dokument/brev1"
    picture = soup("/sok").select_one("meta[property='og:image']")
    assert picture is not None
    assert picture["content"] == "http://bank.example/forhandsbild.png"


def test_what_a_document_is_called_cannot_end_the_script_of_its_data(engine: WhooshEngine) -> None:
    title = "</script><script>alert(1)</script>"
    with engine.write() as writing:
        writing.replace(make_document("elak", title, make_passage("elak", "a", title, "Text.")))
    answer = get("/dokument/elak")
    assert "<script>alert" not in answer.text
    assert things("/dokument/elak")[0]["name"] == title


def test_results_of_more_than_one_thing_are_not_for_search_engines() -> None:
    assert not soup("/sok?tema=Upphandling%20och%20aff%C3%A4rer").select("meta[name=robots]")
    assert soup("/sok?q=upphandling&kommun=Norrtuna").select("meta[name=robots][content=noindex]")
    assert soup("/sok?q=xyzzyplugh").select("meta[name=robots][content=noindex]")


def test_the_public_address_of_the_settings_stands_in_what_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_BASE_URL", "https://kunskap.example/bank/")
    page = soup("/sok?q=fruktkorgar")
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == "https://kunskap.example/bank/sok?q=fruktkorgar"
    assert all(str(link["href"]).startswith("/bank/") for link in page.select("main a[href^='/']"))


def test_a_made_up_host_stands_in_no_answer() -> None:
    answer = get("/sok?q=avtal", headers={"host": 'elak.example"><script>'})
    assert "elak.example" not in answer.text


def test_an_address_with_a_slash_at_its_end_leads_to_the_one_without() -> None:
    for path, without in {"/sok/?q=a%20b": "../sok?q=a%20b", "/dokument/brev1/": "../brev1"}.items():
        answer = get(path)
        assert (answer.status_code, answer.headers["location"]) == (308, without)


def test_what_an_address_carries_without_bound_does_not_stand_in_the_page() -> None:
    assert len(get(f"/sok?okänd={'x' * 60_000}&q=avtal").content) < MOST_BYTES


def test_a_long_query_does_not_weigh_down_its_result_by_standing_in_every_link() -> None:
    page = get(f"/sok?q={'social%20upphandling%20av%20fruktkorgar%20' * 8}")
    links = [str(link["href"]) for link in BeautifulSoup(page.text, "lxml").select("ol.kb-hits a")]
    assert links
    assert all(len(link) < 200 for link in links)
    assert len(page.content) < MOST_BYTES


@pytest.mark.parametrize(
    "asked",
    [
        quote("upphandling av fruktkorgar " * 80),
        quote("upphandling " + "å" * 1_900),
        quote("å" * 2_000),
        "upphandling" + "".join(f"&kommun={quote('å' * 190)}{number}" for number in range(50)),
        "upphandling" + "".join(f"&utan=kommun:{quote('å' * 190)}{number}" for number in range(50)),
    ],
    ids=["words", "a long word at the end", "one word", "filters", "left out"],
)
def test_however_long_a_search_is_its_pages_stay_small_and_say_what_they_leave_out(asked: str) -> None:
    page = get(f"/sok?q={asked}")
    assert page.status_code == 200
    assert len(page.content) < MOST_BYTES
    assert re.search(r"sökningen gäller dess första \d+ tecken|\d+ av dem används inte", page.text)
    for other in ("/sok/filter?facett=organisation", "/dokument/brev1?sort=newest", "/dokument/finns-inte?sort=newest"):
        assert len(get(f"{other}&q={asked}").content) < MOST_BYTES / 2


def test_a_query_is_cut_between_two_words_and_the_form_holds_what_was_searched() -> None:
    field = soup(f"/sok?q={quote('upphandling av fruktkorgar ' * 80)}").select_one("input#q")
    assert field is not None
    assert str(field["value"]).split()[-1] in {"upphandling", "av", "fruktkorgar"}


def test_each_filter_stands_above_the_hits_and_the_first_have_a_link_however_many_there_are() -> None:
    for number, linked in {15: 15, 50: 9}.items():
        answer = get(f"/sok?q=avtal{''.join(f'&ar={2_025 - year}' for year in range(number))}")
        page = BeautifulSoup(answer.text, "lxml")
        assert len(page.select(".kb-applied li")) == number
        assert len(page.select(".kb-applied li a")) == linked
        assert len(answer.content) < MOST_BYTES


def test_a_copy_does_not_outlive_the_settings_that_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = get("/sok/hjalp").headers["etag"]
    monkeypatch.setenv("KUNSKAPSBANK_CONTACT", "redaktion@ekvik.example")
    assert get("/sok/hjalp", headers={"if-none-match": tag}).status_code == 200
