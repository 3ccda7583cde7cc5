"""What takes its time: reading, saving and removing, each in a thread of its own that pages can ask about."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from index.errors import KunskapsbankError
from ingest.pipeline import Step

Result = TypeVar("Result")

_AT_ONCE = 2
"""Files that are read at the same time; the others wait for their turn."""

_KEPT = 300
"""Pieces of work whose outcome is remembered."""

_log = logging.getLogger("kunskapsbanken")


class Work(Generic[Result]):
    """A piece of work: `text` says in Swedish how far it has come; then there is a `result` or an `error`."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.text = "Väntar på sin tur."
        self.result: Result | None = None
        self.error: str | None = None
        self._ended = threading.Event()

    def is_done(self, seconds: float = 0.0) -> bool:
        """Say whether the work has ended, after having waited for it so long."""
        return self._ended.wait(seconds)

    def tell(self, step: Step) -> None:
        """Note how far an ingest has come."""
        match step.stage:
            case "waiting":
                self.text = step.text
            case "reading":
                self.text = (
                    f"Läser {step.text}."
                    if step.text
                    else "Filen läses. Det går fort, utom för inskannade sidor, som tar några sekunder var."
                )
            case "writing":
                self.text = "Skriver i indexet."

    def run(self, function: Callable[[Callable[[Step], None]], Result]) -> None:
        """Do the work; an error becomes its sentence."""
        self.text = "Arbetet har börjat."
        try:
            self.result = function(self.tell)
        except KunskapsbankError as error:
            self.error = str(error)
        except Exception:  # noqa: BLE001 (the page says so, and the log holds it)
            _log.exception("Work of staff failed: %s", self.title)
            self.error = "Något gick fel i kunskapsbanken. Felet har skrivits i programmets logg."
        finally:
            self._ended.set()


class Works:
    """The pieces of work of this process, by name."""

    def __init__(self) -> None:
        self._works: OrderedDict[str, Work[object]] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def get(self, name: str) -> Work[object] | None:
        """Return a piece of work, None where this process knows none by that name."""
        return self._works.get(name)

    def start(
        self,
        name: str,
        title: str,
        function: Callable[[Callable[[Step], None]], object],
        *,
        again: bool = False,
        in_turn: bool = False,
    ) -> Work[object]:
        """Begin a piece of work, or return the one of that name; one that has ended is done `again` where asked.

        What takes much of the machine is done `in_turn`, a few pieces at a time; other work does not wait for it.
        """
        with self._lock:
            known = self._works.get(name)
            if known is not None and not (again and known.is_done()):
                return known
            work = self._works[name] = Work(title)
            ended = [other for other, piece in self._works.items() if piece.is_done()]
            for other in ended[: max(len(self._works) - _KEPT, 0)]:
                del self._works[other]
        # A server that is ended does not wait for it: an ingest that is cut off leaves the index as it was.
        run = self._in_turn if in_turn else Work.run
        threading.Thread(target=run, args=(work, function), name=f"personal {name}", daemon=True).start()
        return work

    def forget(self, name: str) -> None:
        """Let go of what a piece of work has given."""
        with self._lock:
            self._works.pop(name, None)

    def _in_turn(self, work: Work[object], function: Callable[[Callable[[Step], None]], object]) -> None:
        with self._turns:
            work.run(function)
