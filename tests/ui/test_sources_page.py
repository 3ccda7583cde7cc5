"""The page of sources on a small catalogue of invented sources, one in each state."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from starlette.applications import Starlette

from index.whoosh_engine import WhooshEngine
from ingest.originals import OriginalState, save_state
from ingest.sources import CatalogueError
from tests.conftest import make_document, make_passage
from tests.ui.places import soup, words
from tests.ui.requests import send
from ui.addresses import Addresses
from ui.plain import plain_routes
from ui.sources_page import sources_page

CATALOGUE = """\
[[source]]
id = "brev1"
title = "Nyhetsbrev 1, januari 2022"
publisher = "Ekviks förlag"
published = "2022-01"
kind = "nyhetsbrev"
url = "https://ekvik.example/brev1"
language = "sv"
rights = "Påhittad text om <rättigheter>."
address = "derived"

[[source]]
id = "handbok"
title = "Handbok om social ekonomi"
publisher = "Norrtuna förlag"
published = "2018-09"
kind = "handbok"
url = "https://norrtuna.example/handbok"
language = "sv"
rights = "Påhittad text."

[[source]]
id = "plan"
title = "Action plan"
publisher = "Kommissionen"
published = "2021-12-09"
kind = "handlingsplan"
url = "https://plan.example/plan"
language = "en"
rights = "Påhittad text."
note = "Bara läst till hälften."

[[source]]
id = "utredning"
title = "Ödesby utreder"
publisher = "Ödesby"
kind = "rapport"
language = "sv"
rights = "Påhittad text."
"""


@pytest.fixture
def corpus(tmp_path: Path, engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a corpus whose plan has been fetched, whose handbook could not be, and whose inquiry nobody has."""
    corpus = tmp_path / "corpus"
    (corpus / "originals").mkdir(parents=True)
    (corpus / "sources.toml").write_text(CATALOGUE, encoding="utf-8")
    failed = OriginalState(
        url="https://norrtuna.example/handbok",
        checked="2026-11-20T08:00:00+00:00",
        error="Sidan finns inte (404).",
        unanswered_since="2026-11-18T08:00:00+00:00",
    )
    save_state(corpus, "handbok", failed)
    fetched = OriginalState(url="https://plan.example/plan", fetched="2026-11-19T08:00:00+00:00", checked="2026-11-21")
    save_state(corpus, "plan", fetched)
    with engine.write() as writing:
        original = make_passage("plan-original", "aim", "Aim", "The plans support it.", language="en")
        writing.replace(make_document("plan-original", "Action plan", original, provenance="original", language="en"))
    monkeypatch.setenv("KUNSKAPSBANK_CORPUS", str(corpus))
    monkeypatch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
    return corpus


@pytest.fixture
def page(engine: WhooshEngine, corpus: Path) -> BeautifulSoup:
    assert corpus.is_dir()
    return soup(sources_page(engine, {}))


def row(page: BeautifulSoup, title: str) -> Tag:
    found = next(row for row in page.select("tbody tr") if title in words(row))
    assert isinstance(found, Tag)
    return found


def test_every_source_has_its_state_in_the_order_of_the_swedish_alphabet(page: BeautifulSoup) -> None:
    states = [(words(row.th).split(" ")[0], words(row.select_one(".kb-state"))) for row in page.select("tbody tr")]
    assert states == [
        ("Action", "Originaltext"),
        ("Handbok", "Hämtning misslyckades"),
        ("Nyhetsbrev", "Sammanfattning"),
        ("Ödesby", "Saknas"),
    ]


def test_what_failed_says_when_and_why_and_since_when_the_address_leads_nowhere(page: BeautifulSoup) -> None:
    failed = words(row(page, "Handbok"))
    assert "20 november 2026: Sidan finns inte (404)." in failed
    assert "svarar inte sedan 18 november 2026" in failed


def test_a_source_with_original_and_summary_leads_to_both(page: BeautifulSoup) -> None:
    links = {words(link): str(link["href"]) for link in row(page, "Action plan").select("th a")}
    assert links == {"originalet": "dokument?id=plan-original", "sammanfattningen": "dokument?id=plan"}
    assert row(page, "Action plan").select("th [lang=en]")
    assert "Hämtad 19 november 2026." in words(row(page, "Action plan"))


