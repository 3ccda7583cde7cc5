"""Which words of a query may be misspelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plain_words import plain_words


def runs(text: str) -> list[list[str]]:
    return [[word.text for word in run] for run in plain_words(text)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("reserverad upphandling", [["reserverad", "upphandling"]]),
        ('reserverad "social ekonmi" upphandling', [["reserverad"], ["upphandling"]]),
        ("kommun:Ekvk upphandling", [["upphandling"]]),
        ('tema:"Stöd och avtal", Upphandling avtal', [["avtal"]]),
        ("Kommun:Ekvk, Norrtna avtal", [["avtal"]]),
        ("avtal -fruktkorg", [["avtal"]]),
        ("avtal INTE fruktkorg", [["avtal"]]),
        ("avtal -(frukt ELLER korg) kommun", [["avtal"], ["kommun"]]),
        ("avtal OCH (frukt ELLER korg)", [["avtal"], ["frukt"], ["korg"]]),
        ("upphandl* avtal koop?rativ", [["avtal"]]),
        ("vad är iop?", [["vad", "är", "iop"]]),
        ("EU:s plan", [["EU:s", "plan"]]),
        ("it-konsult", [["it", "konsult"]]),
        ("”social ekonmi", []),
        ("", []),
    ],
)
def test_only_words_that_are_searched_as_words(query: str, expected: list[list[str]]) -> None:
    assert runs(query) == expected


@given(st.text(alphabet='abö :"()-*?ELRINT', max_size=40))
def test_every_word_stands_where_it_says(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for run in plain_words(text) for word in run)
