"""Arrays that were derived once and may be wanted again, as many as fit in a bound of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from numpy.typing import NDArray

Arrays = tuple[NDArray[Any], ...]


class Kept:
    """Keeps what was used last, up to `most` bytes. Several threads may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._arrays: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """Return what is kept under a key, or make it. Two threads may make the same thing."""
        with self._lock:
            if (found := self._arrays.get(key)) is not None:
                self._arrays.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._arrays:
                self._arrays[key] = made
                self._size += _bytes(made)
            while self._size > self._most and self._arrays:
                self._size -= _bytes(self._arrays.popitem(last=False)[1])
        return made


def _bytes(arrays: Arrays) -> int:
    return _ENTRY + sum(array.nbytes for array in arrays)


_ENTRY = 500
"""Bytes that an entry takes besides its numbers."""
