"""What is offered while a query is typed, on a bank of invented places, organisations and persons."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.completion import MOST
from index.suggest import suggest
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

TEXTS = (
    "Kommunen stöder den sociala ekonomin. Social ekonomi är viktig, säger Torhild Vendelkrona på mötet.",
    "Ett socialt företag deltog i en reserverad upphandling. Skriv till torhild.vendelkrona@ekvik.example.",
    "Fler sociala företag behövs. Reserverad upphandling prövas, och social ekonomi växer.",
    "Torhild Vendelkrona leder arbetet med social ekonomi och reserverad upphandling. Sociala företag växer.",
    "Sociala företag och reserverad upphandling är två sätt. Torhild Vendelkrona berättar om den sociala ekonomin.",
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Return an index of four documents with the same passages about different places."""
    engine = WhooshEngine(tmp_path_factory.mktemp("bank"))
    places = ("Söderbyvik", "Ekvik", "Ödsmåla", "Norrtuna")
    with engine.write() as writing:
        for number, place in enumerate(places):
            document_id = f"d{number}"
            passages = [
                make_passage(
                    document_id,
                    f"p{part}",
                    "Reserverad upphandling",
                    text,
                    municipalities=(place,),
                    organisations=("Fruktkooperativet",),
                    themes=("Styrning och förankring", "Styrning och förankring / politisk samordnare"),
                )
                for part, text in enumerate(TEXTS)
            ]
            writing.replace(make_document(document_id, f"Handbok för {place}", *passages))
    return engine


def completions(bank: WhooshEngine, typed: str) -> tuple[str, ...]:
    return suggest(bank, typed).completions


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ekon", "social ekonomi"),
        ("soci", "sociala företag"),
        ("sociala fö", "sociala företag"),
        ("socialt f", "socialt företag"),
        ("Sociala  FÖ", "sociala företag"),
        ("söd", "Söderbyvik"),
        ("ekv", "Ekvik"),
        ("frukt", "Fruktkooperativet"),
        ("samord", "politisk samordnare"),
        ("styr", "Styrning och förankring"),
        ("förank", "Styrning och förankring"),
        ("handb", "Handbok för Ekvik"),
        ("reserverad upph", "reserverad upphandling"),
        ("vad är reserverad upph", "vad är reserverad upphandling"),
        ("kommun:Ekvik reserv", "kommun:Ekvik reserverad upphandling"),
        ("avtal -frukt ekv", "avtal -frukt Ekvik"),
    ],
)
def test_the_beginning_of_any_word_finds_it(bank: WhooshEngine, typed: str, expected: str) -> None:
    assert expected in completions(bank, typed)


@pytest.mark.parametrize(
    ("typed", "expected"), [("sod", "Söderbyvik"), ("ods", "Ödsmåla"), ("sociala for", "sociala företag")]
)
def test_dots_may_be_left_out(bank: WhooshEngine, typed: str, expected: str) -> None:
    assert completions(bank, typed)[0] == expected


def test_what_matches_as_typed_comes_before_what_lacks_its_dots(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        for name in ("Åsby", "Asby"):
            passage = make_passage(name, "p", "P", "Text.", municipalities=(name,))
            writing.replace(make_document(name, f"Dokument {name}", passage))
    assert completions(engine, "as")[0] == "Asby"
    assert completions(engine, "ås")[0] == "Åsby"
    assert "Åsby" in completions(engine, "as")


@pytest.mark.parametrize(("typed", "expected"), [("uphan", "upphandling"), ("reservread", "reserverad upphandling")])
def test_one_slip_is_forgiven(bank: WhooshEngine, typed: str, expected: str) -> None:
    assert any(expected in completion for completion in completions(bank, typed))


@pytest.mark.parametrize("typed", ["torh", "vend", "Torhild V", "torhild.v", "vendelkr"])
def test_persons_are_never_offered(bank: WhooshEngine, typed: str) -> None:
    assert not any("vendel" in one.casefold() or "torhild" in one.casefold() for one in completions(bank, typed))


def test_inflections_and_capitals_are_one_thing(bank: WhooshEngine) -> None:
    found = completions(bank, "soci")
    assert ("sociala företag" in found) != ("socialt företag" in found)
    assert len({one.casefold() for one in found}) == len(found)


def test_what_is_typed_already_is_not_offered(bank: WhooshEngine) -> None:
    assert "reserverad upphandling" not in completions(bank, "Reserverad upphandling")


def test_a_title_is_no_end_of_a_longer_query(bank: WhooshEngine) -> None:
    assert not any("Handbok för" in one for one in completions(bank, "kommunens handb"))


@pytest.mark.parametrize("letter", "aefhkmnoprstuöå")
def test_ten_at_most(bank: WhooshEngine, letter: str) -> None:
    assert len(completions(bank, letter)) <= MOST


@pytest.mark.parametrize("typed", ["", " ", '"social ek', "kommun:Ek", "-soc", "soc*", "xqz", "(", "x" * 5_000])
def test_where_nothing_can_be_completed_nothing_is(bank: WhooshEngine, typed: str) -> None:
    assert completions(bank, typed) == ()


def test_a_pasted_text_is_answered(bank: WhooshEngine) -> None:
    assert completions(bank, "ord utan ände " * 500 + "ekv")[0].endswith("Ekvik")


def test_a_misspelled_query_has_a_suggestion_and_what_it_may_become(bank: WhooshEngine) -> None:
    offered = suggest(bank, "reserverad uphandling")
    assert offered.suggestion == "reserverad upphandling"
    assert offered.completions[0] == "reserverad upphandling"


def test_an_unfinished_word_is_not_misspelled(bank: WhooshEngine) -> None:
    assert suggest(bank, "reserverad upph").suggestion is None
    assert suggest(bank, "resreverad upph").suggestion == "reserverad upph"


def test_a_new_document_is_offered_at_once(engine: WhooshEngine) -> None:
    assert completions(engine, "vindbro") == ()
    with engine.write() as writing:
        writing.replace(make_document("ny", "Vindbrons historia", make_passage("ny", "p", "P", "Text.")))
    assert completions(engine, "vindbro") == ("Vindbrons historia",)


def test_an_empty_bank_offers_nothing(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    with engine.write():
        pass
    assert completions(engine, "soc") == ()
