"""The first few by several keys are those of a whole sort."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ordering import first_by


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2), st.integers(0, 9)), max_size=80), st.integers(0, 30))
def test_the_first_few_are_those_of_a_whole_sort(rows: list[tuple[int, int, int]], count: int) -> None:
    numbered = [(*row, place) for place, row in enumerate(rows)]
    keys = [np.asarray([row[key] for row in numbered], dtype=np.int64) for key in range(4)]
    assert first_by(keys, count).tolist() == [row[-1] for row in sorted(numbered)[:count]]
