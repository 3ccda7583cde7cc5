"""Whether the bank answers, for whoever watches the server: `/halsa`."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from index.errors import KunskapsbankError
from index.request import SearchRequest
from index.search import search
from ui.shared_engine import shared_engine

PATH = "halsa"

_log = logging.getLogger("kunskapsbanken")


def health(_: Request) -> Response:
    """Answer 200 where a search is answered, else 503 with what is wrong."""
    headers = {"cache-control": "no-store"}
    try:
        found = search(shared_engine(), SearchRequest(limit=1))
    except Exception as error:  # noqa: BLE001 (whatever a damaged index raises)
        known = isinstance(error, KunskapsbankError)
        if not known:
            _log.exception("A search is not answered")
        detail = str(error) if known else "Sökningen svarar inte. Programmets logg säger varför."
        return JSONResponse({"ok": False, "detail": detail}, HTTPStatus.SERVICE_UNAVAILABLE, headers)
    return JSONResponse({"ok": True, "documents": found.total_documents, "passages": found.total}, headers=headers)
