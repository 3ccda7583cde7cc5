"""Misspelled queries on a bank of invented places: what is offered, what is searched, and what is left alone."""

from __future__ import annotations

import pytest

from index.request import SearchRequest
from index.respelling import Spelling, check_spelling
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

TEXTS = (
    "Ekviks kommun upphandlar fruktkorgar av ett socialt företag. Reserverad upphandling är ett sätt.",
    "Ett socialt företag i Norrtuna fick avtalet efter en reserverad upphandling med sysselsättningskrav.",
    "Upphandlingsmyndigheten ger råd om reserverad upphandling och om arbetsintegrerande sociala företag.",
    "Social ekonomi är kooperativ och föreningar. Den sociala ekonomin växer i Ekvik.",
    "Näringslivskontoret i Ekvik har en näringslivsutvecklare. Kommundirektören stöder social ekonomi.",
    "Ett idéburet offentligt partnerskap (IOP) är en överenskommelse mellan en kommun och en förening.",
    "IOP prövas i Söderbyvik, där Fruktkooperativet och kommunen har ett partnerskap om arbetsträning.",
    "Fler mål: en organisation ska kunna tjäna pengar. Målen följs upp med sociala företag.",
    "Partnerskap och avtal: socialt företag, sociala mål och mål för kommunen. Kommundirektör söks.",
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Return an index of one passage a text, with one word that is misspelled in the bank itself."""
    engine = WhooshEngine(tmp_path_factory.mktemp("bank"))
    texts = [*TEXTS * 8, "Ny uphpandling pågår."]
    with engine.write() as writing:
        for number, text in enumerate(texts):
            document_id = f"d{number}"
            writing.replace(make_document(document_id, "Anteckning", make_passage(document_id, "text", "Text", text)))
    return engine


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uphandling", "upphandling"),
        ("upphanlding", "upphandling"),
        ("foretag", "företag"),
        ("foretäg", "företag"),
        ("organisasjon", "organisation"),
        ("tjäna pängar", "tjäna pengar"),
        ("parnterskap", "partnerskap"),
        ("partnerskaap", "partnerskap"),
        ("Söderbvik", "Söderbyvik"),
        ("soderbyvik", "söderbyvik"),
        ("Fruktkoperativet", "Fruktkooperativet"),
        ("fruktkorggarna", "fruktkorgarna"),
        ("sociala foretag i soderbyvik", "sociala företag i söderbyvik"),
        ("överenskomelser", "överenskommelser"),
    ],
)
def test_a_word_that_finds_nothing_is_searched_as_it_is_likeliest_spelled(
    bank: WhooshEngine, typed: str, meant: str
) -> None:
    assert check_spelling(bank, typed) == Spelling(suggestion=meant, searched=meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("partnersk", "partnerskap"),
        ("fruktkoop i Söderbyv", "fruktkooperativet i Söderbyvik"),
        ("organis", "organisation"),
    ],
)
def test_a_word_that_was_cut_short_is_searched_in_full(bank: WhooshEngine, typed: str, meant: str) -> None:
    assert check_spelling(bank, typed).searched == meant


def test_a_word_that_lacks_its_last_letter_is_misspelled(bank: WhooshEngine) -> None:
    assert check_spelling(bank, "partnerska").searched == "partnerskap"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("upphandligskrav", "upphandlingskrav"),
        ("upphandlingkrav", "upphandlingskrav"),
        ("näringlivskontor", "näringslivskontor"),
        ("sysselsattningsavtal", "sysselsättningsavtal"),
        ("upphandlingmyndigheten", "upphandlingsmyndigheten"),
    ],
)
def test_a_compound_is_corrected_by_its_parts_though_the_bank_lacks_it(
    bank: WhooshEngine, typed: str, meant: str
) -> None:
    assert check_spelling(bank, typed).suggestion == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("socialekonomi", "social ekonomi"),
        ("reserveradupphandling", "reserverad upphandling"),
        ("socialtforetag", "socialt företag"),
        ("idéburetoffentligtpartnerskap", "idéburet offentligt partnerskap"),
    ],
)
def test_words_that_were_run_together(bank: WhooshEngine, typed: str, meant: str) -> None:
    assert check_spelling(bank, typed).suggestion == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("närings livs utvecklare", "näringslivsutvecklare"),
        ("upphandlings myndigheten", "upphandlingsmyndigheten"),
        ("upphandlings krav", "upphandlingskrav"),
        ("Kommun direktör ekvik", "Kommundirektör ekvik"),
    ],
)
def test_a_word_that_was_taken_apart(bank: WhooshEngine, typed: str, meant: str) -> None:
    assert check_spelling(bank, typed) == Spelling(suggestion=meant, searched=None)


@pytest.mark.parametrize(
    "query",
    [
        "upphandling",
        "fruktkorgen",
        "Ekviks kommuner",
        "bygglov",
        "barnomsorg i Härnösand",
        "skolskjutsavtal",
        "kommunstöd",
        "social economy organisations",
        "fruktkooperativets",
        "sociala mål",
        "mål avtal",
        "upphandlings- och avtalsfrågor",
        "får",
        "2021/22:135",
        "iup",
        "xqzw",
        "av tal",
        "å" * 2_000,
        "upphandling" * 20,
        "",
    ],
)
def test_what_is_right_is_left_alone_whether_or_not_the_bank_holds_it(bank: WhooshEngine, query: str) -> None:
    assert check_spelling(bank, query) == Spelling()


def test_letters_of_an_abbreviation_that_changed_places(bank: WhooshEngine) -> None:
    assert check_spelling(bank, "vad är IPO").suggestion == "vad är IOP"
    assert check_spelling(bank, "IPO:s").suggestion == "IOP:s"


def test_the_words_beside_it_tell_what_is_meant(bank: WhooshEngine) -> None:
    assert check_spelling(bank, "sociat företag").suggestion == "socialt företag"
    assert check_spelling(bank, "sociaa företag").suggestion == "sociala företag"


def test_only_what_is_wrong_changes_and_all_else_stays_as_typed(bank: WhooshEngine) -> None:
    typed = '  Reserverad  uphandling, "socal ekonomi" -foretg kommun:Ekvk'
    meant = '  Reserverad  upphandling, "socal ekonomi" -foretg kommun:Ekvk'
    assert check_spelling(bank, typed).suggestion == meant


def test_a_known_word_may_have_lost_its_dots(bank: WhooshEngine) -> None:
    assert check_spelling(bank, "mal") == Spelling(suggestion="mål", searched=None)
    assert check_spelling(bank, "mal får").suggestion is None


def test_a_rare_misspelling_in_the_bank_is_found_and_the_common_word_offered(bank: WhooshEngine) -> None:
    result = search(bank, SearchRequest(query="uphpandling"))
    assert (result.total, result.suggestion, result.searched) == (1, "upphandling", None)


def test_the_corrected_query_is_searched_where_nothing_is_found(bank: WhooshEngine) -> None:
    typed, spelled = (search(bank, SearchRequest(query=query)) for query in ("uphandling avtal", "upphandling avtal"))
    assert typed.searched == typed.suggestion == typed.interpreted == "upphandling avtal"
    assert typed.query == "uphandling avtal"
    assert [hit.passage.id for hit in typed.hits] == [hit.passage.id for hit in spelled.hits]
    assert spelled.suggestion is None


def test_who_asks_for_exactly_what_was_typed_gets_it(bank: WhooshEngine) -> None:
    result = search(bank, SearchRequest(query="uphandling", exact=True))
    assert (result.total, result.searched, result.suggestion) == (0, None, "upphandling")
    assert "finns inte i kunskapsbanken" in result.notes[0]


def test_a_new_word_in_the_bank_is_right_from_then_on(engine: WhooshEngine) -> None:
    assert check_spelling(engine, "fruktkorgarr").suggestion == "fruktkorgar"
    with engine.write() as writing:
        writing.replace(make_document("ny", "Nytt", make_passage("ny", "text", "Text", "Fruktkorgarr är ett namn.")))
    assert check_spelling(engine, "fruktkorgarr").suggestion is None


def test_a_pasted_page_is_no_misspelled_query(bank: WhooshEngine) -> None:
    assert search(bank, SearchRequest(query="uphandling foretag ekonmi " * 100)).total > 0
