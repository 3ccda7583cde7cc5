"""How much text each element of a page holds, and how much of that are links: counted once, asked many times."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString

from ingest.readers.html_blocks import HEADINGS
from ingest.readers.markup import DEEPEST, TOO_DEEP
from ingest.reading import SourceError

_UNSEEN = frozenset("script style template noscript head title svg math iframe object canvas audio video".split())
_MOSTLY = 0.6
_SEVERAL = 2


@dataclass(slots=True)
class Measure:
    """Characters of text, of that in links, the number of links, tags, headings and titles (h1) in an element.

    `depth` is its own.
    """

    text: int = 0
    linked: int = 0
    links: int = 0
    tags: int = 0
    headings: int = 0
    titles: int = 0
    depth: int = 0

    @property
    def prose(self) -> int:
        """Characters that are no link."""
        return self.text - self.linked

    @property
    def is_menu(self) -> bool:
        """Whether most of the text is links, several of them."""
        return self.links >= _SEVERAL and self.linked >= _MOSTLY * self.text


class Measures:
    """The measures of every element of a tree. Raises SourceError where the nesting is too deep."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._found: dict[int, Measure] = {id(soup): Measure()}
        nodes = list(soup.descendants)
        for node in nodes:
            if isinstance(node, Tag):
                depth = self.of(node.parent).depth + 1 if node.parent else 1
                if depth > DEEPEST:
                    raise SourceError(TOO_DEEP)
                self._found[id(node)] = Measure(depth=depth)
        for node in reversed(nodes):
            around = self.of(node.parent)
            if isinstance(node, Tag):
                own = self._found[id(node)]
                around.tags += own.tags + 1
                around.headings += own.headings + (node.name in HEADINGS)
                around.titles += own.titles + (node.name == "h1")
                if node.name == "a":
                    own.linked, own.links = own.text, 1
                if node.name not in _UNSEEN:
                    around.text += own.text
                    around.linked += own.linked
                    around.links += own.links
            elif type(node) in (NavigableString, CData):
                around.text += len(str(node).strip())

    def of(self, tag: Tag | None) -> Measure:
        """Return the measure of an element."""
        return self._found[id(tag)]
