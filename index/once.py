"""What is worked out once for each generation of a bank, however many threads ask for it at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from index.engine import SearchEngine

Made = TypeVar("Made")


def once_a_generation(make: Callable[[SearchEngine, str], Made]) -> Callable[[SearchEngine, str], Made]:
    """Keep what a function of an engine and its generation returns; other threads wait for it, and do not repeat it."""
    kept = lru_cache(maxsize=2)(make)
    lock = threading.Lock()

    @wraps(make)
    def get(engine: SearchEngine, generation: str) -> Made:
        with lock:
            return kept(engine, generation)

    return get
