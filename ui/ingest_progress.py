"""What an ingest says on the way: a progress bar on a terminal, now and then a line elsewhere. All on stderr."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress

    from ingest.pipeline import Step

_LINE_EVERY = 5.0
"""Seconds between lines where there is no terminal."""


class IngestProgress:
    """Shows each step it is called with, from when the context begins until it ends; `quiet` shows none."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._show = _nothing if quiet else self._bar if sys.stderr.isatty() else self._line
        self._stack = ExitStack()
        self._progress: Progress | None = None
        self._last_line = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def __call__(self, step: Step) -> None:
        """Show a step."""
        if step.stage == "waiting" and self._show is not _nothing:
            click.echo(step.text, err=True)
        elif step.total:
            self._show(step)

    def _bar(self, step: Step) -> None:
        if self._progress is None:
            self._progress = self._stack.enter_context(new_bar("Läser in"))
            self._progress.add_task("", total=step.total)
        text = "Skriver indexet" if step.stage == "writing" else step.text
        self._progress.update(self._progress.task_ids[0], completed=step.done, description=text)

    def _line(self, step: Step) -> None:
        now = time.monotonic()
        if step.stage == "writing":
            click.echo("Skriver indexet.", err=True)
        elif step.done == 0:
            click.echo(f"Läser in {step.total} {'fil' if step.total == 1 else 'filer'}.", err=True)
        elif now - self._last_line > _LINE_EVERY:
            click.echo(f"Läst {step.done} av {step.total}: {step.text}", err=True)
        else:
            return
        self._last_line = now


def _nothing(step: Step) -> None:
    """Show nothing."""


def new_bar(what: str) -> Progress:
    """Return a progress bar for files on stderr, begun with what is being done."""
    from rich.console import Console  # noqa: PLC0415 (only on a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    layout = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    return Progress(*layout, console=Console(stderr=True))
