"""The programming interface: JSON over HTTP, below /api/v1. Every error is a problem after RFC 9457, in Swedish."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2s
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from index.engine import SearchEngine
from index.errors import KunskapsbankError, UsageError
from index.suggest import suggest
from ui.records import Record, suggestions_record
from ui.shared_engine import shared_engine
from ui.state import MAX_QUERY

PATH = "/api/v1"
PROBLEM = "application/problem+json"

FRESH_SECONDS = 60
"""How long an answer may be used again unasked; after that the browser asks whether the bank has changed."""

SENTENCES = {
    HTTPStatus.NOT_FOUND: "Det finns ingenting i programmeringsgränssnittet på den här adressen.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Adressen kan bara läsas (GET).",
}


def suggestions(request: Request) -> Response:
    """Answer `/suggest?q=…`: another spelling of a query, and what it may become."""
    query = request.query_params.get("q")
    if query is None:
        raise UsageError("Skriv det som ska byggas ut i parametern q.")
    engine = shared_engine()
    return _unless_known(request, engine, lambda: suggestions_record(suggest(engine, query[:MAX_QUERY])))


def _unless_known(request: Request, engine: SearchEngine, record: Callable[[], Record]) -> Response:
    """Return a record, or nothing where the caller has it from the same generation of the bank."""
    headers = {"cache-control": f"max-age={FRESH_SECONDS}", "etag": f'W/"{_digest(engine.generation())}"'}
    if headers["etag"] in request.headers.get("if-none-match", "").split(", "):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return JSONResponse(record(), headers=headers)


def _digest(generation: str) -> str:
    return blake2s(generation.encode(), digest_size=8).hexdigest()


def _problem(_: Request, error: Exception) -> Response:
    """Say what is wrong: a known error in its own sentence, any other without details."""
    match error:
        case KunskapsbankError():
            status, sentence = HTTPStatus(error.http_status), str(error)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            sentence = SENTENCES.get(status, "Frågan går inte att besvara.")
        case _:
            status, sentence = HTTPStatus.INTERNAL_SERVER_ERROR, "Något gick fel i kunskapsbanken."
    problem = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": sentence}
    return JSONResponse(problem, status_code=status, media_type=PROBLEM, headers={"cache-control": "no-store"})


API = Starlette(
    routes=[Route("/suggest", suggestions)],
    exception_handlers={KunskapsbankError: _problem, HTTPException: _problem, Exception: _problem},
)
"""The application to mount at `PATH`."""
