"""Compounds are found in both directions: by their parts, and without splitting what is no compound."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.compounds.measure import measure, read_labels
from index.language import compounds, parts
from index.language.compound_rules import load_rules
from index.language.toml_file import VocabularyError

HELD_OUT = Path(compounds.__file__).parents[2] / "bench" / "compounds"


@pytest.mark.parametrize(
    "division",
    [
        "närings|livs|utvecklare",
        "upphandlings|myndighetens",
        "samhälls|utmaningarna",
        "krets|lopps|plan",
        "kommun|direktören",
        "arbets|marknads|insatser",
        "tjänste|personer",
        "frukt|korgar",
        "gles|bygdens",
        "bygg|lov",
        "års|rapport",
        "el|bil",
        "region|råd",
        "nyckel|ord",
        "lands|ting",
        "gatu|kontoret",
        "kvinno|jouren",
        "barna|dödlighet",
        "idé|burna",
        "ide|buret",
        "skatte|verket",
        "europa|parlamentets",
        "corona|krisen",
        "gles|bygds|podden",
    ],
)
def test_a_compound_falls_into_its_parts_with_linking_letters_on_the_left(division: str) -> None:
    assert compounds.split(division.replace("|", "")) == tuple(division.split("|"))


@pytest.mark.parametrize(
    "word",
    [
        *("deltagare", "deltagande", "handläggarens", "fotograf", "utveckling", "föreskrift", "omvårdnad", "välfärd"),
        *(
            "organisation",
            "landskap",
            "ledarskap",
            "tillgänglighet",
            "konkurrensen",
            "nätverket",
            "kontrakt",
            "värdering",
        ),
        *("Bergström", "bergströms", "Lindqvist", "Göteborg", "Linköpings", "Söderhamn", "Östersund", "Katrineholm"),
        *("ö", "bil", "SKR", "2021", "", "a-kassa", "x" * 10_000),
    ],
)
def test_a_word_or_a_name_that_is_no_compound_stays_whole(word: str) -> None:
    assert compounds.split(word) == ()


@pytest.mark.parametrize(
    "word", ["Näringslivet", "UPPHANDLINGSKRAV", "Undervattenskabel", "busschaufför", "busstation"]
)
def test_the_parts_make_up_the_lower_cased_word(word: str) -> None:
    assert "".join(compounds.split(word)) == word.lower()
    assert len(compounds.split(word)) > 1


@pytest.mark.parametrize(
    ("word", "bases"),
    [
        ("näringslivskontoren", ["näring", "liv", "kontoren"]),
        ("arbetsplats", ["arbete", "plats"]),
        ("gatukontor", ["gata", "kontor"]),
        ("kvinnojour", ["kvinna", "jour"]),
        ("hälsofrämjande", ["hälsa", "främjande"]),
        ("årsmöte", ["år", "möte"]),
        ("skolgård", ["skola", "gård"]),
        ("medborgarförslag", ["medborgare", "förslag"]),
        ("gymnasieelev", ["gymnasium", "elev"]),
        ("busstation", ["buss", "station"]),
        ("fallucka", ["fall", "lucka"]),
    ],
)
def test_each_part_has_its_form_without_linking_letters(word: str, bases: list[str]) -> None:
    assert [part.base for part in compounds.divide(word)] == bases


def test_particles_stay_with_the_part_that_they_belong_to() -> None:
    assert compounds.split("uppföljningsansvar") == ("uppföljnings", "ansvar")
    assert compounds.split("överljudsplan") == ("överljuds", "plan")


def test_an_unknown_first_part_is_parted_from_a_common_head() -> None:
    assert compounds.split("interregprojektet") == ("interreg", "projektet")


def test_the_labelled_words_are_divided_as_well_as_the_goal_says() -> None:
    for table in ("held-out.tsv", "held-out-2.tsv"):
        score = measure(read_labels(HELD_OUT / table), compounds.split)
        assert score.f1 >= 0.96, score.faults
        assert score.false_splits <= 0.01 * score.wholes, score.faults


def test_new_words_are_divided_fast() -> None:
    words = [label.word for label in read_labels(HELD_OUT / "held-out.tsv")]
    start = time.process_time()
    for word in words * 5:
        compounds.split(word)
    assert len(words) * 5 / (time.process_time() - start) > 30_000  # 200,000 on an idle machine


def test_the_dictionary_of_parts_was_built_with_the_rules_as_they_stand() -> None:
    built = parts.load(compounds.DATA).rules_digest
    assert built == load_rules().built.digest, "index/language/data/README.md says how to build it anew"


def test_a_broken_rules_file_is_named_in_swedish(tmp_path: Path) -> None:
    file = tmp_path / "compounds.toml"
    file.write_text('[[first]]\nuse = "maybe"\nwords = "el"\n', "utf-8")
    with pytest.raises(VocabularyError, match="”maybe” ska vara accepted, blocked, joined eller known"):
        load_rules(file)


def test_the_dictionary_reads_back_as_written(tmp_path: Path) -> None:
    entries = {"gatu": parts.Entry(first=5, base="gata"), "kontor": parts.Entry(head=6, marks=parts.Mark.WHOLE)}
    parts.write(tmp_path, entries, particles=("om",), rules_digest="abc")
    read = parts.load(tmp_path)
    gatu, kontor = read.trie["gatu"], read.trie["kontor"]
    assert (read.firsts[gatu], read.base("gatu", gatu), read.heads[kontor], read.marks[kontor]) == (5, "gata", 6, 1)
    assert (read.particles, read.rules_digest) == (("om",), "abc")
