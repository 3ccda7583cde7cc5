"""What a segment holds to the arrays that a search reads (`index/segment_arrays.py` says what is in them)."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import marisa_trie
import numpy as np

from index.plan import FIELDS
from index.segment_content import COLUMNS, NO_ROWS, TERM_FIELDS, Integers, Lists, SegmentContent

Derived = tuple[marisa_trie.Trie, dict[str, Integers], dict[str, Any]]
"""The terms, the arrays by name, and what has names: the values of the columns, and the documents."""


def derive(content: SegmentContent) -> Derived:
    """Make the arrays of a segment."""
    arrays: dict[str, Integers] = {"lengths": content.lengths, "sequence": content.sequence}
    trie, found = _postings(content)
    arrays |= found
    document_of = np.zeros(content.size, dtype=np.int64)
    values = {}
    for name in COLUMNS:
        rows = content.rows.get(name, NO_ROWS)
        codes = np.repeat(np.arange(len(rows.sizes)), rows.sizes)
        if name == "document_id":
            document_of[rows.passages] = codes
        values[name] = list(rows.terms)
        column = _column(rows.passages, codes, document_of, content.size)
        arrays |= {f"{name}.{part}": array for part, array in column.items()}
    origins = {name: astuple(origin) for name, origin in sorted(content.origins.items())}
    return trie, {name: _narrow(array) for name, array in arrays.items()}, {"values": values, "origins": origins}


def _column(passages: Integers, codes: Integers, document_of: Integers, size: int) -> dict[str, Integers]:
    """Put the values of a field in the order of the passages."""
    order = np.lexsort((codes, passages))
    passages, codes = passages[order], codes[order]
    keys, pairs = np.unique(codes * (size + 1) + document_of[passages], return_inverse=True)
    counts = np.bincount(passages, minlength=size)
    return {"counts": counts, "codes": codes, "pairs": pairs, "pair_codes": keys // (size + 1)}


def _narrow(array: Integers) -> Integers:
    """Return integers in the smallest type that holds them, but no smaller than what indexes arrays fast."""
    top = int(array.max(initial=0))
    return array.astype(next(kind for kind in (np.uint8, np.uint16, np.int32, np.int64) if top <= np.iinfo(kind).max))


def _postings(content: SegmentContent) -> tuple[marisa_trie.Trie, dict[str, Integers]]:
    """Return the terms of all fields of terms, and their postings in the order of the terms' numbers."""
    rows = [content.rows.get(name, NO_ROWS) for name in TERM_FIELDS]
    trie = marisa_trie.Trie({term for of_field in rows for term in of_field.terms})
    slots, passages, counts, places = [], [], [], []
    for place, (name, of_field) in enumerate(zip(TERM_FIELDS, rows, strict=True)):
        slots += [len(TERM_FIELDS) * trie[term] + place for term in of_field.terms]
        passages.append(of_field.passages)
        counts.append(of_field.counts)
        if name in FIELDS:
            lengths = content.lengths[place]
            begins = np.cumsum(lengths + 1) - lengths - 1
            places.append(np.repeat(begins[of_field.passages], of_field.counts) + of_field.places)
    sizes = np.concatenate([of_field.sizes for of_field in rows])
    order = np.argsort(np.asarray(slots, dtype=np.int64), kind="stable")
    by_slot = np.zeros(len(TERM_FIELDS) * len(trie) + 1, dtype=np.int64)
    by_slot[np.asarray(slots, dtype=np.int64) + 1] = sizes
    postings = Lists(sizes).places(order)
    counted = np.concatenate(counts)
    starts, counted_sums = np.cumsum(by_slot), np.concatenate([[0], np.cumsum(counted[postings])])
    return trie, {
        "starts": starts,
        "passages": np.concatenate(passages)[postings],
        "counts": counted[postings],
        "place_starts": counted_sums[starts],
        "places": np.concatenate(places)[Lists(counted).places(postings)],
    }
