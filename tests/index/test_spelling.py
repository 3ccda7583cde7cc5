"""Words that the bank does not hold, as they are likeliest spelled."""

from __future__ import annotations

import pytest

from index.spelling import Speller

BANK = {
    "upphandling": 40,
    "upphandlingen": 9,
    "söderby": 3,
    "mål": 12,
    "får": 30,
    "företag": 50,
    "partnerskap": 7,
    "iop": 4,
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("soderby", "söderby"), ("foretag", "företag"), ("mal", "mål")],
)
def test_forgotten_dots(typed: str, expected: str) -> None:
    assert Speller(BANK).with_dots(typed) == (expected,)


@pytest.mark.parametrize("typed", ["upphandling", "märke", "får", "partnerskäp"])
def test_who_types_dots_means_them(typed: str) -> None:
    assert Speller(BANK).with_dots(typed) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("uphandling", "upphandling"),
        ("upphanlding", "upphandling"),
        ("parterskap", "partnerskap"),
        ("foretagg", "företag"),
    ],
)
def test_the_likeliest_word(typed: str, expected: str) -> None:
    assert Speller(BANK).nearest(typed) == (expected,)


@pytest.mark.parametrize("typed", ["iup", "zebror", "2022", "xy"])
def test_a_word_that_is_far_from_all_stays(typed: str) -> None:
    assert Speller(BANK).nearest(typed) == ()
