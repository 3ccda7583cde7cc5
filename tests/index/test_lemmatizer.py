"""Words get the lemma that simplemma gives them, although it is not loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version

import pytest
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.defaultrules import sv
from simplemma.strategies.dictionaries import DictionaryFactory

from index.language import lemma_dictionary, lemmas
from index.language.lemma_dictionary import LemmaDictionary, ending_rules
from index.language.tokens import words
from index.settings import REPOSITORY


class Installed(DictionaryFactory):
    """Our dictionary for simplemma's own strategy."""

    def __init__(self) -> None:
        self._dictionary = lemma_dictionary.load()

    def get_dictionary(self, lang: str) -> LemmaDictionary:  # noqa: ARG002 (the protocol's signature)
        """Return it, whatever the language."""
        return self._dictionary


def corpus_words() -> Iterator[str]:
    for path in sorted((REPOSITORY / "corpus").rglob("*.md")):
        yield from (word.form for word in words(path.read_text(encoding="utf-8")))


def test_every_word_of_the_starter_corpus_has_the_lemma_of_simplemma() -> None:
    theirs = DefaultStrategy(greedy=True, dictionary_factory=Installed())
    forms = {form for form in corpus_words() if "-" not in form}
    inflected = {f"{form}{ending}" for form in sorted(forms)[::7] for ending in ("heten", "igaste", "xq", "arnas", "s")}
    ours = lemmas.lemmatizer()
    wrong = [form for form in forms | inflected if ours.lemma(form) != theirs.get_lemma(form, "sv")]
    assert wrong == []


def test_a_rule_of_simplemma_that_is_no_list_of_endings_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sv, "DEFAULT_RULES", {re.compile(r"(?:ing[ae]r)$"): "ing"})
    with pytest.raises(ValueError, match="no list of endings"):
        ending_rules()


def test_the_release_of_simplemma_is_the_installed_one() -> None:
    assert lemma_dictionary.release() == version("simplemma")
