"""A Word file as the package of parts that it is (ISO/IEC 29500-2), opened so that a hostile one does no harm.

Only parts that hold text are unpacked, each up to a limit. No part may declare entities, nothing outside the file is
looked up, and images, macros and embedded files stay unread.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from ingest.reading import SourceError

Element = Any
"""An element of lxml, which comes without types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DUBLIN_CORE = ("{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}")
_COMPANY = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company"

LONGEST_PART = 30_000_000
"""Bytes of one part unpacked: some 2,500 pages. The largest handbooks have a tenth of it."""

DAMAGED = "Word-dokumentet är skadat eller avbrutet och går inte att öppna."
_TOO_LARGE = f"Word-dokumentet är för stort: texten får vara högst {LONGEST_PART // 1_000_000} MB uppackad."
_ENTITIES = "Word-dokumentet innehåller en dokumenttypsdeklaration, vilket inget riktigt Word-dokument gör."

_MAIN = "word/document.xml"
_PROLOGUE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_WHERE_DECLARATIONS_STAND = 65_536
# The strict variant of the format has other names for the same things.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: the last word of the type ("hyperlink", "footnotes"), and an address or a part's name."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word file. Every method raises SourceError where a part is damaged, too large or hostile."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            self._names = {name.lower(): name for name in self._zip.namelist()}
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise SourceError(DAMAGED) from error
        main = (link.target for link in self.relationships("").values() if link.kind == "officeDocument")
        self.main = next((name for name in main if name.lower() in self._names), _MAIN)

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where the file has no such part."""
        stored = self._names.get(name.lower())
        return None if stored is None else _parse(self._unpack(stored))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return by id what a part refers to; "" stands for the package."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for link in root.iter(f"{RELATIONSHIPS}Relationship") if root is not None else ():
            target, external = link.get("Target", ""), link.get("TargetMode") == "External"
            path = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[link.get("Id", "")] = Relationship(link.get("Type", "").rpartition("/")[2], path, external)
        return found

    def related(self, kind: str) -> list[tuple[str, Element]]:
        """Return name and root of each part of a kind that the main part refers to."""
        links = self.relationships(self.main).values()
        names = [link.target for link in links if link.kind == kind and not link.external]
        return [(name, root) for name in names if (root := self.part(name)) is not None]

    def properties(self) -> dict[str, str]:
        """Return what the file says of itself: "title", "created", "publisher" and the like, "company"."""
        links = self.relationships("").values()
        parts = [self.part(link.target) for link in links if link.kind in {"core-properties", "extended-properties"}]
        found: dict[str, str] = {}
        for element in (child for root in parts if root is not None for child in root):
            name = "company" if element.tag == _COMPANY else ""
            for namespace in _DUBLIN_CORE:
                if str(element.tag).startswith(namespace):
                    name = str(element.tag).removeprefix(namespace)
            if name and (value := " ".join((element.text or "").split())):
                found[name] = value
        return found

    def _unpack(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(LONGEST_PART + 1)
        except (BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, OSError) as error:
            raise SourceError(DAMAGED) from error
        if len(data) > LONGEST_PART:
            raise SourceError(_TOO_LARGE)
        return data


def _parse(data: bytes) -> Element:
    if _PROLOGUE.search(data[:_WHERE_DECLARATIONS_STAND].replace(b"\0", b"")):
        raise SourceError(_ENTITIES)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError(_ENTITIES)
    return root
