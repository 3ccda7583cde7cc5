"""Newsletters, as HTML or plain text: a letter splits into its items, each with its heading, kind and links.

What becomes of the parts of a letter:

- The masthead is the title; number, month and year are read from it ("Nyhetsbrev 3, januari 2022").
- Each heading with its text is an item. Under a label such as "Tips!" each title is an item of its own; headings
  inside one story stay in its text. A line that only closes an item (a link, a greeting) stays in it.
- Text before the first heading is about the newsletter.
- What the tool adds goes to `dropped`: preheader, links to a web version, unsubscribe and share blocks, tables of
  contents, descriptions of pictures that stand beside text, and other hidden text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from ingest.readers.encoding import decode
from ingest.readers.markup import parse_markup
from ingest.readers.newsletter_junk import TOOL_MARKS, WEB_VERSION, without_junk
from ingest.readers.newsletter_kinds import ABOUT_LETTER, bare, label_kind
from ingest.readers.newsletter_lines import Line, tidy
from ingest.readers.newsletter_markup import markup_lines
from ingest.readers.newsletter_masthead import Masthead, find_masthead, names_an_issue, published_in
from ingest.readers.newsletter_outline import Item, split_into_items, to_section
from ingest.readers.newsletter_plain import text_lines
from ingest.readers.newsletter_wording import is_sentence
from ingest.readers.sections import one_line
from ingest.reading import Reading, SourceError

KIND = "nyhetsbrev"

_CERTAIN = 2
_CONTENTS = re.compile(
    r"""^\W*(?:i\ (?:detta|det\ här)\ (?:nummer|numret|nyhetsbrevet|nyhetsbrev|brevet|utskicket)
    |innehåll(?:sförteckning)?|detta\ nummer\ innehåller|in\ this\ (?:issue|newsletter)|(?:table\ of\ )?contents)
    (?:\ (?:kan\ du\ läsa|läser\ du|hittar\ du)(?:\ om)?)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_ENTRY = 60
