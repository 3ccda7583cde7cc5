"""The lock that keeps one writer on an index folder, and who holds it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexLockedError, IndexUnwritableError

_PATIENCE = 0.5
"""Seconds before anybody is told that they wait: a small commit takes less."""


class WriteLock:
    """One writer at a time on a folder, between threads and processes; the same thread may enter again.

    The operating system lets go of it when its holder ends, however that happens (flock, LockFileEx). The file says
    in JSON who holds it or held it last, for the sentence that another writer gives.
    """

    def __init__(self, folder: Path, *, wait: float) -> None:
        self._folder = folder
        self._file = folder / "LOCK"
        self._wait = wait
        self._lock = FileLock(self._file, on_acquired=_sign)

    @contextmanager
    def held(self, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        """Hold the lock; call `on_wait` once with one Swedish sentence where another writer has to be waited for.

        Raises IndexLockedError after `wait` seconds and IndexUnwritableError where there can be no lock.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._acquire(on_wait)
        except OSError as error:
            raise IndexUnwritableError(self._folder, error) from error
        try:
            yield
        finally:
            self._lock.release()

    def _acquire(self, on_wait: Callable[[str], None] | None) -> None:
        patience = min(_PATIENCE, self._wait)
        try:
            self._lock.acquire(timeout=patience)
        except Timeout:
            if on_wait is not None:
                on_wait(f"Väntar på en annan inläsning{self._holder()}.")
            try:
                self._lock.acquire(timeout=self._wait - patience)
            except Timeout:
                raise IndexLockedError(self._folder, self._holder()) from None

    def _holder(self) -> str:
        """Return " (process 4711 på datorn ekvik, sedan 2026-11-25 14:02)", or "" where the file does not say."""
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            return f" (process {said['process']} på datorn {said['machine']}, sedan {said['since']})"
        except (OSError, ValueError, TypeError, KeyError):
            return ""  # on Windows nobody else may read a locked file


def _sign(descriptor: int) -> None:
    """Write into the locked file who holds it."""
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    holder = {"process": os.getpid(), "machine": platform.node(), "since": since}
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(holder, ensure_ascii=False).encode())
