"""What is newest of a search as a feed: Atom (RFC 4287), an entry for each document."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from index.engine import SearchEngine
from index.request import DocumentHits
from index.search import search
from ui.addresses import Addresses, Parameters
from ui.hits import PROVENANCE
from ui.state import SearchState, read_state
from ui.text import SITE, capital, date, scope
from ui.xml_writing import put, written

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"

PASSAGES = 100
"""Passages that are gathered to documents: as many entries at most."""

UNDATED = "1970-01-01"
"""What an entry must have in place of a date that nobody knows; it stands last and never comes as news."""

_MARKS = re.compile(r"</?mark>")


def feed_address(state: SearchState) -> str:
    """Return the address of the feed of a search, whatever its order and page."""
    asked = replace(state, sort="relevance", browse=False, page=1)
    return state.addresses.to("feed", parameters=asked.parameters())


def feed(engine: SearchEngine, parameters: Parameters, addresses: Addresses) -> bytes:
    """Return the feed of a search in XML. Raises IndexMissingError or IndexOutdatedError.

    Ids are tag URIs (RFC 4151) of the public host, so they stay when addresses change.
    """
    state = read_state(parameters, addresses)
    newest = replace(state, sort="newest", page=1).request()
    result = search(engine, replace(newest, limit=PASSAGES))
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "sv"})
    own = feed_address(state)
    put(root, "title", f"{SITE}: nyast{scope(state)}")
    put(root, "id", _tag(addresses, own))
    put(root, "updated", max((_moment(group) for group in result.groups), default=f"{UNDATED}T00:00:00Z"))
    put(put(root, "author"), "name", SITE)
    put(root, "link", rel="self", type=MEDIA_TYPE, href=addresses.absolute(own))
    shown = replace(state, sort="newest", browse=True, page=1)
    put(root, "link", rel="alternate", type="text/html", href=addresses.absolute(shown.address()))
    for group in result.groups:
        root.append(_entry(group, state))
    return written(root)


def _entry(group: DocumentHits, state: SearchState) -> ET.Element:
    document, first = group.document, group.folds[0].hit
    addresses = state.addresses
    place = SearchState(query=state.query, addresses=addresses).document_address(document.id, first.passage.anchor)
    entry = ET.Element("entry", {"xml:lang": document.language})
    put(entry, "title", document.title)
    put(entry, "id", _tag(addresses, addresses.to("document", document.id)))
    put(entry, "updated", _moment(group))
    if document.published:
        put(entry, "published", _moment(group))
    put(put(entry, "author"), "name", document.publisher)
    put(entry, "link", rel="alternate", type="text/html", href=addresses.absolute(place))
    put(entry, "category", term=document.kind)
    about = f"{capital(document.kind)}, {date(document.published)}, {PROVENANCE[document.provenance]}"
    put(entry, "summary", f"{about}. {unescape(' '.join(_MARKS.sub('', first.snippet).split()))}")
    put(entry, "rights", document.rights)
    return entry


def _moment(group: DocumentHits) -> str:
    """Return the date of a document as a moment in UTC; what its source leaves out is the first of its kind."""
    known = (group.document.published or group.document.fetched or UNDATED).split("T")[0].split("-")
    year, month, day = [*known, "01", "01"][:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def _tag(addresses: Addresses, address: str) -> str:
    host = urlsplit(addresses.origin).hostname or "localhost"
    return f"tag:{host},2026:{address.removeprefix(addresses.base)}"
