"""Connections that send what they have at once.

Streamlit listens on a socket without a named protocol, so asyncio leaves Nagle's algorithm on (it sets TCP_NODELAY only
where the protocol is TCP by name): the second part of an answer waits some 40 ms for the receiver's delayed ACK.
"""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_OPEN_FILES = Path("/dev/fd")


@asynccontextmanager
async def sending_at_once(_app: object) -> AsyncIterator[None]:
    """Set TCP_NODELAY when the application starts, which its server listens for already (an ASGI lifespan)."""
    send_at_once()
    yield


def send_at_once() -> None:
    """Set TCP_NODELAY on every listening socket of this process; the connections that it accepts inherit that."""
    names = os.listdir(_OPEN_FILES) if _OPEN_FILES.is_dir() else []  # noqa: PTH208 (numbers, not paths)
    for number in map(int, names):
        with suppress(OSError):  # no socket, or closed meanwhile
            _set_on(os.dup(number))


def _set_on(copy: int) -> None:
    try:
        one = socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        raise
    with one:
        if one.family in {socket.AF_INET, socket.AF_INET6} and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
