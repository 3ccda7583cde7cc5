"""The search page: results, the start page, and ways on where nothing is found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from index.engine import SearchEngine
from index.request import SORTS, SearchResult
from index.search import search
from index.ways_on import ways_on
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.downloads import download_address
from ui.facet_panel import facet_groups
from ui.feed import feed_address
from ui.hits import described, quotes, shown_documents
from ui.linked_data import results
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.plain_facets import plain_facets
from ui.repeated_search import repeatable
from ui.start_page import start_page, theme_way
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

MOST_TO_TAKE_AWAY = 4_000
"""Characters of the links that take one filter away, in a plain page; the check boxes do that for all of them."""

DOWNLOADS = {"csv": "kalkylblad (CSV)", "markdown": "referenslista (Markdown)", "json": "data (JSON)"}
"""The forms in which a list of hits can be taken along, as the page calls them."""


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


def search_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Answer the address of a search. Raises IndexMissingError or IndexOutdatedError."""
    state, notes = repeatable(read_state(parameters, addresses))
    if not state.asks:
        return start_page(engine, state)
    result = search(engine, state.request())
    last = max(1, -(-result.total // PAGE_SIZE))
    if state.page > last:
        state = state.with_page(last)
        result = search(engine, state.request())
    return _result_page(engine, state, replace(result, notes=(*notes, *result.notes)), last)


def search_head(_: SearchEngine, parameters: Parameters, addresses: Addresses) -> Page:
    """Return what machines read of a search, without making it."""
    state = repeatable(read_state(parameters, addresses))[0]
    about = Metadata(address=state.address(), listed=_is_one_thing(state), feed=feed_address(state))
    return Page(page_title(shortened(state.query, 60), "Sök"), Markup(), about)


def _is_one_thing(state: SearchState) -> bool:
    """Tell whether search engines may list a result: those of several things and further pages are endlessly many."""
    return len(state.parameters()) <= 1


def _result_page(engine: SearchEngine, state: SearchState, result: SearchResult, last: int) -> Page:
    searched = state.with_query(result.searched) if result.searched else state
    said = f"Visar träffar för {quoted(result.searched)}: " if result.searched else ""
    heading = result_heading(searched, total=result.total, total_documents=result.total_documents)
    html = render(
        "results.html.j2",
        state=state,
        current="Sök",
        heading=heading,
        status=said + result_status(state, total=result.total, page=state.page, pages=last),
        groups=plain_facets(result, state) if state.addresses.plain else facet_groups(result, state),
        applied=_applied(state),
        clear_address=state.without_filters().address(),
        suggestion=_suggestion(state, result),
        searched=result.searched,
        exact_address=state.exactly().address(),
        notes=result.notes,
        orders=_orders(state),
        quotes=quotes(result.brief, state),
        hits=shown_documents(result.groups, state),
        first=state.request().offset + 1,
        pages=_pages(state, last),
        feed=feed_address(state),
        downloads=[Way(title, download_address(state, form)) for form, title in DOWNLOADS.items()],
        **(_ways_on(engine, state) if result.total == 0 else {}),
    )
    turned = f"sida {state.page} av {last}" if last > 1 else ""
    return Page(
        page_title(shortened(state.query, 60) or capital(heading), turned, "Sök"), html, _about(state, result, heading)
    )


def _about(state: SearchState, result: SearchResult, heading: str) -> Metadata:
    """Tell machines of a result."""
    found = results(
        state.addresses,
        state.address(),
        heading,
        documents=[group.document for group in result.groups],
        total=result.total_documents,
    )
    return Metadata(
        address=state.address(),
        description=f"{heading}.",
        listed=result.total > 0 and _is_one_thing(state),
        feed=feed_address(state),
        things=(found,),
    )


def _applied(state: SearchState) -> list[dict[str, str]]:
    """Return each filter with the address without it, "" for those that a plain page has no room for."""
    applied = [
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
    linked = MOST_TO_TAKE_AWAY // len(state.address()) if state.addresses.plain else len(applied)
    return [*applied[:linked], *({**one, "address": ""} for one in applied[linked:])]


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
    ways = ways_on(engine, state.request())
    fewer_filters = [
        Way(
            f"{'Ta med' if way.left_out else 'Ta bort'} {FACET_TITLES[way.facet]} {value_title(way.facet, way.value)}",
            (state.taking_back if way.left_out else state.without_filter)(way.facet, way.value).address(),
            way.documents,
        )
        for way in ways.filters
    ]
    if len(fewer_filters) != 1 and (state.chosen or state.left_out):
        fewer_filters += _giving(engine, "Ta bort alla filter", state.without_filters())
    return {
        "fewer_filters": fewer_filters,
        "fewer_words": [
            Way(f"Sök utan {quoted(way.part)}", state.with_query(way.query).address(), way.documents)
            for way in ways.parts
        ],
        "pieces": [
            Way(
                f"Sök på {quoted(way.query)}, en del av {quoted(way.compound)}",
                state.with_query(way.query).address(),
                way.documents,
            )
            for way in ways.pieces
        ],
        "themes": [theme_way(state, theme) for theme in ways.themes],
        "newest_theme": ways.themes[0].value if ways.newest else "",
        "newest": [
            {"title": d.title, "language": d.language, "address": state.blank().document_address(d.id), **described(d)}
            for d in ways.newest
        ],
    }


def _giving(engine: SearchEngine, text: str, state: SearchState) -> list[Way]:
    """Return a way as a list, empty where it leads to nothing."""
    documents = search(engine, state.request()).total_documents
    return [Way(text, state.address(), documents)] if documents else []
