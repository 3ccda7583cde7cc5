"""The search page: results, the start page, and ways on where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.engine import SearchEngine
from index.request import SORTS, SearchResult
from index.search import search
from ui.facet_panel import facet_groups
from ui.hits import shown_documents
from ui.page import Page, Way, render
from ui.start_page import start_page, theme_ways
from ui.state import PAGE_SIZE, SearchState, read_state
from ui.text import (
    FACET_TITLES,
    SORT_TITLES,
    capital,
    page_title,
    quoted,
    result_heading,
    result_status,
    shortened,
    value_title,
)

WORDS_TRIED = 6
FILTERS_TRIED = 8


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the result in the row of pages; a gap has no number."""

    number: int | None
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The row of pages: which one is shown, how many there are, and the links between them."""

    current: int
    last: int
    numbers: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def search_page(engine: SearchEngine, parameters: Mapping[str, Sequence[str]]) -> Page:
    """Answer the address of a search. Raises IndexMissingError or IndexOutdatedError."""
    state = read_state(parameters)
    if not state.asks:
        return start_page(engine)
    result = search(engine, state.request())
    last = max(1, -(-result.total // PAGE_SIZE))
    if state.page > last:
        state = state.with_page(last)
        result = search(engine, state.request())
    return _result_page(engine, state, result, last)


def _result_page(engine: SearchEngine, state: SearchState, result: SearchResult, last: int) -> Page:
    searched = state.with_query(result.searched) if result.searched else state
    heading = result_heading(searched, total=result.total, total_documents=result.total_documents)
    html = render(
        "results.html.j2",
        state=state,
        current="Sök",
        heading=heading,
        status=result_status(state, total=result.total, page=state.page, pages=last),
        groups=facet_groups(result, state),
        applied=_applied(state),
        clear_address=state.without_filters().address(),
        suggestion=_suggestion(state, result),
        searched=result.searched,
        exact_address=state.exactly().address(),
        notes=result.notes,
        orders=_orders(state),
        hits=shown_documents(result.hits, state),
        first=state.request().offset + 1,
        pages=_pages(state, last),
        **(_ways_on(engine, state) if result.total == 0 else {}),
    )
    turned = f"sida {state.page} av {last}" if last > 1 else ""
    return Page(page_title(shortened(state.query, 60) or capital(heading), turned, "Sök"), html)


def _applied(state: SearchState) -> list[dict[str, str]]:
    return [
        {
            "facet": FACET_TITLES[facet],
            "title": value_title(facet, value),
            "address": state.without_filter(facet, value).address(),
        }
        for facet, value in state.chosen
    ] + [
        {
            "facet": f"Utan {FACET_TITLES[facet].lower()}",
            "title": value_title(facet, value),
            "address": state.taking_back(facet, value).address(),
        }
        for facet, value in state.left_out
    ]


def _suggestion(state: SearchState, result: SearchResult) -> Way | None:
    if result.suggestion is None or result.suggestion == result.searched:
        return None
    return Way(result.suggestion, state.with_query(result.suggestion).address())


def _orders(state: SearchState) -> list[dict[str, object]]:
    return [
        {
            "key": sort,
            "title": SORT_TITLES[sort],
            "address": state.with_sort(sort).address(),
            "current": state.sort == sort,
        }
        for sort in SORTS
    ]


def _pages(state: SearchState, last: int) -> Pages:
    near = {1, 2, last - 1, last, *range(state.page - 2, state.page + 3)}
    numbers = sorted(number for number in near if 1 <= number <= last)
    links = [PageLink(numbers[0], state.with_page(1).address(), state.page == 1)]
    for before, number in pairwise(numbers):
        if number - before > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, state.with_page(number).address(), state.page == number))
    return Pages(
        current=state.page,
        last=last,
        numbers=tuple(links),
        previous=state.with_page(state.page - 1).address() if state.page > 1 else None,
        next=state.with_page(state.page + 1).address() if state.page < last else None,
    )


def _ways_on(engine: SearchEngine, state: SearchState) -> dict[str, object]:
    """Return what can be done where nothing was found; only ways that lead to something, with what they give."""
    without = [
        (f"Ta bort {FACET_TITLES[facet]} {value_title(facet, value)}", state.without_filter(facet, value))
        for facet, value in state.chosen[:FILTERS_TRIED]
    ]
    without += [
        (f"Ta med {FACET_TITLES[facet]} {value_title(facet, value)}", state.taking_back(facet, value))
        for facet, value in state.left_out[:FILTERS_TRIED]
    ]
    if len(without) > 1 or (without and state.query):
        without.append(("Ta bort alla filter", state.without_filters()))
    words = state.query.split()
    single = [(f"Sök på {quoted(word)}", state.with_query(word)) for word in dict.fromkeys(words[:WORDS_TRIED])]
    return {
        "fewer_filters": _giving(engine, without),
        "fewer_words": _giving(engine, single) if len(words) > 1 else [],
        "themes": theme_ways(engine),
    }


def _giving(engine: SearchEngine, ways: Sequence[tuple[str, SearchState]]) -> list[Way]:
    found = []
    for text, state in ways:
        documents = search(engine, state.request()).total_documents
        if documents:
            found.append(Way(text, state.address(), documents))
    return found
