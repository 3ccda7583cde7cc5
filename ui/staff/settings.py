"""Who may log in to the pages of staff, and how; where nobody may, there are no such pages."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from index.errors import UsageError
from index.settings import load_settings, number_setting

PATH = "personal"
"""Where the pages are, below the root of the application."""

MENU_NAME = "Lägg till"
"""What they are called in the main menu."""

_HASH = "KUNSKAPSBANK_STAFF_PASSWORD_HASH"
_SECRET = "KUNSKAPSBANK_STAFF_SECRET"  # noqa: S105 (its name)

_SHORTEST_SECRET = 32
_making = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSettings:
    """How staff log in: the argon2 hash of their password, and whose e-mail addresses OpenID Connect lets in.

    `emails` holds whole addresses ("anna@ekvik.example") and domains ("@ekvik.example") in lower case, none where
    OpenID Connect is not set up. `hours` is how long a login lasts; `secret` signs what browsers keep.
    """

    password_hash: str | None
    emails: frozenset[str]
    hours: float
    secret: bytes

    def lets_in(self, email: str) -> bool:
        """Say whether the holder of an e-mail address belongs to staff."""
        address = email.strip().lower()
        domain = address[address.rfind("@") :] if "@" in address else ""
        return bool(domain) and bool(self.emails & {address, domain})


def is_on() -> bool:
    """Say whether there are pages for staff."""
    return bool(os.environ.get(_HASH)) or bool(_emails())


def has_provider() -> bool:
    """Say whether staff may log in with OpenID Connect."""
    return bool(_emails())


def load_staff_settings() -> StaffSettings:
    """Read the settings of this process. Raises UsageError."""
    from argon2 import extract_parameters  # noqa: PLC0415 (every page asks whether there are pages of staff)
    from argon2.exceptions import InvalidHashError  # noqa: PLC0415

    password_hash = os.environ.get(_HASH) or None
    if password_hash is not None:
        try:
            extract_parameters(password_hash)
        except InvalidHashError as error:
            raise UsageError(f"Inställningen {_HASH} är inte det som ”kunskapsbank password” skriver.") from error
    # Another password, or other people, ends every login.
    bound = sha256("\0".join([_secret(), password_hash or "", *sorted(_emails())]).encode()).digest()
    return StaffSettings(
        password_hash=password_hash,
        emails=_emails(),
        hours=number_setting("KUNSKAPSBANK_STAFF_HOURS", 8),
        secret=bound,
    )


def _emails() -> frozenset[str]:
    listed = os.environ.get("KUNSKAPSBANK_STAFF_EMAILS", "").lower().replace(",", " ").split()
    return frozenset(listed) if listed and _is_configured() else frozenset()


def _is_configured() -> bool:
    """Say whether Streamlit's secrets.toml names a provider of OpenID Connect."""
    import streamlit as st  # noqa: PLC0415 (as above)

    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _secret() -> str:
    """Return the secret of the setting, or the one that lies beside the index."""
    given = os.environ.get(_SECRET, "")
    if given and len(given) < _SHORTEST_SECRET:
        raise UsageError(f"Inställningen {_SECRET} ska ha minst {_SHORTEST_SECRET} tecken.")
    with _making:
        return given or _kept_secret(load_settings().index.with_name("staff.key"))


def _kept_secret(file: Path) -> str:
    """Return the secret that lies in a file which only its owner can read, made the first time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as opened:
                opened.write(token_hex(32))
        secret = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"Filen {file} går inte att läsa eller skriva.") from error
    if len(secret) < _SHORTEST_SECRET:
        raise UsageError(f"Filen {file} ska innehålla en hemlighet. Ta bort den, så görs en ny.")
    return secret
