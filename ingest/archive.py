"""ZIP archives: the files in them, however they were packed, and a sentence for each that cannot be had.

Nothing that an archive says of itself is trusted: sizes are counted while the content is unpacked, names are checked
before anything is written, and what was packed to fill a disk ends at the limits. The format is PKWARE's APPNOTE.TXT.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from ingest.reading import SourceError

SUFFIX = ".zip"

_MEBIBYTE = 1024 * 1024
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"
_PACKAGES = frozenset({"[content_types].xml", "mimetype"})
"""A first-level file with one of these names makes a ZIP a document: Office (ECMA-376), OpenDocument, EPUB."""

_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)

_ENTRIES_A_FILE = 4
"""Entries for each file: folders, macOS's copies, what archives within this one have."""

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_NAME_ENCODINGS = ("cp437", "cp1252", "mac-roman")
_SWEDISH = frozenset("åäöÅÄÖéÉ")
_LITTER = re.compile(r"(?:^|/)(?:\.(?!\.?/|\.?$)|__MACOSX/|(?:thumbs\.db|desktop\.ini)$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^/|^[a-z]:|(?:^|/)\.\.(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """What an archive and those in it may hold: files, MiB of one file and of all, and how far they are nested.

    `ratio` is how many times larger than packed a file over 1 MiB may be: text seldom passes 20, deflate reaches 1,032.
    """

    files: int = 5_000
    file_size: int = 100
    total_size: int = 1_000
    ratio: int = 200
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; its name has "/" between folders, and nested archives are folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of an archive that cannot be had, and one Swedish sentence on why."""

    name: str
    reason: str


class ArchiveError(SourceError):
    """An archive of which nothing, or nothing more, can be unpacked."""


def is_archive(file: BinaryIO, name: str) -> bool:
    """Say whether a file is a ZIP archive and not a document in a ZIP package (Office, OpenDocument, EPUB, iWork).

    Of a file that is broken only the name tells.
    """
    if file.read(4) not in _MAGIC:
        return name.lower().endswith(SUFFIX)
    try:
        with _opened(file, ArchiveLimits().files) as archive:
            return not any(n.lower() in _PACKAGES or n.endswith(".iwa") for n in archive.namelist())
    except ArchiveError:
        return name.lower().endswith(SUFFIX)


def unpack(file: BinaryIO, limits: ArchiveLimits) -> Iterator[Member | Fault]:
    """Yield the files of an archive and of those in it, in their order; litter of macOS and Windows is left out.

    Raises ArchiveError where the archive is broken or a limit is reached; what was yielded before is good.
    """
    with _opened(file, limits.files) as archive:
        yield from _Unpacking(limits).members(archive, "", limits.depth)


class _Unpacking:
    """What an archive and those in it have in common: the limits, and how much of them is left."""

    def __init__(self, limits: ArchiveLimits) -> None:
        self._limits = limits
        self._files = limits.files
        self._bytes = limits.total_size * _MEBIBYTE

    def members(self, archive: zipfile.ZipFile, folder: str, depth: int) -> Iterator[Member | Fault]:
        """Yield the files of an archive that is `folder` in the outermost, and of those `depth` levels below."""
        seen: set[str] = set()
        for info in archive.infolist():
            name = _name(info)
            if name.endswith("/") or _LITTER.search(name):
                continue
            try:
                _check(info, name, seen)
                data = self._content(archive, info)
            except ArchiveError:
                raise
            except SourceError as error:
                yield Fault(folder + _printable(name), str(error))
            else:
                yield from self._with_nested(Member(folder + name, data), depth)

    def _with_nested(self, member: Member, depth: int) -> Iterator[Member | Fault]:
        if not is_archive(BytesIO(member.data), member.name):
            yield member
            return
        if depth == 0:
            yield Fault(member.name, "Arkivet ligger i för många andra arkiv. Packa upp det och läs in filerna.")
            return
        try:
            archive = _opened(BytesIO(member.data), self._limits.files)
        except ArchiveError as error:
            yield Fault(member.name, str(error))
            return
        with archive:
            yield from self.members(archive, f"{without_suffix(member.name)}/", depth - 1)

    def _content(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        """Return the content of a file of the archive, counted as it comes."""
        self._files -= 1
        if self._files < 0:
            raise ArchiveError(f"Arkivet har fler än {self._limits.files} filer, och resten är inte inläst.")
        content = bytearray()
        try:
            with archive.open(info) as stream:
                while chunk := stream.read(_MEBIBYTE):
                    content += chunk
                    self._count(len(chunk), len(content), info.compress_size)
        except _FAULTS as error:
            raise SourceError("Filen i arkivet är skadad och går inte att packa upp.") from error
        return bytes(content)

    def _count(self, more: int, size: int, packed: int) -> None:
        limits = self._limits
        self._bytes -= more
        if self._bytes < 0:
            raise ArchiveError(f"Arkivet är större än {limits.total_size} MB uppackat, och resten är inte inläst.")
        if size > limits.file_size * _MEBIBYTE:
            raise SourceError(f"Filen i arkivet är större än gränsen, {limits.file_size} MB, när den packas upp.")
        if size > _MEBIBYTE and size > limits.ratio * max(packed, 1):
            raise SourceError("Filen i arkivet är hårdare packad än text brukar vara, och läses därför inte.")


def without_suffix(name: str) -> str:
    """Return an archive's name without ".zip"."""
    return name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name


def _opened(file: BinaryIO, most: int) -> zipfile.ZipFile:
    """Open an archive. Raises ArchiveError."""
    if _entries(file) > most * _ENTRIES_A_FILE:
        raise ArchiveError(f"Arkivet har fler än {most} filer. Packa upp det och läs in mappen.")
    try:
        return zipfile.ZipFile(file)
    except UnicodeDecodeError as error:
        raise ArchiveError("Arkivet har filnamn som inte går att tolka. Packa upp det och läs in mappen.") from error
    except _FAULTS as error:
        raise ArchiveError("Arkivet är skadat eller avbrutet och går inte att packa upp.") from error


def _entries(file: BinaryIO) -> int:
    """Count what may be entries of the directory, since opening an archive reads all of them into memory."""
    file.seek(0)
    count, tail = 0, b""
    while chunk := file.read(_MEBIBYTE):
        count += (tail + chunk).count(_ENTRY)
        tail = chunk[1 - len(_ENTRY) :]
    file.seek(0)
    return count


def _name(info: zipfile.ZipInfo) -> str:
    """Return a file's name with å ä ö as they were meant, whether or not the archive says how it is encoded.

    macOS writes UTF-8 without saying so; Windows wrote the code page of DOS, and some programs that of Windows.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            meant = (raw.decode(encoding, "replace") for encoding in _NAME_ENCODINGS)
            name = max(meant, key=lambda text: sum(letter in _SWEDISH for letter in text))
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def _check(info: zipfile.ZipInfo, name: str, seen: set[str]) -> None:
    """Refuse what is not an ordinary file in a place of its own. Raises SourceError."""
    if _OUTSIDE.search(name):
        raise SourceError("Filen i arkivet har en plats utanför arkivet och läses därför inte.")
    if not name.isprintable():
        raise SourceError("Filen i arkivet har ett namn med otillåtna tecken.")
    if name in seen:
        raise SourceError("Arkivet har fler än en fil med det namnet, och bara den första läses.")
    seen.add(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise SourceError("Filen i arkivet är en länk eller en enhet och ingen fil med innehåll.")
    if info.flag_bits & _ENCRYPTED:
        raise SourceError("Filen i arkivet är låst med lösenord.")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise SourceError("Filen i arkivet är packad på ett ovanligt sätt. Packa om arkivet som vanlig ZIP.")
