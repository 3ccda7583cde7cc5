"""Passages on pages that gather them by subject: below their documents, with the piece of text that tells why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.grouping import group_hits
from index.highlight import Highlighter
from index.request import Fold, Hit
from ui.hits import ShownDocument, shown_documents
from ui.state import SearchState

MOST_DOCUMENTS = 12
MOST_PASSAGES = 8
"""Passages of one document in one list; the document itself has the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageList:
    """Documents with their passages, how many passages the list stands for, and whether all of them are shown."""

    title: str
    id: str
    documents: tuple[ShownDocument, ...]
    passages: int
    whole: bool


def passage_list(
    title: str, list_id: str, hits: Sequence[Hit], state: SearchState, marker: Highlighter | None = None
) -> PassageList:
    """Gather hits in their order; `marker` chooses the piece of text around what it marks."""
    groups = group_hits(hits)
    shown = [replace(group, folds=group.folds[:MOST_PASSAGES]) for group in groups[:MOST_DOCUMENTS]]
    if marker:
        shown = [replace(group, folds=tuple(_marked(fold, marker) for fold in group.folds)) for group in shown]
    return PassageList(
        title=title,
        id=list_id,
        documents=shown_documents(shown, state),
        passages=len(hits),
        whole=sum(len(group.folds) for group in groups) == sum(len(group.folds) for group in shown),
    )


def _marked(fold: Fold, marker: Highlighter) -> Fold:
    passage = fold.hit.passage
    return replace(fold, hit=replace(fold.hit, snippet=marker.snippet(passage.text, passage.language)))
