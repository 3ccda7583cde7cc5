"""A tree of HTML as a flow of leaves: the smallest blocks, each with its text whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import CData, NavigableString, PageElement

from index.document import Link
from ingest.readers.markup import DEEPEST, TOO_DEEP, attribute
from ingest.reading import SourceError

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody td"
    " tfoot th thead tr txt_te ul".split()
)
_UNSEEN = frozenset("script style template noscript head title svg math iframe object canvas audio video".split())

# White space that holds a line end may come from a pretty-printer: it separates words, but not a word from its comma.
_SOFT = "\x1f"
_INVISIBLE = str.maketrans({"\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None, "\u2011": "-", _SOFT: None})
_TRANSLATED = "".join(map(chr, _INVISIBLE))
_EDGES = re.compile(r"^\s*\n\s*|\s*\n\s*$")
_WIDE = re.compile(r"\s{2,}|[^\S ]")
"""White space other than one space."""
_BEFORE_CLOSING = re.compile(_SOFT + r"+(?=[\s" + _SOFT + r"]*[,.;:!?)\]])")
_AFTER_OPENING = re.compile(r"(?<=[(\[])" + _SOFT + "+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """The text of a block between two borders of blocks.

    `element` is the innermost block that holds it. In `text`, words are separated by single spaces and lines by the
    line ends that the source asks for with `br`. `replaced` are the inline elements that stand in `text` as
    `Rules.replace` said.
    """

    element: Tag
    text: str
    links: tuple[Link, ...] = ()
    replaced: tuple[Tag, ...] = ()


@dataclass(slots=True)
class _Run:
    """Inline content since the last border."""

    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    replaced: list[Tag] = field(default_factory=list)
    address: str | None = None
    anchor_start: int = 0

    def open_anchor(self, address: str | None) -> None:
        self.address = address
        self.anchor_start = len(self.pieces)

    def close_anchor(self) -> None:
        words = " ".join(_tidy("".join(self.pieces[self.anchor_start :])).split())
        if self.address and words:
            self.links.append(Link(words, self.address))
            self.address = None

    def leaf(self, element: Tag) -> Leaf | None:
        """Return what has come in, and begin anew; an anchor that goes on keeps its address until it has words."""
        self.close_anchor()
        text = _tidy("".join(self.pieces))
        found = Leaf(element, text, tuple(self.links), tuple(self.replaced)) if text else None
        self.pieces, self.links, self.replaced, self.anchor_start = [], [], [], 0
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a format wants its tree read.

    `drop` names subtrees to leave out, `whole` blocks to yield as they are, `replace` what an inline element is to be
    read as (None: as its own text); `address` turns an href into the address of a link or None.
    """

    drop: Callable[[Tag], bool] = lambda _: False
    whole: Callable[[Tag], bool] = lambda _: False
    replace: Callable[[Tag], str | None] = lambda _: None
    address: Callable[[str], str | None] = lambda _: None


PLAIN = Rules()


def leaves(root: Tag, rules: Rules = PLAIN) -> Iterator[Leaf | Tag]:
    """Yield the leaves under `root`, and blocks that are to stay whole, in the order of the text.

    Walks without recursion. Raises SourceError where the nesting is too deep.
    """
    return _Flow(root, rules).parts()


class _Flow:
    """A walk through a tree: the elements that are open, the blocks among them, and the inline content so far."""

    def __init__(self, root: Tag, rules: Rules) -> None:
        self._rules = rules
        self._open: list[tuple[Tag, Iterator[PageElement]]] = []
        self._blocks = [root]
        self._run = _Run()
        self._descend(root)

    def parts(self) -> Iterator[Leaf | Tag]:
        while self._open:
            child = next(self._open[-1][1], None)
            if child is None:
                yield from self._leave()
            elif not isinstance(child, Tag):
                if type(child) in (NavigableString, CData):
                    self._run.pieces.append(self._words(str(child)))
            elif child.name in _UNSEEN or self._rules.drop(child):
                continue
            elif child.name in BLOCKS:
                yield from self._border()
                if self._rules.whole(child):
                    yield child
                else:
                    self._blocks.append(child)
                    self._descend(child)
            else:
                self._inline(child)

    def _words(self, text: str) -> str:
        """Return a text with its white space marked; where it is preformatted, its lines are lines."""
        if self._blocks[-1].name == "pre":
            return text.translate(_INVISIBLE)
        return _soften(text)

    def _inline(self, child: Tag) -> None:
        words = "\n" if child.name == "br" else self._rules.replace(child)
        if words is None:
            if child.name == "a":
                self._run.open_anchor(self._rules.address(attribute(child, "href")))
            self._descend(child)
            return
        self._run.pieces.append(words)
        self._run.replaced.append(child)

    def _descend(self, tag: Tag) -> None:
        self._open.append((tag, iter(tag.contents)))
        if len(self._open) > DEEPEST:
            raise SourceError(TOO_DEEP)

    def _leave(self) -> Iterator[Leaf]:
        tag, _ = self._open.pop()
        if tag is self._blocks[-1]:
            yield from self._border()
            self._blocks.pop()
        elif tag.name == "a":
            self._run.close_anchor()

    def _border(self) -> Iterator[Leaf]:
        if (leaf := self._run.leaf(self._blocks[-1])) is not None:
            yield leaf


def plain_text(root: Tag) -> str:
    """Return all that can be read under a tag, on one line."""
    return " ".join(part.text.replace("\n", " ") for part in leaves(root) if isinstance(part, Leaf))


def _soften(text: str) -> str:
    """Mark white space that may come from a pretty-printer; keep a line end from becoming a line of the text."""
    cleaned = text.translate(_INVISIBLE) if any(map(text.__contains__, _TRANSLATED)) else text
    if cleaned.isspace():
        return _SOFT if "\n" in cleaned else " "
    if "\n" in cleaned:
        cleaned = _EDGES.sub(_SOFT, cleaned)
    return _WIDE.sub(" ", cleaned)


def _tidy(text: str) -> str:
    if _SOFT in text:
        text = _AFTER_OPENING.sub("", _BEFORE_CLOSING.sub("", text)).replace(_SOFT, " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
