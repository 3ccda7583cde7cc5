"""Saved mail (`.eml`): the letter in the richer of its HTML and its plain text, with what the headers say of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email import errors, message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from ingest.readers.email_attachments import Attachment, attachment_of, with_attachments
from ingest.readers.encoding import decode
from ingest.readers.markup import TOO_DEEP
from ingest.readers.newsletter import KIND, is_newsletter_markup, is_newsletter_text, read_markup, read_text
from ingest.readers.newsletter_masthead import names_an_issue
from ingest.reading import Reading, SourceError

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|\r?\n[ \t])")
_TELLING = frozenset(
    "received return-path from to subject date message-id mime-version content-type delivered-to dkim-signature".split()
)
_TELLING_HEADERS = 2
_FORWARDED = re.compile(r"^(?:(?:vb|vs|sv|fwd?|re|aw)\s*:\s*)+", re.IGNORECASE)
_CUT_OFF = (
    errors.CloseBoundaryNotFoundDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.InvalidBase64PaddingDefect,
    errors.InvalidBase64LengthDefect,
)
_NO_TEXT = "E-postmeddelandet innehåller ingen text."
_TEXTS = frozenset({"text/plain", "text/html"})
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[(<\[]?(?:https?://|www\.)\S+")
_MOST_STRAY_WORDS = 5
_STRAY_SHARE = 0.02
"""Words of the plain text that the HTML may lack and still be as good: an address, the text of a picture."""


def is_email(text: str) -> bool:
    """Say whether a text begins with the headers of a mail."""
    head = text.lstrip("\r\n").removeprefix("From ").split("\n\n", 1)[0].replace("\r\n", "\n").split("\n\n", 1)[0]
    names: list[str] = []
    for line in head.split("\n"):
        if line.startswith((" ", "\t", ">From ")) and names:
            continue
        if (match := _HEADER.match(f"{line} ")) is None:
            break
        names.append(match[1].lower())
    return len(_TELLING.intersection(names)) >= _TELLING_HEADERS


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a mail. Raises SourceError.

    The title is that of the letter, else the subject; the date and the sender of the headers count where the letter
    has none. A mail that is no newsletter has no `kind`. What is attached follows the letter.
    """
    try:
        return _read(data, depth=0)
    except RecursionError as error:
        raise SourceError(TOO_DEEP) from error


def _read(mail: Message | bytes, depth: int) -> Reading:
    """Read a mail that is attached to `depth` others."""
    message = message_from_bytes(_with_plain_headers(mail)) if isinstance(mail, bytes) else mail
    whole_subject = _decoded(_header(message, "subject"))
    subject = _FORWARDED.sub("", whole_subject)
    bodies, attached = _bodies_and_attachments(message)
    if any(isinstance(defect, _CUT_OFF) for part in message.walk() for defect in part.defects):
        raise SourceError("E-postmeddelandet är avbrutet: slutet saknas.")
    try:
        reading = _richer(bodies.get("html", ""), bodies.get("plain", ""), subject)
    except SourceError:
        if not any(not attachment.is_added for attachment in attached):
            raise
        reading = Reading(title=subject or None, sections=())
    if not _is_newsletter(message, subject, bodies):
        sections = tuple(replace(section, item_kind=None) for section in reading.sections)
        reading = replace(reading, sections=sections, kind=None)
    reading = with_attachments(reading, attached, depth, _read)
    if not reading.sections:
        raise SourceError(f"{_NO_TEXT[:-1]} och inga bilagor som går att läsa.")
    forwarded = subject != whole_subject
    return replace(
        reading,
        published=reading.published or _date(message),
        publisher=None if forwarded else _sender(message),
    )


def _bodies_and_attachments(message: Message) -> tuple[dict[str, str], list[Attachment]]:
    """Return the texts of a mail by kind ("html", "plain"), the longest of each, and what is attached to it."""
    bodies: dict[str, str] = {}
    attached: list[Attachment] = []
    for part in _parts(message):
        name = re.split(r"[\\/]", _decoded(part.get_filename() or ""))[-1]
        is_text = part.get_content_type() in _TEXTS and part.get_content_disposition() != "attachment"
        if is_text and not (name and bodies):
            kind, text = part.get_content_subtype(), _text(part)
            bodies[kind] = max(bodies.get(kind, ""), text, key=len)
        else:
            attached.append(attachment_of(part, name, len(attached) + 1))
    return bodies, attached


def _with_plain_headers(data: bytes) -> bytes:
    """Return a mail whose headers are UTF-8 where they hold raw letters of another encoding, or all of it is UTF-16."""
    if b"\0" in data[:200] or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data).lstrip().encode()
    data = data.lstrip(b"\r\n")
    head, blank, body = (
        re.split(rb"(\r?\n\r?\n)", data, maxsplit=1) if re.search(rb"\r?\n\r?\n", data) else (data, b"", b"")
    )
    return data if head.isascii() else decode(head).encode() + blank + body


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are no containers, without going into mails that are attached."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        children = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(children, list):
            waiting += [child for child in reversed(children) if isinstance(child, Message)]
        else:
            yield part


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return ""
    text = decode(content, part.get_content_charset())
    if part.get_param("format") == "flowed":
        return re.sub(r"(?<=[^\s-]) \r?\n(?=\S)", " ", text)
    return text


def _header(message: Message, name: str) -> str:
    """Return a header as it stands on one line, "" where there is none."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    return " ".join(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def _decoded(value: str) -> str:
    """Return a header with its encoded words (RFC 2047) as text; broken ones stay as they are."""
    try:
        parts = decode_header(value)
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "utf-8", "replace") for part, charset in parts
        ).strip()
    except (errors.HeaderParseError, LookupError, ValueError):
        return value


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _sender(message: Message) -> str | None:
    name = _decoded(parseaddr(_header(message, "from"))[0])
    return name if name and "@" not in name else None


def _richer(html: str, plain: str, subject: str) -> Reading:
    """Return the reading of the HTML, but that of the plain text where it says more. Raises SourceError."""
    readings: list[Reading] = []
    failure = SourceError(_NO_TEXT)
    for text, reader in ((html, read_markup), (plain, read_text)):
        if not text.strip():
            continue
        try:
            readings.append(reader(text, subject))
        except SourceError as error:
            failure = error
    if not readings:
        raise failure
    best, *others = readings
    for other in others:
        ours, theirs = _words(best), _words(other)
        more, fewer = (theirs - ours).total(), (ours - theirs).total()
        if more > fewer and more > max(_MOST_STRAY_WORDS, _STRAY_SHARE * ours.total()):
            best = other
    return best


def _words(reading: Reading) -> Counter[str]:
    parts = [part for section in reading.sections for part in (*section.heading[-1:], section.text)]
    return Counter(_WORD.findall(_ADDRESS.sub(" ", " ".join([reading.title or "", *parts])).casefold()))


def _is_newsletter(message: Message, subject: str, bodies: dict[str, str]) -> bool:
    if _header(message, "list-unsubscribe") or names_an_issue(subject) or KIND in subject.casefold():
        return True
    return is_newsletter_markup(bodies.get("html", "")) or is_newsletter_text(bodies.get("plain", ""))
