"""The plain pages over HTTP: whole HTML pages without any script, for links, search engines and every reader."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route as WebRoute

from index.errors import KunskapsbankError
from ui.addresses import PLACES, Addresses, Parameters
from ui.choices_page import choices_page
from ui.freshness import unless_known
from ui.messages import error_page, failure_page
from ui.page import Page, fill
from ui.public_address import base_path, parameters_of, plain_addresses, streamlit_address
from ui.routes import ROUTES, Route
from ui.shared_engine import shared_engine
from ui.stylesheet import stylesheet, stylesheet_name
from ui.text import SITE
from ui.turns import in_turn
from ui.view import static_text

PLAIN_ROUTES = (*ROUTES, Route("choices", "Filter", choices_page))
"""Every page of Streamlit's is a plain one, too; those after them exist only here."""

SECURITY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}

FOR_EVER = "public, max-age=31536000, immutable"

_log = logging.getLogger("kunskapsbanken")


def plain_routes() -> list[WebRoute]:
    """Return the routes of all plain pages and of their stylesheet."""
    pages = [WebRoute(_path(route), _endpoint(route)) for route in PLAIN_ROUTES]
    with_slash = [WebRoute(f"{page.path}/", _without_slash) for page in pages]
    return [*with_slash, *pages, WebRoute(f"{base_path()}/{stylesheet_name()}", _style)]


def whole(page: Page, addresses: Addresses) -> Markup:
    """Return a page as a document of its own."""
    style = f"{addresses.base}/{stylesheet_name()}"
    return fill("plain.html.j2", page=page, addresses=addresses, site=SITE, style=style, icon=icon())


@cache
def icon() -> str:
    """Return the icon of the site as an address that holds all of it."""
    return f"data:image/svg+xml,{quote(static_text('icon.svg').strip())}"


def _path(route: Route) -> str:
    place = PLACES[route.place]
    return f"{base_path()}/{place.plain}{'/{key:path}' if place.key else ''}"


def _endpoint(route: Route) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        return unless_known(request, shared_engine(), lambda: in_turn(lambda: _answer(route, request)))

    return respond


def _answer(route: Route, request: Request) -> Response:
    parameters = parameters_of(request)
    if key := PLACES[route.place].key:
        parameters = {**parameters, key: [request.path_params["key"]]}
    addresses = plain_addresses(request.scope)
    addresses = replace(addresses, twin=streamlit_address(addresses.base, route.place, parameters))
    page, status = _page(route, parameters, addresses)
    return HTMLResponse(whole(page, addresses), status_code=status, headers=SECURITY)


def _page(route: Route, parameters: Parameters, addresses: Addresses) -> tuple[Page, int]:
    try:
        return route.page(shared_engine(), parameters, addresses), HTTPStatus.OK
    except KunskapsbankError as error:
        return error_page(error, parameters, addresses), error.http_status
    except Exception:  # noqa: BLE001 - the log says what, the page that
        _log.exception("A plain page could not be made")
        return failure_page(addresses), HTTPStatus.INTERNAL_SERVER_ERROR


def _without_slash(request: Request) -> Response:
    """Lead from "/sok/" to "/sok", by a relative address, which holds whatever stands before it in public."""
    name = request.url.path.rstrip("/").rpartition("/")[2]
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"../{name}{query}", HTTPStatus.PERMANENT_REDIRECT)


def _style(_: Request) -> Response:
    headers = {"cache-control": FOR_EVER, "x-content-type-options": "nosniff"}
    return Response(stylesheet(), media_type="text/css", headers=headers)
