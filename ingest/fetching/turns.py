"""One request at a time to each host, and a pause between them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    delay: float = 0.0


class Turns:
    """Whose turn it is at each host; `delay` is in seconds, from the end of a request to the beginning of the next."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked, and keep others from asking until the context ends."""
        state = self._hosts[host]
        clock = asyncio.get_running_loop().time
        async with state.turn:
            await asyncio.sleep(state.free_at - clock())
            try:
                yield
            finally:
                state.free_at = max(state.free_at, clock() + max(self._delay, state.delay))

    def slow_down(self, host: str, delay: float) -> None:
        """Pause at least this long between requests from now on."""
        self._hosts[host].delay = max(self._hosts[host].delay, delay)

    def pause(self, host: str, seconds: float) -> None:
        """Leave the host alone for a while."""
        state = self._hosts[host]
        state.free_at = max(state.free_at, asyncio.get_running_loop().time() + seconds)
