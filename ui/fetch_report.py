"""What a fetch says on the way and at the end, to people and to programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from ui.ingest_progress import new_bar
from ui.records import Record

if TYPE_CHECKING:
    from rich.progress import Progress

    from ingest.fetching.run import Outcome

_WORDS = {
    "fetched": "hämtad",
    "unchanged": "oförändrad",
    "alive": "finns kvar",
    "dead": "leder ingenstans",
    "failed": "misslyckades",
    "skipped": "överhoppad",
}
_TOLD = {"fetch": ("fetched", "unchanged", "failed", "skipped"), "check": ("alive", "dead", "failed", "skipped")}
_COUNTED = {
    "fetched": "hämtade",
    "unchanged": "oförändrade",
    "alive": "finns kvar",
    "dead": "leder ingenstans",
    "failed": "misslyckade",
    "skipped": "överhoppade",
}


class FetchProgress:
    """Shows each outcome that it is called with: a bar on a terminal, a line elsewhere, all on stderr."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._quiet = quiet
        self._stack = ExitStack()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._bar = self._stack.enter_context(new_bar("Hämtar"))
            self._bar.add_task("", total=self._total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def __call__(self, outcome: Outcome) -> None:
        """Show an outcome."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], advance=1, description=outcome.id)
        elif not self._quiet and outcome.result != "skipped":
            click.echo(f"{outcome.id}: {_WORDS[outcome.result]}", err=True)


def fetch_record(outcomes: Sequence[Outcome], *, check: bool) -> Record:
    """Return the outcomes of a fetch or a check as the command-line contract has it: ids, or why not, by result."""
    return {
        result: [_told(outcome) for outcome in outcomes if outcome.result == result]
        for result in _TOLD["check" if check else "fetch"]
    }


def _told(outcome: Outcome) -> str | Record:
    if not outcome.reason:
        return outcome.id
    return {"id": outcome.id, "url": outcome.url, "reason": outcome.reason}


def print_fetch(record: dict[str, Any]) -> None:
    """Say how a fetch or a check ended: the counts on stdout, each failure and each dead address on stderr."""
    what = "Prövningen av adresserna" if "alive" in record else "Hämtningen"
    counts = [f"{len(told)} {_COUNTED[result]}" for result, told in record.items() if result in _COUNTED]
    click.echo(f"{what} är klar: {', '.join(counts)}.")
    for result in ("dead", "failed"):
        for failure in record.get(result, []):
            click.echo(f"{failure['id']} ({failure['url']}): {failure['reason']}", err=True)
