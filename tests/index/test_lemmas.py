"""All forms of a word share one key, and words that differ in meaning do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from simplemma.strategies import dictionaries

from index.language import lemma_dictionary, lemmas
from index.language.toml_file import VocabularyError


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("böcker", "bok"),
        ("ledamöterna", "ledamot"),
        ("städernas", "stad"),
        ("bättre", "bra"),
        ("upphandlingarnas", "upphandling"),
        ("idéburna", "idéburen"),
        ("ideburet", "ideburen"),
        ("söderhamns", "söderhamn"),
        ("har", "ha"),
        ("men", "men"),
        ("för", "för"),
        ("", ""),
        ("2022", "2022"),
    ],
)
def test_a_form_has_its_dictionary_form(word: str, lemma: str) -> None:
    assert lemmas.lemma(word) == lemma


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("kris", "kris"),
        ("nämnd", "nämnd"),
        ("skulder", "skuld"),
        ("studier", "studie"),
        ("växt", "växt"),
        ("rot", "rot"),
    ],
)
def test_the_exceptions_mend_what_the_lemmatiser_has_wrong(word: str, lemma: str) -> None:
    assert lemmas.lemma(word) == lemma


@pytest.mark.parametrize(
    "forms",
    [
        "kris krisen kriser krisernas",
        "nämnd nämnden nämnder nämndernas",
        "deltagare deltagarna deltar deltog deltagande",
        "anställd anställda anställde anställt",
        "vuxen vuxna vuxnas",
        "bok böcker boken bokens",
        "snabb snabba snabbt",
        "idéburen idéburna idéburet",
        "myndighet myndigheten myndigheternas",
        "seminarium seminarier seminarierna",
        "undantag undantogs undantas undantagna",
        "åtagande åtagit åtog",
        "ledig lediga ledigt",
        "vinner vann vunnit",
        "skriver skrevs skrivits",
        "säljer såldes sålt",
    ],
)
def test_the_forms_of_a_word_share_a_key(forms: str) -> None:
    assert len({lemmas.key(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        *("intern inte", "hemlig hem", "fastighet fast", "styrelse styra", "får far", "mål mal", "lager lag"),
        *("månad måne", "lediga leder", "boka boken", "lagade lagar", "värdet värdar", "ställen ställer"),
    ],
)
def test_words_that_differ_keep_their_keys_apart(words: str) -> None:
    one, other = words.split()
    assert lemmas.key(one) != lemmas.key(other)


@pytest.mark.parametrize("name", ["ekvi", "norrå", "abdi", "norrby"])
def test_the_genitive_of_a_name_finds_the_name(name: str) -> None:
    assert lemmas.key(f"{name}s") == lemmas.key(name)


def test_a_word_that_ends_like_a_genitive_stays_whole() -> None:
    assert lemmas.lemma("praxis") == "praxis"
    assert lemmas.lemma("dagis") == "dagis"


def test_a_compound_that_the_dictionary_lacks_is_inflected_like_its_last_part() -> None:
    assert lemmas.lemma("fruktkorgsavtalen") == "fruktkorgsavtal"
    assert lemmas.lemma("kommunnämndernas") == "kommunnämnd"
    assert lemmas.key("interregprojekten") == lemmas.key("interregprojekt")


def test_the_dictionary_is_unpacked_once_and_then_only_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Small:
        def get_dictionary(self, _language: str) -> dict[str, str]:
            return {"idéer": "idé", "böcker": "bok"}

    monkeypatch.setattr(dictionaries, "DefaultDictionaryFactory", Small)
    built = lemma_dictionary.load(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [lemma_dictionary.path(tmp_path).name]
    monkeypatch.delattr(dictionaries, "DefaultDictionaryFactory")
    opened = lemma_dictionary.load(tmp_path)
    assert dict(opened) == dict(built) == {"idéer": "idé", "ideer": "ide", "böcker": "bok"}
    assert len(opened) == 3


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Small:
        def get_dictionary(self, _language: str) -> dict[str, str]:
            return {"böcker": "bok"}

    monkeypatch.setattr(dictionaries, "DefaultDictionaryFactory", Small)
    assert lemma_dictionary.load(tmp_path / "missing")["böcker"] == "bok"


def test_a_broken_exception_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "lemmas.toml"
    file.write_text('[[form]]\nwords = "skulder"\nreason = "x"\n', "utf-8")
    with pytest.raises(VocabularyError, match="rad 1: ”skulder” ska skrivas ordform>grundform"):
        lemmas.read_exceptions(file)


@pytest.mark.parametrize("word", ["upphandling", "företagen", "arbete", "näringslivskontoret", "ekonomier"])
def test_nouns_are_known_by_their_definite_form(word: str) -> None:
    assert lemmas.is_noun(word)


@pytest.mark.parametrize("word", ["gäller", "arbetar", "sociala", "och", "xqz"])
def test_other_words_are_no_nouns(word: str) -> None:
    assert not lemmas.is_noun(word)
