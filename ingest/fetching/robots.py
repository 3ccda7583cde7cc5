"""What robots.txt allows, read once a run for each host (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import httpx
from protego import Protego

from ingest.fetching.answers import Answer
from ingest.fetching.failures import FetchError, NoAnswerError, RefusedError
from ingest.fetching.settings import PRODUCT
from ingest.fetching.turns import Turns

_EVERYTHING = ""


class Robots:
    """The rules of every host asked so far; `get` reads an address without asking for permission.

    A crawl delay that a host asks for is kept, up to `longest_delay` seconds.
    """

    def __init__(self, get: Callable[[httpx.URL], Awaitable[Answer]], turns: Turns, longest_delay: float) -> None:
        self._get = get
        self._turns = turns
        self._longest_delay = longest_delay
        self._rules: dict[httpx.URL, Protego | FetchError] = {}
        self._reading: defaultdict[httpx.URL, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def check(self, url: httpx.URL) -> None:
        """Return where the address may be read; raise RefusedError where not, NoAnswerError where nobody answers."""
        place = url.copy_with(raw_path=b"/robots.txt")
        async with self._reading[place]:
            if place not in self._rules:
                self._rules[place] = await self._read(place)
        rules = self._rules[place]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(str(url), PRODUCT):
            raise RefusedError("Webbplatsens robots.txt tillåter inte att sidan hämtas.")

    async def _read(self, place: httpx.URL) -> Protego | FetchError:
        """Return the rules of a host, or why it is not asked: 4xx allows everything, an ill server nothing."""
        try:
            text = (await self._get(place)).content.decode("utf-8", "replace")
        except FetchError as error:
            unreachable = isinstance(error, NoAnswerError) and error.status is None
            if unreachable or isinstance(error, RefusedError):
                return error
            if not _says_there_is_none(error):
                return RefusedError("Webbplatsens robots.txt går inte att läsa just nu, och då hämtas inget därifrån.")
            text = _EVERYTHING
        rules = Protego.parse(text)
        delay = rules.crawl_delay(PRODUCT)
        if delay:
            self._turns.slow_down(place.host, min(delay, self._longest_delay))
        return rules


def _says_there_is_none(error: FetchError) -> bool:
    status = error.status or HTTPStatus.INTERNAL_SERVER_ERROR
    return status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS
