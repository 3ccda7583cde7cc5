"""Which words are right as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.language import english_words
from index.language.known_words import is_compound, is_inflected, is_known, is_old, with_linking_s


@pytest.mark.parametrize("word", ["upphandling", "bygglov", "kommunerna", "och", "härnösand", "health", "iop", "skr"])
def test_words_names_and_terms_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["uphandling", "foretag", "ekviks", "helath", "upphandligskrav"])
def test_misspellings_and_invented_names_are_not(word: str) -> None:
    assert not is_known(word)


@pytest.mark.parametrize("word", ["derefter", "lemna"])
def test_what_only_an_old_dictionary_has_is_old(word: str) -> None:
    assert is_old(word)
    assert not is_old("därefter")


@pytest.mark.parametrize("word", ["upphandlingsråd", "kommunstöd", "näringslivspriset"])
def test_compounds_of_known_parts(word: str) -> None:
    assert is_compound(word)
    assert not is_compound(word[:3] + "q" + word[3:])


def test_a_compound_that_lacks_its_linking_s() -> None:
    assert list(with_linking_s("upphandlingkrav")) == ["upphandlingskrav"]
    assert list(with_linking_s("upphandlingskrav")) == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ekviks", True), ("coompanionen", True), ("lekstugan", True), ("ekvikss", False), ("ekvikx", False)],
)
def test_regular_endings(word: str, expected: bool) -> None:  # noqa: FBT001
    assert is_inflected(word, {"ekvik", "ekviks", "coompanion", "lekstuga"}) is expected


def test_the_english_words_are_unpacked_into_a_file_of_their_own(tmp_path: Path) -> None:
    assert "health" in english_words.build(tmp_path)
    assert english_words.path(tmp_path).is_file()


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "health" in english_words.build(tmp_path / "file")
