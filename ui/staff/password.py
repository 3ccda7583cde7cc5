"""The password of staff: kept as an argon2id hash (RFC 9106), and guessed slowly."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from index.errors import UsageError

SHORTEST = 12
LONGEST = 1_000
"""Characters of a password: one that is easy to guess is refused, one that is costly to hash is not hashed."""

_FREE = 5
"""Wrong passwords from one address before it has to wait."""

_FREE_TOGETHER = 100
"""Wrong passwords from all addresses before each has to wait."""

_LONGEST_WAIT = 15 * 60.0
_LONGEST_WAIT_TOGETHER = 1.0
"""Seconds: somebody who guesses from many addresses is slowed down, and keeps nobody out."""

_FORGOTTEN = 60 * 60.0
_MOST_ADDRESSES = 10_000

_hasher = PasswordHasher()
_one_at_a_time = threading.Lock()


def hash_password(password: str) -> str:
    """Return the hash that the setting is to hold. Raises UsageError where the password is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"Lösenordet ska ha minst {SHORTEST} tecken, gärna flera ord, och högst {LONGEST}.")
    return _hasher.hash(password)


def is_right(password: str, password_hash: str) -> bool:
    """Say whether a password is the one that was hashed. One at a time is tried, since each takes 64 MiB."""
    if len(password) > LONGEST:
        return False
    with _one_at_a_time:
        try:
            return _hasher.verify(password_hash, password)
        except VerifyMismatchError:
            return False


@dataclass(slots=True)
class _Tries:
    wrong: int = 0
    last: float = 0.0


class Throttle:
    """Counts wrong passwords by the address that they come from, and by all addresses together.

    After the first few, each doubles the time until the next may be tried. A try counts as wrong from its beginning, so
    that many at the same time are no way round. `clock` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._together = _Tries()

    def begin(self, address: str) -> float:
        """Count a try and return 0.0, or return how many seconds the address has to wait first."""
        now = self._clock()
        with self._lock:
            tries = self._of(_household(address), now)
            wait = max(
                tries.last + _pause(tries.wrong, _FREE, _LONGEST_WAIT) - now,
                self._together.last + _pause(self._together.wrong, _FREE_TOGETHER, _LONGEST_WAIT_TOGETHER) - now,
            )
            if wait <= 0:
                for counted in (tries, self._together):
                    counted.wrong, counted.last = counted.wrong + 1, now
            return max(wait, 0.0)

    def succeed(self, address: str) -> None:
        """Forget the wrong tries of an address."""
        with self._lock:
            tries = self._tries.pop(_household(address), _Tries())
            self._together.wrong = max(self._together.wrong - tries.wrong, 0)

    def _of(self, address: str, now: float) -> _Tries:
        if now - self._together.last > _FORGOTTEN:
            self._together = _Tries()
        tries = self._tries.pop(address, None)
        if tries is None or now - tries.last > _FORGOTTEN:
            tries = _Tries()
        self._tries[address] = tries
        if len(self._tries) > _MOST_ADDRESSES:
            self._tries.popitem(last=False)
        return tries


def _household(address: str) -> str:
    """Return what is one and the same caller: an IPv4 address, or the /64 that one with IPv6 has to choose from."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address  # noqa: PLR2004 (its name)


def _pause(wrong: int, free: int, longest: float) -> float:
    """Return the seconds until another try: none for the first ones, then 1, 2, 4 and so on."""
    return min(2.0 ** min(wrong - free, 30), longest) if wrong >= free else 0.0
