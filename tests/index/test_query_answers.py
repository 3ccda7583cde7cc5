"""What each part of the query language finds, in a real index."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from index.forms import MAX_FORMS
from index.request import SearchRequest, SearchResult
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

NOTES = {
    "avtal": "Avtalet om partnerskap gäller i Ekvik.",
    "villkor": "Villkoren för upphandling av partnerskap.",
    "krav": "Krav vid upphandlingen av frukt i Norrtuna.",
    "frukt": "Fruktkorgar och frukt.",
    "apart": "Upphandling är en sak. Det sägs ofta. Krav är en annan sak.",
}


@pytest.fixture
def notes(engine: WhooshEngine) -> WhooshEngine:
    """Return a bank of one-passage notes, each in a transaction of its own."""
    for number, (name, text) in enumerate(NOTES.items()):
        with engine.write() as writing:
            passage = make_passage(
                name, "text", f"Om {name}", text, municipalities=("Ekvik",) if "Ekvik" in text else ()
            )
            writing.replace(make_document(name, f"Anteckning {number}", passage, published=f"2021-0{number + 1}"))
    with engine.write() as writing:
        for name in ("brev1", "handbok", "plan"):
            writing.remove(name)
    return engine


def ask(engine: WhooshEngine, query: str, **filters: Sequence[str]) -> SearchResult:
    return search(engine, SearchRequest(query=query, filters={k: tuple(v) for k, v in filters.items()}, limit=1_000))


def found(engine: WhooshEngine, query: str) -> set[str]:
    return {hit.document.id for hit in ask(engine, query).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("partnerskap OCH upphandling", {"villkor"}),
        ("partnerskap AND INTE avtal", {"villkor"}),
        ("avtal ELLER frukt", {"avtal", "krav", "frukt"}),
        ("avtal ELLER frukt OCH krav", {"avtal", "krav"}),
        ("(avtal ELLER frukt) OCH krav", {"krav"}),
        ("upphandling INTE (frukt ELLER partnerskap)", {"apart"}),
        ("upphandling -(frukt partnerskap)", {"apart"}),
        ("-upphandling", {"avtal", "frukt"}),
        ("+upphandling frukt", {"krav"}),
        ("+partnerskap i norrtuna", {"avtal", "villkor"}),
        ('"frukt i norrtuna"', {"krav"}),
        ('"upphandling"', {"villkor", "apart"}),
        ('"krav upphandlingen"~2', {"krav"}),
        ('"upphandlingen krav"~1', set()),
        ('"sak upphandling krav"~10', {"apart"}),
        ('-"frukt i norrtuna" frukt', {"frukt"}),
        ("upphandling*", {"villkor", "krav", "apart"}),
        ("upphandlinge*", {"krav"}),
        ("*korgar", {"frukt"}),
        ("fr?kt -fruktk*", {"krav"}),
        ("rubrik:frukt", {"frukt"}),
        ("titel:anteckning OCH rubrik:(avtal ELLER krav)", {"avtal", "krav"}),
        ('text:"om partnerskap"', {"avtal"}),
        ("titel:partnerskap", set()),
        ("ar:2021-02..2021-03", {"villkor", "krav"}),
        ("efter:2021-04", {"frukt", "apart"}),
        ("före:2021-03 partnerskap", {"avtal", "villkor"}),
        ("-ar:2021", set()),
        ("kommun:Ekvik ELLER krav", {"avtal", "krav", "apart"}),
        ("-kommun:Ekvik partnerskap", {"villkor"}),
    ],
)
def test_what_a_query_finds(notes: WhooshEngine, query: str, expected: set[str]) -> None:
    assert found(notes, query) == expected


@pytest.mark.parametrize("query", ["partnerskap", "partnerskap upphandling frukt", '"om partnerskap" krav', "part* i"])
def test_a_filter_in_the_query_finds_what_choosing_it_does(notes: WhooshEngine, query: str) -> None:
    typed, chosen = ask(notes, f"{query} kommun:Ekvik"), ask(notes, query, kommun=["Ekvik"])
    assert [hit.passage.id for hit in typed.hits] == [hit.passage.id for hit in chosen.hits]


def test_a_word_beside_a_phrase_ranks_and_the_phrase_is_required(notes: WhooshEngine) -> None:
    hits = ask(notes, 'upphandling frukt "av partnerskap"').hits
    assert [hit.document.id for hit in hits] == ["villkor"]


def test_a_word_that_nothing_holds_takes_nothing_from_a_phrase(notes: WhooshEngine) -> None:
    result = ask(notes, 'zxcvbn "av partnerskap"')
    assert result.total == 1
    assert result.notes == ("”zxcvbn” finns inte i kunskapsbanken. Träffarna gäller de övriga orden.",)


def test_a_pattern_ranks_by_all_its_forms_as_one_word(notes: WhooshEngine) -> None:
    assert ask(notes, "frukt*").hits[0].document.id == "frukt"
    assert "<mark>Fruktkorgar</mark> och <mark>frukt</mark>" in ask(notes, "fruk*").hits[0].snippet


def test_a_pattern_that_stands_for_nothing_is_said(notes: WhooshEngine) -> None:
    assert ask(notes, "zxc*").notes == ("”zxc*” finns inte i kunskapsbanken.",)


def test_a_pattern_that_stands_for_too_many_words_is_cut_and_said(notes: WhooshEngine) -> None:
    text = " ".join(f"upphandling{number}" for number in range(MAX_FORMS + 1))
    with notes.write() as writing:
        writing.replace(make_document("lista", "Lista", make_passage("lista", "text", "Ord", text)))
    result = ask(notes, "upphandling*")
    assert f"”upphandling*” står för fler än {MAX_FORMS} ord; sökningen gäller de vanligaste av dem." in result.notes


@pytest.mark.parametrize(
    "typed", ["kommun:ekvik", "kommun:EKVIK", 'kommun:"Ekviks kommun"', "Kommun:(ekvik ELLER ekvik)"]
)
def test_a_value_is_understood_however_it_is_written(notes: WhooshEngine, typed: str) -> None:
    assert ask(notes, typed).interpreted == "kommun:Ekvik"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("län:ekvik", 'lan:"Ekviks län"'),
        ("tema:samordnare", 'tema:"Styrning och förankring / samordnare"'),
        ("tema:styrning", 'tema:"Styrning och förankring"'),
        ("dokumenttyp:handböcker", "dokumenttyp:handbok"),
        ("språk:engelska", "sprak:en"),
        ("kommun:Ingenstans", "kommun:Ingenstans"),
    ],
)
def test_values_of_other_facets(engine: WhooshEngine, typed: str, understood: str) -> None:
    assert ask(engine, typed).interpreted == understood


def test_a_language_that_nothing_is_in_is_said_by_its_name(engine: WhooshEngine) -> None:
    assert ask(engine, "språk:finska").notes == ("Ingenting i kunskapsbanken har språk ”finska”.",)


def test_what_is_said_of_a_malformed_query_stands_with_the_answer(notes: WhooshEngine) -> None:
    result = ask(notes, '(partnerskap OCH "avtalet')
    assert result.interpreted == "partnerskap OCH avtalet"
    assert [hit.document.id for hit in result.hits] == ["avtal"]
    assert result.notes == (
        "Ett citattecken saknar sitt par; orden efter det söks som vanliga ord.",
        "En parentes saknar sitt par och lämnades därhän.",
    )


def test_phrases_and_nearness_over_many_generations(notes: WhooshEngine) -> None:
    """The engine's places agree with reading the texts, whatever was added, replaced and removed when."""
    draw = random.Random(5)  # noqa: S311
    texts = {f"d{number}": " ".join(draw.choices("alfa beta gamma delta".split(), k=12)) for number in range(30)}
    for chunk in range(3):
        with notes.write() as writing:
            for name in list(texts)[chunk * 10 : chunk * 10 + 12]:
                writing.replace(make_document(name, "T", make_passage(name, "p", "R", texts[name])))
    for first, second, within in [("alfa", "beta", 1), ("gamma", "gamma", 1), ("delta", "alfa", 3)]:
        together = {name for name, text in texts.items() if f"{first} {second}" in text}
        assert found(notes, f'"{first} {second}"') == together
        near = {
            name
            for name, text in texts.items()
            for i, one in enumerate(text.split())
            for j, two in enumerate(text.split())
            if (one, two) == (first, second) and abs(i - j) <= within
        }
        assert found(notes, f'"{first} {second}"~{within}') == near
