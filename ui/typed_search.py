"""The search page while a query is typed, over HTTP: what Streamlit's script would show at the same address.

Decision 26 says why it does not come through Streamlit.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as WebRoute

from ui.addresses import PLACES
from ui.freshness import unless_known
from ui.public_address import base_path, parameters_of
from ui.routes import ROUTES, answer
from ui.shared_engine import shared_engine
from ui.view import page_record

_SEARCH = next(route for route in ROUTES if route.place == "search")


def typed_search_route() -> WebRoute:
    """Return the route that ui/static/typing.js asks: title and HTML of the page, as JSON."""
    return WebRoute(f"{base_path()}/{PLACES['typed'].plain}", _respond)


def _respond(request: Request) -> Response:
    # Not kept unasked: what comes while typing is no older than what comes with Enter.
    return unless_known(request, shared_engine(), lambda: _answer(request), fresh_seconds=0)


def _answer(request: Request) -> Response:
    record = page_record(answer(_SEARCH, parameters_of(request)))
    return JSONResponse(record, headers={"x-content-type-options": "nosniff"})
