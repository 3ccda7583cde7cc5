"""What machines are told of a page, and how linked data (JSON-LD, https://schema.org) is written into HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Thing = Mapping[str, object]
"""An object of schema.org."""

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What search engines, previews of links and feed readers are told of a page.

    `address` is the plain address that stands for every address of the same content, "" where there is none. `kind` is
    that of the Open Graph protocol (https://ogp.me). A page that is not `listed` is one of endlessly many. `feed` is
    the address of what is newest of the same, `things` are objects of schema.org.
    """

    address: str = ""
    description: str = ""
    kind: Literal["website", "article"] = "website"
    listed: bool = True
    feed: str = ""
    things: tuple[Thing, ...] = ()


def json_ld(things: tuple[Thing, ...]) -> Markup:
    """Return the content of a `<script type="application/ld+json">`; nothing in it can end the element."""
    graph = {"@context": "https://schema.org", "@graph": things}
    return Markup(json.dumps(graph, ensure_ascii=False).translate(_ESCAPES))  # noqa: S704 - cannot hold markup
