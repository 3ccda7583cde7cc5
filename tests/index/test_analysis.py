"""The chain from a text to its terms."""

from __future__ import annotations

import pytest

from index.language.analysis import analyze, term_positions

TEXT = (
    "EU:s handlingsplan COM(2021) 778 nådde Ekvik. Arbetsintegrerande företag köper 2,8 miljoner fruktkorgar av "
    "https://norrtuna.example/avtal, enligt 4 kap. 18 § LOU och lou, i EU-kommissionens ord."
)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_indexed_is_what_analyze_shows(language: str) -> None:
    shown: dict[str, list[int]] = {}
    tokens = analyze(TEXT, language)
    for position, token in enumerate(tokens):
        for term in token.terms:
            shown.setdefault(term, []).append(position)
    assert term_positions(TEXT, language) == (shown, len(tokens))
