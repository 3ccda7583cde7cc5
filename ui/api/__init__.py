"""The programming interface: JSON over HTTP, below /api/v1, the same as the command line prints.

`API` is the application to mount at `PATH`. Every error is a problem after RFC 9457, in Swedish.
"""

from ui.api.application import API
from ui.api.links import PATH

__all__ = ["API", "PATH"]
