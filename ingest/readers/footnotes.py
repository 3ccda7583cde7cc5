"""Footnotes in HTML: an anchor in the text that cites, and the block at the end that it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from index.document import Link
from ingest.readers.flow import BLOCKS, PLAIN, Leaf, Rules, leaves
from ingest.readers.markup import attribute, class_names
from ingest.readers.sections import one_line

# A private character before what a reference becomes, so that the space that a source prints there can go.
_MARK = "\ue000"
# Longer ones lead from a table of contents to its headings and back.
_LONGEST_LABEL = 6
_NOTE_CLASSES = frozenset({"note", "oj-note"})


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: what it says, without its own number."""

    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a note stands: its blocks, and the anchor in the first that leads back to the text, if it has one."""

    blocks: tuple[Tag, ...]
    back: Tag | None


class Footnotes:
    """The footnotes of a document: which anchors cite them, and which blocks hold them."""

    def __init__(self, root: Tag, rules: Rules = PLAIN) -> None:
        """Find them; `rules` say how the text of a note is read."""
        self._rules = rules
        self._places = dict(_citations(root))
        self._blocks = {id(block) for place in self._places.values() for block in place.blocks}

    def holds(self, tag: Tag) -> bool:
        """Say whether a block is a note that some text cites."""
        return id(tag) in self._blocks

    def reference(self, tag: Tag) -> str | None:
        """Return "[3]", marked, for an inline element that is a reference to note 3, and None for any other."""
        if id(tag) in self._places:
            return f"{_MARK}[{_label(tag)}]"
        if not any(name.startswith("FootnoteReference") for name in class_names(tag)):
            return None
        anchors = {id(anchor) for anchor in tag.find_all("a")} & self._places.keys()
        texts = tag.find_all(string=True)
        beside = (text.strip() for text in texts if anchors.isdisjoint(id(above) for above in text.parents))
        references = (f"{_MARK}[{_label(anchor)}]" for anchor in tag.find_all("a") if id(anchor) in anchors)
        return "".join((*references, *beside)) if anchors else None

    def cited(self, replaced: tuple[Tag, ...]) -> Iterator[tuple[str, Note]]:
        """Yield label and note for each reference among elements that `reference` has replaced."""
        for tag in replaced:
            for anchor in (tag, *tag.find_all("a")):
                if (place := self._places.get(id(anchor))) is not None:
                    yield _label(anchor), self._note(place)

    def _note(self, place: _Place) -> Note:
        def replace(tag: Tag) -> str | None:
            if tag is place.back:
                return ""
            holds_back = any(inner is place.back for inner in tag.descendants)
            return None if holds_back else self._rules.replace(tag)

        rules = Rules(replace=replace, address=self._rules.address)
        parts = [part for block in place.blocks for part in leaves(block, rules) if isinstance(part, Leaf)]
        text = re.sub(r"^[(\[]?\s*[)\]]?\s*", "", " ".join(one_line(part.text) for part in parts))
        return Note(text, tuple(link for part in parts for link in part.links))


def without_marks(text: str) -> str:
    """Put each reference next to the word that it follows: "rådet [3]," becomes "rådet[3],"."""
    return re.sub(rf"\s*(?:\(\s*{_MARK}(\[[^\]]*\])\s*\)|{_MARK})", r"\1", text) if _MARK in text else text


def without_references(text: str) -> str:
    """Leave the references out, as a heading wants it."""
    return re.sub(rf"\s*{_MARK}\[[^\]]*\]", "", text).strip()


def _citations(root: Tag) -> Iterator[tuple[int, _Place]]:
    """Yield the id of each anchor that cites a note, and where the note stands.

    An anchor cites if it points at a block or an anchor further on that points back at it, or at one that another
    anchor cites, or if its class says so.
    """
    anchors = [anchor for anchor in root.find_all("a") if attribute(anchor, "href").startswith("#")]
    targets = {name: tag for tag in root.find_all() for key in ("name", "id") if (name := attribute(tag, key))}
    links_back: dict[int, dict[str, Tag]] = {}
    places: dict[str, _Place] = {}
    notes: set[int] = set()
    for anchor in anchors:
        name = attribute(anchor, "href")[1:]
        target = targets.get(name)
        if target is None or id(anchor) in notes or len(_label(anchor)) > _LONGEST_LABEL:
            continue
        if name not in places:
            block = _block(target)
            if id(block) not in links_back:
                links_back[id(block)] = {attribute(a, "href")[1:]: a for a in reversed(block.find_all("a"))}
            own = (attribute(anchor, key) for key in ("id", "name"))
            back = next((links_back[id(block)][key] for key in own if key and key in links_back[id(block)]), None)
            if back is None and "footnoteRef" not in class_names(anchor):
                continue
            places[name] = _Place((block, *_continuations(block)), back)
            notes.update(id(other) for other in block.find_all("a"))
        yield id(anchor), places[name]


def _block(tag: Tag) -> Tag:
    """Return the innermost block that is, or is around, a tag."""
    return next((around for around in (tag, *tag.parents) if around.name in BLOCKS), tag)


def _continuations(block: Tag) -> Iterator[Tag]:
    """Yield the paragraphs that go on with a note of the Official Journal: its class, but no anchor of their own."""
    if _NOTE_CLASSES.isdisjoint(class_names(block)):
        return
    for sibling in block.next_siblings:
        if not isinstance(sibling, Tag):
            continue
        anchors = [anchor for anchor in sibling.find_all("a") if attribute(anchor, "href").startswith("#")]
        if anchors or _NOTE_CLASSES.isdisjoint(class_names(sibling)):
            return
        yield sibling


def _label(reference: Tag) -> str:
    return "".join(reference.get_text().split()).strip("()[]")
