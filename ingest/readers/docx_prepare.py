"""A Word file made ready for mammoth, which turns one into HTML but passes over some of what Word prints.

Mammoth knows runs, links, notes, tables, lists and tracked changes. Before it comes what it leaves out: numbers that
Word counts, outline levels, text boxes without a fallback, simple fields and formulas. What is not text of the document
goes away: contents, hidden text, pictures, and every reference that leads out of the file or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_outline import ITEM, Outline, is_contents, text_of
from ingest.readers.docx_package import DAMAGED, RELATIONSHIPS, Element, Package, R, Relationship, W
from ingest.readers.docx_styles import Styles, value
from ingest.readers.sections import BULLET, one_line
from ingest.reading import SourceError

LABEL_END = "\ue001"
"""What stands between the number of a list item and its text in the prepared file."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = f"{W}txbxContent"
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
_NOTES = ("footnotes", "endnotes")
_ASIDES = ("header", "footer", "comments")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_UNREAD = [
    f"{W}{name}"
    for name in "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference lastRenderedPageBreak"
    " moveFrom moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd permStart permEnd proofErr sectPr"
    " tblGrid tblPr tblPrEx".split()
]
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,6}")
_OFF = frozenset({"0", "false", "off"})
_WRAPPERS = [f"{W}{name}" for name in ("fldSimple", "bdo", "dir")]
_RENAMED = {f"{W}cr": f"{W}br", f"{W}ptab": f"{W}tab"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A Word file for mammoth with one style a role, its title, its first lines, and the texts that were left out."""

    data: bytes
    title: str | None
    opening: tuple[str, ...]
    dropped: tuple[str, ...]


def prepare(package: Package) -> Prepared:
    """Make a file ready. Raises SourceError."""
    root = package.part(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise SourceError(DAMAGED)
    styles = Styles(next((part for _, part in package.related("styles")), None))
    numbering = Numbering(next((part for _, part in package.related("numbering")), None), styles)
    dropped = [*_flatten(root), *_without_contents(body, styles)]
    outline = Outline(body, styles, numbering)
    notes = {kind: found[0] for kind in _NOTES if (found := package.related(kind))}
    for _, note in notes.values():
        _flatten(note)
    _mend(root, {kind: note for kind, (_, note) in notes.items()})
    _set_styles(root, outline)
    parts = {"document": (package.main, root), **notes}
    for kind in _ASIDES:
        for _, part in package.related(kind):
            dropped += filter(None, (text_of(paragraph) for paragraph in part.iter(f"{W}p")))
    return Prepared(_packed(package, parts), outline.title, tuple(outline.opening), tuple(dict.fromkeys(dropped)))


def _flatten(root: Element) -> list[str]:
    """Reduce a part to what mammoth knows; return the hidden texts that go away."""
    for alternatives in reversed(list(root.iter(f"{_MC}AlternateContent"))):
        _replace(alternatives, _chosen(alternatives))
    for drawn in list(root.iter(*_DRAWN)):
        if drawn.getparent() is not None:
            _replace(drawn, _boxes(drawn))
    for formula in list(root.iter(f"{_M}oMath")):
        _replace(formula, [_run("".join(formula.itertext(f"{_M}t")))])
    hidden = [
        run
        for run in root.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}vanish") is not None and value(run, "rPr/vanish") not in _OFF
    ]
    texts = [one_line("".join(run.itertext(f"{W}t"))) for run in hidden]
    for run in hidden:
        run.clear()
    etree.strip_elements(root, *_UNREAD, with_tail=False)
    etree.strip_tags(root, *_WRAPPERS, f"{_M}oMathPara")
    for element in root.iter(*_RENAMED):
        element.tag = _RENAMED[element.tag]
    return [text for text in texts if text]


def _chosen(alternatives: Element) -> list[Element]:
    """Return what to read of a content that is given in several ways: its text boxes once, else the first way."""
    ways = list(alternatives)
    for way in ways:
        if boxes := _boxes(way):
            return boxes
    return [] if not ways or next(alternatives.iter(*_DRAWN), None) is not None else list(ways[0])


def _boxes(drawn: Element) -> list[Element]:
    """Return the text boxes in a drawing as the one kind that mammoth reads."""
    boxes = []
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            boxes.append(element)
        else:
            waiting.extend(reversed(element))
    if not boxes:
        return []
    picture = etree.Element(f"{W}pict")
    picture.extend(boxes)
    return [picture]


def _without_contents(body: Element, styles: Styles) -> list[str]:
    """Take out tables of contents: what Word keeps as one, and lines in the style of one."""
    galleries = body.iter(f"{W}docPartGallery")
    blocks = [g.getparent().getparent().getparent() for g in galleries if "contents" in g.get(f"{W}val", "").lower()]
    lines = [p for p in body.iter(f"{W}p") if is_contents(styles.name(p))]
    texts = [text_of(p) for place in (*blocks, *lines) for p in place.iter(f"{W}p")]
    for place in (*blocks, *lines):
        parent = place.getparent()
        if parent is not None:
            parent.remove(place)
    return [text for text in texts if text]


def _mend(root: Element, notes: dict[str, Element]) -> None:
    """Take out what mammoth stumbles over: references to notes that are not there, and numbers that are none."""
    broken = [span for span in root.iter(f"{W}gridSpan") if not span.get(f"{W}val", "").isdecimal()]
    broken += [sign for sign in root.iter(f"{W}sym") if not _HEXADECIMAL.fullmatch(sign.get(f"{W}char", ""))]
    for kind in _NOTES:
        name = kind.removesuffix("s")
        known = {note.get(f"{W}id") for note in notes[kind].iter(f"{W}{name}")} if kind in notes else set()
        broken += [mark for mark in root.iter(f"{W}{name}Reference") if mark.get(f"{W}id") not in known]
    for element in broken:
        element.getparent().remove(element)


def _set_styles(root: Element, outline: Outline) -> None:
    """Give each paragraph its role as its style, and write out its number."""
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        if properties is not None:
            paragraph.remove(properties)
        fresh = etree.Element(f"{W}pPr")
        if deleted:
            etree.SubElement(etree.SubElement(fresh, f"{W}rPr"), f"{W}del")
        label = outline.labels.get(paragraph, "")
        if role := outline.roles.get(paragraph):
            etree.SubElement(fresh, f"{W}pStyle").set(f"{W}val", role)
        paragraph.insert(0, fresh)
        if label and label != BULLET:
            paragraph.insert(1, _run(f"{label}{LABEL_END if role == ITEM else ' '}"))


def _strip_looks(root: Element) -> None:
    """Take out what only says how runs look; whatever it says has been read."""
    for run in root.iter(f"{W}r"):
        for properties in run.findall(f"{W}rPr"):
            run.remove(properties)


def _packed(package: Package, parts: dict[str, tuple[str, Element]]) -> bytes:
    """Write the parts and their links to a file of the smallest kind that mammoth opens."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for kind, (name, root) in parts.items():
            links = {key: link for key, link in package.relationships(name).items() if link.kind == "hyperlink"}
            for element in root.iter(f"{W}hyperlink"):
                if element.get(f"{R}id") not in links:
                    element.attrib.clear()
            _strip_looks(root)
            archive.writestr(f"word/{kind}.xml", etree.tostring(root, encoding="UTF-8"))
            archive.writestr(f"word/_rels/{kind}.xml.rels", _relationships(links))
    return packed.getvalue()


def _relationships(links: Mapping[str, Relationship]) -> bytes:
    root = etree.Element(f"{RELATIONSHIPS}Relationships")
    for key, link in links.items():
        entry = etree.SubElement(root, f"{RELATIONSHIPS}Relationship")
        entry.attrib.update({"Id": key, "Type": f"{R[1:-1]}/hyperlink", "Target": link.target})
    packed: bytes = etree.tostring(root)
    return packed


def _replace(element: Element, others: list[Element]) -> None:
    """Put other elements in the place of one."""
    parent = element.getparent()
    place = parent.index(element)
    parent[place : place + 1] = others


def _run(text: str) -> Element:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.set(_SPACE, "preserve")
    words.text = text
    return run
