"""TOML files that people and the bank both write: read with a Swedish complaint, written whole or not at all."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


class TomlFault(ValueError):  # noqa: N818 (half a sentence, for an error of the caller's own kind to end with)
    """A file that is no TOML; the message goes on from the file's name: "går inte att läsa …"."""


def load_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds; a byte order mark is allowed. Raises TomlFault, OSError."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise TomlFault("går inte att läsa: texten är inte UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f"rad {line[1]}" if line else "slutet"
        raise TomlFault(f"går inte att läsa som TOML: felet finns på {place}") from error


def dump_toml(values: Mapping[str, str | Sequence[str]], *, comment: str) -> str:
    """Return TOML text: the comment, then a line for each text and a line for each item of a list."""
    lines = [f"# {line}" for line in comment.splitlines()]
    for key, value in values.items():
        if isinstance(value, str):
            lines.append(f"{key} = {_quoted(value)}")
        else:
            lines += [f"{key} = [", *(f"    {_quoted(item)}," for item in value), "]"]
    return "\n".join(lines) + "\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, and the folders above it, so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arriving = path.with_name(f".{path.name}.new")
    arriving.write_bytes(data)
    arriving.replace(path)


def _quoted(value: str) -> str:
    """Return a TOML basic string: JSON's escapes are among those of TOML, which forbids a raw DEL besides."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
