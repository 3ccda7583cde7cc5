"""What an address says: query, filters, sort and page, and back to an address again. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args
from unicodedata import category
from urllib.parse import quote

from index.request import FACETS, THEME_SEPARATOR, SearchRequest, Sort
from ui.addresses import STREAMLIT, Addresses, Parameters, encode

PAGE_SIZE = 10
"""Passages on a page of results."""

WITHOUT = "utan"
"""The parameter of a value that is left out, written as facet, colon and value."""

UNFINISHED = "skriver"
"""The parameter of a query whose last word was still being typed."""

PASSAGE = "avsnitt"
"""The parameter that names a passage of a document by its anchor."""

FIRST_YEAR, LAST_YEAR = "fran", "till"
"""The parameters of a form that asks for a stretch of years; it takes the place of what else is chosen in `ar`."""

MAX_QUERY = 2_000
"""Characters of a query that are kept: every link of a page repeats them, and the search itself reads fewer."""

MOST_REPEATED = 300
"""Characters of a search that a plain page repeats in the address of every document."""

MAX_VALUES = 50
"""Values that are kept in a facet, so that no address can ask for unbounded work."""

MAX_VALUE = 200
"""Characters of a facet value; no value of the bank is nearly as long."""

MAX_PAGE = 100_000

YEAR_DIGITS = 4

_ANY = "\0"
"""Stands for a value: `clean` leaves none in any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """One search as its address gives it. `page` counts from 1; `filters` and `without` hold facets that narrow.

    `exact` searches the words as they are typed, even where nothing is found for them. `unfinished` says that the last
    word was still being typed. `addresses` says where every link leads: to Streamlit's pages or to plain ones.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    browse: bool = False
    exact: bool = False
    unfinished: bool = False
    addresses: Addresses = STREAMLIT

    @property
    def asks(self) -> bool:
        """Tell whether the address asks for results; otherwise it is the start page."""
        return bool(self.query or self.filters or self.without or self.browse)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return every applied filter as (facet, value), in the order of the facets."""
        return tuple((facet, value) for facet in FACETS for value in self.filters.get(facet, ()))

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Return every value that is left out as (facet, value), in the order of the facets."""
        return tuple((facet, value) for facet in FACETS for value in self.without.get(facet, ()))

    def with_query(self, query: str) -> SearchState:
        """Ask something else with the same filters and sort, from page 1."""
        return replace(self, query=query, page=1, exact=False, unfinished=False)

    def exactly(self) -> SearchState:
        """Ask the same with every word as it is typed, from page 1."""
        return replace(self, page=1, exact=True)

    def with_filter(self, facet: str, value: str) -> SearchState:
        """Add a value to a facet, from page 1."""
        values = self.filters.get(facet, ())
        return self._with_values(facet, values if value in values else (*values, value))

    def without_filter(self, facet: str, value: str) -> SearchState:
        """Take a value out of a facet, from page 1."""
        return self._with_values(facet, tuple(other for other in self.filters.get(facet, ()) if other != value))

    def leaving_out(self, facet: str, value: str) -> SearchState:
        """Leave out what carries a value, from page 1; it is no longer asked for."""
        values = tuple(dict.fromkeys((*self.without.get(facet, ()), value)))
        return replace(self.without_filter(facet, value), without={**self.without, facet: values})

    def taking_back(self, facet: str, value: str) -> SearchState:
        """Leave out a value no longer, from page 1."""
        left = {name: tuple(v for v in values if (name, v) != (facet, value)) for name, values in self.without.items()}
        return replace(self, without={name: values for name, values in left.items() if values}, page=1, browse=True)

    def without_filters(self) -> SearchState:
        """Take every filter out, those that leave something out too; query and sort stay, page 1."""
        return replace(self, filters={}, without={}, page=1, browse=True)

    def with_sort(self, sort: Sort) -> SearchState:
        """Order the same results in another way, from page 1."""
        return replace(self, sort=sort, page=1, browse=True)

    def with_page(self, page: int) -> SearchState:
        """Turn to another page of the same results."""
        return replace(self, page=page)

    def blank(self) -> SearchState:
        """Return the search that asks nothing, which is the start page, with the same addresses."""
        return SearchState(addresses=self.addresses)

    def request(self) -> SearchRequest:
        """Return the search that answers this address."""
        return SearchRequest(
            query=self.query,
            filters=self.filters,
            without=self.without,
            sort=self.sort,
            limit=PAGE_SIZE,
            offset=(self.page - 1) * PAGE_SIZE,
            exact=self.exact,
            unfinished=self.unfinished,
        )

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters of the address, without those that have their default."""
        pairs = [("q", self.query)] if self.query else []
        pairs.extend(self.chosen)
        pairs.extend((WITHOUT, f"{facet}:{value}") for facet, value in self.left_out)
        if self.sort != "relevance" or (self.browse and not pairs):
            pairs.append(("sort", self.sort))
        if self.exact and self.query:
            pairs.append(("exakt", "1"))
        if self.unfinished and self.query:
            pairs.append((UNFINISHED, "1"))
        if self.page > 1:
            pairs.append(("sida", str(self.page)))
        return pairs

    def address(self) -> str:
        """Return the address of this search."""
        return self.addresses.to("search", parameters=self.parameters())

    def document_address(self, document_id: str, anchor: str | None = None) -> str:
        """Return the address of a document that leads back to this search, at `anchor` if given.

        A plain page shows a long document in parts, so its address names the passage to the server, too. It is itself
        kept short, so a long search is left out of the many addresses that it has for documents.
        """
        parameters = self.parameters()
        if self.addresses.plain and len(encode(parameters)) > MOST_REPEATED:
            parameters = []
        if self.addresses.plain and anchor:
            parameters.append((PASSAGE, anchor))
        return self.addresses.to("document", document_id, parameters, anchor=anchor)

    def _with_values(self, facet: str, values: tuple[str, ...]) -> SearchState:
        filters = {name: kept for name, kept in self.filters.items() if name != facet}
        if values:
            filters[facet] = values
        return replace(self, filters=filters, page=1, browse=True)


