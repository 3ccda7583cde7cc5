"""What is attached to a mail: files that the bank reads become sections of the mail, others are said to be unread.

Archives count as the files in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email.message import Message
from io import BytesIO
from pathlib import PurePosixPath

from ingest.archive import ArchiveError, ArchiveLimits, Member, is_archive, unpack
from ingest.readers.formats import Format, find_format
from ingest.readers.sections import one_line, same_words
from ingest.reading import Reading, Section, SourceError, Unread

MOST = 100
"""Attachments of one mail with the files in its archives, those of attached mails not counted."""
DEEPEST = 3
"""Mails within mails."""

_TOO_MANY = f"Meddelandet har fler än {MOST} bilagor."
_TOO_DEEP = "Meddelandet ligger för många meddelanden djupt."
_SMALL_PICTURE = 100_000
"""Bytes. Logotypes and icons are smaller; a page that somebody has photographed is not."""

# What mail programs add; nobody has attached it to be read.
_ADDED = frozenset(
    "application/pkcs7-signature application/x-pkcs7-signature application/pgp-signature application/pgp-keys"
    " application/pgp-encrypted application/ics text/vcard text/x-vcard text/calendar text/rfc822-headers"
    " message/delivery-status message/disposition-notification message/partial message/external-body".split()
)
_ADDED_NAMES = (".p7s", ".p7m", ".asc", ".sig", ".vcf", ".ics")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a mail: its name, and its bytes or, of a mail, the message."""

    name: str
    data: bytes
    message: Message | None = None
    is_added: bool = False


def attachment_of(part: Message, name: str, number: int) -> Attachment:
    """Take an attachment out of its part; `name` is that of its file, and `number` counts those without one."""
    kind = part.get_content_type()
    payload = part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return Attachment(name or f"meddelande-{number}.eml", b"", payload[0])
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    picture = part.get_content_maintype() == "image"
    inline = picture and (len(data) < _SMALL_PICTURE or part.get_content_disposition() != "attachment")
    is_added = inline or kind in _ADDED or name.lower().endswith(_ADDED_NAMES) or not data.strip()
    return Attachment(name or f"bilaga-{number}", data, is_added=is_added)


def with_attachments(
    reading: Reading, attachments: list[Attachment], depth: int, read_mail: Callable[[Message | bytes, int], Reading]
) -> Reading:
    """Add to the reading of a mail what is attached to it.

    The sections of an attachment stand under its title or the name of its file. `depth` counts the mails that the mail
    is attached to, and `read_mail` reads one that is so many mails deep.
    """
    sections: list[Section] = []
    unread: list[Unread] = []
    dropped = [attachment.name for attachment in attachments if attachment.is_added]
    tried = 0
    for attachment in _unpacked(attachment for attachment in attachments if not attachment.is_added):
        if isinstance(attachment, Unread):
            unread.append(attachment)
            continue
        tried += 1
        if tried > MOST:
            unread.append(Unread(attachment.name, _TOO_MANY))
            continue
        try:
            found = _read(attachment, depth + 1, read_mail)
        except SourceError as error:
            unread.append(Unread(attachment.name, str(error)))
        else:
            sections += _under(found.title or PurePosixPath(attachment.name).name, found.sections)
            unread += [Unread(f"{attachment.name}/{inner.name}", inner.reason) for inner in found.unread]
            dropped += found.dropped
    return replace(
        reading,
        sections=(*reading.sections, *sections),
        dropped=(*reading.dropped, *dropped),
        unread=(*reading.unread, *unread),
    )


def _unpacked(attachments: Iterable[Attachment]) -> Iterator[Attachment | Unread]:
    """Yield attachments, and of an archive the files in it, one at a time; what cannot be had of it as unread."""
    for attachment in attachments:
        if attachment.message is not None or not is_archive(BytesIO(attachment.data), attachment.name):
            yield attachment
            continue
        try:
            for part in unpack(BytesIO(attachment.data), ArchiveLimits()):
                name = f"{attachment.name}/{part.name}"
                yield Attachment(name, part.data) if isinstance(part, Member) else Unread(name, part.reason)
        except ArchiveError as error:
            yield Unread(attachment.name, str(error))


def _read(attachment: Attachment, depth: int, read_mail: Callable[[Message | bytes, int], Reading]) -> Reading:
    """Read an attachment. Raises SourceError, also for a fault of a reader, which must not cost the mail its text."""
    from ingest import readers  # noqa: PLC0415 - it loads the reader of mails

    mail = attachment.message or attachment.data
    is_mail = attachment.message is not None or find_format(attachment.data, attachment.name) is Format.EMAIL
    if is_mail and depth > DEEPEST:
        raise SourceError(_TOO_DEEP)
    try:
        return read_mail(mail, depth) if is_mail else readers.read(attachment.data, attachment.name)
    except (SourceError, MemoryError):
        raise
    except Exception as error:
        raise SourceError(f"Filen går inte att tolka ({type(error).__name__} i läsaren).") from error


def _under(title: str, sections: tuple[Section, ...]) -> Iterator[Section]:
    """Yield sections with their headings below the title of what they stand in."""
    for section in sections:
        path = section.heading[1:] if section.heading and same_words(section.heading[0], title) else section.heading
        yield replace(section, heading=(one_line(title), *path))
