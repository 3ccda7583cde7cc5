"""Answers of some size are compressed where they are made, in the thread that made them, while others run.

Streamlit's middleware would do it with the greatest effort, which for JSON takes four times as long and saves a
thirtieth; it leaves alone what is compressed already.
"""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import Response

_LEAST = 1_000
"""Bytes below which an answer is sent as it is."""

_EFFORT = 5


def packed(request: Request, response: Response) -> Response:
    """Compress an answer that is whole, if the caller takes gzip."""
    body = bytes(response.body)
    if len(body) < _LEAST or "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    response.body = gzip.compress(body, _EFFORT, mtime=0)
    response.headers["content-encoding"] = "gzip"
    response.headers["content-length"] = str(len(response.body))
    response.headers.add_vary_header("Accept-Encoding")
    return response
