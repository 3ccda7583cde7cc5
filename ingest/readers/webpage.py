"""Web pages: the headings and text of the main content, without menus, forms and notices."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from ingest.readers.dates import iso_date
from ingest.readers.encoding import decode
from ingest.readers.flow import plain_text
from ingest.readers.html_blocks import html_blocks
from ingest.readers.links import web_address
from ingest.readers.markup import attribute, class_names, language_of, parse_markup
from ingest.readers.sections import build_sections, one_line
from ingest.reading import Reading, SourceError

_MENU_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog"})
_MENUS = frozenset({"nav", "aside", "footer", "button", "select", "dialog"})
_NOTICE = re.compile(
    r"cookie|consent|gdpr|breadcrumb|brodsmul|skip-?link|share-?(?:bar|button|link)|sidfot", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# In the order in which they are believed.
_DATES = (
    "article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "article:modified_time",
    "dcterms.modified",
    "last-modified",
)
_PUBLISHERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name")


def read(data: bytes, name: str, address: str | None = None) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Read a web page; `address` is where it came from, if that is known. Raises SourceError.

    The text is that of `main`, a single `article` or the body. The address that the page gives itself stands in
    `metadata` as "url". Relative links are made absolute by where it came from, else by that.
    """
    soup = parse_markup(decode(data))
    metas = _metas(soup)
    url = web_address(_canonical(soup) or metas.get("og:url", ""))
    base_tag = soup.find("base")
    page = address or url or ""
    base = (isinstance(base_tag, Tag) and web_address(attribute(base_tag, "href"), page)) or page
    root = _main(soup)
    title = _title(soup, root, metas)
    chrome = _Chrome()
    sections = build_sections(html_blocks(root, base=base, drop=chrome), title=title)
    if not sections:
        raise SourceError("Webbsidan innehåller ingen text.")
    return Reading(
        title=title,
        sections=sections,
        published=_published(soup, root, metas),
        publisher=next((metas[key] for key in _PUBLISHERS if metas.get(key)), None),
        language=language_of(soup),
        metadata=(("url", url),) if url else (),
        dropped=tuple(chrome.dropped),
    )


class _Chrome:
    """Tells menus, notices and forms from content, and keeps what they said in `dropped`."""

    def __init__(self) -> None:
        self.dropped: list[str] = []

    def __call__(self, tag: Tag) -> bool:
        if not _is_chrome(tag):
            return False
        if text := plain_text(tag):
            self.dropped.append(text)
        return True


def _is_chrome(tag: Tag) -> bool:
    if tag.name in _MENUS or attribute(tag, "role") in _MENU_ROLES or _is_hidden(tag):
        return True
    suspect = tag.name in {"header", "form"} or any(map(_NOTICE.search, (*class_names(tag), attribute(tag, "id"))))
    # A header may hold the page's title, and some systems wrap the whole page in a form or in the state of a notice.
    return suspect and tag.name not in {"main", "article"} and tag.find(("h1", "main", "article")) is None


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDDEN.search(attribute(tag, "style")) is not None


def _main(soup: BeautifulSoup) -> Tag:
    articles = soup.find_all("article")
    candidates = [*soup.find_all("main"), *soup.select('[role="main"]')]
    candidates += articles if len(articles) == 1 else []
    return next((tag for tag in candidates if plain_text(tag)), soup.body or soup)


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Return the content of the meta elements by name or property, in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = (attribute(tag, "property") or attribute(tag, "name") or attribute(tag, "http-equiv")).lower()
        found.setdefault(key, one_line(attribute(tag, "content")))
    return found


def _canonical(soup: BeautifulSoup) -> str:
    link = soup.find("link", rel="canonical")
    return attribute(link, "href") if isinstance(link, Tag) else ""


def _title(soup: BeautifulSoup, root: Tag, metas: dict[str, str]) -> str | None:
    heading = root.find("h1") or soup.find("h1")
    element = soup.title
    titles = (
        plain_text(heading) if isinstance(heading, Tag) else "",
        metas.get("og:title", ""),
        element.get_text() if element else "",
    )
    return next((one_line(title) for title in titles if title.strip()), None)


def _published(soup: BeautifulSoup, root: Tag, metas: dict[str, str]) -> str | None:
    said = [metas.get(key, "") for key in _DATES]
    times = [tag for place in (root, soup) for tag in place.find_all("time")]
    said += [attribute(tag, "datetime") or tag.get_text() for tag in times]
    return next((date for text in said if (date := iso_date(text))), None)
