"""The description of the interface: OpenAPI 3.1 for programs, and a page made of it for people."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, cast

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ui.api.description_page import description_page
from ui.api.links import bank_addresses, interface_address
from ui.api.problems import Problem
from ui.plain import SECURITY, whole

Schema = dict[str, Any]

TITLE = "Kunskapsbankens programmeringsgränssnitt"
VERSION = "1.0"
ABOUT = """\
Kunskapsbankens innehåll som JSON: öppet att läsa för alla, utan inloggning och från vilken webbsida som helst.

Alla adresser läses med GET eller HEAD, och parametrarna heter som i adresserna till kunskapsbankens sidor. En parameter
som inte finns avvisas med ett problem som namnger den. Tomma värden räknas inte. Ett fel är ett problem enligt RFC 9457
(`application/problem+json`) med en svensk mening i `detail`.

Varje svar har en `ETag` som gäller tills kunskapsbanken ändras. Skicka den i `If-None-Match`, så blir svaret 304 utan
innehåll så länge inget har hänt.

Inom version 1 kan fält och frivilliga parametrar komma till, så ett program ska bortse från fält som det inte känner
igen. Inget tas bort eller byter betydelse; det får i så fall en ny adress."""

HEADERS = {"cache-control": "public, max-age=3600"}

DESCRIBED = APIRouter(include_in_schema=False)


@DESCRIBED.get("/openapi.json")
def openapi(request: Request) -> Response:
    """Answer with the description, for programs."""
    return JSONResponse(describe(request), headers=HEADERS)


@DESCRIBED.get("/")
def page(request: Request) -> Response:
    """Answer with the description, for people."""
    addresses = bank_addresses(request)
    return HTMLResponse(
        whole(description_page(describe(request), addresses), addresses), headers={**HEADERS, **SECURITY}
    )


def describe(request: Request) -> Schema:
    """Return the description after OpenAPI 3.1, with the address that the bank is asked at."""
    return {**_tidied(cast("FastAPI", request.app)), "servers": [{"url": interface_address(request)}]}


@cache
def _tidied(application: FastAPI) -> Schema:
    """Return FastAPI's description without its own form of errors, which this interface does not use."""
    description = json.loads(json.dumps(application.openapi()))
    for methods in description["paths"].values():
        del methods["get"]["responses"]["422"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = {**description["components"]["schemas"], **problem.pop("$defs"), "Problem": problem}
    used = {name: schema for name, schema in schemas.items() if name not in {"HTTPValidationError", "ValidationError"}}
    return {**description, "components": {"schemas": dict(sorted(used.items()))}}