def test_rights_notes_and_doubts_stand_with_the_source_and_are_escaped(page: BeautifulSoup) -> None:
    assert "Påhittad text om <rättigheter>." in words(row(page, "Nyhetsbrev").details)
    assert "Bara läst till hälften." in words(row(page, "Action plan").details)
    assert "härledd adress, kan vara fel" in words(row(page, "Nyhetsbrev"))


def test_every_state_says_how_many_it_holds_and_shows_them(engine: WhooshEngine, page: BeautifulSoup) -> None:
    choices = {words(link).rpartition(" ")[0]: link for link in page.select(".kb-switch a")}
    assert list(choices) == ["Alla", "Originaltext", "Sammanfattning", "Hämtning misslyckades", "Saknas"]
    for name, state in (("Saknas", "missing"), ("Hämtning misslyckades", "failed")):
        assert choices[name]["href"] == f"kallkatalog?lage={state}"
        shown = soup(sources_page(engine, {"lage": [state]}))
        assert len(shown.select("tbody tr")) == int(words(choices[name]).split()[-1]) == 1
        assert words(shown.select_one("[role=status]")) == "1 källa visas."


def test_the_list_is_searched_by_every_word_whatever_its_case(engine: WhooshEngine, corpus: Path) -> None:
    assert corpus.is_dir()
    shown = soup(sources_page(engine, {"ord": ["NORRTUNA handbok"]}))
    assert [words(row.th).split(" ")[0] for row in shown.select("tbody tr")] == ["Handbok"]
    assert [words(link) for link in shown.select(".kb-switch a")] == ["Alla 1", "Hämtning misslyckades 1"]
    nothing = soup(sources_page(engine, {"ord": ["<finns inte>"], "lage": ["missing"]}))
    assert "Ingen källa stämmer med ”<finns inte>”." in words(nothing)
    assert nothing.select("a[href=kallkatalog]")


def test_a_document_outside_the_catalogue_is_a_source_too(engine: WhooshEngine, corpus: Path) -> None:
    assert corpus.is_dir()
    with engine.write() as writing:
        text = make_passage("egen", "text", "Avsnitt", "Inlagt av personalen.")
        writing.replace(make_document("egen", "Egen fil", text, provenance="original", published=None))
    added = row(soup(sources_page(engine, {})), "Egen fil")
    assert "odaterad" in words(added)
    assert "Originaltext" in words(added)


def test_a_source_of_five_years_may_be_out_of_date_and_a_newer_one_is_not(page: BeautifulSoup) -> None:
    assert "Kan vara inaktuell" in words(row(page, "Handbok"))
    assert "Kan vara inaktuell" not in words(row(page, "Ödesby"))


def test_a_date_that_cannot_be_read_is_shown_as_it_stands(engine: WhooshEngine, corpus: Path) -> None:
    written = CATALOGUE.replace('"2018-09"', '"hösten 2020"')
    (corpus / "sources.toml").write_text(written, encoding="utf-8")
    assert "hösten 2020" in words(row(soup(sources_page(engine, {})), "Handbok"))


def test_a_catalogue_that_is_broken_says_so(engine: WhooshEngine, corpus: Path) -> None:
    (corpus / "sources.toml").write_text("[[source]", encoding="utf-8")
    with pytest.raises(CatalogueError):
        sources_page(engine, {})


@pytest.mark.parametrize("sida", ["1", "2", "0", "-1", "x", "99999999", "²"])
def test_a_plain_list_comes_in_parts_that_stay_light(engine: WhooshEngine, corpus: Path, sida: str) -> None:
    many = "".join(CATALOGUE.split("\n\n", maxsplit=1)[0].replace("brev1", f"brev{n}") + "\n\n" for n in range(40))
    (corpus / "sources.toml").write_text(many, encoding="utf-8")
    shown = soup(sources_page(engine, {"sida": [sida]}, Addresses(plain=True)))
    assert 0 < len(shown.select("tbody tr")) <= 25
    assert "av 2" in words(shown.select_one(".kb-pages"))


def test_the_plain_page_is_new_when_an_attempt_to_fetch_has_failed(corpus: Path) -> None:
    bank = Starlette(routes=plain_routes())
    first = send(bank, "/kallor")
    save_state(
        corpus, "brev1", OriginalState(url="https://ekvik.example/brev1", checked="2026-11-22", error="Tog slut.")
    )
    second = send(bank, "/kallor", headers={"if-none-match": first.headers["etag"]})
    assert second.status_code == 200
    assert "Tog slut." in second.text
