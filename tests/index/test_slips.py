"""What the slips between two words cost: those that Swedes make are cheap."""

from __future__ import annotations

import pytest

from index.language.slips import bare, distance


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("foretag", "företag"),
        ("sysselsattningsatgard", "sysselsättningsåtgärd"),
        ("upphanlding", "upphandling"),
        ("uphandling", "upphandling"),
        ("hudikksvall", "hudiksvall"),
        ("organisasjon", "organisation"),
        ("stjälv", "själv"),
        ("upphandlingmyndigheten", "upphandlingsmyndigheten"),
        ("prosjekt", "projekt"),
        ("näringslivetts", "näringslivets"),
        ("exempäl", "exempel"),
    ],
)
def test_a_common_slip_costs_less_than_another_letter(typed: str, meant: str) -> None:
    assert 0 < distance(typed, meant) < distance(meant[:3] + "q" + meant[4:], meant)


@pytest.mark.parametrize(("typed", "meant"), [("mål", "mål"), ("", "")])
def test_the_same_word_costs_nothing(typed: str, meant: str) -> None:
    assert distance(typed, meant) == 0


def test_dots_left_out_everywhere_are_one_slip() -> None:
    assert distance("raksmorgas", "räksmörgås") == distance("foretag", "företag")


def test_dots_that_were_typed_are_meant() -> None:
    assert distance("får", "far") > distance("far", "får")


def test_the_first_letter_is_seldom_wrong() -> None:
    assert distance("apphandling", "upphandling") > distance("upphandlingg", "upphandling")
    assert distance("amea", "åmea") < distance("bmea", "åmea")


def test_words_out_of_step_are_other_words() -> None:
    assert distance("kommun", "kommunalförbundet") == float("inf")


def test_a_word_without_its_dots() -> None:
    assert bare("Åbyöäé") == "Abyoae"
