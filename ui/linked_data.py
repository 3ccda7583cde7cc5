"""The bank as schema.org (https://schema.org) has words for it: the site, a result, a document and the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import Document
from ui.addresses import Addresses
from ui.metadata import Thing
from ui.passage_text import web_address
from ui.text import SITE, capital


def site(addresses: Addresses) -> Thing:
    """Describe the bank itself and how to search it."""
    template = f"{addresses.absolute(addresses.to('search'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "name": SITE,
        "url": addresses.absolute(addresses.to("search")),
        "inLanguage": "sv",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        },
    }


def results(addresses: Addresses, address: str, heading: str, documents: Sequence[Document], total: int) -> Thing:
    """Describe a page of results: the documents that it shows, of `total`."""
    return {"@type": "SearchResultsPage", **_listing(addresses, address, heading, documents, total)}


def collection(addresses: Addresses, address: str, about: Thing, documents: Sequence[Document], total: int) -> Thing:
    """Describe a page that gathers what the bank holds on something, as a municipality: as `results`."""
    listing = _listing(addresses, address, str(about["name"]), documents, total)
    return {"@type": "CollectionPage", "about": about, **listing}


def _listing(
    addresses: Addresses, address: str, heading: str, documents: Sequence[Document], total: int
) -> dict[str, object]:
    return {
        "name": heading,
        "url": addresses.absolute(address),
        "inLanguage": "sv",
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": total,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": document.title,
                    "url": addresses.absolute(addresses.to("document", document.id)),
                }
                for position, document in enumerate(documents, 1)
            ],
        },
    }


def article(addresses: Addresses, document: Document) -> Thing:
    """Describe a document. A digest is the bank's own and based on its source; an original is its publisher's."""
    about: dict[str, object] = {
        "@id": addresses.absolute(addresses.to("document", document.id)),
        "url": addresses.absolute(addresses.to("document", document.id)),
        "name": document.title,
        "headline": document.title,
        "genre": document.kind,
        "inLanguage": document.language,
        "usageInfo": {"@type": "CreativeWork", "text": document.rights},
        "isPartOf": {"@type": "WebSite", "name": SITE, "url": addresses.absolute(addresses.to("search"))},
    }
    source: dict[str, object] = {"publisher": {"@type": "Organization", "name": document.publisher}}
    if document.published:
        source["datePublished"] = document.published
    if document.provenance == "original":
        original = {"isBasedOn": web_address(document.url)} if web_address(document.url) else {}
        return {"@type": "CreativeWork", **about, **source, **original}
    source |= {"@type": "CreativeWork", "name": document.title}
    if web_address(document.url):
        source["url"] = web_address(document.url)
    return {"@type": "Article", **about, "publisher": {"@type": "Organization", "name": SITE}, "isBasedOn": source}


def breadcrumbs(addresses: Addresses, document: Document, kind_address: str) -> Thing:
    """Describe the way to a document: the start page, its kind, itself."""
    steps = [
        (SITE, addresses.to("search")),
        (capital(document.kind), kind_address),
        (document.title, addresses.to("document", document.id)),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": addresses.absolute(address)}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }
