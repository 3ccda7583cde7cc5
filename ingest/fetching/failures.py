"""Why an address could not be fetched.

FetchError          what came is nothing to keep
├── RefusedError    we do not ask: the address is not public, or robots.txt says no; it may well be alive
└── NoAnswerError   there is nothing at the address, or nobody answers for it
    └── PassingError   it may go better in a while: too many requests, an ill server, a broken transfer
"""

from __future__ import annotations

from index.errors import KunskapsbankError


class FetchError(KunskapsbankError):
    """An address that could not be fetched; the message is one Swedish sentence without the address.

    `status` is the HTTP status of the answer, None where none came or where the fault is not the status.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class RefusedError(FetchError):
    """An address that the bank does not ask."""


class NoAnswerError(FetchError):
    """An address that leads nowhere."""


class PassingError(NoAnswerError):
    """A failure that may pass; `wait` is how many seconds the server asks us to wait, or None."""

    def __init__(self, message: str, *, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(message, status=status)
        self.wait = wait


def leads_nowhere(error: FetchError) -> bool:
    """Say whether the address seems dead, and not only its server busy or strict."""
    busy = isinstance(error, PassingError) and error.status is not None
    return isinstance(error, NoAnswerError) and not busy
