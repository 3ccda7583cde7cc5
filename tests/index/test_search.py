"""Searching through the one entry: counts, facets, notes, highlights."""

from __future__ import annotations

import random

import pytest

from index.errors import UsageError
from index.request import FACETS, SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage


@pytest.fixture
def mixed(engine: WhooshEngine) -> WhooshEngine:
    """Return a bank of forty documents with values drawn at random, the same each time."""
    draw = random.Random(7)  # noqa: S311 (not for secrets)
    places = ["Ekvik", "Norrtuna", "Sundåker", "Åby", "Ödeby"]
    themes = ["Upphandling", "Upphandling / reserverad", "Samverkan", "Samverkan / avtal"]
    topics = ["upphandling", "samverkan", "arbetsträning", "fruktkorgar", "partnerskap", "föreningsliv"]
    with engine.write() as writing:
        for number in range(40):
            passages = [
                make_passage(
                    f"d{number}",
                    f"p{part}",
                    f"Del {part}",
                    " ".join(draw.choices(topics, k=6)),
                    item_kind=draw.choice(["tips", "intervju", None]),
                    municipalities=tuple(draw.sample(places, draw.randint(0, 3))),
                    themes=tuple(draw.sample(themes, draw.randint(0, 3))),
                    organisations=tuple(draw.sample(["Alfa", "Beta"], draw.randint(0, 2))),
                )
                for part in range(draw.randint(1, 5))
            ]
            year = draw.choice(["2020", "2021-05", "2021-06-30", "2022-11-03", None])
            kind = draw.choice(["nyhetsbrev", "handbok", "lag"])
            writing.replace(make_document(f"d{number}", f"Dokument {number}", *passages, published=year, kind=kind))
    return engine


QUERIES = (
    "",
    "upphandling",
    "fruktkorgar partnerskap",
    "samverkan -upphandling",
    "kommun:Ekvik avtal",
    "kommun:Ekvik ELLER fruktkorgar",
    "(samverkan OCH partnerskap) ELLER (inslag:tips år:2021..2022)",
)


@pytest.mark.parametrize("seed", range(24))
def test_every_facet_count_is_what_choosing_that_value_gives(mixed: WhooshEngine, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    query = draw.choice(QUERIES)
    everything = search(mixed, SearchRequest(query=query)).facets
    filters: dict[str, tuple[str, ...]] = {}
    for name in draw.sample(FACETS, draw.randint(0, 3)):
        known = [value.value for value in everything[name]]
        filters[name] = tuple(draw.sample(known, min(len(known), draw.randint(1, 2))))
    if draw.random() < 1 / 3:
        filters["ar"] = draw.choice([("2021..2022",), ("2021-K2", "2020"), ("..2021-05",), ("2022-11", "2021..")])
    carried = [(name, value.value) for name, values in everything.items() for value in values]
    without = {name: (value,) for name, value in draw.sample(carried, min(len(carried), draw.randint(0, 1)))}
    result = search(mixed, SearchRequest(query=query, filters=filters, without=without))
    for name, values in (*result.facets.items(), ("ar", result.quarters)):
        for value in values:
            chosen = {**filters, name: (value.value,)}
            clicked = search(mixed, SearchRequest(query=query, filters=chosen, without=without))
            assert clicked.total_documents == value.count, (query, filters, without, name, value)


def test_filters_hold_in_one_passage(engine: WhooshEngine) -> None:
    together = SearchRequest(filters={"kommun": ("Ekvik",), "inslag": ("tips",)})
    assert search(engine, together).total == 0


def test_values_within_a_facet_are_alternatives(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(filters={"kommun": ("Ekvik", "Norrtuna")}))
    assert (result.total, result.total_documents) == (2, 1)
    assert {value.value: value.selected for value in result.facets["kommun"]} == {"Ekvik": True, "Norrtuna": True}


def test_a_filter_may_be_typed_in_the_query(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="upphandling dokumenttyp:handbok"))
    assert [hit.passage.id for hit in result.hits] == ["handbok#upphandla"]


def test_a_typed_filter_need_not_mind_capitals(engine: WhooshEngine) -> None:
    assert search(engine, SearchRequest(query="kommun:ekvik")).total == 1


def test_a_filter_typed_without_dots(mixed: WhooshEngine) -> None:
    typed, spelled = (search(mixed, SearchRequest(query=f"kommun:{name}")) for name in ("sundaker", "Sundåker"))
    assert typed.total == spelled.total > 0


def test_a_typed_value_that_nothing_has_is_said(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="kommun:Ingenstans"))
    assert (result.total, result.notes) == (0, ("Ingenting i kunskapsbanken har kommun ”Ingenstans”.",))


def test_a_chosen_filter_narrows_what_a_typed_one_leaves(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="dokumenttyp:nyhetsbrev", filters={"kommun": ("Norrtuna",)}))
    assert [hit.passage.id for hit in result.hits] == ["brev1#reserverad-upphandling-av-fruktkorgar"]
    assert [value.value for value in result.facets["dokumenttyp"]] == ["nyhetsbrev"]


