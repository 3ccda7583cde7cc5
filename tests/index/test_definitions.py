"""What defines a term leads where somebody asks what it is."""

from __future__ import annotations

import pytest

from index.language.definitions import defined_terms
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage


@pytest.mark.parametrize(
    ("heading", "text", "keys"),
    [
        ("Kvarnråd (KVR)", "Se nedan.", {"h:kvarnråd", "h:kvr"}),
        ("Vad är ett kvarnråd (KVR)?", "Se nedan.", {"h:kvarnråd", "h:kvr"}),
        ("Definition: vad är ett kvarnråd enligt Ekvik?", "Se nedan.", {"h:kvarnråd"}),
        ("Definition av kvarnråd", "Se nedan.", {"h:kvarnråd"}),
        ("Kvarnrådet i korthet: en vägledning", "Se nedan.", {"h:kvarnråd"}),
        ("Bakgrund", "Ett kvarnråd, KVR, är ett råd vid en kvarn.", {"h:bakgrund", "o:kvarnråd", "o:kvr"}),
        ("Bakgrund", "Kvarnråd (KVR) avser råd vid kvarnar.", {"h:bakgrund", "o:kvarnråd", "o:kvr"}),
        ("Bakgrund", "Det är viktigt. Ett kvarnråd är bra.", {"h:bakgrund"}),
        ("Vad ett kvarnråd betyder för alla som bor i Ekvik", "Mycket.", set()),
        ("Beslut om förslag till kvarnråd (KVR)", "Mycket.", {"h:beslut om förslag till kvarnråd"}),
    ],
)
def test_what_a_passage_defines(heading: str, text: str, keys: set[str]) -> None:
    assert defined_terms(heading, text) == keys


def test_an_entry_of_a_glossary_defines_all_its_names() -> None:
    assert defined_terms("KVR, kvarnrådet (mill council)", "…", glossary=True) >= {
        "g:kvr",
        "g:kvarnråd",
        "g:mill council",
    }


@pytest.fixture
def bank(engine: WhooshEngine) -> WhooshEngine:
    """Return a bank where much speaks of kvarnråd, and little says what one is."""
    often = "Kvarnråd och åter kvarnråd: om kvarnrådets möten, kvarnråd."
    passages = {
        "brev": make_passage("brev", "moten", "Kvarnrådens möten, kvarnråd efter kvarnråd", often),
        "vagledning": make_passage("vagledning", "vad", "Vad är ett kvarnråd?", "Så kallas de som vakar över kvarnen."),
        "artikel": make_passage("artikel", "a", "Nytt i byn", "Ett kvarnråd är några som vakar över en kvarn."),
        "ordlista": make_passage("ordlista", "kr", "Kvarnråd (KVR)", "Ett råd för en kvarn. Förkortas KVR."),
    }
    with engine.write() as writing:
        for name, passage in passages.items():
            kind = "ordlista" if name == "ordlista" else "nyhetsbrev"
            writing.replace(make_document(name, "Om byn", passage, kind=kind, published=None))
    return engine


@pytest.mark.parametrize(
    "query",
    [
        "vad är ett kvarnråd?",
        "Vad är kvarnråden",
        "vad menas med kvarnråd",
        "definition kvarnråd",
        "kvarnråd definition",
    ],
)
def test_the_glossary_leads_then_headings_then_openings(bank: WhooshEngine, query: str) -> None:
    hits = search(bank, SearchRequest(query=query)).hits
    assert [hit.document.id for hit in hits] == ["ordlista", "vagledning", "artikel", "brev"]


def test_an_abbreviation_leads_to_its_definition(bank: WhooshEngine) -> None:
    assert search(bank, SearchRequest(query="vad betyder KVR")).hits[0].document.id == "ordlista"


def test_the_word_alone_is_ranked_as_any_word(bank: WhooshEngine) -> None:
    found = [hit.document.id for hit in search(bank, SearchRequest(query="kvarnråd")).hits]
    assert found.index("brev") < found.index("artikel")


def test_asking_what_something_is_finds_what_the_thing_alone_finds(bank: WhooshEngine) -> None:
    asked, alone = (search(bank, SearchRequest(query=query)) for query in ("vad betyder kvarnråd", "kvarnråd"))
    assert {hit.passage.id for hit in asked.hits} == {hit.passage.id for hit in alone.hits}
