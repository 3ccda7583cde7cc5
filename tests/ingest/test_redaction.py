"""Names that are blanked: in whatever way they are written, and never inside another word."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Link
from ingest.reading import Section
from ingest.redaction import MARK, RedactionError, Redactor, load_redactor

NAMES = ("Åsa Öberg", "Anna-Karin Ek", "Al", "Sten Berg", "Staffan O'Brien", "Jörgen K. Häll")


def blanked(text: str) -> str:
    return Redactor(NAMES).blank(text)


@pytest.mark.parametrize(
    "text",
    [
        "Åsa Öberg",
        "ÅSA ÖBERG",
        "åsa öbergs",
        "Åsa Öberg's",
        "Åsa \t Öberg",
        "Åsa\nÖberg",
        "Åsa\n\n  Öberg",
        "Åsa\xa0Öberg",
        "Å\xadsa Ö\xadberg",
        "Åsa\u200b Öberg",
        "Åsa Ö-\nberg",
        "Åsa Ö-\n   bergs",
        unicodedata.normalize("NFD", "Åsa Öberg"),
        "Öberg, Åsa",
        "Öberg Åsa",
        "Åsa | Öberg",
        "Öberg; Åsa",
        "Åsa\n> Öberg",
        "asa.oberg@ekvik.example",
        "Asa.Oberg@ekvik.example",
        "aasa.oeberg@ekvik.example",
        "oberg_asa@ekvik.example",
        "asaoberg@ekvik.example",
        "@asaoberg",
        "https://ekvik.example/personal/asa-oberg/",
        "https://ekvik.example/%C3%85sa%20%C3%96berg.jpg",
        "www.asaoberg.example",
        "asa_oberg",
        "Anna-Karin Ek",
        "Anna Karin Ek",
        "Anna-\nKarin Ek",
        "annakarin.ek@ekvik.example",
        "anna.ek@ekvik.example",
        "Al",
        "Als",
        "Sta\ufb00an O’Brien",
        "staffan.obrien@ekvik.example",
        "Jörgen K Häll",
    ],
)
def test_a_name_is_blanked_however_it_is_written(text: str) -> None:
    assert blanked(text) == MARK
    assert blanked(f"Vi träffade ({text}), som berättade.") == f"Vi träffade ({MARK}), som berättade."


@pytest.mark.parametrize(
    "text",
    [
        "Alingsås",
        "Kristal och Alm",
        "kapi-\ntal, Al-\ningsås, Al\xadingsås",
        "Stenberg, Stenbergs och Nord-Stenberg",
        "Åsa Öbergsson",
        "Lisåsa Öberg",
        "Anna Ek och Karin Ek",
        "Andre\u0301 Al\u0301",
        "Åsa skrev. Per Öberg svarade.",
        "https://ekvik.example/alingsas",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert blanked(text) == text


def test_what_stands_around_a_name_stays() -> None:
    assert blanked("Åsa Öberg2 (Ekvik) och Åsa Öberg-priset.") == f"{MARK}2 (Ekvik) och {MARK}-priset."
    assert blanked("Se brev-asa-öberg.md och asa_oberg_cv.pdf.") == f"Se brev-{MARK}.md och {MARK}_cv.pdf."


def test_a_name_without_a_list_stays() -> None:
    assert Redactor().blank("Åsa Öberg") == "Åsa Öberg"


def test_links_to_a_person_are_left_out_and_their_texts_blanked() -> None:
    links = (
        Link("Åsa Öberg", "https://ekvik.example/kontakt"),
        Link("Mejla", "mailto:asa.oberg@ekvik.example"),
        Link("Kartan", "https://ekvik.example/karta"),
    )
    section = Section(heading=("Möt Åsa Öberg",), text="Åsa Öberg berättar.", links=links, page=3)
    assert Redactor(NAMES).blank(section) == Section(
        heading=(f"Möt {MARK}",),
        text=f"{MARK} berättar.",
        links=(Link(MARK, "https://ekvik.example/kontakt"), links[2]),
        page=3,
    )


@given(st.data())
def test_whatever_typesetting_does_to_a_name_it_is_blanked(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["Åsa Öberg", "Sten Berg", "Anna-Karin Ek"]))
    text = "".join(
        data.draw(st.sampled_from([letter, letter.upper(), letter.lower(), unicodedata.normalize("NFD", letter)]))
        + data.draw(st.sampled_from(["", "", "\xad", "\u200b", "-\n", "-\r\n  "]))
        if letter.isalpha()
        else data.draw(st.sampled_from([" ", "\n", "  \n ", "\xa0", "\t", "\u2028"]))
        for letter in name
    )
    before = data.draw(st.sampled_from(["", "av ", "(", "”", "1 ", "\n"]))
    after = data.draw(st.sampled_from(["", " sade", ")", ".", ", som", "2", "\n"]))
    text = text.rstrip("-\r\n \xad\u200b")
    assert blanked(f"{before}{text}{after}") == f"{before}{MARK}{after}"


@given(st.text(max_size=200))
def test_text_without_a_name_is_never_touched_and_any_text_is_blanked_once(text: str) -> None:
    once = blanked(text)
    assert blanked(once) == once
    if MARK not in once:
        assert once == text


def test_a_long_text_takes_no_time() -> None:
    hostile = "Åsa" + " " * 50_000 + "Å-\n" * 20_000 + "\xad" * 50_000 + "Öber " * 20_000 + "a.b@" * 20_000
    assert blanked(hostile) == hostile


def test_the_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "redact.toml").write_text('\ufeff# bort\nnames = ["Åsa  Öberg", "Sten Berg"]\n', encoding="utf-8")
    assert load_redactor(tmp_path).names == ("Åsa Öberg", "Sten Berg")


def test_the_version_tells_which_list_and_not_which_names(tmp_path: Path) -> None:
    assert load_redactor(tmp_path).version == Redactor().version
    assert len({Redactor(names).version for names in ((), ("Åsa Öberg",), ("Sten Berg",))}) == 3
    assert Redactor(("Sten Berg", "Åsa Öberg")).version == Redactor(("Åsa Öberg", "Sten Berg")).version


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("redact.toml", 'names = ["Åsa Öberg"', "felet finns på"),
        ("redact.toml", 'name = ["Åsa Öberg"]', "en enda rad"),
        ("redact.toml", 'names = ["Åsa Öberg"]\nnamn = []', "en enda rad"),
        ("redact.toml", 'names = "Åsa Öberg"', "en enda rad"),
        ("redact.toml", "", "en enda rad"),
        ("redact.toml", 'names = ["Åsa Öberg", ""]', "minst två bokstäver"),
        ("redact.toml", "names = [3]", "minst två bokstäver"),
        ("redact.toml", 'names = ["..."]', "minst två bokstäver"),
        ("Redact.toml", 'names = ["Åsa Öberg"]', "ska heta redact.toml"),
        ("redact.toml.txt", 'names = ["Åsa Öberg"]', "ska heta redact.toml"),
    ],
)
def test_a_list_that_cannot_be_heard_is_refused(tmp_path: Path, file: str, text: str, sentence: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(RedactionError, match=sentence) as raised:
        load_redactor(tmp_path)
    assert str(raised.value).endswith("Inget läses in förrän det är rättat.")


def test_a_list_in_another_encoding_or_a_folder_of_its_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "redact.toml").write_bytes('names = ["Åsa Öberg"]'.encode("cp1252"))
    with pytest.raises(RedactionError, match="UTF-8"):
        load_redactor(tmp_path)
    (tmp_path / "redact.toml").unlink()
    (tmp_path / "redact.toml").mkdir()
    with pytest.raises(RedactionError, match="öppna"):
        load_redactor(tmp_path)
