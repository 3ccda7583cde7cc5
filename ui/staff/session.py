"""Who is logged in: a signed cookie, and the token that every form carries."""

from __future__ import annotations

import hmac
import threading
import time
from dataclasses import asdict, dataclass
from secrets import token_urlsafe

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from ui.public_address import plain_addresses
from ui.staff.settings import PATH, StaffSettings

COOKIE = "kunskapsbanken_personal"

_HANDOVER_SECONDS = 120
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's session; `user` is who is logged in, None where nobody is, who was on the way to the page `wanted`.

    A login makes a new session, so that an id that somebody knew before is worth nothing.
    """

    id: str
    user: str | None = None
    wanted: str = ""

    def token(self, settings: StaffSettings) -> str:
        """Return what each form of the session carries (CSRF)."""
        return hmac.digest(settings.secret, f"form {self.id}".encode(), "sha256").hex()

    def holds(self, token: str, settings: StaffSettings) -> bool:
        """Say whether a token came with a form of this session."""
        return hmac.compare_digest(self.token(settings).encode(), token.encode("utf-8", "replace"))


def new_session(user: str | None = None) -> Session:
    """Return a session that nobody knows of yet."""
    return Session(token_urlsafe(24), user)


def read_session(request: Request, settings: StaffSettings) -> Session | None:
    """Return the session of a request, None where it has none that holds."""
    try:
        kept = _signer(settings, "session").loads(request.cookies.get(COOKIE, ""), round(settings.hours * _HOUR))
        session = Session(**kept)
    except (BadData, TypeError):
        return None
    return None if _ended.holds(session.id) else session


def keep_session(response: Response, session: Session, request: Request, settings: StaffSettings) -> None:
    """Give the browser the cookie of a session."""
    response.set_cookie(
        COOKIE,
        str(_signer(settings, "session").dumps(asdict(session))),
        max_age=round(settings.hours * _HOUR),
        path=_cookie_path(request),
        secure=plain_addresses(request.scope).origin.startswith("https:"),
        httponly=True,
        samesite="lax",
    )


def end_session(response: Response, session: Session, request: Request, settings: StaffSettings) -> None:
    """Log out: the cookie goes, and a copy of it is worth nothing."""
    _ended.add(session.id, settings.hours * _HOUR)
    response.delete_cookie(COOKIE, path=_cookie_path(request), httponly=True, samesite="lax")


def handover(user: str, settings: StaffSettings) -> str:
    """Return a ticket that logs somebody in once, within two minutes."""
    return str(_signer(settings, "handover").dumps(asdict(new_session(user))))


def take_handover(ticket: str, settings: StaffSettings) -> Session | None:
    """Return the session that a ticket is good for, the first time."""
    try:
        session = Session(**_signer(settings, "handover").loads(ticket, _HANDOVER_SECONDS))
    except (BadData, TypeError):
        return None
    if not _used.add(session.id, _HANDOVER_SECONDS):
        return None
    return new_session(session.user)


class _Spent:
    """Ids that are worth nothing any more, for as long as they would have been worth something."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def add(self, name: str, seconds: float) -> bool:
        """Note an id; return whether it was not noted before."""
        now = time.monotonic()
        with self._lock:
            self._until = {other: until for other, until in self._until.items() if until > now}
            fresh = name not in self._until
            self._until.setdefault(name, now + seconds)
            return fresh

    def holds(self, name: str) -> bool:
        """Say whether an id was noted."""
        return name in self._until


_ended = _Spent()
_used = _Spent()


def _signer(settings: StaffSettings, use: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret, salt=f"kunskapsbanken.personal.{use}")


def _cookie_path(request: Request) -> str:
    return f"{plain_addresses(request.scope).base}/{PATH}"
