"""Phrases and words that recur in texts."""

from __future__ import annotations

from index.document import ABOUT_THE_SOURCE
from index.phrases import find_phrases
from tests.conftest import make_document, make_passage


def phrases(*texts: str, documents: int = 2, **values: str) -> set[str]:
    """Return what recurs in documents that have the same passages."""
    bank = [
        make_document(
            f"d{number}", "T", *(make_passage("d", f"p{n}", "", text, **values) for n, text in enumerate(texts))
        )
        for number in range(documents)
    ]
    return {phrase.text for phrase in find_phrases(bank)}


def test_words_that_stand_together_and_end_with_a_noun() -> None:
    found = phrases("Kommunen köper av sociala företag.", "Många sociala företag växer i avtal med kommuner.")
    assert "sociala företag" in found
    assert not found & {"köper av", "företag växer", "växer i", "kommunen köper"}


def test_a_function_word_may_stand_within() -> None:
    texts = ("Stöd till föreningar ges.", "Vi ger stöd till föreningar.", "Mer stöd till föreningar behövs.")
    assert "stöd till föreningar" in phrases(*texts)


def test_a_piece_of_a_longer_phrase_is_left_out() -> None:
    texts = ("Ett idéburet offentligt partnerskap.", "Om idéburet offentligt partnerskap igen.")
    found = phrases(*texts)
    assert "idéburet offentligt partnerskap" in found
    assert not found & {"idéburet offentligt", "offentligt partnerskap"}


def test_names_and_addresses_are_left_out() -> None:
    texts = ("Torhild Vendel svarar.", "Skriv till torhild.vendel@ekvik.example eller www.vendel.example/torhild.") * 2
    assert not any("vendel" in phrase or "torhild" in phrase for phrase in phrases(*texts))


def test_what_stands_in_one_document_alone_or_speaks_of_its_source_is_left_out() -> None:
    texts = ("Sociala företag växer.", "Fler sociala företag.", "Nya sociala företag.")
    assert phrases(*texts, documents=1) == set()
    assert phrases(*texts, item_kind=ABOUT_THE_SOURCE) == set()
    assert phrases(*texts, language="en") == set()


def test_an_empty_bank_has_none() -> None:
    assert find_phrases([]) == []
