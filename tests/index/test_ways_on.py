"""Ways on where nothing is found."""

from __future__ import annotations

from index.request import SearchRequest
from index.search import search
from index.ways_on import ways_on
from index.whoosh_engine import WhooshEngine


def test_each_filter_tells_what_is_found_without_it(engine: WhooshEngine) -> None:
    request = SearchRequest(query="fruktkorgar", filters={"dokumenttyp": ("handbok",), "kommun": ("Norrtuna",)})
    assert search(engine, request).total == 0
    found = [(way.facet, way.value, way.documents) for way in ways_on(engine, request).filters]
    assert found == [("dokumenttyp", "handbok", 1)]


def test_a_value_that_was_left_out_can_be_taken_back(engine: WhooshEngine) -> None:
    request = SearchRequest(query="fruktkorgar", without={"kommun": ("Norrtuna",)})
    assert [(way.value, way.left_out, way.documents) for way in ways_on(engine, request).filters] == [
        ("Norrtuna", True, 1)
    ]


def test_each_part_of_the_query_tells_what_is_found_without_it(engine: WhooshEngine) -> None:
    request = SearchRequest(query='+fruktkorgar "social ekonomi" -Ekvik')
    assert search(engine, request).total == 0
    found = [(way.part, way.query, way.documents) for way in ways_on(engine, request).parts]
    assert found == [
        ("+fruktkorgar", '"social ekonomi" -Ekvik', 1),
        ('"social ekonomi"', "+fruktkorgar -Ekvik", 1),
    ]


def test_what_both_sides_of_an_operator_have_to_match_is_taken_apart(engine: WhooshEngine) -> None:
    request = SearchRequest(query="fruktkorgar OCH stiftelser")
    assert [(way.part, way.query) for way in ways_on(engine, request).parts] == [
        ("fruktkorgar", "stiftelser"),
        ("stiftelser", "fruktkorgar"),
    ]


def test_themes_near_the_words_come_with_their_newest_documents(engine: WhooshEngine) -> None:
    near = ways_on(engine, SearchRequest(query="kommunstyrelsen", filters={"kommun": ("Ingenstans",)}))
    assert [theme.value for theme in near.themes] == ["Styrning och förankring"]
    assert [document.id for document in near.newest] == ["brev1"]


def test_words_that_nothing_holds_lead_to_the_themes_of_the_bank(engine: WhooshEngine) -> None:
    themes = {theme.value: theme.count for theme in ways_on(engine, SearchRequest(query="xyzzyplugh")).themes}
    assert themes["Upphandling och affärer"] == 2


def test_a_compound_that_the_bank_does_not_hold_leads_to_its_parts(engine: WhooshEngine) -> None:
    request = SearchRequest(query="fruktlåda")
    assert search(engine, request).total == 0
    assert [(way.compound, way.query, way.documents) for way in ways_on(engine, request).pieces] == [
        ("fruktlåda", "frukt", 1)
    ]
