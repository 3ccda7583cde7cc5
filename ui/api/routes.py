"""What each address answers. The handlers run in threads: reading an index is safe from several of them."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from index.engine import SearchEngine
from index.suggest import suggest as complete
from ui.answers import facets_answer, search_answer, similar_answer
from ui.api import links, models, parameters
from ui.api.problems import PROBLEM
from ui.freshness import unless_known
from ui.records import Record, document_record, suggestions_record
from ui.shared_engine import shared_engine
from ui.turns import in_turn


class _Json(JSONResponse):
    """JSON as Starlette writes it, in a quarter of the time."""

    def render(self, content: Record) -> bytes:
        """Return the bytes of a record."""
        return to_json(content)


def _answer(request: Request, record: Callable[[SearchEngine], Record]) -> Response:
    """Answer with the record that is made of the bank, unless the caller has it already."""
    engine = shared_engine()
    return unless_known(request, engine, lambda: _Json(in_turn(lambda: record(engine))))


def _problem(status: HTTPStatus, sentence: str) -> dict[int | str, dict[str, Any]]:
    """Describe a problem that an address may answer with; its schema is `problems.Problem`."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {status.value: {"description": sentence, "content": {PROBLEM: {"schema": schema}}}}


_UNKNOWN = _problem(HTTPStatus.NOT_FOUND, "Det finns inget dokument eller avsnitt med det id:t.")

ROUTES = APIRouter(
    responses={
        HTTPStatus.NOT_MODIFIED.value: {"description": "Oförändrat sedan svaret med den ETag som If-None-Match anger."},
        **_problem(HTTPStatus.BAD_REQUEST, "En parameter är okänd, saknas eller ligger utanför sina gränser."),
        **_problem(HTTPStatus.SERVICE_UNAVAILABLE, "Kunskapsbanken har inget index, eller ett som ska byggas om."),
    },
    generate_unique_id_function=lambda route: route.name,
)


@ROUTES.get("/search", summary="Sök avsnitt", response_model=models.SearchAnswer)
def search(request: Request, asked: Annotated[parameters.Hits, Query()]) -> Response:
    """Söker som sökfältet gör. Frågesträngen i en söksidas adress kan användas som den är.

    `total` räknar avsnitt. Det räcker att ett av värdena i en facett stämmer; olika facetter ska alla stämma.
    """
    return _answer(request, lambda engine: search_answer(engine, asked.request()))


@ROUTES.get("/documents/{id}", summary="Ett dokument", response_model=models.DocumentAnswer, responses=_UNKNOWN)
def document(
    request: Request,
    id: parameters.DocumentId,  # noqa: A002 (the name in the address)
    _: Annotated[parameters.Nothing, Query()],
) -> Response:
    """Ger dokumentets uppgifter och alla dess avsnitt i läsordning, med text, ankare, länkar och det de nämner."""

    def record(engine: SearchEngine) -> Record:
        return {**document_record(engine.document(id)), "links": links.document_links(request, id)}

    return _answer(request, record)


@ROUTES.get("/similar/{id}", summary="Liknande dokument", response_model=models.SimilarAnswer, responses=_UNKNOWN)
def similar(
    request: Request,
    id: parameters.DocumentOrPassageId,  # noqa: A002 (the name in the address)
    asked: Annotated[parameters.Likeness, Query()],
) -> Response:
    """Ger dokument som liknar ett dokument, eller avsnitt som liknar ett avsnitt."""
    return _answer(request, lambda engine: similar_answer(engine, id, limit=asked.limit))


@ROUTES.get("/suggest", summary="Förslag medan man skriver", response_model=models.SuggestAnswer)
def suggest(request: Request, asked: Annotated[parameters.Typed, Query()]) -> Response:
    """Ger en annan stavning, och hela frågor som det skrivna kan bli. Personer föreslås aldrig."""
    engine = shared_engine()  # not in turn: the first of a generation takes long, and the others wait for it
    return unless_known(request, engine, lambda: _Json(suggestions_record(complete(engine, asked.q))))


@ROUTES.get("/facets", summary="Facetternas värden", response_model=models.FacetsAnswer)
def facets(request: Request, asked: Annotated[parameters.Facets, Query()]) -> Response:
    """Ger alla värden att begränsa en fråga med, och hur många dokument vart och ett ger."""
    return _answer(
        request, lambda engine: facets_answer(engine, asked.request(), names=asked.facett, holding=asked.innehaller)
    )
