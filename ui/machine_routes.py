"""What machines read over HTTP besides pages: feed, sitemap, robots.txt, a picture, and the search box of browsers."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from index.errors import KunskapsbankError
from ui import browser_search, feed
from ui.addresses import PLACES
from ui.freshness import unless_known
from ui.plain import icon
from ui.public_address import base_path, parameters_of, plain_addresses
from ui.shared_engine import shared_engine
from ui.sitemap import robots, sitemap


def machine_routes() -> list[Route]:
    """Return the routes, each at its place in `PLACES`."""
    makers: dict[str, Callable[[Request], Response]] = {
        "feed": _feed,
        "sitemap": _sitemap,
        "robots": _robots,
        "description": _description,
        "preview": _preview,
        "completions": _completions,
    }
    return [Route(f"{base_path()}/{PLACES[place].plain}", _endpoint(make)) for place, make in makers.items()]


def _endpoint(make: Callable[[Request], Response]) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        return unless_known(request, shared_engine(), lambda: _answer(make, request))

    return respond


def _answer(make: Callable[[Request], Response], request: Request) -> Response:
    try:
        response = make(request)
    except KunskapsbankError as error:
        response = Response(str(error), status_code=error.http_status, media_type="text/plain")
    response.headers["x-content-type-options"] = "nosniff"
    return response


def _feed(request: Request) -> Response:
    content = feed.feed(shared_engine(), parameters_of(request), plain_addresses(request.scope))
    return Response(content, media_type=feed.MEDIA_TYPE)


def _sitemap(request: Request) -> Response:
    return Response(sitemap(shared_engine(), plain_addresses(request.scope)), media_type="application/xml")


def _robots(request: Request) -> Response:
    return Response(robots(plain_addresses(request.scope)), media_type="text/plain")


def _description(request: Request) -> Response:
    content = browser_search.description(plain_addresses(request.scope), icon())
    return Response(content, media_type=browser_search.MEDIA_TYPE)


def _preview(_: Request) -> Response:
    picture = files("ui").joinpath("static", "preview.png").read_bytes()
    return Response(picture, media_type="image/png")


def _completions(request: Request) -> Response:
    found = browser_search.completions(shared_engine(), request.query_params.get("q", ""))
    return JSONResponse(found, media_type=browser_search.COMPLETIONS_TYPE)
