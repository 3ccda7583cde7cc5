"""A list of hits as a file to keep: `/exportera?format=csv` with the parameters of a search."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from index.errors import KunskapsbankError
from index.request import SearchResult
from index.search import MAX_LIMIT, search
from ui.export import csv_text, markdown_text
from ui.records import search_record
from ui.shared_engine import shared_engine
from ui.state import SearchState, read_state

FORMS = {"csv": "text/csv", "markdown": "text/markdown", "json": "application/json"}
"""The forms of a list, with their media types."""

SUFFIXES = {"csv": "csv", "markdown": "md", "json": "json"}


def download_address(state: SearchState, form: str) -> str:
    """Return the address of a search's list in one of `FORMS`."""
    return state.addresses.to("download", parameters=[("format", form), *state.with_page(1).parameters()])


def download(request: Request) -> Response:
    """Answer with the hits of a search, at most `MAX_LIMIT`, as a file; an unknown form is CSV."""
    parameters = {name: request.query_params.getlist(name) for name in request.query_params}
    form = next((known for known in FORMS if known == request.query_params.get("format")), "csv")
    wanted = replace(read_state(parameters).request(), limit=MAX_LIMIT, offset=0)
    try:
        result = search(shared_engine(), wanted)
    except KunskapsbankError as error:
        return Response(str(error), status_code=error.http_status, media_type="text/plain")
    name = f"kunskapsbanken-{datetime.now(UTC):%Y-%m-%d}.{SUFFIXES[form]}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(_text(form, result, str(request.base_url)), media_type=FORMS[form], headers=headers)


def _text(form: str, result: SearchResult, base: str) -> str:
    match form:
        case "markdown":
            return markdown_text(result.hits, base)
        case "json":
            return json.dumps(search_record(result), ensure_ascii=False, indent=2)
        case _:
            return csv_text(result.hits, base)
