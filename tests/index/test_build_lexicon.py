"""The dictionary of compound parts, built from a small dictionary of the same make."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.language import hunspell, parts
from index.language.build_lexicon import Builder
from index.language.compound_rules import load_rules

AFF = """\
SET UTF-8
SFX A Y 1
SFX A 0 s .
SFX D Y 1
SFX D 0 en [^a]
SFX G Y 1
SFX G 0 ar [^ae]
SFX v N 1
SFX v 0 s/WXZ [^a]
SFX w N 1
SFX w a u/WXZ a
"""
DIC = """\
12
park/ADGXY
skog/ADGvY
stig/ADGY
vara/AwY
fågel/AXY
parkstig/ADGY
skogsstig/ADGv
fågelpark/ADGY
stigande/Y
skogslig/%
Ekvik/Av
hus-/X
"""


@pytest.fixture
def dictionary(tmp_path: Path) -> hunspell.Dictionary:
    (tmp_path / "sv.aff").write_text(AFF, "utf-8")
    (tmp_path / "sv.dic").write_text(DIC, "utf-8")
    return hunspell.Dictionary(tmp_path / "sv.aff", tmp_path / "sv.dic")


def test_suffixes_are_expanded_where_their_condition_holds(dictionary: hunspell.Dictionary) -> None:
    forms = {entry.word: [form.text for form in dictionary.forms(entry)] for entry in dictionary.entries}
    assert forms["skog"] == ["skogs", "skogen", "skogar", "skogs"]
    assert forms["vara"] == ["varas", "varu"]
    assert "hus-" not in forms


def test_words_that_are_compounds_are_left_out_and_their_parts_kept(dictionary: hunspell.Dictionary) -> None:
    entries = Builder(dictionary, load_rules(), ["Norrtuna"]).entries
    assert not {"parkstig", "skogsstig", "fågelpark"} & entries.keys()
    assert entries["stigen"].head
    assert entries["skogs"].first
    assert (entries["varu"].first > 0, entries["varu"].base) == (True, "vara")
    assert entries["varas"].marks & parts.Mark.WHOLE


def test_names_and_places_are_whole(dictionary: hunspell.Dictionary) -> None:
    entries = Builder(dictionary, load_rules(), ["Norrtuna"]).entries
    for name in ("ekvik", "norrtuna", "norrtunas", "bergström", "lindqvists"):
        assert entries[name].marks & parts.Mark.WHOLE
        assert not entries[name].head
    assert entries["ekviks"].first, "ekviks|borna"