_LONGEST_PRELUDE_LINE = 160
# In small letters: minding the case, a search passes over what begins nothing that is looked for.
_PAGE = re.compile(r"<nav\b|<main\b|role=[\"']?(?:navigation|main)\b|property=[\"']?og:")
_LAYOUT = re.compile(r"<table\b[^<>]*?(?:cellpadding|role=[\"']?presentation)")
_OUTLOOK = re.compile(r"<!--\[if[^\]]{0,100}mso|mso-|urn:schemas-microsoft-com:vml")
_LAYOUT_TABLES = 3
_UNREAD = re.compile(r"<(style|script|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BORDER = re.compile(r"</?(?:p|div|td|tr|table|h\d|li|br|center)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NAMED = re.compile("nyhetsbrev|newsletter", re.IGNORECASE)
_SOME_LABELS = 2
_TITLE = re.compile(r"<(title|h[1-4])\b[^<>]*>(.{0,2000}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_BEGINNING = 60_000
_LETTER = 200_000
"""Characters by which a plain text is known; a letter has a tenth."""


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a newsletter in HTML. Raises SourceError."""
    return read_markup(decode(data))


def read_markup(markup: str, subject: str | None = None) -> Reading:
    """Read the HTML of a newsletter; `subject` is the title that its mail gives it. Raises SourceError."""
    soup = parse_markup(markup)
    lines, dropped = markup_lines(soup)
    title = soup.title.get_text() if soup.title else ""
    return _reading(lines, dropped, [subject or "", title])


def read_text(text: str, subject: str | None = None) -> Reading:
    """Read the plain text of a newsletter. Raises SourceError."""
    return _reading(text_lines(text), [], [subject or ""])


def is_newsletter_markup(markup: str, name: str = "") -> bool:
    """Say whether HTML is a newsletter and not a web page: by its titles, its file's name, its tool and its layout."""
    beginning = markup[:_BEGINNING]
    small = markup.lower()
    page = _PAGE.search(beginning.lower()) is not None
    titles = [_plain(match[2]) for match in _TITLE.finditer(beginning)]
    first = (
        []
        if page
        else [
            Line(text=text)
            for line in _BORDER.sub("\n", _UNREAD.sub("", beginning)).split("\n")
            if (text := _plain(line))
        ]
    )
    points = 3 * (any(map(names_an_issue, titles)) or find_masthead(first, ()) is not None)
    points += any(_NAMED.search(title) for title in (name, *titles))
    points += sum(label_kind(title) is not None for title in titles) >= _SOME_LABELS
    points += TOOL_MARKS.search(small) is not None
    points += WEB_VERSION.search(_plain(markup)) is not None
    points += len(_LAYOUT.findall(small)) >= _LAYOUT_TABLES
    points += _OUTLOOK.search(small) is not None
    return points - page >= _CERTAIN


def is_newsletter_text(text: str) -> bool:
    """Say whether a plain text is a newsletter: its title names an issue, or labels and the tool's lines show it."""
    lines = text_lines(text[:_LETTER])
    if find_masthead(lines, ()) is not None:
        return True
    labels = sum(label_kind(line.text) is not None for line in lines if not line.listed)
    return labels > 1 or (labels == 1 and len(without_junk(lines)[1]) > 0)


def _plain(markup: str) -> str:
    return one_line(unescape(_TAG.sub("", markup)))


def _reading(lines: list[Line], hidden: list[str], declared: Sequence[str]) -> Reading:
    lines, added = without_junk(lines)
    titles = [tidy(title) for title in declared if title.strip()]
    masthead = find_masthead(lines, titles) or _other_title(lines, titles)
    lines, before = _below(lines, masthead)
    lines, contents = _without_contents(lines)
    items = split_into_items(lines)
    left_out = _settle_opening(items)
    sections = [section for item in items if (section := to_section(item)) is not None]
    if not sections:
        raise SourceError("Filen innehåller ingen text.")
    dropped = [*hidden, *added, *before, *contents, *left_out]
    return Reading(
        title=masthead.title or None,
        sections=tuple(sections),
        kind=KIND,
        published=masthead.published,
        dropped=tuple(text for text in dropped if text),
    )


def _other_title(lines: Sequence[Line], titles: Sequence[str]) -> Masthead:
    """Return the title of a letter whose title names no issue: as declared, else its only heading of the first rank."""
    first = [index for index, line in enumerate(lines) if line.rank == 1]
    if titles:
        same = frozenset(index for index in first if lines[index].text.casefold() == titles[0].casefold())
        return Masthead(titles[0], published_in(titles[0]), same)
    if lines and not titles and _NAMED.search(lines[0].text) and not is_sentence(lines[0].text):
        return Masthead(lines[0].text, None, frozenset({0}))
    if len(first) == 1 and label_kind(lines[first[0]].text) is None:
        return Masthead(lines[first[0]].text, published_in(lines[first[0]].text), frozenset(first))
    return Masthead("", None)


def _below(lines: list[Line], masthead: Masthead) -> tuple[list[Line], list[str]]:
    """Take off the masthead and what stands above it: a preheader that shows, the sender's name."""
    start = min(masthead.lines, default=0)
    above = lines[:start]
    if any(len(line.text) > _LONGEST_PRELUDE_LINE or label_kind(line.text) for line in above):
        above = []
    kept = [line for index, line in enumerate(lines) if index >= len(above) and index not in masthead.lines]
    return kept, [line.text for line in above]


def _without_contents(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Take out a table of contents: entries at the top that headings further down repeat, and the label above them."""
    keys = [bare(line.text).casefold() for line in lines]
    last = {key: index for index, (key, line) in enumerate(zip(keys, lines, strict=True)) if not line.listed}
    repeated = [last.get(key, -1) > index for index, key in enumerate(keys)]
    opening = next((index for index, line in enumerate(lines) if _is_prose(line)), len(lines))
    entries: set[int] = set()
    for index in range(opening):
        if index in entries:
            continue
        if _CONTENTS.match(lines[index].text) and (found := _entries(lines, repeated, index + 1)):
            entries |= {index, *found}
        elif repeated[index] and len(found := _entries(lines, repeated, index)) > 1:
            entries |= {*found}
    return (
        [line for index, line in enumerate(lines) if index not in entries],
        [line.text for index, line in enumerate(lines) if index in entries],
    )


def _entries(lines: Sequence[Line], repeated: Sequence[bool], start: int) -> list[int]:
    """Return the entries of a table of contents from `start` on: repeated further down, or items of a list."""
    end = start
    while end < len(lines) and (repeated[end] or lines[end].listed) and not lines[end].text.endswith("."):
        end += 1
    return list(range(start, end)) if any(repeated[start:end]) else []


def _is_prose(line: Line) -> bool:
    return is_sentence(line.text) and len(line.text) > _LONGEST_ENTRY


def _settle_opening(items: list[Item]) -> list[str]:
    """Give what stands before the first heading its place; return what is no more than a motto or a name.

    It belongs to the item about the newsletter, where that comes first; else it is that item.
    """
    opening, *others = items
    if others and others[0].kind == ABOUT_LETTER:
        others[0].lines = [*opening.lines, *others[0].lines]
        opening.lines = []
    elif others and not any(is_sentence(line.text) for line in opening.lines):
        dropped = [line.text for line in opening.lines]
        opening.lines = []
        return dropped
    elif others:
        opening.opens = True
    return []
