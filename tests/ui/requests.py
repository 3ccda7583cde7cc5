"""One request to an application, without a server."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from starlette.types import ASGIApp


def send(application: ASGIApp, path: str, method: str = "GET", **request: Any) -> httpx.Response:
    """Send one request and return the answer."""

    async def _send() -> httpx.Response:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://bank.example") as client:
            return await client.request(method, path, **request)

    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor() as threads:
        return threads.submit(lambda: asyncio.run(_send())).result()
