"""Web pages that a browser has saved with their pictures in one file (`.mht`, `.mhtml`: MHTML, RFC 2557)."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from ingest.readers.encoding import decode
from ingest.readers.links import web_address
from ingest.reading import SourceError

_MARKS = re.compile(
    r"^(?:Snapshot-Content-Location:|From: ?[\"<]?Saved by|X-MimeOLE: Produced By)", re.IGNORECASE | re.MULTILINE
)
_RELATED = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_SENT = re.compile(r"^(?:To|Received|Message-ID):", re.IGNORECASE | re.MULTILINE)


def is_saved_page(head: str) -> bool:
    """Say whether a text that begins with the headers of a mail was saved by a browser and sent by nobody."""
    headers = head.replace("\r\n", "\n").lstrip("\n").split("\n\n", 1)[0]
    return bool(_RELATED.search(headers) and _MARKS.search(headers) and not _SENT.search(headers))


def page_in(data: bytes) -> tuple[str, str | None]:
    """Return the HTML of the page and its address, if the file says it. Raises SourceError."""
    message = message_from_bytes(data)
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() in _PAGES else None
        if isinstance(content, bytes) and content.strip():
            return decode(content, part.get_content_charset()), _address(message, part)
    raise SourceError("Den sparade webbsidan innehåller ingen text.")


def _address(message: Message, part: Message) -> str | None:
    said = (message.get("Snapshot-Content-Location"), part.get("Content-Location"))
    return next((url for text in said if text and (url := web_address("".join(str(text).split())))), None)
