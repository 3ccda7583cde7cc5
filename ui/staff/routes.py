"""Which page of staff answers which address."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ui.public_address import base_path
from ui.staff import adding, documents, login, outcome, review
from ui.staff.gate import Visit, failure, go, guarded
from ui.staff.settings import PATH
from ui.view import static_text


def routes() -> list[BaseRoute]:
    """Return the routes of all pages of staff."""
    where = f"{base_path()}/{PATH}"
    return [Route(f"{where}{path}", endpoint, methods=[method]) for method, path, endpoint in _PAGES]


def _missing(visit: Visit) -> Response:
    return failure(visit.request, "Det finns ingen sida på den här adressen.", HTTPStatus.NOT_FOUND)


async def _script(_: Request) -> Response:
    headers = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}
    return Response(static_text("staff.js"), media_type="text/javascript", headers=headers)


def _home(visit: Visit) -> Response:
    return go(visit.request)


_UPLOAD = partial(guarded, most=adding.upload_bytes)

_PAGES = (
    ("GET", "", guarded(adding.home)),
    ("GET", "/skript.js", _script),
    ("GET", "/logga-in", guarded(login.login_page, public=True)),
    ("POST", "/logga-in", guarded(login.login, public=True)),
    ("POST", "/oppna", guarded(login.take_over, public=True, ticketed=True)),
    ("POST", "/logga-ut", guarded(login.logout)),
    ("POST", "/filer", _UPLOAD(adding.upload, files=adding.MOST_AT_ONCE)),
    ("POST", "/adress", guarded(adding.fetch)),
    ("GET", "/granska/{staged_id}", guarded(review.review)),
    ("POST", "/granska/{staged_id}", guarded(review.decide)),
    ("GET", "/arbete/{work_id}", guarded(outcome.outcome)),
    ("GET", "/dokument", guarded(documents.documents)),
    ("GET", "/dokument/{document_id}", guarded(documents.document)),
    ("POST", "/dokument/{document_id}", guarded(documents.change)),
    ("GET", "/dokument/{document_id}/ersatt", guarded(documents.document)),
    ("POST", "/dokument/{document_id}/ersatt", _UPLOAD(documents.replace, files=1)),
    ("GET", "/dokument/{document_id}/ta-bort", guarded(documents.ask_to_remove)),
    ("POST", "/dokument/{document_id}/ta-bort", guarded(documents.take_out)),
    # Where a form leads that was sent after its session had ended, and whatever else is asked for.
    *(("GET", f"/{name}", guarded(_home)) for name in ("", "oppna", "logga-ut", "filer", "adress")),
    ("GET", "/{rest:path}", guarded(_missing)),
    ("POST", "/{rest:path}", guarded(_missing, ticketed=True)),
)
