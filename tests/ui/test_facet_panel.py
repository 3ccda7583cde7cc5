from __future__ import annotations

from index.request import FACETS, FacetValue
from ui.facet_panel import FacetGroup, facet_groups
from ui.state import SearchState


def groups(name: str, *values: tuple[str, int], chosen: tuple[str, ...] = ()) -> dict[str, FacetGroup]:
    facets = dict.fromkeys(FACETS, ()) | {
        name: tuple(FacetValue(value, count, value in chosen) for value, count in values)
    }
    state = SearchState(filters={name: chosen} if chosen else {})
    return {group.name: group for group in facet_groups(facets, state)}


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
    values = (("Upphandling", 5), ("Upphandling / avtal", 3))
    assert not groups("tema", *values)["tema"].choices[0].unfolded
    assert groups("tema", *values, chosen=("Upphandling / avtal",))["tema"].choices[0].unfolded


def test_a_long_facet_folds_and_gets_a_search_box_but_a_chosen_value_stays_in_sight() -> None:
    values = [(f"Ort {number}", 20 - number) for number in range(12)]
    shown = groups("kommun", *values, chosen=("Ort 11",))["kommun"]
    assert shown.searchable
    assert [choice.folded for choice in shown.choices] == [False] * 6 + [True] * 5 + [False]


def test_the_most_used_facets_stand_first_and_open() -> None:
    facets = {facet: (FacetValue("värde", 1, selected=False),) for facet in FACETS}
    shown = facet_groups(facets, SearchState())
    assert [group.name for group in shown][:3] == ["tema", "dokumenttyp", "kommun"]
    assert [group.open for group in shown] == [True] * 3 + [False] * (len(FACETS) - 3)
