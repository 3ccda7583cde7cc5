"""How processes that read files start on POSIX: from one server process, safely in a program that has threads."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any


def start_context(modules: Sequence[str]) -> ForkServerContext:
    """Return what starts processes, with its server process running and loading modules that they all shall have.

    The server process lives as long as the program. It and the others never get Ctrl-C, which is for the program alone
    to deal with, and so print no traceback about it.
    """
    context = _Context()
    context.set_forkserver_preload(list(modules))
    resource_tracker.ensure_running()  # it unblocks the signal on its way
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


class _Process(ForkServerProcess):
    """A process that does not run the program's main module: nothing of it is needed.

    It is a tenth of a second on the command line, and under Streamlit it would be the whole application.
    """

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: ANN401, N802 (the library's)
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return ForkServerProcess._Popen(process_obj)  # noqa: SLF001
        finally:
            sys.modules["__main__"] = main


class _Context(ForkServerContext):
    Process = _Process
