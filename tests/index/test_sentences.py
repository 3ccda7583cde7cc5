"""Where sentences end, and which can be read alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sentences import is_whole, sentences, stands_alone, without_marker


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Stöd ges enligt 4 kap. 18 § LOU.",
        "Se prop. 2021/22:135 och bet. 2021/22:FiU28.",
        "Flera orter, t.ex. Ekvik och bl.a. Norrtuna, var med.",
        "Priset var ca. 2.8 mkr i s.k. Ekviksdalrar.",
        "Boken är skriven av A. Ek och B.C. Al.",
        "1. Inledning",
        "Bidraget är 1 200 kronor (inkl. 25 % moms).",
        "Mötet är kl. 13 den 3 mars.",
    ],
)
def test_a_full_stop_in_a_short_form_ends_nothing(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_sentences_end_at_stops_quotes_and_lines() -> None:
    assert split("Han sa ”nej!” Sedan gick han. 2023 kom han åter, m.m. Slut\n\n• En sak\n• Två  ") == [
        "Han sa ”nej!”",
        "Sedan gick han.",
        "2023 kom han åter, m.m.",
        "Slut",
        "• En sak",
        "• Två",
    ]


@given(st.text(alphabet="aA1 .!?\n”•§", max_size=60))
def test_sentences_are_in_order_and_hold_every_letter(text: str) -> None:
    places = sentences(text)
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_marker_of_a_list_is_no_part_of_the_sentence() -> None:
    text = "• Priset är högt."
    start, end = without_marker(text, 0, len(text))
    assert text[start:end] == "Priset är högt."


@pytest.mark.parametrize("text", ["Registret startade 2019.", "”Det går bra.”", "30 procent är unga."])
def test_whole_sentences(text: str) -> None:
    assert is_whole(text)


@pytest.mark.parametrize("text", ["Registret i Ekvik", "vann priset.", "Vem får delta?", "Villkoren är:"])
def test_what_is_no_whole_statement(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "Registret startade 2019.",
        "Det finns tolv orter.",
        "Den som söker får svar.",
        "Den 1 januari började lagen gälla.",
        "De sociala företagen är fem.",
        "De tolv orterna var med.",
    ],
)
def test_sentences_that_stand_alone(text: str) -> None:
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text", ["Det sköts av Ekvik.", "De hade fem.", "Den ska betalas.", "Därför blev det så.", "Men Ekvik vann.", "–"]
)
def test_sentences_that_lean_on_the_one_before(text: str) -> None:
    assert not stands_alone(text)
