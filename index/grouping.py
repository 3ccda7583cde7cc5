"""A page of hits gathered by document, with passages that say nearly the same folded under the first of them.

Two passages say nearly the same when their runs of three words resemble each other: the share of the runs that both
hold of those that either holds (Broder, "On the resemblance and containment of documents", 1997). A page is folded
without comparing every pair: only passages that share a run are counted against each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from index.request import DocumentHits, Fold, Hit

RESEMBLANCE = 0.7
"""From this share of common runs on, a passage is folded.

The same newsletter item in mail and on the web lies above 0.9. In the starter corpus, passages written after the same
pattern about different municipalities reach 0.51, and they have to stay apart.
"""

RUN = 3
LONGEST = 400
"""Words of a passage that are compared."""

_WORD = re.compile(r"[^\W_]+")

Runs = frozenset[tuple[str, ...]]


def group_hits(hits: Sequence[Hit]) -> tuple[DocumentHits, ...]:
    """Gather hits by document: documents in the order of their best passage, passages in the order they came."""
    by_document: dict[str, list[Fold]] = {}
    for fold in fold_hits(hits):
        by_document.setdefault(fold.hit.document.id, []).append(fold)
    return tuple(DocumentHits(folds[0].hit.document, tuple(folds)) for folds in by_document.values())


def fold_hits(hits: Sequence[Hit]) -> tuple[Fold, ...]:
    """Fold hits that say nearly the same as one before, or give the same item of the same source; the order stays."""
    folds = _Folds()
    for hit in hits:
        folds.add(hit)
    return tuple(Fold(first, tuple(similar)) for first, *similar in folds.gathered)


class _Folds:
    """Hits gathered under the first of their kind, and by which runs and items each first is known again."""

    def __init__(self) -> None:
        self.gathered: list[list[Hit]] = []
        self._runs: list[Runs] = []
        self._seen: set[tuple[str, ...]] = set()
        self._holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._listed = 0
        self._items: dict[tuple[str, str], int] = {}

    def add(self, hit: Hit) -> None:
        """Put a hit under the first that it is like, or make it a first."""
        runs, item = _runs(hit), _item(hit)
        same = self._same_item(hit, item)
        if same is None and len(runs & self._seen) >= RESEMBLANCE * len(runs):
            same = self._like(runs)
        if same is not None:
            self.gathered[same].append(hit)
            return
        if item:
            self._items.setdefault(item, len(self.gathered))
        self.gathered.append([hit])
        self._runs.append(runs)
        self._seen |= runs

    def _like(self, runs: Runs) -> int | None:
        """Return the first that has enough of the same runs. Which holds a run is listed once that may be."""
        for place in range(self._listed, len(self._runs)):
            for run in self._runs[place]:
                self._holding[run].append(place)
        self._listed = len(self._runs)
        shared = Counter(chain.from_iterable(map(self._holding.__getitem__, runs & self._seen)))
        return min(
            (
                place
                for place, both in shared.items()
                if both >= RESEMBLANCE * (len(runs) + len(self._runs[place]) - both)
            ),
            default=None,
        )

    def _same_item(self, hit: Hit, item: tuple[str, str] | None) -> int | None:
        """Return the first that gives an item in the original where this is its digest, or the other way round."""
        place = self._items.get(item) if item else None
        if place is None or self.gathered[place][0].document.provenance == hit.document.provenance:
            return None
        return place


def _runs(hit: Hit) -> Runs:
    """Return the runs of words of a passage; a text shorter than a run is one."""
    forms = _WORD.findall(hit.passage.text.lower())[:LONGEST]
    return frozenset(zip(*(forms[first:] for first in range(RUN)), strict=False)) or frozenset({tuple(forms)})


def _item(hit: Hit) -> tuple[str, str] | None:
    """Return what an original's passage and its digest have in common: the source and the heading."""
    source = hit.document.source
    heading = " ".join(_WORD.findall(" ".join(hit.passage.heading[-1:]).lower())) if source else ""
    return (source, heading) if source and heading else None
