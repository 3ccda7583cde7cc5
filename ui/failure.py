"""What happens when something goes wrong that nobody foresaw."""

from __future__ import annotations

import logging

from ui.messages import failure_page
from ui.view import show

_log = logging.getLogger("kunskapsbanken")


def show_failure(error: Exception) -> bool:
    """Write the error to the log and show a Swedish sentence in its place; never a traceback."""
    _log.error("A page could not be shown", exc_info=error)
    show(failure_page())
    return True
