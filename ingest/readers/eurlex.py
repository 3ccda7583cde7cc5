"""Documents of EUR-Lex and CELLAR: Commission documents, the Official Journal, consolidated texts, old plain HTML.

What becomes of the parts of such a document:

- Headings keep their printed number ("4.1. Rättslig grund"). Explanatory memorandum, act and annexes are outermost;
  the title of the document is no part of a path. Text before the first heading stands under the title.
- A footnote is cited in the text as "[3]" next to the word, and stands as a paragraph of its own, "[3] …", after the
  paragraph or list item that cites it, after the table, or first under the heading. It is repeated in each section
  that cites it.
- Numbered paragraphs begin with their number, list items with the printed marker or "• "; a row of a table is a line.
- What the cover says goes to the metadata and to `dropped`, as do the table of contents and the running heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from ingest.readers.encoding import decode
from ingest.readers.eurlex_act import Act
from ingest.readers.eurlex_cover import read_cover
from ingest.readers.eurlex_plain import plain_blocks
from ingest.readers.eurlex_roles import style_of
from ingest.readers.eurlex_tables import is_data_table
from ingest.readers.flow import Leaf, Rules, leaves, plain_text
from ingest.readers.footnotes import Footnotes
from ingest.readers.links import web_address
from ingest.readers.markup import attribute, class_names, parse_markup
from ingest.readers.sections import build_sections, one_line
from ingest.reading import Reading, SourceError

_SIGNS = re.compile(
    r"""convex\ \#\ converter|cellarimagenameprefix|\[name=lw_|<txt_te\b|id=["']?texteonly\b
    |class=["'](?:li\s)?(?:manual(?:heading|numpar|considrant)\w*|rfrence(?:inter)?institutionnelle|exposdesmotifstitre
    |typedudocument(?:_cp)?|titreobjet(?:_cp)?|titrearticle|personnequisigne|eli-(?:container|main-title)|title-doc-first
    |(?:oj-)?(?:doc-ti|ti-art|sti-art|ti-grseq-1|ti-section-1|hd-oj))["'\s]""",
    re.VERBOSE,
)
"""In small letters: minding the case, a search passes over what begins no sign."""
_SITE = "https://eur-lex.europa.eu/"
_WHERE_SIGNS_STAND = 400_000
_CONTENT_IDS = ("TexteOnly", "docHtml", "textTabContent", "text", "document1")


def is_eurlex(markup: str) -> bool:
    """Say whether an HTML text has the marks of a document from EUR-Lex or CELLAR."""
    return _SIGNS.search(markup[:_WHERE_SIGNS_STAND].lower()) is not None


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a document of EUR-Lex. Raises SourceError."""
    soup = parse_markup(decode(data))
    root = next((tag for key in _CONTENT_IDS if isinstance(tag := soup.find(id=key), Tag)), soup.body or soup)
    dropped = _outside(soup, root)
    if root.get("id") == "TexteOnly" or soup.find("txt_te") is not None:
        title, blocks, printed = plain_blocks(soup, root)
        dropped += printed
        cover_lines = dropped
    else:
        act = _read_act(root)
        title, blocks, cover_lines = act.title or _declared_title(soup), act.blocks, act.cover
        dropped += act.dropped
    sections = build_sections(blocks, title=title)
    if not sections:
        raise SourceError("Filen innehåller ingen text.")
    cover = read_cover(soup, cover_lines, title)
    return Reading(
        title=title,
        sections=sections,
        kind=cover.kind,
        published=cover.published,
        publisher=cover.publisher,
        language=cover.language,
        designation=cover.designation,
        dropped=tuple(dropped),
    )


def _read_act(root: Tag) -> Act:
    footnotes = Footnotes(root, Rules(replace=_inline, address=_address))
    running_heads: list[str] = []

    def drop(tag: Tag) -> bool:
        if _is_running_head(tag):
            running_heads.extend(_lines(tag))
            return True
        return footnotes.holds(tag)

    def inline(tag: Tag) -> str | None:
        reference = footnotes.reference(tag)
        return _inline(tag) if reference is None else reference

    rules = Rules(drop=drop, whole=is_data_table, replace=inline, address=_address)
    act = Act(list(leaves(root, rules)), footnotes, rules)
    act.cover += running_heads
    act.dropped += running_heads
    return act


def _address(href: str) -> str | None:
    return web_address(href, _SITE)


def _inline(tag: Tag) -> str | None:
    """Put a space after a number and in place of a tab, which the markup leaves to the style sheet."""
    if "num" in class_names(tag):
        return f"{one_line(tag.get_text())} "
    return " " if "tab" in class_names(tag) else None


def _is_running_head(tag: Tag) -> bool:
    """Say whether a table is the head of a page of the Official Journal: its name, date, language and number."""
    paragraphs = tag.find_all("p") if tag.name == "table" else []
    return bool(paragraphs) and all("hd-" in style_of(paragraph).name for paragraph in paragraphs)


def _lines(tag: Tag) -> list[str]:
    return [one_line(part.text) for part in leaves(tag) if isinstance(part, Leaf)]


def _outside(soup: BeautifulSoup, root: Tag) -> list[str]:
    """Return what the page prints around the document."""
    around = soup.body or soup
    if around is root:
        return []
    parts = leaves(around, Rules(drop=lambda tag: tag is root))
    return [one_line(part.text) for part in parts if isinstance(part, Leaf)]


def _declared_title(soup: BeautifulSoup) -> str | None:
    """Return the title that the head of the file gives, unless it is only the name of a file."""
    metas: Iterator[Tag] = (tag for tag in soup.find_all("meta") if isinstance(tag, Tag))
    described = [attribute(tag, "content") for tag in metas if attribute(tag, "name").lower() == "dc.description"]
    element = soup.find("title")
    titles = [*described, plain_text(element) if isinstance(element, Tag) else ""]
    return next((one_line(title) for title in titles if title and " " in title and ".docx" not in title), None)