def test_filtering_does_not_change_which_passages_belong_to_the_result(engine: WhooshEngine) -> None:
    whole = search(engine, SearchRequest(query="reserverad upphandling")).facets["dokumenttyp"]
    for value in whole:
        one = search(engine, SearchRequest(query="reserverad upphandling", filters={"dokumenttyp": (value.value,)}))
        assert one.total_documents == value.count


def test_a_value_can_be_left_out(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="upphandling", without={"kommun": ("ekvik", "Norrtuna")}))
    assert [hit.passage.id for hit in result.hits] == ["handbok#upphandla"]
    assert result.facets["kommun"] == ()


@pytest.mark.parametrize(
    ("stretch", "documents"),
    [("2021..2022", {"brev1", "plan"}), ("..2020", {"handbok"}), ("2021-K4", {"plan"}), ("2022-01", {"brev1"})],
)
def test_a_stretch_of_time_is_a_choice_like_a_year(engine: WhooshEngine, stretch: str, documents: set[str]) -> None:
    result = search(engine, SearchRequest(filters={"ar": (stretch,)}))
    assert {hit.document.id for hit in result.hits} == documents
    assert result.facets["ar"][0].value == stretch
    assert result.facets["ar"][0].count == len(documents)


def test_quarters_are_counted_whatever_year_is_chosen(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(filters={"ar": ("2021-K4",)}))
    counted = {value.value: (value.count, value.selected) for value in result.quarters}
    assert counted == {"2020-K3": (1, False), "2021-K4": (1, True), "2022-K1": (1, False)}


def test_a_value_that_nothing_has_stays_chosen_with_zero(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(filters={"kommun": ("Ingenstans",)}))
    assert result.total == 0
    assert ("Ingenstans", 0, True) in [(v.value, v.count, v.selected) for v in result.facets["kommun"]]


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (SearchRequest(filters={"farg": ("röd",)}), "farg"),
        (SearchRequest(sort="best"), "sortera"),  # type: ignore[arg-type]
        (SearchRequest(limit=-1), "Antalet"),
        (SearchRequest(offset=-1), "Antalet"),
    ],
)
def test_a_request_without_meaning_is_refused_in_swedish(
    engine: WhooshEngine, request_: SearchRequest, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        search(engine, request_)


def test_words_not_in_the_bank_are_said(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="upphandling zxcvbn"))
    assert result.notes == ("”zxcvbn” finns inte i kunskapsbanken. Träffarna gäller de övriga orden.",)


def test_a_snippet_is_escaped_and_marked(engine: WhooshEngine) -> None:
    hit = search(engine, SearchRequest(query="miljoner fruktkorg")).hits[0]
    assert "<mark>fruktkorgar</mark>" in hit.snippet
    assert "<mark>miljoner</mark>" in hit.snippet
    assert "&lt;exkl. moms&gt;" in hit.snippet
    assert hit.heading_marked == ("Reserverad upphandling av <mark>fruktkorgar</mark>",)


@pytest.mark.parametrize("query", ["", "!!", "a" * 10_000, "ord " * 3_000, '"' * 99, "-" * 50, "OCH ELLER INTE ( ) *"])
def test_whatever_is_typed_there_is_an_answer(engine: WhooshEngine, query: str) -> None:
    assert search(engine, SearchRequest(query=query)).total >= 0


def test_half_a_compound_is_not_the_word_that_was_asked_for(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="fruktlåda"))
    assert (result.total, result.notes) == (0, ("”fruktlåda” finns inte i kunskapsbanken.",))
    assert search(engine, SearchRequest(query="korgar med frukt")).total == 1


def test_words_that_carry_grammar_alone_find_nothing_for_words_that_the_bank_lacks(engine: WhooshEngine) -> None:
    result = search(engine, SearchRequest(query="xylofon i en bastu"))
    assert (result.total, result.notes) == (0, ("”xylofon” och ”bastu” finns inte i kunskapsbanken.",))


@pytest.mark.parametrize("typed", ["fruktk", "ett avtal om fruktk", "fruktkorg"])
def test_what_begins_a_word_of_the_bank_finds_it_while_it_is_typed(engine: WhooshEngine, typed: str) -> None:
    result = search(engine, SearchRequest(query=typed, unfinished=True))
    assert result.hits[0].passage.id == "brev1#reserverad-upphandling-av-fruktkorgar"
    assert "<mark>fruktkorgar</mark>" in result.hits[0].snippet
    assert (result.query, result.searched, result.notes) == (typed, None, ())


@pytest.mark.parametrize("typed", ["fr", "”fruktk", "avtal -fruktk", "zxcvb", "fruktkorgar ", "fruktk*"])
def test_only_the_beginning_of_a_last_word_is_searched_as_one(engine: WhooshEngine, typed: str) -> None:
    finished = search(engine, SearchRequest(query=typed))
    unfinished = search(engine, SearchRequest(query=typed, unfinished=True))
    assert (unfinished.total, unfinished.interpreted) == (finished.total, finished.interpreted)
