"""Web pages: the headings and text of the main content, without menus, forms and notices."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from ingest.readers.encoding import decode
from ingest.readers.flow import Leaf, Rules, leaves
from ingest.readers.html_blocks import html_blocks
from ingest.readers.markup import attribute, language_of, parse_markup
from ingest.readers.sections import build_sections, one_line
from ingest.readers.webpage_chrome import take_out_chrome
from ingest.readers.webpage_facts import Facts
from ingest.readers.webpage_main import declared_main, extracted_main, opening_of
from ingest.readers.webpage_measures import Measures
from ingest.readers.webpage_names import FACTS, kinds_of
from ingest.reading import Reading, SourceError

KIND = "webbsida"


def read(data: bytes, name: str, address: str | None = None) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a web page; `address` is where it came from, if that is known. Raises SourceError.

    The text is that of the main part, and of boxes beside it with facts or persons to ask; `dropped` is all the rest.
    The address that the page gives itself stands in `metadata` as "url". Relative links are made absolute by where it
    came from, else by that.
    """
    markup = decode(data)
    soup = parse_markup(markup)
    facts = Facts(soup, address)
    measures = Measures(soup)
    declared = declared_main(soup, measures)
    dropped = take_out_chrome(soup, measures, guess=declared is None)
    measures = Measures(soup)
    root = declared or extracted_main(soup, measures)
    title = facts.title(root)
    opening = opening_of(soup, root, measures)
    boxes = [tag for tag in soup.find_all("aside") if not _is_around(root, tag)]
    kept = [*([opening] if opening else []), root, *boxes]
    blocks = (block for part in kept for block in html_blocks(part, base=facts.base, beside=_is_beside))
    sections = build_sections(blocks, title=title)
    if not sections:
        raise SourceError("Webbsidan innehåller ingen text.")
    return Reading(
        title=title,
        sections=sections,
        kind=KIND,
        published=facts.published(dropped, markup),
        publisher=facts.publisher,
        language=language_of(soup),
        metadata=(("url", facts.url),) if facts.url else (),
        dropped=(*dropped, *_outside(soup, kept)),
    )


def _is_beside(tag: Tag) -> bool:
    return tag.name == "aside" or attribute(tag, "role") == "complementary" or FACTS in kinds_of(tag)


def _is_around(root: Tag, tag: Tag) -> bool:
    """Say whether an element is the main part, in it, or around it."""
    return any(root is above for above in (tag, *tag.parents)) or any(tag is above for above in root.parents)


def _outside(soup: BeautifulSoup, kept: Sequence[Tag]) -> list[str]:
    """Return what the page says outside the parts that are kept."""
    known = {id(part) for part in kept}
    body = soup.body or soup
    parts = leaves(body, Rules(drop=lambda tag: id(tag) in known)) if id(body) not in known else ()
    return [one_line(part.text) for part in parts if isinstance(part, Leaf)]