def each_address(of: Callable[[str], SearchState]) -> Callable[[str], str]:
    """Return `of(value).address()` as a function of values that the search does not have yet, made for a thousand."""
    before, after = of(_ANY).address().split(quote(_ANY))
    return lambda value: f"{before}{quote(value, safe='')}{after}"


def read_state(parameters: Parameters, addresses: Addresses = STREAMLIT) -> SearchState:
    """Read a search from the parameters of an address, whose links shall lead to the pages of `addresses`.

    Never raises: what has no meaning takes its default, what is too long is cut or left out.
    """
    chosen = {facet: list(parameters.get(facet, ())) for facet in FACETS}
    chosen["ar"] = _years(_last(parameters, FIRST_YEAR), _last(parameters, LAST_YEAR)) or chosen["ar"]
    left_out: dict[str, list[str]] = {facet: [] for facet in FACETS}
    for raw in parameters.get(WITHOUT, ()):
        facet, _, value = raw.partition(":")
        left_out.get(facet.strip(), []).append(value)
    sort: Sort = next((known for known in get_args(Sort) if known == _last(parameters, "sort")), "relevance")
    if addresses.plain:
        chosen = {facet: _narrowest(values) for facet, values in chosen.items()}
    query = clean(_last(parameters, "q"))[:MAX_QUERY].rstrip()
    return SearchState(
        query=query,
        filters=_narrowing(chosen),
        without=_narrowing(left_out),
        sort=sort,
        page=_page_number(_last(parameters, "sida")),
        browse="sort" in parameters,
        exact=bool(query) and _last(parameters, "exakt") in {"1", query},
        unfinished=_last(parameters, UNFINISHED) == "1",
        addresses=addresses,
    )


def _last(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, ())
    return values[-1] if values else ""


def _narrowing(raw: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {facet: values for facet in FACETS if (values := _facet_values(raw[facet]))}


def _narrowest(values: Sequence[str]) -> list[str]:
    """Leave out a theme or year where a part of it is chosen too.

    Without a script both stay ticked when somebody narrows, and together they give no less than the whole.
    """
    wholes = {
        value.partition(separator)[0] for separator in (THEME_SEPARATOR, "-K") for value in values if separator in value
    }
    return [value for value in values if value not in wholes]


def _years(first: str, last: str) -> list[str]:
    """Return the stretch between two years as a value of the facet, as a list of one or none."""
    first, last = (
        year if year.isascii() and year.isdigit() and len(year) == YEAR_DIGITS else "" for year in (first, last)
    )
    return [f"{first}..{last}"] if first or last else []


def _facet_values(raw: Sequence[str]) -> tuple[str, ...]:
    cleaned = map(clean, raw)
    return tuple(dict.fromkeys(value for value in cleaned if 0 < len(value) <= MAX_VALUE))[:MAX_VALUES]


def clean(text: str) -> str:
    """Return the text without control characters and halves of characters, which no page can show."""
    return "".join(" " if category(character) in {"Cc", "Cs"} else character for character in text).strip()


def _page_number(raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and len(raw) < len(str(MAX_PAGE)) + 1):
        return 1
    return min(max(int(raw), 1), MAX_PAGE)
