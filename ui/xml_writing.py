"""XML as it goes out: elements of the standard library, without the characters that XML 1.0 has no place for."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element with a text and attributes, and return it."""
    element = ET.SubElement(parent, name, {key: _NO_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NO_XML.sub("", text) or None
    return element


def written(root: ET.Element) -> bytes:
    """Return a whole document in UTF-8."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()
