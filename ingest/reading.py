"""What a reader gives back: the sections of one source, and what the source says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.document import Link
from index.errors import KunskapsbankError


class SourceError(KunskapsbankError):
    """A file that cannot be read; the message is one Swedish sentence without the file's name."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and one Swedish sentence on why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One passage to be: its heading path (outermost first), plain text, links, kind of item and page.

    `text` has a blank line between paragraphs; a list item stands on a line of its own and begins with "• ".
    The text of a link stays in `text`. `item_kind` is one of `ITEM_KINDS` or None. `page` counts from 1. `language` is
    set where it is not that of the whole. `part` counts from 1 the sections that a too long one has become.
    """

    heading: tuple[str, ...]
    text: str
    links: tuple[Link, ...] = ()
    item_kind: str | None = None
    page: int | None = None
    language: str | None = None
    part: int = 1


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a source that could not be read, such as an attachment: its name, and one Swedish sentence on why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source as its reader sees it; None and () where the source does not say.

    `kind` is a document kind ("nyhetsbrev", "handlingsplan", …) where the format or the content reveals it.
    `published` is ISO 8601 with the source's own precision. `language` is what the source declares, and after
    `ingest.readers.read` that of most of the text. `designation` is an official number such as "COM(2021) 778 final".
    `metadata` holds front matter as (key, value) pairs. `dropped` holds the text that was left out on purpose (menus,
    unsubscribe blocks, running heads), so that a person can see what did not get in; `unread` what could not be read.
    `note` says in Swedish how sure the text is.
    """

    title: str | None
    sections: tuple[Section, ...]
    kind: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    designation: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    note: str | None = None
    unread: tuple[Unread, ...] = ()


ITEM_KINDS = (
    "om nyhetsbrevet",
    "krönika",
    "intervju",
    "tips",
    "aktuellt",
    "seminarium",
    "om projektet",
    "kontakt",
)
