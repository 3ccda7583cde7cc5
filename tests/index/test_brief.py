"""In brief: what a question is answered with, on invented documents about invented places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.document import Document
from index.request import BriefSentence, SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

GUIDE = (
    "Ett årligt bokslut ska lämnas, t.ex. till Ekviks kommun, enligt 4 kap. 18 § i Norrtuna stadga. "
    "Registret startade den 3 mars 2019. Det sköts av Ekviks kommun.\n\n"
    "Avgiften för registreringen är 1 200 kronor. Den betalas varje år.\n\n"
    "• Anmälan\n• Stadgar"
)
BANK = (
    make_document(
        "ord",
        "Ordlista från Ekvik",
        make_passage(
            "ord",
            "vaxthus",
            "Samväxthus (SVX)",
            "Samväxthus, SVX, är ett växthus som flera föreningar driver tillsammans. De delar på värmen. "
            "I Norrtuna finns samväxthus sedan länge.",
        ),
        kind="ordlista",
    ),
    make_document(
        "guide",
        "Guide till Ekviks föreningsregister",
        make_passage("guide", "register", "Registret i Ekvik", GUIDE),
        make_passage(
            "guide",
            "siffror",
            "Föreningarna i siffror",
            "I nyhetsbrev 3 berättade Norrtuna om sina föreningar 2021. Föreningarna i Norrtuna har tillsammans 340 "
            "anställda. Var fjärde är ung.",
        ),
        make_passage(
            "guide",
            "folk",
            "Kontakt",
            "Föreningsregistret förestås av Signe Ekström på kulturkontoret. Ring om du undrar. "
            "Ebbe Lund vattnar växterna.",
        ),
        make_passage(
            "guide",
            "tidningen",
            "Tidningen",
            "En tidning gjordes också. Men hos tidningen Kustbladet arbetar tolv redaktörer.",
        ),
        make_passage(
            "guide",
            "skillnad",
            "Medlemsavgiften",
            "Hur stor medlemsavgiften är framgår inte av vårt underlag, men 50 kronor har nämnts.",
        ),
        make_passage(
            "guide",
            "om",
            "Om källan",
            "Guiden <b>sammanfattar</b> Ekviks handbok om bastuföreningar från 2020.",
            item_kind="om källan",
        ),
        publisher="Ekviks kommun",
    ),
)

Ask = Callable[..., tuple[BriefSentence, ...]]


def bank_of(folder: Path, documents: tuple[Document, ...]) -> WhooshEngine:
    engine = WhooshEngine(folder)
    with engine.write() as writing:
        for document in documents:
            writing.replace(document)
    return engine


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    engine = bank_of(tmp_path_factory.mktemp("brief"), BANK)

    def answer(query: str, **request: Any) -> tuple[BriefSentence, ...]:
        return search(engine, SearchRequest(query=query, **request)).brief

    return answer


def text(brief: tuple[BriefSentence, ...]) -> str:
    return " ".join(sentence.text for sentence in brief)


@pytest.mark.parametrize("query", ["vad är svx?", "Vad är ett samväxthus", "svx definition", "vad betyder SVX?"])
def test_a_definition_is_the_sentence_that_defines_the_term(ask: Ask, query: str) -> None:
    assert text(ask(query)) == "Samväxthus, SVX, är ett växthus som flera föreningar driver tillsammans."


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("när startade registret?", "den 3 mars 2019"),
        ("vad kostar registreringen", "1 200 kronor"),
        ("hur många anställda har föreningarna i Norrtuna", "340 anställda"),
        ("vem förestår föreningsregistret", "Signe Ekström"),
        ("vem vattnar växterna?", "Ebbe Lund"),
        ("hur många redaktörer arbetar hos tidningen Kustbladet", "tolv redaktörer"),
    ],
)
def test_the_sentence_has_what_the_question_asks_for(ask: Ask, query: str, answer: str) -> None:
    assert answer in text(ask(query))


def test_an_answer_is_told_with_its_place(ask: Ask) -> None:
    (sentence,) = ask("när startade registret?")
    assert (
        sentence.passage.text[sentence.start : sentence.end] == sentence.text == "Registret startade den 3 mars 2019."
    )
    assert (sentence.passage.id, sentence.document.id) == ("guide#register", "guide")


def test_a_sentence_that_leans_on_the_one_before_comes_with_it(ask: Ask) -> None:
    brief = ask("hur många redaktörer arbetar hos tidningen Kustbladet")
    assert [sentence.text[:10] for sentence in brief] == ["En tidning", "Men hos ti"]


def test_a_short_form_ends_no_sentence(ask: Ask) -> None:
    assert text(ask("ska ett årligt bokslut lämnas till Ekviks kommun?")) == (
        "Ett årligt bokslut ska lämnas, t.ex. till Ekviks kommun, enligt 4 kap. 18 § i Norrtuna stadga."
    )


@pytest.mark.parametrize(
    "query",
    [
        "registreringen avgift",
        "samväxthus",
        "vad är en bastuförening?",
        "när skrevs handboken om bastuföreningar?",
        "hur många samväxthus finns i Norrtuna?",
        "hur stor är medlemsavgiften?",
        "varför regnar det på kulturkontoret?",
        "vad",
        "?",
        "",
    ],
)
def test_nothing_is_said_where_nothing_answers(ask: Ask, query: str) -> None:
    assert ask(query) == ()


def test_only_the_first_page_in_order_of_relevance_has_it(ask: Ask) -> None:
    assert ask("när startade registret?", sort="newest") == ()
    assert ask("när startade registret?", offset=1) == ()


def test_all_that_is_shown_is_whole_and_short(tmp_path: Path) -> None:
    long = "Lagunbidraget är ett stöd " + "till föreningar vid vatten " * 20 + "i Ekvik."
    documents = (make_document("a", "Bidrag", make_passage("a", "b", "Bidrag", long)),)
    engine = bank_of(tmp_path, documents)
    assert search(engine, SearchRequest(query="vad är lagunbidraget?")).brief == ()


def test_a_year_that_is_asked_for_is_the_one_that_is_told(tmp_path: Path) -> None:
    told = [("a", "Ekvikspriset 2018 vanns av Norrtuna bokkafé."), ("b", "Ekvikspriset 2019 vanns av Sundåkers såg.")]
    passages = [make_passage("p", year, "Priset", sentence) for year, sentence in told]
    engine = bank_of(tmp_path, (make_document("p", "Vinnare", *passages),))
    assert text(search(engine, SearchRequest(query="vem vann Ekvikspriset 2019?")).brief) == told[1][1]


def test_a_municipality_wrote_no_book(tmp_path: Path) -> None:
    told = "Nätverket, som Norrtuna var med i, utgick från handboken."
    passage = make_passage("h", "om", "Vem som skrev handboken", told, municipalities=("Norrtuna",))
    engine = bank_of(tmp_path, (make_document("h", "Nätverket", passage),))
    assert search(engine, SearchRequest(query="vem skrev handboken?")).brief == ()
