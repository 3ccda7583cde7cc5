"""What is worked out once for each generation of a bank, however many threads ask for it at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from index.engine import SearchEngine

Made = TypeVar("Made")

_LONG, _TIMES_AS_LONG = 1.0, 10
"""What takes longer (seconds of the processor) is kept so many times as long as it took, so that commits in a row do
not keep a core busy with it: what may be typed, on a bank of 10,000 passages and more.
"""


def once_a_generation(make: Callable[[SearchEngine, str], Made]) -> Callable[[SearchEngine, str], Made]:
    """Keep what a function of an engine and its generation returns.

    The first thread that asks for a new generation works it out; the others get that of the generation before
    meanwhile, and wait only where there is none. What takes long is kept for some generations.
    """
    kept: WeakKeyDictionary[SearchEngine, _Held[Made]] = WeakKeyDictionary()
    lock = threading.Lock()

    @wraps(make)
    def get(engine: SearchEngine, generation: str) -> Made:
        before = kept.get(engine)
        if before is not None and (before.generation == generation or time.monotonic() < before.until):
            return before.made
        if not lock.acquire(blocking=before is None) and before is not None:
            return before.made
        try:
            newest = engine.generation()  # a thread that was slow to ask must not bring back what is past
            held = kept.get(engine)
            if held is None or held.generation != newest:
                held = kept[engine] = _make(make, engine, newest)
            return held.made
        finally:
            lock.release()

    return get


@dataclass(frozen=True, slots=True)
class _Held(Generic[Made]):
    """What was made of a generation, and when (seconds of the monotonic clock) it may be made anew at the earliest."""

    generation: str
    made: Made
    until: float


def _make(make: Callable[[SearchEngine, str], Made], engine: SearchEngine, generation: str) -> _Held[Made]:
    begun = time.thread_time()
    made = make(engine, generation)
    took = time.thread_time() - begun
    return _Held(generation, made, time.monotonic() + (took * _TIMES_AS_LONG if took > _LONG else 0))
