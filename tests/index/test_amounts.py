"""Amounts as people write them, and the other ways in which a text may have them."""

from __future__ import annotations

import pytest

from index.language.amounts import find_amounts
from index.language.tokens import words


def ways(query: str) -> list[set[str]]:
    return [{" ".join(key.partition(":")[2] for key in way) for way in a.ways} for a in find_amounts(words(query))]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("13,98 miljoner", "13980000"),
        ("13 980 000 kronor", "13,98 miljoner"),
        ("0,7 milj", "700000"),
        ("700 tkr", "0,7 miljoner"),
        ("700tkr", "700000"),
        ("7.8 mkr", "7,8 miljoner"),
        ("2,5 mdr euro", "2,5 miljarder"),
        ("1 000 miljarder", "1000 miljarder"),
    ],
)
def test_an_amount_is_one_number_however_it_is_written(typed: str, written: str) -> None:
    (found,) = ways(typed)
    assert written in found


@pytest.mark.parametrize("query", ["2022", "195 832 sysselsatta", "sidan 12", "08-452 70 00", "347 931 kr", "5 tusen"])
def test_other_numbers_are_left_as_they_are(query: str) -> None:
    assert ways(query) == []


def test_what_was_typed_comes_first() -> None:
    (amount,) = find_amounts(words("bidrag på 2,8 mkr"))
    assert (amount.first, amount.last, amount.ways[0]) == (2, 3, ("f:2,8", "f:mkr"))
