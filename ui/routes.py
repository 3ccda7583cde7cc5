"""Which page answers which address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.engine import SearchEngine
from index.errors import KunskapsbankError
from ui.document_page import document_page
from ui.information import about_page, accessibility_page, help_page
from ui.messages import error_page
from ui.page import Page
from ui.search_page import search_page
from ui.shared_engine import shared_engine

Parameters = Mapping[str, Sequence[str]]
"""The parameters of an address, each with its values in order."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address below the root, the name that Streamlit has for it, and what makes its page."""

    path: str
    name: str
    page: Callable[[SearchEngine, Parameters], Page]


ROUTES = (
    Route("", "Sök", search_page),
    Route("dokument", "Dokument", document_page),
    Route("hjalp", "Hjälp", help_page),
    Route("om", "Om", about_page),
    Route("tillganglighet", "Tillgänglighet", accessibility_page),
)


def answer(route: Route, parameters: Parameters) -> Page:
    """Make the page of an address; an error that has a sentence for the user becomes a page that says it."""
    try:
        return route.page(shared_engine(), parameters)
    except KunskapsbankError as error:
        return error_page(error, parameters)
