"""Answers that do not wait for the receiver."""

from __future__ import annotations

import os
import socket

from ui.connections import send_at_once


def test_connections_to_a_socket_that_listens_already_send_at_once_and_no_file_stays_open() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        before = len(os.listdir("/dev/fd"))  # noqa: PTH208
        send_at_once()
        assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208
        with socket.create_connection(listening.getsockname()) as _, listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
