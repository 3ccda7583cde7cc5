"""The application on a free port of this computer, and the browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from index.settings import REPOSITORY

_START_SECONDS = 60


def chromium() -> str:
    """Return the path of a Chromium that is installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("Chromium is needed: sudo apt install chromium")
    return path


@contextmanager
def serving(index: Path, **settings: str) -> Iterator[str]:
    """Serve an index with the settings given; the address ends with "/"."""
    with serving_process(index, **settings) as (address, _):
        yield address


@contextmanager
def serving_process(index: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """Serve as `serving` does; give the address and the number of the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    environment = {**os.environ, "KUNSKAPSBANK_INDEX": str(index), **settings}
    address = f"http://localhost:{port}/"
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            wait_for(f"{address}_stcore/health", server)
            yield address, server.pid
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server that has been started answers at an address. Raises SystemExit where it does not."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(address, timeout=2).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing answered at {address}")
