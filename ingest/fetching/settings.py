"""How politely, how long and how much is fetched, and which hosts are exempt from the check of addresses."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from importlib.metadata import version

from index.errors import UsageError
from index.settings import load_settings, number_setting

PRODUCT = "Kunskapsbank"
"""The product token: what robots.txt calls us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """The manners and limits of fetching; times in seconds, sizes in bytes.

    user_agent: what every request says of who is asking
    exempt: "host:port" as written in addresses that may be asked although they are not public
    delay: between two requests to one host; robots.txt may ask for more, up to `longest_delay`
    connect_timeout, read_timeout: for a connection, and for each piece of an answer
    total_timeout: for one request from its beginning to its last byte
    limit: of a file, as it is sent and as it is unpacked
    attempts: how often a request is tried where the failure may pass
    backoff: before the second attempt, doubled before each one after it
    longest_wait: a server that asks for a longer wait than this is left alone
    redirects: how many are followed
    """

    user_agent: str
    exempt: frozenset[str] = frozenset()
    delay: float = 1.0
    longest_delay: float = 10.0
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 120.0
    limit: int = 100 * 1024 * 1024
    attempts: int = 3
    backoff: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 10


def load_fetch_settings() -> FetchSettings:
    """Read the settings of this process; the limit is that of reading a file. Raises UsageError."""
    general = load_settings()
    defaults = FetchSettings(user_agent=_user_agent(general.contact))
    exempt = os.environ.get("KUNSKAPSBANK_FETCH_HOSTS", "").lower().replace(",", " ").split()
    without_port = next((host for host in exempt if not re.search(r":\d+$", host)), None)
    if without_port:
        raise UsageError(f"KUNSKAPSBANK_FETCH_HOSTS ska ange värd och port, som 127.0.0.1:8000, inte ”{without_port}”.")
    return replace(
        defaults,
        exempt=frozenset(exempt),
        delay=number_setting("KUNSKAPSBANK_FETCH_DELAY", defaults.delay),
        total_timeout=number_setting("KUNSKAPSBANK_FETCH_SECONDS", defaults.total_timeout),
        limit=general.file_size * 1024 * 1024,
    )


def _user_agent(contact: str | None) -> str:
    """Return "Kunskapsbank/0.1.0 (+mailto:fragor@ekvik.example)", without the brackets where nobody is named."""
    product = f"{PRODUCT}/{version('kunskapsbank')}"
    named = "".join(sign for sign in contact or "" if sign.isascii() and sign.isprintable() and sign not in "()\\")
    return f"{product} (+{named.strip()})" if named.strip() else product
