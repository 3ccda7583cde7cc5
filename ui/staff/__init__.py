"""The pages of staff, below /personal: behind a login, plain forms that need no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.staff.settings import is_on

if TYPE_CHECKING:
    from starlette.routing import BaseRoute


def staff_routes() -> list[BaseRoute]:
    """Return the routes of the pages of staff, none where nobody may log in."""
    if not is_on():
        return []
    from ui.staff.routes import routes  # noqa: PLC0415 (what reads files is not needed elsewhere)

    return routes()
