"""Processes that read files: each call with a limit of time and memory, so that no file can stop the others.

A call that takes too long is ended with its process; a process that a library crashes takes nobody with it. Processes
start from a server process of their own (forkserver), which is safe in a program with threads and lets each new one
begin with the libraries loaded; on Windows each starts by itself.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing.context import BaseContext
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.reading import SourceError

Item = TypeVar("Item")
Result = TypeVar("Result")

_QUEUED_EACH = 3
_QUEUED_EACH_AT_MOST = 200
_QUEUED_SIZE = 16_000_000
"""How many calls are given to each process beforehand: more than the first figure while their sizes sum to less.

The caller may be busy for seconds, as when a segment of the index is finished, and no process shall wait for it; what
is done in the meantime waits in memory, which must stay level.
"""

_THREADS = 4
"""How many seconds of processor time a call may use in one second of its limit: a library may have threads."""

_MEBIBYTE = 1024 * 1024

_LOADED_FIRST = ("ingest.silence", "ingest.preload")
"""Modules that every process has before it is given anything: the second loads what readers and enrichment need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may take: seconds to read it, MiB of memory while it is read (POSIX only), MiB on disk."""

    seconds: float = 120.0
    memory: int = 1024
    size: int = 100


@dataclass(frozen=True, slots=True)
class Failed:
    """What a call gives when it fails: one Swedish sentence."""

    reason: str


class Processes:
    """Runs functions on items in processes of their own; the processes end with the context.

    What they need begins to load at once, while the caller finds out what there is to do.
    """

    def __init__(self, *, limits: Limits) -> None:
        self._limits = limits
        self._context = _context()
        self._pool: ProcessPool | None = None
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, size: Callable[[Item], int] = lambda _: 0
    ) -> Iterator[tuple[Item, Result | Failed]]:
        """Yield each item with what the function returns for it, as they get done; `size` is that of an item, bytes."""
        waiting = [(item, size(item)) for item in items][::-1]
        pool = self._start(min(_cores(), len(waiting)))
        running: dict[Future[bytes], tuple[Item, int]] = {}
        done: SimpleQueue[Future[bytes]] = SimpleQueue()
        queued = 0
        while waiting or running:
            while waiting and self._has_room(len(running), queued + waiting[-1][1]):
                item, bytes_ = waiting.pop()
                call = pool.schedule(_guarded, (function, item, self._limits), timeout=self._limits.seconds)
                running[call] = item, bytes_
                queued += bytes_
                call.add_done_callback(done.put)
            finished = done.get()
            item, bytes_ = running.pop(finished)
            queued -= bytes_
            yield item, self._outcome(finished)

    def _has_room(self, calls: int, size: int) -> bool:
        """Say whether one more call may be given to the processes, which makes the size of all of them that."""
        each = calls / self._size
        return each < _QUEUED_EACH or (each < _QUEUED_EACH_AT_MOST and size <= _QUEUED_SIZE)

    def one(self, function: Callable[[Item], Result], item: Item) -> Result:
        """Return what the function returns for one item. Raises SourceError."""
        ((_, result),) = self.each(function, [item])
        if isinstance(result, Failed):
            raise SourceError(result.reason)
        return result

    def _outcome(self, call: Future[bytes]) -> Any:  # noqa: ANN401 (what the function returned)
        try:
            return pickle.loads(call.result())  # noqa: S301 (our own process wrote it)
        except TimeoutError:
            return Failed(f"Filen tog längre tid att läsa än gränsen, {self._limits.seconds:g} sekunder.")
        except ProcessExpired:
            return Failed("Filen fick läsaren att krascha.")

    def _start(self, size: int) -> ProcessPool:
        if self._pool is None or size > self._size:
            self._stop()
            self._size = max(size, 1)
            begin = partial(_begin, self._limits.memory)
            self._pool = ProcessPool(self._size, initializer=begin, context=self._context)
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def warm_up() -> None:
    """Let what the processes need begin to load, before the program loads what itself needs."""
    _context()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """Return how processes start: from a server process that stays, on Windows each by itself."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    from ingest.forkserver import start_context  # noqa: PLC0415 (not on Windows)

    return start_context(_LOADED_FIRST)


def _begin(megabytes: int) -> None:
    """Make a process ready: silent, since libraries warn on stderr, with its limit of memory, and never left behind."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for module in _LOADED_FIRST:  # the server process has done so already, where there is one
        import_module(module)
    gc.freeze()  # what is loaded stays, and is not looked through each time that garbage is collected
    _limit_memory(megabytes)


def _end_with_parent() -> None:
    """End this process when the program is gone, killed perhaps, however busy this process is."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Let this process have so much more address space than it has now, where the system can hold it to that."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on Windows)

    try:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 (read once, no path)
            now = int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        now = 0
    with suppress(ValueError, OSError):  # macOS knows the limit and does not take it
        resource.setrlimit(resource.RLIMIT_AS, (now + megabytes * _MEBIBYTE, resource.RLIM_INFINITY))


def _limit_processor(seconds: float) -> None:
    """Let the system end this process if its call goes on when nobody is left to end it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on Windows)

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + _THREADS * seconds)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _guarded(function: Callable[[Item], object], item: Item, limits: Limits) -> bytes:
    """Call a function in a process; its result or its failure comes back in one piece that can always be sent."""
    _limit_processor(limits.seconds)
    try:
        return pickle.dumps(function(item))
    except SourceError as error:
        reason = str(error)
    except MemoryError:
        reason = f"Filen kräver mer minne att läsa än gränsen, {limits.memory} MB."
    except RecursionError:
        reason = "Filen har för många nivåer i varandra för att läsas."
    except Exception as error:  # noqa: BLE001 (a fault of a reader is that file's failure and stops no other)
        reason = f"Filen går inte att tolka ({type(error).__name__} i läsaren)."
    return pickle.dumps(Failed(reason))
