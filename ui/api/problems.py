"""Errors as problems after RFC 9457: a status, and in Swedish what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from index.errors import KunskapsbankError
from ui.text import shortened

PROBLEM = "application/problem+json"

RETRY_SECONDS = 60
"""How long to wait for an index that is being built."""

SENTENCES = {
    HTTPStatus.NOT_FOUND: "Det finns ingenting i programmeringsgränssnittet på den här adressen.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Adressen kan bara läsas (GET eller HEAD).",
}

FAULTS = {
    "missing": "saknas",
    "extra_forbidden": "finns inte",
    "string_too_long": "får ha högst {max_length} tecken",
    "string_too_short": "får inte vara tom",
    "string_pattern_mismatch": "ska vara {shape}",
    "too_long": "får anges högst {max_length} gånger",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "int_parsing": "ska vara ett heltal",
    "literal_error": "ska vara {expected}",
}
"""What is wrong with a parameter, by pydantic's name of the fault (https://docs.pydantic.dev/latest/errors/)."""

SHAPES = {"utan": "en facett, kolon och ett värde, till exempel kommun:Umeå"}
YEAR = "ett årtal med fyra siffror"
"""What is asked for where a pattern has to match, by parameter; else it is a year."""

SHOWN_NAME = 80
"""Characters of an unknown parameter's name that are shown."""


class Fault(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(description="Parameterns namn.", examples=["limit"])
    detail: str = Field(
        description="Vad som är fel med den, på svenska.", examples=["Parametern limit ska vara högst 100."]
    )


class Problem(BaseModel):
    """Ett problem enligt RFC 9457."""

    type: str = Field(description="Alltid about:blank: statuskoden säger vilken sorts problem det är.")
    title: str = Field(description="Statuskodens namn.", examples=["Bad Request"])
    status: int = Field(description="Statuskoden.", ge=400, le=599, examples=[400])
    detail: str = Field(
        description="Vad som är fel, på svenska, för den som läser.", examples=["Parametern limit ska vara högst 100."]
    )
    errors: list[Fault] | SkipJsonSchema[None] = Field(
        None, description="Bara när parametrar är felaktiga: varje parameter för sig."
    )


def problem(status: HTTPStatus, detail: str, **more: Any) -> Response:  # noqa: ANN401 (JSON values)
    """Return a problem as a response; `more` are `errors`, and `headers` of the response."""
    headers = {"cache-control": "no-store", **more.pop("headers", {})}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = str(RETRY_SECONDS)
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type=PROBLEM, headers=headers)


def explain(_: Request, error: Exception) -> Response:
    """Say what is wrong: a known error in its own sentence, any other without details."""
    match error:
        case KunskapsbankError():
            return problem(HTTPStatus(error.http_status), str(error))
        case RequestValidationError():
            faults = [{"parameter": _parameter(one), "detail": _sentence(one)} for one in error.errors()]
            sentences = dict.fromkeys(fault["detail"] for fault in faults)
            return problem(HTTPStatus.BAD_REQUEST, " ".join(sentences), errors=faults)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            sentence = SENTENCES.get(status, "Frågan går inte att besvara.")
            return problem(status, sentence, headers=dict(error.headers or {}))
        case _:
            return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Något gick fel i kunskapsbanken.")


def _parameter(fault: Mapping[str, Any]) -> str:
    """Return the name of the parameter; `loc` is where it stands ("query"), its name, and the place of the value."""
    return str(fault["loc"][1]) if len(fault["loc"]) > 1 else ""


def _sentence(fault: Mapping[str, Any]) -> str:
    name = _parameter(fault)
    context = {key: _swedish(value) for key, value in fault.get("ctx", {}).items()}
    said = FAULTS.get(fault["type"], "går inte att tolka").format(**context, shape=SHAPES.get(name, YEAR))
    return f"Parametern {shortened(name, SHOWN_NAME)} {said}."


def _swedish(value: object) -> object:
    """Translate the list of choices that pydantic writes in English: "'newest' or 'oldest'"."""
    return value.replace("'", "").replace(" or ", " eller ") if isinstance(value, str) else value
