"""What was derived once and may be wanted again, as much as fits in a bound of memory: arrays, and what holds some."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Kept:
    """Keeps what was used last, up to `most` bytes. Several threads may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 (what `make` makes)
        """Return what is kept under a key, or make it. Two threads may make the same thing."""
        with self._lock:
            if (found := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._held:
                self._held[key] = made
                self._size += _bytes(made)
            while self._size > self._most and self._held:
                self._size -= _bytes(self._held.popitem(last=False)[1])
        return made


def _bytes(held: object) -> int:
    arrays = (held, *(getattr(held, name, None) for name in getattr(held, "__slots__", ())))
    return _ENTRY + sum(getattr(array, "nbytes", 0) for array in arrays)


_ENTRY = 500
"""Bytes that an entry takes besides its numbers."""
