"""A list of hits as a file to keep: `/exportera?format=csv` with the parameters of a search."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from index.errors import KunskapsbankError
from index.request import SearchResult
from index.search import MAX_LIMIT, search
from ui.addresses import Addresses
from ui.export import csv_text, document_text, markdown_text
from ui.public_address import parameters_of, plain_addresses
from ui.records import search_record
from ui.shared_engine import shared_engine
from ui.state import SearchState, read_state

FORMS = {"csv": "text/csv", "markdown": "text/markdown", "json": "application/json"}
"""The forms of a list, with their media types."""

SUFFIXES = {"csv": "csv", "markdown": "md", "json": "json"}


def download_address(state: SearchState, form: str) -> str:
    """Return the address of a search's list in one of `FORMS`."""
    return state.addresses.to("download", parameters=[("format", form), *state.with_page(1).parameters()])


def document_download(addresses: Addresses, document_id: str) -> str:
    """Return the address of a document as a file."""
    return addresses.to("download", parameters=[("dokument", document_id)])


def download(request: Request) -> Response:
    """Answer with the hits of a search, at most `MAX_LIMIT`, as a file; an unknown form is CSV.

    Where the address names a document, the answer is that one as Markdown, if its text is the bank's own.
    """
    try:
        return _document(request.query_params["dokument"]) if "dokument" in request.query_params else _hits(request)
    except KunskapsbankError as error:
        return Response(str(error), status_code=error.http_status, media_type="text/plain")


def _document(document_id: str) -> Response:
    document = shared_engine().document(document_id)
    if document.provenance != "digest":
        sentence = f"Texten i {document.id} är originalets, och den hämtas hos {document.publisher}."
        return Response(sentence, status_code=HTTPStatus.FORBIDDEN, media_type="text/plain")
    return _file(document_text(document), "markdown", document.id)


def _hits(request: Request) -> Response:
    form = next((known for known in FORMS if known == request.query_params.get("format")), "csv")
    wanted = replace(read_state(parameters_of(request)).request(), limit=MAX_LIMIT, offset=0)
    result = search(shared_engine(), wanted)
    return _file(_text(form, result, _base(request)), form, f"{datetime.now(UTC):%Y-%m-%d}")


def _base(request: Request) -> str:
    """Return the public address of the bank, ending with "/"."""
    public = plain_addresses(request.scope)
    return f"{public.absolute(public.base)}/"


def _file(text: str, form: str, name: str) -> Response:
    disposition = f'attachment; filename="kunskapsbanken-{name}.{SUFFIXES[form]}"'
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Response(text, media_type=FORMS[form], headers=headers)


def _text(form: str, result: SearchResult, base: str) -> str:
    match form:
        case "markdown":
            return markdown_text(result.hits, base)
        case "json":
            return json.dumps(search_record(result), ensure_ascii=False, indent=2)
        case _:
            return csv_text(result.hits, base)
