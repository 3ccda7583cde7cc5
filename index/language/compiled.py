"""What is worked out of the vocabulary once and read by every process after it: JSON beside the dictionaries.

`python -m index.language.build` makes all of it, and whoever needs a part that is missing or outdated makes that part.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
FORMAT = 1
"""Raise it when something else would be made of the same state."""


def compiled(name: str, state: str, make: Callable[[], Any], folder: Path = FOLDER) -> Any:  # noqa: ANN401 (JSON)
    """Return what `make` makes (JSON), from a file if that was written for the same `state`; else the file is written.

    A folder that cannot be written to is no error, only slow the next time.
    """
    file = folder / f"compiled-{name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):  # missing, or half a file
        kept = json.loads(file.read_bytes())
        if kept["state"] == f"{FORMAT} {state}":
            return kept["made"]
    text = json.dumps({"state": f"{FORMAT} {state}", "made": make()}, ensure_ascii=False)
    temporary = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    with suppress(OSError):
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
    return json.loads(text)["made"]


def state_of(*files: Path) -> str:
    """Return a string that changes with the contents of files."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]
