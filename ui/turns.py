"""Answers take turns: Python runs one thread at a time, and forty that search at once only keep each other waiting."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Answer = TypeVar("Answer")

AT_ONCE = (os.cpu_count() or 1) + 1
"""Answers that are worked out at the same time: NumPy and compression use the other cores, the rest waits in line."""


class Turns:
    """So many turns at a time, handed from one thread to the one that has waited longest.

    Python's semaphores let in whoever comes at the right moment: the slowest of fifty people waited twice as long.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._line: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many threads wait for their turn."""
        return len(self._line)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait in line, and have a turn for as long as the context lasts."""
        gate = self._stand_in_line()
        if gate is not None:
            gate.acquire()
        try:
            yield
        finally:
            self._hand_over()

    def _stand_in_line(self) -> threading.Lock | None:
        """Take a turn that is free, or return the gate that will be opened."""
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            gate = threading.Lock()
            gate.acquire()
            self._line.append(gate)
            return gate

    def _hand_over(self) -> None:
        with self._lock:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1


_turns = Turns(AT_ONCE)


def in_turn(answer: Callable[[], Answer]) -> Answer:
    """Work an answer out as soon as it is this thread's turn. It must not wait for anything but the processor."""
    with _turns.turn():
        return answer()
