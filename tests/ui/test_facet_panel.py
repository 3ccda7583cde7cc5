from __future__ import annotations

from index.request import FACETS, FacetValue, SearchResult
from ui.facet_panel import FacetGroup, facet_groups
from ui.state import SearchState


def values(*counted: tuple[str, int], chosen: tuple[str, ...] = ()) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, count, value in chosen) for value, count in counted)


def result(quarters: tuple[FacetValue, ...] = (), **facets: tuple[FacetValue, ...]) -> SearchResult:
    return SearchResult(
        query="",
        interpreted="",
        total=0,
        total_documents=0,
        suggestion=None,
        searched=None,
        notes=(),
        hits=(),
        facets=dict.fromkeys(FACETS, ()) | facets,
        quarters=quarters,
        took_ms=0,
    )


def groups(name: str, *counted: tuple[str, int], chosen: tuple[str, ...] = ()) -> dict[str, FacetGroup]:
    state = SearchState(filters={name: chosen} if chosen else {})
    return {group.name: group for group in facet_groups(result(**{name: values(*counted, chosen=chosen)}), state)}


def test_values_without_documents_are_hidden_unless_they_are_chosen() -> None:
    shown = groups("kommun", ("Ekvik", 3), ("Norrtuna", 0), ("Åby", 0), chosen=("Åby",))["kommun"]
    assert [(choice.title, choice.selected) for choice in shown.choices] == [("Ekvik", False), ("Åby", True)]


def test_a_facet_without_values_is_left_out() -> None:
    assert set(groups("kommun", ("Ekvik", 3))) == {"kommun"}


def test_themes_stand_below_their_parents() -> None:
    shown = groups("tema", ("Upphandling", 5), ("Upphandling / avtal", 3), ("Samverkan", 2), ("Borta / kvar", 1))[
        "tema"
    ]
    assert [(choice.title, [child.title for child in choice.children]) for choice in shown.choices] == [
        ("Upphandling", ["Avtal"]),
        ("Samverkan", []),
        ("Kvar", []),
    ]


def test_lower_themes_unfold_when_the_parent_or_one_of_them_is_chosen() -> None:
    counted = (("Upphandling", 5), ("Upphandling / avtal", 3))
    assert not groups("tema", *counted)["tema"].choices[0].unfolded
    assert groups("tema", *counted, chosen=("Upphandling / avtal",))["tema"].choices[0].unfolded


def test_a_long_facet_folds_and_gets_a_search_box_but_a_chosen_value_stays_in_sight() -> None:
    counted = [(f"Ort {number}", 20 - number) for number in range(12)]
    shown = groups("kommun", *counted, chosen=("Ort 11",))["kommun"]
    assert shown.searchable
    assert [choice.folded for choice in shown.choices] == [False] * 6 + [True] * 5 + [False]


def test_the_most_used_facets_stand_first_and_open() -> None:
    shown = facet_groups(result(**{facet: values(("värde", 1)) for facet in FACETS}), SearchState())
    assert [group.name for group in shown][:3] == ["tema", "dokumenttyp", "kommun"]
    assert [group.open for group in shown] == [True] * 3 + [False] * (len(FACETS) - 3)


def test_quarters_stand_below_their_year_and_bars_show_which_year_has_most() -> None:
    counted = result(values(("2021-K4", 2), ("2022-K1", 1)), ar=values(("2022", 1), ("2021", 4)))
    years = facet_groups(counted, SearchState(filters={"ar": ("2021-K4",)}))[0].choices
    assert [(year.title, year.share, year.unfolded) for year in years] == [("2022", 25, False), ("2021", 100, True)]
    assert [quarter.title for quarter in years[1].children] == ["kvartal 4 2021"]


def test_a_chosen_stretch_of_years_stands_first_and_can_be_unticked() -> None:
    chosen = ("2021..2022",)
    years = groups("ar", ("2021..2022", 5), ("2022", 1), ("2021", 4), chosen=chosen)["ar"].choices
    assert (years[0].title, years[0].selected, years[0].value) == ("2021–2022", True, "2021..2022")


def test_a_county_leads_to_its_municipalities() -> None:
    counted = result(lan=values(("Gävleborgs län", 2)), kommun=values(("Söderhamn", 2), ("Malmö", 1)))
    counties = next(group for group in facet_groups(counted, SearchState(query="avtal")) if group.name == "lan")
    assert [(way.text, way.address, way.documents) for way in counties.choices[0].ways] == [
        ("Söderhamn", "./?q=avtal&kommun=S%C3%B6derhamn", 2)
    ]


def test_a_value_can_be_left_out_but_not_one_that_is_asked_for() -> None:
    shown = groups("kommun", ("Ekvik", 3), ("Norrtuna", 2), chosen=("Ekvik",))["kommun"]
    assert [way.address for way in shown.to_leave_out] == ["./?kommun=Ekvik&utan=kommun%3ANorrtuna"]


def test_a_chosen_year_in_which_nothing_is_found_does_not_stop_the_page() -> None:
    shown = groups("ar", ("2021", 0), chosen=("2021",))["ar"]
    assert [(choice.title, choice.selected, choice.count, choice.share) for choice in shown.choices] == [
        ("2021", True, 0, 0)
    ]
