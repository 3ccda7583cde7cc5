"""The chain from a text to its terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.analysis import Words, analyze, word_terms

TEXT = (
    "EU:s handlingsplan COM(2021) 778 nådde Ekvik. Arbetsintegrerande företag köper 2,8 miljoner fruktkorgar av "
    "https://norrtuna.example/avtal, enligt 4 kap. 18 § LOU och lou, i EU-kommissionens ord."
)


WORDS = "EU:s vd:n l’é e\u0301 å a X s n SOU COM (2021) 2021 778 1 000 2,8 § _ - https:// ekvik.example".split(" ")
PIECES = st.sampled_from([*WORDS, *" .,:/()'’\n\u00a0\u00ad"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_indexed_is_what_analyze_shows(language: str) -> None:
    assert word_terms(TEXT, language) == _shown(TEXT, language)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_what_is_indexed_is_what_analyze_shows_however_words_run_together(text: str) -> None:
    assert word_terms(text) == _shown(text, "sv")


def _shown(text: str, language: str) -> Words:
    return tuple(token.terms for token in analyze(text, language))
