"""Plain text: a newsletter where it is one, else the headings and paragraphs that its layout shows."""

from __future__ import annotations

from ingest.readers.encoding import decode
from ingest.readers.newsletter import is_newsletter_text, read_text
from ingest.readers.newsletter_headings import find_headings
from ingest.readers.newsletter_lines import SAME_BLOCK, Line
from ingest.readers.newsletter_plain import text_lines
from ingest.readers.sections import Block, Heading, ListItem, Paragraph, build_sections
from ingest.reading import Reading, SourceError

_LONGEST_TITLE = 120


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a plain text. Raises SourceError.

    A short first line that no text follows at once is the title. Headings are found by underlines, `#`, capitals, and
    empty lines around them.
    """
    text = decode(data)
    if is_newsletter_text(text):
        return read_text(text)
    lines = text_lines(text)
    if not lines:
        raise SourceError("Filen är tom.")
    title, lines = _title(lines)
    blocks = [_block(line, is_heading=found) for line, found in zip(lines, find_headings(lines), strict=True)]
    sections = build_sections(blocks, title=title)
    return Reading(title=title, sections=sections or build_sections([Paragraph(title or "")], title=title))


def _title(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """Return the title and the other lines."""
    first, *others = lines
    apart = not others or others[0].gap > SAME_BLOCK
    if (
        first.listed
        or first.linked
        or not apart
        or len(first.text) > _LONGEST_TITLE
        or first.text.endswith((".", ":", ","))
    ):
        return None, lines
    return first.text, others


def _block(line: Line, *, is_heading: bool) -> Block:
    if is_heading:
        return Heading(line.rank or 2, line.text, links=line.links)
    return ListItem(line.text, line.links) if line.listed else Paragraph(line.text, line.links)
