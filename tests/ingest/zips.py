"""ZIP archives as programs make them, and as those make them who mean no good."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO


def make_zip(files: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of the files, with names in UTF-8 that say so."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_raw_name(data: bytes, name: str, raw: bytes) -> bytes:
    """Return an archive in which one name has other bytes, of the same number, and no word on their encoding."""
    old = name.encode()
    assert len(old) == len(raw)
    return data.replace(old, raw)


def with_field(data: bytes, *, local: int, central: int, value: int) -> bytes:
    """Return an archive of one file with a field of two bytes in both its headers changed, by the fields' offsets."""
    changed = bytearray(data)
    struct.pack_into("<H", changed, local, value)
    struct.pack_into("<H", changed, data.index(b"PK\x01\x02") + central, value)
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    """Return an archive of one file that says to be locked."""
    return with_field(data, local=6, central=8, value=1)
