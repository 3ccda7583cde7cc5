"""Passages on pages that gather them by subject: below their documents, with the piece of text that tells why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.grouping import group_hits
from index.highlight import Highlighter
from index.request import Hit
from ui.hits import ShownDocument, shown_documents
from ui.state import SearchState

MOST_DOCUMENTS = 12
MOST_PASSAGES = 8
"""Passages of one document in one list; the document itself has the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageList:
    """Documents with their passages, and how many passages the list stands for, those not shown included."""

    title: str
    id: str
    documents: tuple[ShownDocument, ...]
    passages: int

    @property
    def shown(self) -> int:
        """Return how many passages are shown."""
        return sum(len(document.passages) for document in self.documents)


def passage_list(
    title: str, list_id: str, hits: Sequence[Hit], state: SearchState, marker: Highlighter | None = None
) -> PassageList:
    """Gather hits in their order; `marker` chooses the piece of text around what it marks."""
    marked = [_marked(hit, marker) for hit in hits] if marker else hits
    groups = [replace(group, folds=group.folds[:MOST_PASSAGES]) for group in group_hits(marked)[:MOST_DOCUMENTS]]
    return PassageList(title=title, id=list_id, documents=shown_documents(groups, state), passages=len(hits))


def _marked(hit: Hit, marker: Highlighter) -> Hit:
    return replace(hit, snippet=marker.snippet(hit.passage.text, hit.passage.language))
