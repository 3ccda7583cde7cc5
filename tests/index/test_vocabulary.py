from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import KunskapsbankError
from index.language.vocabulary import load_vocabulary
from index.language.vocabulary_files import DEFAULT_FOLDER, vocabulary_file

if TYPE_CHECKING:
    from pathlib import Path


def complaint(folder: Path, name: str, text: str) -> str:
    """Load a vocabulary with one file of our own; return what the user is told."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(KunskapsbankError) as caught:
        load_vocabulary(folder)
    return str(caught.value)


def test_holds_every_municipality_with_its_county() -> None:
    places = {place.name: place for place in load_vocabulary().municipalities}
    assert len(places) == 290
    assert places["Söderhamn"].county == "Gävleborgs län"
    assert places["Söderhamn"].code == "2182"
    assert 61 < places["Söderhamn"].latitude < 62
    assert places["Mark"].ambiguity == "word"
    assert places["Umeå"].ambiguity is None


def test_every_municipality_lies_in_a_county_that_is_listed() -> None:
    vocabulary = load_vocabulary()
    counties = [county.name for county in vocabulary.counties]
    assert len(counties) == 21
    assert {place.county for place in vocabulary.municipalities} == set(counties)


def test_themes_have_two_levels() -> None:
    themes = {theme.code: theme for theme in load_vocabulary().themes}
    assert list(themes) == [f"T{number}" for number in range(1, 17)]
    assert themes["T3"].name == "Upphandling och affärer"
    assert themes["T3"].id == "upphandling-och-affarer"
    assert [sub.name for sub in themes["T3"].subthemes] == [
        "reserverad upphandling",
        "sociala krav",
        "direktupphandling",
        "dialog",
    ]
    assert all(sub.strong for theme in themes.values() for sub in theme.subthemes)


def test_an_alias_belongs_to_one_organisation() -> None:
    owners: dict[str, str] = {}
    for organisation in load_vocabulary().organisations:
        for alias in {organisation.name, *organisation.aliases, *organisation.uncertain}:
            assert owners.setdefault(alias, organisation.name) == organisation.name, alias


def test_an_uncertain_alias_says_what_makes_it_certain() -> None:
    assert all(o.context for o in load_vocabulary().organisations if o.uncertain)


def test_a_corpus_replaces_the_files_it_has(tmp_path: Path) -> None:
    (tmp_path / "organisations.toml").write_text(
        '[[organisation]]\nname = "Ekviks bygdekooperativ"\naliases = ["Ekvikskooperativet"]\n', encoding="utf-8"
    )
    vocabulary = load_vocabulary(tmp_path)
    assert [organisation.name for organisation in vocabulary.organisations] == ["Ekviks bygdekooperativ"]
    assert vocabulary.themes == load_vocabulary().themes
    assert vocabulary.version != load_vocabulary().version
    assert vocabulary_file("themes.toml", tmp_path) == DEFAULT_FOLDER / "themes.toml"


def test_a_folder_without_vocabulary_changes_nothing(tmp_path: Path) -> None:
    assert load_vocabulary(tmp_path / "finns-inte") == load_vocabulary()


def test_broken_toml_names_file_and_line(tmp_path: Path) -> None:
    message = complaint(tmp_path, "themes.toml", '[[theme]]\ncode = "T1"\nname = Utan citattecken\n')
    assert "themes.toml" in message
    assert "rad 3" in message


def test_a_string_that_never_ends_names_a_line(tmp_path: Path) -> None:
    message = complaint(tmp_path, "organisations.toml", '[[organisation]]\nname = "Ekvik')
    assert "rad 2" in message


def test_a_missing_name_points_at_its_entry(tmp_path: Path) -> None:
    text = '[[organisation]]\nname = "Ekvik"\n\n[[organisation]]\naliases = ["Norrtuna"]\n'
    assert "rad 4: ”name” ska vara en text" in complaint(tmp_path, "organisations.toml", text)


def test_a_misspelt_key_is_not_ignored(tmp_path: Path) -> None:
    text = '[[organisation]]\nname = "Ekvik"\naliasses = ["Ekviks kooperativ"]\n'
    assert "”aliasses” är okänd" in complaint(tmp_path, "organisations.toml", text)


def test_an_alias_that_is_no_list_is_told(tmp_path: Path) -> None:
    text = '[[organisation]]\nname = "Ekvik"\naliases = "Ekviks kooperativ"\n'
    assert "”aliases” ska vara en lista med texter" in complaint(tmp_path, "organisations.toml", text)


def test_a_table_in_single_brackets_is_told(tmp_path: Path) -> None:
    assert "[[theme]]" in complaint(tmp_path, "themes.toml", '[theme]\nname = "Ekvik"\n')


def test_two_entries_of_one_name_are_told(tmp_path: Path) -> None:
    text = '[[organisation]]\nname = "Ekvik"\n[[organisation]]\nname = "Ekvik"\n'
    assert "rad 3: ”Ekvik” finns redan" in complaint(tmp_path, "organisations.toml", text)


def test_a_subtheme_is_complained_of_on_its_own_line(tmp_path: Path) -> None:
    theme = '[[theme]]\ncode = "{0}"\nid = "{0}"\nname = "{0}"\n'
    subtheme = '[[theme.subtheme]]\nname = "a"\nstrong = ["b"]\n'
    text = theme.format("T1") + subtheme + theme.format("T2") + '[[theme.subtheme]]\nstrong = ["c"]\n'
    assert "rad 12" in complaint(tmp_path, "themes.toml", text)


def test_a_municipality_without_a_number_names_its_line(tmp_path: Path) -> None:
    text = "code,name,county_code,county,latitude,longitude\n2182,Söderhamn,21,Gävleborgs län,norr,17.1\n"
    assert "rad 2" in complaint(tmp_path, "municipalities.csv", text)


def test_a_file_in_another_encoding_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "organisations.toml").write_bytes('# ok\n[[organisation]]\nname = "Håbo"\n'.encode("latin-1"))
    with pytest.raises(KunskapsbankError, match="rad 3: texten är inte UTF-8"):
        load_vocabulary(tmp_path)


def test_an_ambiguous_name_must_be_a_municipality(tmp_path: Path) -> None:
    assert "rad 2: kommunen ”Ekvik” finns inte" in complaint(tmp_path, "places.toml", '[ambiguous]\n"Ekvik" = "word"\n')


def test_an_unknown_ambiguity_is_told(tmp_path: Path) -> None:
    assert "word, small, surname eller given" in complaint(tmp_path, "places.toml", '[ambiguous]\n"Mark" = "jord"\n')
