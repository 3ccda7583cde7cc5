"""Sources that the bank holds both in the original and as a digest, and which of the two goes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask, Numbers


def _nothing() -> Numbers:
    return np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Passages of sources that the bank holds both in the original and as a digest.

    `original` and `digest` are passage numbers; `original_source` and `digest_source` number the source of each.
    """

    original: Numbers = field(default_factory=_nothing)
    original_source: Numbers = field(default_factory=_nothing)
    digest: Numbers = field(default_factory=_nothing)
    digest_source: Numbers = field(default_factory=_nothing)

    def put_originals_first(
        self, scores: NDArray[np.float32], answered: NDArray[np.float32], shown: Mask, *, lead: float
    ) -> None:
        """Lift the best passage of an original to just above its digest, if it answers as much of the query.

        A digest says in few words what the original says in many, and would go before it for that alone. `answered`
        is the weight of the words that each passage answers; `lead` is by which share the original goes before.
        """
        digests, originals = shown[self.digest], shown[self.original]
        if not digests.any() or not originals.any():
            return
        sources = 1 + int(max(self.digest_source.max(), self.original_source.max()))
        best = np.zeros(sources, dtype=np.float32)
        np.maximum.at(best, self.digest_source[digests], scores[self.digest[digests]])
        asked = np.zeros(sources, dtype=np.float32)
        np.maximum.at(asked, self.digest_source[digests], answered[self.digest[digests]])
        passages, source = self.original[originals], self.original_source[originals]
        enough = answered[passages] >= asked[source]
        passages, source = passages[enough], source[enough]
        order = np.lexsort((-scores[passages], source))
        source, first = np.unique(source[order], return_index=True)
        lifted = passages[order][first]
        scores[lifted] = np.maximum(scores[lifted], best[source] * (1 + lead))


def pair_counterparts(
    sources: Mapping[str, tuple[str, str]], document_ids: tuple[str, ...], document_of: Numbers
) -> Counterparts:
    """Find the counterparts among documents that have a source: by id of the document, the source and the provenance.

    `document_of` gives the place in `document_ids` of each passage, or -1.
    """
    kinds = defaultdict(set)
    for source, provenance in sources.values():
        kinds[source].add(provenance)
    number_of = {source: number for number, source in enumerate(s for s, held in kinds.items() if len(held) > 1)}
    if not number_of:
        return Counterparts()
    numbers = np.full(len(document_ids) + 1, -1, dtype=np.intp)  # the last for passages of no document
    is_original = np.zeros(len(document_ids) + 1, dtype=np.bool_)
    for place, document_id in enumerate(document_ids):
        if document_id in sources:
            source, provenance = sources[document_id]
            numbers[place] = number_of.get(source, -1)
            is_original[place] = provenance == "original"
    passages = np.flatnonzero(numbers[document_of] >= 0)
    original = is_original[document_of[passages]]
    source_of = numbers[document_of[passages]]
    return Counterparts(passages[original], source_of[original], passages[~original], source_of[~original])
