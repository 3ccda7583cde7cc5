"""What a program and every process that it starts use while it runs: time, processor time, memory (Linux)."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_EVERY = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Usage:
    """Seconds from start to end, the highest sum of resident memory in MB, and processor seconds by process."""

    seconds: float = 0.0
    peak: float = 0.0
    processor: dict[int, float] = field(default_factory=dict)


def run_measured(command: list[str], cwd: Path) -> tuple[str, Usage]:
    """Run a command; return its output and what it used. Pages that processes share count for each of them."""
    usage = Usage()
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_EVERY):
            resident = 0.0
            for pid, processor, memory in _family(process.pid):
                usage.processor[pid] = processor
                resident += memory
            usage.peak = max(usage.peak, resident)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    usage.seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    return output, usage


def _family(root: int) -> Iterator[tuple[int, float, float]]:
    """Yield the id, processor seconds and resident MB of a process and its descendants (proc_pid_stat(5))."""
    stats = {}
    children: defaultdict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            stats[int(stat.parent.name)] = fields
            children[int(fields[1])].append(int(stat.parent.name))
    waiting = [root]
    while waiting:
        process = waiting.pop()
        waiting += children[process]
        if process in stats:
            fields = stats[process]
            yield process, (int(fields[11]) + int(fields[12])) * _TICK, int(fields[21]) * _PAGE / 1e6
