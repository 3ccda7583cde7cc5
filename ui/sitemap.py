"""The whole bank for search engines: its pages (https://www.sitemaps.org) and what to leave alone (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from index.engine import SearchEngine
from ui.addresses import PLACES, Addresses
from ui.shared_vocabulary import shared_vocabulary
from ui.xml_writing import put, written

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

MOST = 50_000
"""Addresses that one sitemap may hold."""

STANDING = ("search", "explore", "sources", "help", "about", "accessibility")


def sitemap(engine: SearchEngine, addresses: Addresses) -> bytes:
    """Return the sitemap in XML, documents with the date of their content. Raises as an engine does."""
    root = ET.Element("urlset", {"xmlns": NAMESPACE})
    for number, (address, changed) in enumerate(_pages(engine, addresses)):
        if number == MOST:
            break
        url = put(root, "url")
        put(url, "loc", addresses.absolute(address))
        if changed:
            put(url, "lastmod", changed)
    return written(root)


def _pages(engine: SearchEngine, addresses: Addresses) -> Iterator[tuple[str, str | None]]:
    """Yield the address of every page that stands for itself, and when it changed where that is known."""
    for place in STANDING:
        yield addresses.to(place), None
    themes = set(engine.facet_values("tema"))
    for theme in shared_vocabulary().themes:
        if theme.name in themes:
            yield addresses.to("theme", theme.id), None
    for municipality in engine.facet_values("kommun"):
        yield addresses.to("municipality", municipality), None
    for document in engine.documents():
        yield addresses.to("document", document.id), document.fetched or document.published


def robots(addresses: Addresses) -> str:
    """Return the robots.txt: results with more than one thing asked, and what is no page, are left alone."""
    document = f"{addresses.base}/{PLACES['document'].plain}/"
    searches = (addresses.to("search"), f"{addresses.base}/")
    left = [
        *(f"{search}?*{what}" for search in searches for what in ("&", "utan=", "sida=", "sort=")),
        addresses.to("choices"),
        addresses.to("completions"),
        addresses.to("typed"),
        f"{document}*?q=",
        f"{document}*&",
        addresses.to("download"),
        addresses.to("staff"),
        f"{addresses.base}/api/",
    ]
    rules = "".join(f"Disallow: {path}\n" for path in left)
    return f"User-agent: *\n{rules}\nSitemap: {addresses.absolute(addresses.to('sitemap'))}\n"
