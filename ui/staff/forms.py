"""Forms that are sent: from our own pages only, and never more than there is room for."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from index.errors import KunskapsbankError
from ui.public_address import plain_addresses

FORM_BYTES = 200_000
"""Bytes of a form without files."""

_FIELDS = 40
_FIELD_BYTES = 50_000


class RefusedFormError(KunskapsbankError):
    """A form that is not our own, or of a session that has ended."""

    http_status = 403

    def __init__(self) -> None:
        super().__init__("Formuläret gäller inte längre. Gå tillbaka, ladda om sidan och försök igen.")


class TooLargeError(KunskapsbankError):
    """A form with more in it than may be sent."""

    http_status = 413


def check_origin(request: Request) -> None:
    """Refuse a form that another site has sent; a browser says where a form comes from, other programs need not.

    Raises RefusedFormError.
    """
    ours = {request.headers.get("host"), urlsplit(plain_addresses(request.scope).origin).netloc}
    origin = request.headers.get("origin")
    is_foreign = origin is not None and (urlsplit(origin).netloc or origin) not in ours
    if is_foreign or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise RefusedFormError


async def read_form(request: Request, most: int, files: int) -> FormData:
    """Return the form that is sent, counted while it comes. Raises TooLargeError, HTTPException."""
    told = TooLargeError(f"Det som skickades är större än gränsen, {max(most // 1024 // 1024, 1)} MB på en gång.")
    if int(request.headers.get("content-length") or 0) > most:
        await _drain(request, 2 * most)  # a browser that is cut off shows no answer
        raise told
    left = most

    async def counted() -> Message:
        nonlocal left
        message = await request.receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise told
        return message

    form = Request(request.scope, counted).form(max_files=files, max_fields=_FIELDS, max_part_size=_FIELD_BYTES)
    try:
        return await form
    except HTTPException as error:
        if error.detail.startswith("Too many files"):
            raise TooLargeError(f"Välj högst {files} filer åt gången.") from error
        raise


async def _drain(request: Request, most: int) -> None:
    async for chunk in request.stream():
        most -= len(chunk)
        if most < 0:
            return


def texts(form: FormData) -> Mapping[str, str]:
    """Return the texts of a form, without its files."""
    return {name: value for name, value in form.items() if isinstance(value, str)}
