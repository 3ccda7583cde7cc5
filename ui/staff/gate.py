"""What every page of staff goes through: who asks, whether a form is our own, and headers that keep it private."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from index.errors import KunskapsbankError
from ui.metadata import Metadata
from ui.page import Page, render
from ui.plain import whole
from ui.public_address import plain_addresses
from ui.staff.forms import FORM_BYTES, RefusedFormError, check_origin, read_form
from ui.staff.session import Session, new_session, read_session
from ui.staff.settings import MENU_NAME, PATH, StaffSettings, load_staff_settings
from ui.state import SearchState
from ui.text import page_title

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-robots-tag": "noindex",
}

_UNLISTED = Metadata(listed=False)

_log = logging.getLogger("kunskapsbanken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of somebody: their session and, where they sent one, their form, which is known to be our own."""

    request: Request
    settings: StaffSettings
    session: Session
    form: FormData = field(default_factory=FormData)

    @property
    def state(self) -> SearchState:
        """Return an empty search, from which the addresses of the other pages are made."""
        return SearchState(addresses=plain_addresses(self.request.scope))

    @property
    def user(self) -> str:
        """Return who is logged in."""
        return self.session.user or ""

    def sent(self, name: str) -> str:
        """Return a text of the form or of the address, "" where there is none."""
        value = self.form.get(name, self.request.query_params.get(name, ""))
        return value if isinstance(value, str) else ""

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])


Handler = Callable[[Visit], Response]


def guarded(
    handler: Handler,
    *,
    public: bool = False,
    ticketed: bool = False,
    most: Callable[[], int] = lambda: FORM_BYTES,
    files: int = 0,
) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a page that only staff reach, or everybody if it is `public`.

    A form may have `most` bytes and so many `files`; one that is `ticketed` needs no token of its session. Whoever is
    not logged in is sent to the login, and back after it.
    """

    async def answer(request: Request) -> Response:
        settings = load_staff_settings()
        session = read_session(request, settings)
        if not public and (session is None or session.user is None):
            return to_login(request)
        visit = Visit(request=request, settings=settings, session=session or new_session())
        if request.method == "POST":
            check_origin(request)
            return await _sent(visit, handler, await read_form(request, most(), files), ticketed=ticketed)
        return await run_in_threadpool(handler, visit)

    async def endpoint(request: Request) -> Response:
        try:
            response = await answer(request)
        except KunskapsbankError as error:
            response = failure(request, str(error), error.http_status)
        except HTTPException as error:
            sentence = "Det som skickades går inte att tolka. Gå tillbaka och försök igen."
            response = failure(request, sentence, error.status_code)
        except ClientDisconnect:
            response = Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        except Exception:  # noqa: BLE001 (the page says so, and the log holds it)
            _log.exception("A page of staff could not be shown")
            sentence = "Något gick fel i kunskapsbanken. Felet har skrivits i programmets logg."
            response = failure(request, sentence, HTTPStatus.INTERNAL_SERVER_ERROR)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return endpoint


async def _sent(visit: Visit, handler: Handler, form: FormData, *, ticketed: bool) -> Response:
    """Answer a form, if it is our own."""
    try:
        if not ticketed and not visit.session.holds(str(form.get("bevis", "")), visit.settings):
            raise RefusedFormError
        return await run_in_threadpool(handler, replace(visit, form=form))
    finally:
        await form.close()


def show(  # noqa: PLR0913 (what pages differ in)
    template: str,
    visit: Visit,
    title: str,
    *,
    status: int = HTTPStatus.OK,
    said: str = "",
    current: str = "",
    **values: object,
) -> Response:
    """Return a page of staff; `said` is what a screen reader hears, `current` the entry of the pages' own menu."""
    html = render(
        template,
        state=visit.state,
        current=MENU_NAME,
        status=said,
        title=title,
        here=current,
        staff=f"{visit.state.addresses.base}/{PATH}",
        errors_of=lambda fields: [(field.name, f"{field.title}: {field.error}") for field in fields],
        token=visit.session.token(visit.settings),
        user=visit.user,
        **values,
    )
    return _response(visit.request, Page(page_title(title), html, _UNLISTED), status)


def go(request: Request, page: str = "") -> Response:
    """Send the browser to one of these pages, named below /personal."""
    address = f"{plain_addresses(request.scope).base}/{PATH}"
    return RedirectResponse(f"{address}/{page}" if page else address, HTTPStatus.SEE_OTHER)


def to_login(request: Request) -> Response:
    """Send somebody to the login, and after it back to where they were."""
    _, _, inside = request.scope["path"].partition(f"/{PATH}/")
    return go(request, f"logga-in?till={quote(inside)}" if inside else "logga-in")


def failure(request: Request, sentence: str, status: int) -> Response:
    """Return a page that says what is wrong."""
    addresses = plain_addresses(request.scope)
    html = render(
        "staff_failure.html.j2",
        state=SearchState(addresses=addresses),
        current=MENU_NAME,
        heading="Det gick inte",
        sentence=sentence,
    )
    return _response(request, Page(page_title("Det gick inte"), html, _UNLISTED), status)


def _response(request: Request, page: Page, status: int) -> Response:
    return HTMLResponse(whole(page, plain_addresses(request.scope)), status_code=status)
