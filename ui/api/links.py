"""Addresses in answers."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request

from ui.addresses import STREAMLIT
from ui.records import Record

PATH = "/api/v1"


def document_links(request: Request, document_id: str) -> Record:
    """Return where a document leads: its page, and what is like it."""
    interface = interface_address(request)
    return {
        "page": f"{interface.removesuffix(PATH)}/{STREAMLIT.to('document', document_id)}",
        "similar": f"{interface}/similar/{quote(document_id, safe='')}",
    }


def interface_address(request: Request) -> str:
    """Return the address of the interface, from the root of the site."""
    return str(request.scope.get("root_path", "")) or PATH
