"""The program Tesseract, where it is installed with Swedish."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

HOW_TO = "installera Tesseract med svenska (på Debian och Ubuntu tesseract-ocr-swe) och läs in filen igen."
"""What a person has to do who wants pictures to be read, the end of a sentence."""

_PROGRAM = "tesseract"
_LANGUAGES = ("swe", "eng")


class TooSlowError(Exception):
    """Tesseract has not read a picture in the time that it had."""


@cache
def languages() -> str | None:
    """Return the languages that pictures are read in, as Tesseract wants them; None where it lacks Swedish."""
    installed = _installed()
    return "+".join(name for name in _LANGUAGES if name in installed) if _LANGUAGES[0] in installed else None


@cache
def _installed() -> frozenset[str]:
    """Return what Tesseract has data for: languages, and "osd" to see how a page is turned."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)  # noqa: S603 - of the system
    return frozenset(listed.stdout.decode("utf-8", "replace").split())


def recognise(image: Image, *, resolution: float, seconds: float, turn: bool) -> bytes:
    """Return what Tesseract makes of a picture, as hOCR (http://kba.github.io/hocr-spec/1.2/).

    `resolution` is in dots an inch; `turn` says that the text may be turned. Raises TooSlowError.
    """
    layout = 1 if turn and "osd" in _installed() else 3
    command = [_PROGRAM, "stdin", "stdout", "-l", languages() or "", "--psm", str(layout)]
    command += ["--dpi", str(round(resolution)), "hocr"]
    grey = image.convert("L")
    try:
        done = subprocess.run(  # noqa: S603 - of the system
            command,
            input=f"P5 {grey.width} {grey.height} 255\n".encode() + grey.tobytes(),
            capture_output=True,
            check=False,
            timeout=seconds,
            # Files are read side by side already; threads of one picture wait for each other for longer than they help.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlowError from error
    return done.stdout
