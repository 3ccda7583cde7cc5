"""People who search at once: each sends its next search when the last is answered."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle, islice
from urllib.parse import urlencode

import httpx

from bench.search.queries import Search

_SECONDS = 120
"""That a person waits for an answer."""


@dataclass(slots=True)
class Outcome:
    """Seconds that each answer took, what failed, and the seconds of the whole."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: Outcome) -> None:
        """Take in what came after this."""
        self.times += other.times
        self.failures += other.failures
        self.seconds += other.seconds

    def at(self, share: int) -> float:
        """Return a percentile of the times, in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000


def search_at_once(address: str, path: str, searches: Sequence[Search], *, people: int, count: int) -> Outcome:
    """Put `count` searches to a path of the server, the given ones in turn, from so many people."""
    outcome, waiting, lock = Outcome(), islice(cycle(searches), count), threading.Lock()
    secure = ssl.create_default_context()  # not used, but every client would read the list of authorities
    with ExitStack() as open_clients:
        clients = [open_clients.enter_context(httpx.Client(timeout=_SECONDS, verify=secure)) for _ in range(people)]
        asked = address + path, waiting, lock, outcome
        threads = [threading.Thread(target=_search, args=(client, *asked)) for client in clients]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outcome.seconds = time.perf_counter() - start
    return outcome


def _search(
    client: httpx.Client, address: str, waiting: Iterator[Search], lock: threading.Lock, outcome: Outcome
) -> None:
    while True:
        with lock:
            asked = next(waiting, None)
        if asked is None:
            return
        pairs = [("q", asked.query), *((name, value) for name, values in asked.filters.items() for value in values)]
        begun = time.perf_counter()
        try:
            client.get(f"{address}?{urlencode(pairs)}").raise_for_status()
        except httpx.HTTPError as error:
            outcome.failures.append(f"{asked.query}: {error}")
        outcome.times.append(time.perf_counter() - begun)
