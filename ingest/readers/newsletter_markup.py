"""The HTML of a newsletter to lines: layout tables dissolved, styles resolved, what is hidden left out.

A picture's description (`alt`) is no running text: it counts only where nothing else bears a heading or a link, that
is in a heading element, as a section's label, or in a link whose address no text links to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PageElement

from index.document import Link
from ingest.readers.flow import BLOCKS
from ingest.readers.links import web_address
from ingest.readers.markup import DEEPEST, TOO_DEEP, attribute
from ingest.readers.newsletter_kinds import label_kind
from ingest.readers.newsletter_lines import BLANK, NEXT_BLOCK, SAME_BLOCK, Line, joined, sentence_runs, tidy
from ingest.readers.newsletter_masthead import names_an_issue
from ingest.readers.newsletter_style import Style, declarations, sheet_declarations, style_of
from ingest.readers.sections import BULLET, CELL_SEPARATOR, one_line
from ingest.reading import SourceError

_UNSEEN = frozenset(
    "script style template noscript head title svg math iframe object canvas audio video select textarea xml".split()
)
_MENUS = frozenset({"nav"})
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]

_SOFT = "\x1f"
_EDGES = re.compile(r"^\s*\n\s*|\s*\n\s*$")
_BEFORE_CLOSING = re.compile(_SOFT + r"+(?=[\s" + _SOFT + r"]*[,.;:!?)\]])")
_AFTER_OPENING = re.compile(r"(?<=[(\[])" + _SOFT + "+")
"""White space of a pretty-printer separates words, but not a word from its comma."""

_BULLET = re.compile(r"^[•·▪◦‣●○■□]\s*(?=\S)")
_MOSTLY = 0.9
_LONGEST_LINK = 200
_LONGEST_CELL = 100
_SHORT_CELL = 40
_ROWS_OF_DATA = 3
_DESCRIBES = re.compile(
    r"^(?:bild|foto|fotografi|illustration|logotyp|logga|logo|ikon|image|photo|picture|icon)\b|\blogo(?:typ)?$",
    re.IGNORECASE,
)
_PIXEL = re.compile(r"^[01](?:px)?$")


@dataclass(slots=True)
class _Anchor:
    url: str | None
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    style: Style
    anchor: _Anchor | None
    image: bool = False


@dataclass(slots=True)
class _Draft:
    """A line whose links may still grow by what the next line holds of them."""

    line: Line
    anchors: list[_Anchor]


def markup_lines(soup: BeautifulSoup) -> tuple[list[Line], list[str]]:
    """Return the lines of a newsletter and the texts left out: hidden ones, menus and descriptions of pictures.

    Raises SourceError where the nesting is too deep.
    """
    walk = _Walk(soup)
    walk.run(soup.body or soup)
    lines = [replace(draft.line, links=tuple(_links(draft.anchors))) for draft in walk.drafts]
    lines, pictures = _without_pictures(lines)
    return _joined(lines), [*walk.dropped, *pictures]


def _links(anchors: list[_Anchor]) -> Iterator[Link]:
    for anchor in anchors:
        whole = tidy(" ".join(anchor.parts))
        text = whole if len(whole) <= _LONGEST_LINK else anchor.parts[0]
        if anchor.url and text:
            yield Link(text, anchor.url)


class _Walk:
    """A walk through the tree without recursion, that collects inline content and puts it out at the next border."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.drafts: list[_Draft] = []
        self.dropped: list[str] = []
        self._sheet = sheet_declarations(soup)
        self._pieces: list[_Piece] = []
        self._hidden: list[str] = []
        self._depth = self._shared = 0
        self._gap = BLANK
        self._marker = ""
        self._anchor: _Anchor | None = None
        self._counts: dict[int, int] = {}

    def run(self, root: Tag) -> None:
        open_tags: list[tuple[Tag, Iterator[PageElement], Style, _Anchor | None]] = [
            (root, iter(root.contents), style_of(root, Style(), self._sheet), None)
        ]
        while open_tags:
            tag, children, style, before = open_tags[-1]
            child = next(children, None)
            if child is None:
                open_tags.pop()
                self._leave(tag, style, before)
            elif isinstance(child, Tag):
                inner = self._enter(child, style)
                if inner is not None:
                    open_tags.append((child, iter(child.contents), inner, self._swap_anchor(child, style)))
                    if len(open_tags) > DEEPEST:
                        raise SourceError(TOO_DEEP)
            elif type(child) in (NavigableString, CData):
                self._add_text(str(child), style)
        self._flush()

    def _enter(self, tag: Tag, style: Style) -> Style | None:
        """Deal with a tag's beginning; return its style, None where its content is not to be walked through."""
        name = tag.name.lower()
        if name == "br":
            self._pieces.append(_Piece("\n", style, None))
            return None
        if name == "img":
            self._add_image(tag, style)
            return None
        if name in _UNSEEN:
            return None
        if name in _MENUS:
            self.dropped.append(tidy(tag.get_text(" ")))
            return None
        inner = style_of(tag, style, self._sheet)
        if _is_block(tag):
            self._flush()
            self._gap = max(self._gap, BLANK if name == "hr" else NEXT_BLOCK)
            if name == "table" and inner.is_seen and _is_data(tag):
                self._add_rows(tag)
                return None
            self._depth += 1
            if name == "li":
                self._marker = self._next_marker(tag)
        elif "inline-block" in attribute(tag, "style"):
            self._add(" ", style)
        return inner

    def _leave(self, tag: Tag, style: Style, before: _Anchor | None) -> None:
        name = tag.name.lower()
        if _is_block(tag):
            self._flush()
            self._depth -= 1
            self._shared = min(self._shared, self._depth)
            self._gap = max(self._gap, NEXT_BLOCK)
            if name == "li":
                self._marker = ""
        elif "inline-block" in attribute(tag, "style"):
            self._add(" ", style)
        if name == "a":
            self._anchor = before
        if self._hidden and not style.is_seen:
            self.dropped.append(tidy("".join(self._hidden)))
            self._hidden = []

    def _swap_anchor(self, tag: Tag, style: Style) -> _Anchor | None:
        """Open the link of a tag, where it has one; return the one that was open before.

        Links that follow one another with the same address are one (Outlook splits words over several).
        """
        before = self._anchor
        if tag.name.lower() != "a" or not tag.has_attr("href"):
            return before
        url = web_address(attribute(tag, "href"))
        last = self._pieces[-1].anchor if self._pieces else None
        if last is not None and last.url == url:
            self._anchor = last
            return before
        if last is not None:
            self._add(" ", style, apart=True)
        self._anchor = _Anchor(url)
        return before

    def _add_text(self, text: str, style: Style) -> None:
        if not style.preformatted:
            self._add(_soften(text), style)
            return
        for line in text.splitlines(keepends=True):
            self._add(line.rstrip("\r\n"), style)
            if line.endswith(("\r", "\n")):
                self._pieces.append(_Piece("\n", style, None))

    def _add(self, text: str, style: Style, *, apart: bool = False) -> None:
        if style.is_seen:
            self._pieces.append(_Piece(text, style, None if apart else self._anchor))
        elif text.strip():
            self._hidden.append(text)

    def _add_image(self, tag: Tag, style: Style) -> None:
        alt = tidy(attribute(tag, "alt"))
        sizes = {
            **{name: attribute(tag, name) for name in ("width", "height")},
            **declarations(attribute(tag, "style")),
        }
        tracking = any(_PIXEL.match(sizes.get(name, "")) for name in ("width", "height"))
        if alt and style.is_seen and not tracking and sizes.get("display") != "none":
            self._pieces.append(_Piece(f" {alt} ", style, self._anchor, image=True))

    def _flush(self) -> bool:
        """Put out the lines of the inline content that has come in; say whether there were any."""
        pieces, self._pieces = self._pieces, []
        row: list[_Piece] = []
        found = 0
        gap = self._gap
        for piece in (*pieces, _Piece("\n", Style(), None)):
            if piece.text != "\n":
                row.append(piece)
                continue
            drafts = self._put_out(row, gap)
            gap = SAME_BLOCK if drafts else BLANK if found else gap
            found += drafts
            row = []
        if found:
            self._gap = NEXT_BLOCK
        elif any(piece.text == "\n" or "\xa0" in piece.text for piece in pieces):
            self._gap = BLANK
        return found > 0

    def _put_out(self, row: list[_Piece], gap: int) -> int:
        """Put out a line of text, or each picture of a line that has no text, as a draft; return how many."""
        texts = [piece for piece in row if not piece.image]
        images = [piece for piece in row if piece.image]
        if _text(texts):
            self.dropped += [piece.text.strip() for piece in images]
            self._draft(texts, gap, image=False)
            return 1
        for piece in images:
            self._draft([piece], gap, image=True)
        return len(images)

    def _draft(self, texts: list[_Piece], gap: int, *, image: bool) -> None:
        text = _text(texts)
        anchors = self._new_anchors(texts)
        letters = {id(piece): sum(map(str.isalnum, piece.text)) for piece in texts}
        total = sum(letters.values()) or 1

        def share(chosen: list[_Piece]) -> float:
            return sum(letters[id(piece)] for piece in chosen) / total

        styles = max(texts, key=lambda piece: letters[id(piece)]).style
        marker = self._marker or (BULLET if _BULLET.match(text) else "")
        self._marker = ""
        written = bool(marker) and any(map(str.isalnum, text))
        words = f"{marker} {_BULLET.sub('', text)}" if written else text
        line = Line(
            text=words,
            linked=share([piece for piece in texts if piece.anchor]) >= _MOSTLY,
            rank=styles.rank,
            size=styles.size,
            bold=share([piece for piece in texts if piece.style.bold]) >= _MOSTLY,
            marked=styles.marked,
            capitals=styles.capitals or _is_in_capitals(text),
            gap=gap if self.drafts else BLANK,
            shared=self._shared,
            depth=self._depth,
            listed=written,
            image=image,
        )
        self._shared = self._depth
        self.drafts.append(_Draft(line, anchors))

    def _new_anchors(self, pieces: list[_Piece]) -> list[_Anchor]:
        """Give each link its part of a line; return those that begin in it."""
        new = []
        parts: dict[int, list[_Piece]] = {}
        for piece in pieces:
            if piece.anchor is not None:
                parts.setdefault(id(piece.anchor), []).append(piece)
        for own in parts.values():
            anchor = own[0].anchor
            if anchor is None:
                continue
            if not anchor.parts:
                new.append(anchor)
            anchor.parts.append(_text(own))
        return new

    def _next_marker(self, item: Tag) -> str:
        parent = item.parent
        if parent is None or parent.name != "ol":
            return BULLET
        start = attribute(parent, "start")
        number = self._counts.get(id(parent), int(start) - 1 if start.isdecimal() else 0) + 1
        self._counts[id(parent)] = number
        return f"{number}."

    def _add_rows(self, table: Tag) -> None:
        for row in table.find_all("tr"):
            cells = [tidy(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
            text = CELL_SEPARATOR.join(cell for cell in cells if cell)
            if not text:
                continue
            anchors = [
                _Anchor(web_address(attribute(link, "href")), [tidy(link.get_text())]) for link in row.find_all("a")
            ]
            line = Line(text=text, row=True, size=Style().size, gap=self._gap, shared=self._shared)
            self._shared, self._gap = self._depth, NEXT_BLOCK
            self.drafts.append(_Draft(line, anchors))


def _text(pieces: list[_Piece]) -> str:
    text = "".join(piece.text for piece in pieces)
    if _SOFT in text:
        text = _AFTER_OPENING.sub("", _BEFORE_CLOSING.sub("", text)).replace(_SOFT, " ")
    return tidy(text)


def _is_in_capitals(text: str) -> bool:
    letters = sum(map(str.isalpha, text)) if all(c.isupper() for c in text if c.isalpha()) else 0
    return letters > 3  # noqa: PLR2004


def _soften(text: str) -> str:
    if text.isspace():
        return "\xa0" if "\xa0" in text else _SOFT if "\n" in text else " "
    return _EDGES.sub(_SOFT, text).replace("\n", " ") if "\n" in text else text


def _is_block(tag: Tag) -> bool:
    if tag.name.lower() in BLOCKS or tag.name.lower() == "center":
        return True
    style = attribute(tag, "style")
    return "display" in style and declarations(style).get("display") in {
        "block",
        "table",
        "table-cell",
        "table-row",
        "flex",
    }


def _is_data(table: Tag) -> bool:
    """Say whether a table holds data, one fact a cell, and does not lay out the page."""
    if attribute(table, "role") in {"presentation", "none"} or table.find(["table", *_HEADINGS, "p", "ul"]) is not None:
        return False
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < 2 or len(wide) * 2 < len(rows):  # noqa: PLR2004
        return False
    lengths = [len(one_line(cell.get_text())) for row in rows for cell in row]
    if max(lengths) > _LONGEST_CELL or not any(lengths):
        return False
    ruled = table.find("th") is not None or attribute(table, "border") not in {"", "0"}
    short = sum(length <= _SHORT_CELL for length in lengths) * 2 > len(lengths)
    return ruled or (len(wide) >= _ROWS_OF_DATA and short)


def _without_pictures(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Leave out the pictures, but for those that bear a heading or a link of their own."""
    addresses = {link.url for line in lines if not line.image for link in line.links}
    texts = {line.text.casefold() for line in lines if not line.image}
    kept: list[Line] = []
    dropped: list[str] = []
    for line in lines:
        if not line.image:
            kept.append(line)
        elif line.text.casefold() in texts:
            dropped.append(line.text)
        elif line.rank or label_kind(line.text) or names_an_issue(line.text):
            kept.append(replace(line, image=False, marked=True))
        elif (
            line.linked
            and line.links
            and not _DESCRIBES.match(line.text)
            and not any(link.url in addresses for link in line.links)
        ):
            kept.append(line)
        else:
            dropped.append(line.text)
    return kept, dropped


def _joined(lines: list[Line]) -> list[Line]:
    """Join lines that a break inside a sentence or a heading has parted."""
    return [joined(run) for run in sentence_runs(lines, _may_go_on)]


def _may_go_on(run: Sequence[Line], line: Line) -> bool:
    above = run[0]
    return line.gap == SAME_BLOCK and line.looks == above.looks and not line.listed and line.linked == above.linked
