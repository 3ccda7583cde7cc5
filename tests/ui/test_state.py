from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.request import FACETS
from ui.state import MAX_QUERY, PAGE_SIZE, SearchState, each_address, read_state

VALUES = st.dictionaries(
    st.sampled_from(["q", "sort", "sida", "okänd", "utan", "fran", "till", *FACETS]), st.lists(st.text(max_size=30))
)


def read_address(address: str) -> SearchState:
    return read_state(parse_qs(urlsplit(address).query, keep_blank_values=True))


@given(VALUES)
def test_any_address_means_a_search_that_its_own_address_reproduces(parameters: dict[str, list[str]]) -> None:
    state = read_state(parameters)
    again = read_address(state.address())
    assert again.parameters() == state.parameters()
    assert again.request() == state.request()


def test_values_with_commas_ampersands_and_swedish_letters_survive_the_address() -> None:
    state = SearchState(query="å & ä, ö/+%", filters={"tema": ("Mål, medel & mått / får",), "kommun": ("Ekvik", "Åby")})
    assert read_address(state.address()) == state


def test_a_changed_filter_turns_back_to_the_first_page_and_keeps_query_and_sort() -> None:
    state = SearchState(query="avtal", sort="newest", page=4).with_filter("kommun", "Ekvik")
    assert (state.query, state.sort, state.page, state.filters) == ("avtal", "newest", 1, {"kommun": ("Ekvik",)})
    assert state.without_filter("kommun", "Ekvik").filters == {}


def test_clearing_the_filters_keeps_query_and_sort() -> None:
    state = SearchState(query="avtal", sort="oldest", page=2, filters={"ar": ("2021", "2022"), "lan": ("Ekviks län",)})
    assert state.without_filters().address() == "./?q=avtal&sort=oldest"


@pytest.mark.parametrize("page", ["-3", "0", "abc", "", "1e9", "９", "99999999999999999999"])
def test_a_page_number_without_meaning_is_the_first_page(page: str) -> None:
    assert read_state({"sida": [page]}).page == 1


def test_the_second_page_asks_for_the_passages_after_the_first() -> None:
    assert read_state({"q": ["avtal"], "sida": ["2"]}).request().offset == PAGE_SIZE


def test_a_query_of_ten_thousand_characters_is_cut() -> None:
    assert len(read_state({"q": ["å" * 10_000]}).query) == MAX_QUERY


def test_unknown_parameters_sorts_and_overlong_values_are_left_out() -> None:
    state = read_state({"utm": ["x"], "sort": ["slump"], "kommun": ["Ekvik" * 100, " Norrtuna ", "Norrtuna", ""]})
    assert (state.sort, state.filters) == ("relevance", {"kommun": ("Norrtuna",)})


def test_an_empty_address_is_the_start_page_and_a_sorted_one_shows_everything() -> None:
    assert not read_state({}).asks
    assert not read_state({"q": ["  "]}).asks
    assert read_state({"sort": ["newest"]}).asks


def test_a_document_keeps_the_way_back_to_its_search() -> None:
    state = SearchState(query="två ord", filters={"kommun": ("Ekvik",)}, page=2)
    address = state.document_address("brev1", "reserverad-upphandling")
    assert address == "dokument?id=brev1&q=tv%C3%A5%20ord&kommun=Ekvik&sida=2#reserverad-upphandling"
    assert read_address(address) == state


def test_a_value_that_is_left_out_has_an_address_and_a_way_back() -> None:
    state = SearchState(query="avtal", filters={"kommun": ("Ekvik",)}).leaving_out("kommun", "Ekvik")
    assert state.address() == "./?q=avtal&utan=kommun%3AEkvik"
    assert read_address(state.address()).request() == state.request()
    assert state.taking_back("kommun", "Ekvik").address() == "./?q=avtal"
    assert state.without_filters().address() == "./?q=avtal"


@pytest.mark.parametrize(
    ("first", "last", "stretch"),
    [("2021", "2022", ("2021..2022",)), ("", "2020", ("..2020",)), ("2021", "", ("2021..",)), ("ja", "20220", ())],
)
def test_the_form_of_years_is_a_choice_among_the_years(first: str, last: str, stretch: tuple[str, ...]) -> None:
    assert read_state({"fran": [first], "till": [last]}).filters.get("ar", ()) == stretch
    assert read_state({"fran": [first], "till": [last], "ar": ["2018"]}).filters["ar"] == (stretch or ("2018",))


def test_an_exact_search_stays_exact_until_another_query_is_asked() -> None:
    state = SearchState(query="uphandling", page=2).exactly()
    assert state.address() == "./?q=uphandling&exakt=1"
    assert read_address(state.address()) == state
    assert state.request().exact
    assert state.with_filter("kommun", "Ekvik").exact
    assert not state.with_query("upphandling").exact


def test_an_unfinished_query_stays_so_with_another_filter_and_is_finished_by_another_query() -> None:
    state = read_state({"q": ["fruktk"], "skriver": ["1"]})
    assert state.request().unfinished
    assert state.with_filter("kommun", "Ekvik").address() == "./?q=fruktk&kommun=Ekvik&skriver=1"
    assert state.with_query("fruktkorgar").address() == "./?q=fruktkorgar"


@pytest.mark.parametrize("value", ["Ekvik", "Norrtuna & Ekvik", "a/b?c=d#e", '50 % "å"', "%00"])
def test_the_addresses_of_many_values_are_those_of_each(value: str) -> None:
    state = read_state({"q": ["100 % \0 avtal"], "kommun": ["Umeå"], "utan": ["tema:IOP"], "sida": ["3"]})
    assert each_address(lambda one: state.with_filter("lan", one))(value) == state.with_filter("lan", value).address()
    assert each_address(lambda one: state.leaving_out("ar", one))(value) == state.leaving_out("ar", value).address()
