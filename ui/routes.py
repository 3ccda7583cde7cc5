"""Which page answers which address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.engine import SearchEngine
from index.errors import KunskapsbankError
from ui.addresses import PLACES, PLAIN_BESIDE, STREAMLIT, Addresses, Parameters
from ui.document_page import document_head, document_page
from ui.explore_page import explore_page
from ui.information import about_page, accessibility_page, help_page
from ui.messages import error_page
from ui.municipality_page import municipality_head, municipality_page
from ui.page import Page
from ui.search_page import search_head, search_page
from ui.shared_engine import shared_engine
from ui.sources_page import sources_page
from ui.staff.settings import has_provider
from ui.theme_page import theme_head, theme_page
from ui.turns import in_turn

Maker = Callable[[SearchEngine, Parameters, Addresses], Page]
"""Makes a page of the parameters of an address, with links to either kind of pages."""


@dataclass(frozen=True, slots=True)
class Route:
    """A place of `PLACES`, the name that Streamlit has for it, and what makes its page.

    `head` makes what machines read of the page and leaves its HTML empty: quickly, because the page waits for it.
    """

    place: str
    name: str
    page: Maker
    head: Maker | None = None

    @property
    def path(self) -> str:
        """Return its path below the root of Streamlit's pages."""
        return PLACES[self.place].streamlit


ROUTES = (
    Route("search", "Sök", search_page, search_head),
    Route("document", "Dokument", document_page, document_head),
    Route("explore", "Utforska", explore_page),
    Route("municipality", "Kommun", municipality_page, municipality_head),
    Route("theme", "Tema", theme_page, theme_head),
    Route("sources", "Källor", sources_page),
    Route("help", "Hjälp", help_page),
    Route("about", "Om", about_page),
    Route("accessibility", "Tillgänglighet", accessibility_page),
)


def streamlit_routes() -> tuple[Route, ...]:
    """Return every page that Streamlit has: where staff log in with OpenID Connect, that is one more."""
    if not has_provider():
        return ROUTES
    from ui.staff.provider import login_page  # noqa: PLC0415 (only where it is set up)

    return (*ROUTES, Route("staff_login", "Logga in", login_page))


def answer(route: Route, parameters: Parameters) -> Page:
    """Make one of Streamlit's pages; an error that has a sentence for the user becomes a page that says it."""
    addresses = replace(STREAMLIT, twin=PLAIN_BESIDE.answering(route.place, parameters))
    try:
        return in_turn(lambda: route.page(shared_engine(), parameters, addresses))
    except KunskapsbankError as error:
        return error_page(error, parameters, addresses)
