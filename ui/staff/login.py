"""Logging in and out."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from math import ceil

from starlette.responses import RedirectResponse, Response

from ui.public_address import streamlit_address
from ui.staff.bank import make_ready
from ui.staff.gate import Visit, go, show
from ui.staff.password import Throttle, is_right
from ui.staff.provider import LOG_OUT
from ui.staff.session import end_session, keep_session, new_session, take_handover
from ui.staff.settings import has_provider

SHARED = "personal"
"""What whoever logs in with the password that all share is called."""

_PLACE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")

_throttle = Throttle()


def login_page(visit: Visit) -> Response:
    """Show the ways to log in."""
    if visit.session.user is not None:
        return go(visit.request, _wanted(visit))
    return _form(replace(visit, session=replace(visit.session, wanted=_wanted(visit))))


def login(visit: Visit) -> Response:
    """Try a password."""
    address = visit.request.client.host if visit.request.client else ""
    expected = visit.settings.password_hash
    if expected is None:
        return _form(visit)
    wait = _throttle.begin(address)
    if wait > 0:
        seconds = ceil(wait)
        response = _form(
            visit, f"Det har kommit för många fel lösenord. Försök igen om {seconds} s.", HTTPStatus.TOO_MANY_REQUESTS
        )
        response.headers["retry-after"] = str(seconds)
        return response
    if not is_right(visit.sent("losenord"), expected):
        return _form(visit, "Lösenordet är fel.", HTTPStatus.UNPROCESSABLE_ENTITY)
    _throttle.succeed(address)
    return _let_in(visit, SHARED)


def take_over(visit: Visit) -> Response:
    """Let somebody in whom the page inside Streamlit has seen to be logged in."""
    session = take_handover(visit.sent("biljett"), visit.settings)
    if session is None or session.user is None or not visit.settings.lets_in(session.user):
        return _form(visit, "Inloggningen tog för lång tid. Logga in igen.", HTTPStatus.UNPROCESSABLE_ENTITY)
    return _let_in(visit, session.user)


def logout(visit: Visit) -> Response:
    """End the session, and that of whoever has come from OpenID Connect there too."""
    response = go(visit.request, "logga-in")
    if visit.user != SHARED:
        response = RedirectResponse(
            streamlit_address(visit.state.addresses.base, "staff_login", {LOG_OUT: ["1"]}), HTTPStatus.SEE_OTHER
        )
    end_session(response, visit.session, visit.request, visit.settings)
    return response


def _let_in(visit: Visit, user: str) -> Response:
    make_ready()
    response = go(visit.request, _wanted(visit))
    end_session(response, visit.session, visit.request, visit.settings)
    keep_session(response, new_session(user), visit.request, visit.settings)
    return response


def _wanted(visit: Visit) -> str:
    """Return the page of staff that somebody was on their way to; nothing else can be named."""
    wanted = visit.sent("till") or visit.session.wanted
    return wanted if _PLACE.fullmatch(wanted) else ""


def _form(visit: Visit, error: str = "", status: int = HTTPStatus.OK) -> Response:
    title = "Logga in"
    response = show(
        "staff_login.html.j2",
        visit,
        f"Fel: {title}" if error else title,
        status=status,
        error=error,
        wanted=_wanted(visit),
        with_password=visit.settings.password_hash is not None,
        provider=streamlit_address(visit.state.addresses.base, "staff_login", {}) if has_provider() else "",
    )
    keep_session(response, visit.session, visit.request, visit.settings)
    return response
