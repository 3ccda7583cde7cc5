"""The bank in the search box of a browser: a description (OpenSearch 1.1) and completions in the form that it reads."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from index.engine import SearchEngine
from index.settings import load_settings
from index.suggest import suggest
from ui.addresses import Addresses
from ui.state import MAX_QUERY
from ui.text import SITE
from ui.xml_writing import put, written

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
MEDIA_TYPE = "application/opensearchdescription+xml"
COMPLETIONS_TYPE = "application/x-suggestions+json"


def description(addresses: Addresses, icon: str) -> bytes:
    """Return the description in XML (https://github.com/dewitt/opensearch)."""
    root = ET.Element("OpenSearchDescription", {"xmlns": NAMESPACE})
    texts = {
        "ShortName": SITE,
        "Description": "Sök bland nyhetsbrev, handböcker, lagar och exempel om social ekonomi.",
        "Language": "sv",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
        "Contact": load_settings().contact or "",
    }
    for name, text in texts.items():
        if text:
            put(root, name, text)
    put(root, "Image", icon, width="16", height="16", type="image/svg+xml")
    for kind, place in (("text/html", "search"), (COMPLETIONS_TYPE, "completions"), ("application/atom+xml", "feed")):
        template = f"{addresses.absolute(addresses.to(place))}?q={{searchTerms}}"
        put(root, "Url", type=kind, template=template)
    put(root, "Url", type=MEDIA_TYPE, rel="self", template=addresses.absolute(addresses.to("description")))
    return written(root)


def completions(engine: SearchEngine, query: str) -> list[object]:
    """Return a query and what it may become, in the form of OpenSearch Suggestions 1.1."""
    asked = query[:MAX_QUERY]
    return [asked, list(suggest(engine, asked).completions)]
