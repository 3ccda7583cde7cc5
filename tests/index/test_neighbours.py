"""Words near a word, found by their letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.language.slips import bare
from index.neighbours import Neighbours

WORDS = st.text(alphabet="abcåäöst", min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=30, unique=True), WORDS, st.integers(1, 2))
def test_none_that_is_near_is_missed(words: list[str], word: str, slips: int) -> None:
    near = {other for other in words if OSA.distance(bare(word), bare(other)) <= slips}
    assert set(Neighbours(words).within(word, slips)) == near


def test_an_empty_bank_has_no_neighbours() -> None:
    assert Neighbours([]).within("upphandling", 2) == []
