"""What is kept stays within its bound, and what was used last stays longest."""

from __future__ import annotations

from functools import partial

import numpy as np

from index.facets import Mask
from index.kept import Kept


def test_what_was_not_used_longest_goes_first() -> None:
    kept = Kept(25_000)
    made: list[str] = []

    def make(name: str) -> Mask:
        made.append(name)
        return np.zeros(10_000, dtype=np.bool_)

    for name in ("i", "av", "i", "och", "i", "av"):
        kept.get(name, partial(make, name))
    assert made == ["i", "av", "och", "av"]
