"""What a PDF says of itself in print: its title, date, publisher, ISBN and official number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.dates import iso_date
from ingest.readers.pdf_headings import number_of
from ingest.readers.pdf_lines import Line, body_size
from ingest.readers.sections import one_line

_TITLE_LARGER = 1.3
"""How many times the size of the body the title on the first page is, at least."""
_LONGEST_ON_TITLE_PAGE = 70
"""Characters of a line in the size of the text on a title page, at most; in prose most lines have more."""
_TITLE_PAGE_LINES = 25
_TOP = 0.35
"""The share of a first page, from the top, where a letter or a decision has its date."""
_LONGEST_FACT = 80
"""Characters of a line that says a fact about the document; a longer one is a sentence of its text."""
_IMPRINT_PAGES = 3
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft \w+\s*-|namnlös|title$|\(?anonymous\)?|(?:powerpoint-)?presentation$|dokument\d*$)"
    r"|\.(?:docx?|pdf|indd|pptx?|odt|html?)$|^https?:",
    re.IGNORECASE,
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][–\- ]?)?\d[\d–\- ]{7,14}[\dX])(?!\d)", re.IGNORECASE)
_DESIGNATION = re.compile(
    r"\b(?:(?:COM|KOM|SWD|JOIN|SEC|SEK|C)\s?\(\d{4}\)\s?\d+(?:\s?(?:final|slutlig))?"
    r"|[Pp]rop\.\s?\d{4}/\d\d:\d+|SOU\s\d{4}:\d+|Ds\s\d{4}:\d+)"
)
_COPYRIGHT = re.compile(
    r"©\s*(?:(?P<before>(?:19|20)\d\d)[,\s]+)?(?P<name>[^\W\d_][^,\d©|]*?)?[,\s]*(?P<after>(?:19|20)\d\d)?\.?$"
)
_PUBLISHED_BY = re.compile(r"(?:utgivare|utgiven av|published by|publisher)\s*:?\s+([^\W\d_][^,;|\d]+)", re.IGNORECASE)
_PUBLISHERS = (
    ("Europeiska kommissionen", re.compile(r"europeiska kommissionen|european commission", re.IGNORECASE)),
    ("Regeringen", re.compile(r"regeringens (?:proposition|skrivelse)\b.*", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a document prints of itself; None where it does not."""

    published: str | None
    publisher: str | None
    designation: str | None
    isbn: str | None


def facts_of(lines: Sequence[Line], furniture: Iterable[Line], title_page: int | None) -> Facts:
    """Gather the facts from the first pages, the last one, and the running heads."""
    last = lines[-1].page
    first = [line for line in lines if line.page == lines[0].page]
    imprint = [line for line in lines if line.page <= _IMPRINT_PAGES or line.page == last]
    isbns = (match[1] for line in imprint if (match := _ISBN.search(line.text)))
    numbers = (
        match[0]
        for line in (*first, *furniture)
        if (match := _DESIGNATION.search(line.text)) and 2 * len(match[0]) >= len(line.text)
    )
    return Facts(
        published=_published(lines, imprint, title_page),
        publisher=_publisher(first, imprint),
        designation=next(map(one_line, numbers), None),
        isbn=next(("".join(re.split(r"[–\- ]+", isbn)) for isbn in isbns), None),
    )


def title_page_of(lines: Sequence[Line]) -> int | None:
    """Return the number of the title page: the first, if others follow and it has only short lines."""
    first = [line for line in lines if line.page == lines[0].page]
    has_prose = any(len(line.text) > _LONGEST_ON_TITLE_PAGE and line.size <= body_size(lines) for line in first)
    return None if has_prose or len(first) == len(lines) or len(first) > _TITLE_PAGE_LINES else first[0].page


def title_lines_of(lines: Sequence[Line]) -> list[Line]:
    """Return the largest lines of the first page, if they are far larger than the text and no numbered heading."""
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    start = next(place for place, line in enumerate(first) if line.size == largest)
    title = [first[start]]
    for line in first[start + 1 :]:
        if line.size != largest or line.top - title[-1].top > 2 * largest:
            break
        title.append(line)
    is_heading_too = any(line.size == largest for line in lines if line not in title)
    if largest < _TITLE_LARGER * body_size(lines) or number_of(title[0].text) or is_heading_too:
        return []
    return title


def declared_title(title: str) -> str | None:
    """Return the title that a file declares, None where it is the name of a file or of a program."""
    return title if title and not _NO_TITLE.search(title) else None


def _published(lines: Sequence[Line], imprint: Sequence[Line], title_page: int | None) -> str | None:
    """Return the date of the title page, else that at the top of a letter, else that of the imprint."""
    front = [line.text for line in lines if line.page == title_page]
    if date := iso_date(" ".join(front)):
        return date
    top = [line for line in lines if line.page == lines[0].page and line.top < _TOP * line.page_height]
    dates = (iso_date(line.text) for line in (*top, *imprint) if len(line.text) <= _LONGEST_FACT)
    years = (match["before"] or match["after"] for line in imprint if (match := _COPYRIGHT.search(line.text)))
    return next(filter(None, dates), None) or next(filter(None, years), None)


def _publisher(first: Sequence[Line], imprint: Sequence[Line]) -> str | None:
    for line in first:
        for name, words in _PUBLISHERS:
            if words.fullmatch(line.text):
                return name
    facts = [line for line in imprint if len(line.text) <= _LONGEST_FACT]
    said = (match[1] for line in facts if (match := _PUBLISHED_BY.match(line.text)))
    owners = (match["name"] for line in imprint if (match := _COPYRIGHT.search(line.text)))
    return next((one_line(name).strip(" .:") for name in (*said, *owners) if name), None)
