"""Addresses in answers: whole ones where the bank has a public address, else from the root of the site."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from starlette.requests import Request

from index.settings import load_settings
from ui.addresses import Addresses
from ui.public_address import plain_addresses
from ui.records import Record

PATH = "/api/v1"


def document_links(request: Request, document_id: str) -> Record:
    """Return where a document leads: its page, and what is like it."""
    pages = bank_addresses(request)
    return {
        "page": pages.absolute(pages.to("document", document_id)),
        "similar": f"{interface_address(request)}/similar/{quote(document_id, safe='')}",
    }


def interface_address(request: Request) -> str:
    """Return the address of the interface."""
    pages = bank_addresses(request)
    return pages.absolute(f"{pages.base}{PATH}")


def bank_addresses(request: Request) -> Addresses:
    """Return the addresses of the bank's pages."""
    pages = plain_addresses(request.scope)
    if load_settings().base_url:
        return pages
    return replace(pages, base=str(request.scope.get("root_path", "")).removesuffix(PATH), origin="")
