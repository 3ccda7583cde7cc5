"""Answers take turns: Python runs one thread at a time, and forty that search at once only keep each other waiting."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

AT_ONCE = (os.cpu_count() or 1) + 1
"""Answers that are worked out at the same time: NumPy and compression use the other cores, the rest waits in line."""

_turns = threading.BoundedSemaphore(AT_ONCE)


def in_turn(answer: Callable[[], Answer]) -> Answer:
    """Work an answer out as soon as it is this thread's turn. It must not wait for anything but the processor."""
    with _turns:
        return answer()
