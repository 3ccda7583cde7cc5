"""The address under which others reach the bank: from the settings, else as it was asked for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from index.settings import load_settings
from ui.addresses import STREAMLIT, Addresses, Parameters

_HOST = re.compile(r"[a-z0-9.\-]+(:\d{1,5})?|\[[0-9a-f:]+\](:\d{1,5})?", re.IGNORECASE)


def base_path() -> str:
    """Return the path below which the application is served: "" or "/kunskap"."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")


def plain_addresses(scope: Scope) -> Addresses:
    """Return the addresses of the plain pages for the answer to a request.

    Without `KUNSKAPSBANK_BASE_URL` the host is the one that the request names, which anybody can make up: it may stand
    in the answer to that request and nowhere else.
    """
    if public := load_settings().base_url:
        known = urlsplit(public)
        return Addresses(plain=True, base=known.path, origin=f"{known.scheme}://{known.netloc}")
    host = Headers(scope=scope).get("host", "")
    origin = f"{scope.get('scheme', 'http')}://{host}" if _HOST.fullmatch(host) else "http://localhost"
    return Addresses(plain=True, base=f"{scope.get('root_path', '')}{base_path()}", origin=origin)


def parameters_of(request: Request) -> Parameters:
    """Return the parameters of the address that was asked for."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def streamlit_address(base: str, place: str, parameters: Parameters) -> str:
    """Return the address of one of Streamlit's pages as it holds everywhere, also below a "/" in a path."""
    return f"{base}/{STREAMLIT.answering(place, parameters).removeprefix('./')}"
