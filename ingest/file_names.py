"""Names of files that arrive: kept below the inbox, possible on every file system, and told apart by numbers."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ingest.readers.encoding import decode

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 150
"""Bytes of a name, so that it can be had with ".toml" and the like after it."""


def safe_name(name: str) -> PurePosixPath:
    """Return a name, with the folders in it, that stays below the inbox and is possible on every file system."""
    parts = [_safe_part(part) for part in name.split("/")]
    return PurePosixPath(*[part for part in parts if part] or ["dokument"])


def namesakes(target: Path) -> Iterator[Path]:
    """Yield a place and then those beside it: "brev.html", "brev-2.html" and so on."""
    yield target
    for number in itertools.count(2):
        yield target.with_stem(f"{target.stem}-{number}")


def _safe_part(part: str) -> str:
    try:
        part.encode()
    except UnicodeEncodeError:  # the name's bytes on the disk are not UTF-8
        part = decode(os.fsencode(part))
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", part)).strip(" .")
    name = PurePosixPath(f"_{plain}" if _RESERVED.match(plain) else plain)
    room = max(_LONGEST - len(name.suffix.encode()), 1)
    return (name.stem.encode()[:room].decode(errors="ignore") + name.suffix)[:_LONGEST]
