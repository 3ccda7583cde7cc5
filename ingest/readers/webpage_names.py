"""What the names of classes and ids on a web page say of an element, in the words of common systems and themes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import Tag

from ingest.readers.markup import attribute

NOTICE, PATH, MENU, FRAME, SHARE, TOOL, TALK, RELATED, ICON, FACTS = (
    *("notice", "path", "menu", "frame"),
    *("share", "tool", "talk", "related", "icon", "facts"),
)

# Words that hyphens part; "CookieBanner_root" is read as "cookie-banner-root" and "Sidfot" as "sidfot".
_WORDS: Mapping[str, str] = {
    NOTICE: r"cookies?|cookie-?(?:bar|bot|banner|consent)|kakor|kakinfo|consent|samtycke|gdpr|cybot|cmplz|onetrust",
    PATH: r"bread-?crumbs?|brodsmul\w*|skip-?(?:link|links|to-content)|screen-reader-text|sr-only|visually-?hidden",
    MENU: r"\w*meny|menu|mega-?menu|sub-?menu|navbar|nav|navigation|pager|pagenav|pagination|paginering",
    FRAME: r"sidfot|footer|colophon|sidhuvud|site-header|top-?bar",
    SHARE: r"share|share-?(?:bar|links?|buttons?)|sharing|sharedaddy|dela|addtoany|verktyg|toolbar"
    r"|social-?(?:media|icons?|links?|share|sharing|buttons?)",
    TOOL: r"sok|sokruta|search-?(?:box|form|bar)?|feedback|synpunkt(?:er)?|readspeaker|lyssna|skriv-ut|byline|meta"
    r"|posted-on|updated|uppdaterad|page-?info|article-info|tags|taggar|cat-?links|edit-?section|site-?notice|no-?print",
    TALK: r"comments?|respond|kommentar(?:er)?",
    RELATED: r"related|relaterat|relaterade?|yarpp|see-also",
    ICON: r"icons?|material-symbols",
    FACTS: r"fakta\w*|fact-?(?:box|block)|info-?(?:box|ruta)",
}
_KINDS = {kind: re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])") for kind, words in _WORDS.items()}
_LONGEST = 1_000
_BORDERS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\s]+")
_ASCII = str.maketrans("åäöéÅÄÖ", "aaoeAAO")


def kinds_of(tag: Tag) -> frozenset[str]:
    """Return what the names of an element say that it is."""
    named = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".strip()
    if not named:
        return frozenset()
    words = _BORDERS.sub("-", named[:_LONGEST].translate(_ASCII)).lower()
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(words))
