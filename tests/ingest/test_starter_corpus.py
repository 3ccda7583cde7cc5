"""The starter corpus: every text is catalogued, can be read, says what it is and where its facts come from."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.document import ABOUT_THE_SOURCE, Document, Passage
from index.settings import REPOSITORY
from ingest import readers
from ingest.assemble import assemble
from ingest.corpus import source_files
from ingest.corrections import Correction
from ingest.sources import Source, load_sources

CORPUS = REPOSITORY / "corpus"
PASSAGE_IDS = Path(__file__).parent / "starter-passage-ids.txt"
"""Ids are added to this file, never taken away: people have linked to them."""

IDS = """
nb2 nb3 nb4 skr-hb skr-webb20 skr-proj skr-slut skr-start skr-pod skr-ore finsam
eu-hp eu-rek eu-tp eu-gw eu-eesk
lag-900 prop-135 bet-fiu28 kk-reg reg-pm lou um-4-18 um-b2 um-krav forum-iop um-iop skr-iop18
kommun-helsingborg kommun-hudiksvall kommun-harjedalen kommun-karlstad kommun-laxa kommun-malmo kommun-molndal
kommun-solvesborg kommun-soderhamn kommun-tierp kommun-uddevalla kommun-umea exempel-ovriga
strat-18 tvv-kart asf svkoop nyttigaste-affaren ssfd coompanion skoopi msi aktorer ordlista
""".split()

COMPILED = ("aktorer", "asf", "exempel-ovriga")
"""Texts made from many sources, where each passage names its own."""

ABOUT = (ABOUT_THE_SOURCE, "om nyhetsbrevet")

YEAR = re.compile(r"(?<![\d:/(])(?:19|20)\d\d(?![\d:/])")
PASSING = re.compile(
    r"\d[\d\s,]*(?:miljoner |miljarder )?(?:kronor|kr\b|euro)|\d+ procent|(?:högst|minst|inom) \w+ (?:år|månader)"
    r"|(?:i|på|tre) (?:två|tre|fem) år|tröskelvärde\w* [^.]*\d",
)
"""What goes out of date: amounts, shares and time limits."""

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@cache
def catalogue() -> dict[str, Source]:
    return {source.id: source for source in load_sources(CORPUS)}


@cache
def document(document_id: str) -> Document:
    file = next(file for file in source_files(CORPUS) if file.id == document_id)
    return assemble(file, readers.read(file.path.read_bytes(), file.path.name), "hash", {}, Correction())


def passages() -> list[Passage]:
    return [passage for document_id in IDS for passage in document(document_id).passages]


def whole(passage: Passage) -> str:
    return "\n".join((*passage.heading, passage.text))


def test_the_catalogue_holds_the_whole_plan() -> None:
    assert set(IDS) <= set(catalogue())


@pytest.mark.parametrize("document_id", IDS)
def test_the_catalogue_says_what_a_source_is(document_id: str) -> None:
    source = catalogue()[document_id]
    assert source.rights
    assert source.url or re.search(r"inget (?:enskilt )?original|saknar ett enda original", source.note or "")
    assert source.published or re.search(r"datum", source.note or "", re.IGNORECASE)


@pytest.mark.parametrize("document_id", IDS)
def test_a_text_is_read_into_passages_with_headings(document_id: str) -> None:
    found = document(document_id)
    assert found.title == catalogue()[document_id].title
    assert len(found.passages) >= 4
    assert all(passage.heading and all(passage.heading) and passage.text for passage in found.passages)


@pytest.mark.parametrize("document_id", IDS)
def test_a_text_says_that_it_is_a_digest_and_of_what(document_id: str) -> None:
    found = document(document_id)
    about = [whole(passage) for passage in found.passages if passage.item_kind in ABOUT]
    assert about
    if found.provenance == "original":
        assert "kunskapsbankens egna" in about[0]
        return
    assert re.search(r"egen (?:sammanfattning|sammanställning)", found.rights)
    assert "egna ord" in about[0]
    assert found.url is None or found.url in {link.url for passage in found.passages for link in passage.links}


def test_every_link_leads_somewhere() -> None:
    for passage in passages():
        for link in passage.links:
            address = urlsplit(link.url)
            assert address.scheme in {"http", "https"}, link
            assert "." in (address.hostname or ""), link
            assert not re.search(r"\s", link.url), link
            assert link.text.strip(), link


def test_no_address_of_a_person_is_given_away() -> None:
    files = [CORPUS / "sources.toml", *(CORPUS / "documents").iterdir()]
    assert [file.name for file in files if EMAIL.search(file.read_text(encoding="utf-8"))] == []


def test_a_link_to_a_passage_still_works() -> None:
    linked = PASSAGE_IDS.read_text(encoding="utf-8").split()
    assert set(linked) == {passage.id for passage in passages()}


def test_what_goes_out_of_date_says_when_it_held() -> None:
    passing = [passage for passage in passages() if PASSING.search(whole(passage))]
    undated = [p.id for p in passing if not (YEAR.search(whole(p)) or re.search("uppgift(?:er)? från", p.text))]
    assert len(passing) > 40
    assert undated == []


@pytest.mark.parametrize("document_id", COMPILED)
def test_each_passage_of_a_compilation_names_its_source(document_id: str) -> None:
    texts = {passage.id: passage.text for passage in document(document_id).passages if passage.item_kind not in ABOUT}
    assert [name for name, text in texts.items() if not re.search(r"\bKäll(?:a|or)\b", text)] == []


def test_each_fact_of_the_glossary_names_its_source() -> None:
    """An explanation of a word is the bank's own; a year, an amount or a section of law is somebody's."""
    stated = re.compile(r"(?<!Agenda )\b\d{2,}|§")
    texts = {p.id: p.text for p in document("ordlista").passages if p.item_kind not in ABOUT}
    unsourced = [name for name, text in texts.items() if stated.search(text) and "Käll" not in text]
    assert unsourced == []
