"""The way back from a provider of OpenID Connect: Streamlit leads it to the start page, and staff want to go on."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.public_address import base_path, streamlit_address
from ui.staff.settings import has_provider

ANSWERED = "svar"
"""The parameter of a page that the provider's answer has led to."""


class BackFromProvider:
    """ASGI middleware: an answer of the provider leads to the page that `ui/staff/provider.py` makes.

    Streamlit's /oauth2callback always leads to the root (its `_redirect_to_base`). What comes there without `state` is
    the end of a logout, and is left alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and change where its answer leads."""
        base = f"{scope.get('root_path', '')}{base_path()}"
        is_callback = scope["type"] == "http" and scope["path"] == f"{base}/oauth2callback"
        if not (is_callback and "state" in parse_qs(scope["query_string"].decode("latin-1")) and has_provider()):
            await self.app(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = streamlit_address(base, "staff_login", {ANSWERED: ["1"]})
            await send(message)

        await self.app(scope, receive, send_on)
