from __future__ import annotations

from pathlib import Path

import pytest

from ui.addresses import PLACES, STREAMLIT, Addresses
from ui.routes import ROUTES, Route
from ui.state import SearchState, read_state

PLAIN = Addresses(plain=True, base="/kunskap")


def test_a_document_is_named_in_a_parameter_by_streamlit_and_in_the_path_of_a_plain_page() -> None:
    state = SearchState(query="två ord")
    assert state.document_address("brev/1", "om oss") == "dokument?id=brev%2F1&q=tv%C3%A5%20ord#om%20oss"
    plain = SearchState(query="två ord", addresses=PLAIN)
    assert plain.document_address("brev/1", "om") == "/kunskap/dokument/brev%2F1?q=tv%C3%A5%20ord&avsnitt=om#om"


def test_every_change_of_a_search_keeps_to_the_same_pages() -> None:
    state = SearchState(addresses=PLAIN).with_query("avtal").with_filter("kommun", "Ekvik").with_page(2)
    assert state.address() == "/kunskap/sok?q=avtal&kommun=Ekvik&sida=2"
    assert state.blank().address() == "/kunskap/sok"
    assert SearchState().address() == "./"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.place)
def test_addresses_of_streamlit_hold_on_each_of_its_pages(route: Route) -> None:
    assert "/" not in STREAMLIT.to(route.place, "x").removeprefix("./")


def test_no_template_spells_out_an_address_of_the_bank() -> None:
    """Every link and form goes through `Addresses`, so that the same template serves both kinds of pages."""
    for template in (Path(__file__).parents[2] / "ui" / "templates").glob("*.j2"):
        spelled = template.read_text(encoding="utf-8").replace('href="#', "").replace('href="mailto:', "")
        assert 'action="/' not in spelled
        for attribute in spelled.split('href="')[1:]:
            assert attribute.startswith(("{{", "https://", '"')), (template.name, attribute[:60])


def test_no_address_is_both_a_page_of_streamlit_and_a_plain_one() -> None:
    pages = {route.path for route in ROUTES}
    assert not pages & {place.plain for place in PLACES.values() if not place.key}


def test_a_page_has_the_same_address_on_both_sides() -> None:
    parameters = {"id": ["brev1"], "q": ["två ord"], "kommun": ["Ekvik", "Norrtuna"]}
    assert (
        PLAIN.answering("document", parameters)
        == "/kunskap/dokument/brev1?q=tv%C3%A5%20ord&kommun=Ekvik&kommun=Norrtuna"
    )
    assert STREAMLIT.answering("document", parameters).startswith("dokument?id=brev1&q=tv%C3%A5%20ord&kommun=Ekvik")


def test_a_part_that_is_ticked_on_a_plain_page_takes_the_place_of_the_whole() -> None:
    ticked = {"tema": ["Ekonomi", "Ekonomi / sparande", "Miljö"], "ar": ["2021", "2022", "2022-K1"]}
    assert read_state(ticked, PLAIN).filters == {"tema": ("Ekonomi / sparande", "Miljö"), "ar": ("2021", "2022-K1")}
    assert read_state(ticked).filters["tema"] == ("Ekonomi", "Ekonomi / sparande", "Miljö")
