"""What comes first: of many things by several keys, without putting all of them in order; of names in Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORTHWHILE = 4
"""From so many times more than are wanted, the others are set aside first."""


def first_by(keys: Sequence[NDArray[Any]], count: int) -> NDArray[np.int64]:
    """Return the places of the first `count` by ascending keys, in order; the first key counts most."""
    pool = np.arange(len(keys[0]) if count > 0 else 0)
    sure: list[NDArray[np.int64]] = []
    wanted = count
    for key in keys:
        if wanted == 0 or len(pool) <= _WORTHWHILE * wanted:
            break
        values = key[pool]
        last = np.partition(values, wanted - 1)[wanted - 1]
        sure.append(pool[values < last])
        wanted -= len(sure[-1])
        pool = pool[values == last]
    chosen = np.concatenate([*sure, pool])
    return chosen[np.lexsort([key[chosen] for key in reversed(keys)])][:count]


@lru_cache(maxsize=10_000)
def swedish_order(text: str) -> str:
    """Return a key that sorts å, ä and ö last and ignores case."""
    return text.lower().translate(_LAST_LETTERS)


_LAST_LETTERS = str.maketrans("åäö", "{|}")
