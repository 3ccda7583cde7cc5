"""What the bank holds, as plain pages over HTTP: light, without scripts and styles of their own, with right status."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from starlette.applications import Starlette

from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage
from tests.ui.places import words
from tests.ui.requests import send
from ui.plain import plain_routes
from ui.shared_vocabulary import shared_vocabulary

BANK = Starlette(routes=plain_routes())
MOST_BYTES = 50_000

PLACES = {"Upplands Väsby": "Stockholms län", "Malung-Sälen": "Dalarnas län", "Håbo": "Uppsala län"}


@pytest.fixture(autouse=True)
def bank(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve a bank that also mentions real municipalities, each in one invented text."""
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    monkeypatch.delenv("KUNSKAPSBANK_BASE_URL", raising=False)
    with engine.write() as writing:
        for number, (name, county) in enumerate(PLACES.items()):
            text = make_passage(
                f"b{number}", "text", name, "Påhittad text.", municipalities=(name,), counties=(county,)
            )
            writing.replace(make_document(f"b{number}", f"Brev {number}", text))


def soup(path: str, status: int = 200) -> BeautifulSoup:
    answer = send(BANK, path)
    assert answer.status_code == status
    assert len(answer.content) < MOST_BYTES
    page = BeautifulSoup(answer.text, "lxml")
    assert not page.select("button[type=button], [style], [onclick], script:not([type='application/ld+json'])")
    return page


@pytest.mark.parametrize("name", PLACES)
def test_a_name_with_spaces_hyphens_and_dots_over_letters_is_an_address(name: str) -> None:
    page = soup(f"/kommun/{quote(name)}")
    assert words(page.h1) == name
    assert PLACES[name] in words(page.select_one(".kb-kind-line"))
    link = page.select_one("link[rel=canonical]")
    assert link is not None
    assert str(link["href"]).endswith(f"/kommun/{quote(name)}")


def test_habo_and_haabo_are_two_municipalities() -> None:
    assert "Kunskapsbanken har ännu inget om Habo." in words(soup("/kommun/Habo").main)
    assert "Håbo nämns i 1 dokument" in words(soup(f"/kommun/{quote('Håbo')}").main)


@pytest.mark.parametrize(
    "path", ["/kommun/Habbo", "/kommun/", "/kommun/a/b", "/kommun/%00", "/tema/finns-inte", "/tema/"]
)
def test_what_does_not_exist_is_a_page_with_status_404_and_ways_on(path: str) -> None:
    page = soup(path, status=404)
    assert words(page.h1) == "Sidan finns inte"
    assert page.select("form[role=search]")


@pytest.mark.parametrize("path", ["/sok/utforska", "/sok/utforska?karta=kommun", "/tema/upphandling-och-affarer"])
def test_pictures_and_lists_are_light_and_lead_to_plain_pages(path: str) -> None:
    links = [str(link["href"]) for link in soup(path).select("main a")]
    assert links
    assert all(
        address.startswith(("/sok", "/kommun/", "/tema/", "/dokument/", "/flode.atom", "#")) for address in links
    )


COUNTY = quote("Västra Götalands län")


def test_a_county_has_a_map_of_its_own_that_leads_to_its_municipalities() -> None:
    page = soup(f"/sok/utforska?lan={quote('Stockholms län')}")
    assert words(page.select_one("#karta")) == "Platser som nämns i Stockholms län"
    assert [words(row) for row in page.select("#tabell-karta tbody tr")] == ["Upplands Väsby 1"]
    assert len(page.select("svg.kb-map path")) == 26
    assert page.select(f"svg.kb-map a[href='/sok?kommun={quote('Upplands Väsby')}']")
    assert words(page.select_one(".kb-switch [aria-current]")) == "Stockholms län"


@pytest.mark.parametrize("county", ["Gotlands län", "Inget län", "", "<svg>"])
def test_a_county_that_nothing_mentions_or_that_does_not_exist_is_a_page_all_the_same(county: str) -> None:
    page = soup(f"/sok/utforska?lan={quote(county)}")
    assert "Inget dokument nämner någon kommun i Gotlands län." in words(page) or page.select("#tabell-karta")


@pytest.mark.parametrize("asked", ["", "?karta=kommun", f"?lan={COUNTY}"])
def test_pages_stay_light_where_every_municipality_is_mentioned(engine: WhooshEngine, asked: str) -> None:
    with engine.write() as writing:
        for number, place in enumerate(shared_vocabulary().municipalities):
            text = make_passage(f"m{number}", "t", "T", "Text.", municipalities=(place.name,), counties=(place.county,))
            writing.replace(make_document(f"m{number}", "Brev", text))
    page = soup(f"/sok/utforska{asked}")
    assert page.select(f"a[href='/sok/utforska?lan={COUNTY}#karta']") or len(page.select("svg.kb-map a")) == 49


def test_what_the_bank_holds_stays_light_with_thirty_years_and_every_theme(engine: WhooshEngine) -> None:
    themes = [theme.name for theme in shared_vocabulary().themes]
    themes += [f"{name} / ämne {number}" for name in themes for number in range(3)]
    with engine.write() as writing:
        for number, place in enumerate(shared_vocabulary().municipalities):
            about = {"municipalities": (place.name,), "counties": (place.county,)}
            text = make_passage(f"å{number}", "t", "T", "Text.", themes=(themes[number % len(themes)],), **about)
            published = f"{1_995 + number % 31}-{number * 7 % 12 + 1:02}"
            writing.replace(make_document(f"å{number}", "Brev", text, published=published))
    answer = send(BANK, "/sok/utforska")
    assert len(answer.content) < 45_000
    page = BeautifulSoup(answer.text, "lxml")
    assert len(page.select("#tabell-tid tbody tr")) == 13
    assert len(page.select("svg .kb-quarter")) == 0
