"""Corrections: a TOML file beside the document's, checked field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.corrections import Correction, CorrectionError, load_correction, save_correction

WHOLE = Correction(
    title='Brev om ”kaféer" i Ekvik \\ Norrtuna',
    kind="nyhetsbrev",
    publisher="Ekviks förlag",
    published="2022-01",
    url="https://ekvik.example/brev",
    language="sv",
    rights="Påhittad text.",
)


def test_a_correction_is_read_as_it_was_saved(tmp_path: Path) -> None:
    save_correction(tmp_path / "brev.html", WHOLE)
    assert (tmp_path / "brev.html.toml").is_file()
    assert load_correction(tmp_path / "brev.html") == WHOLE


def test_without_a_file_nothing_is_corrected_and_an_empty_one_leaves_none(tmp_path: Path) -> None:
    save_correction(tmp_path / "brev.html", WHOLE)
    save_correction(tmp_path / "brev.html", Correction())
    assert list(tmp_path.iterdir()) == []
    assert load_correction(tmp_path / "brev.html") == Correction()


@pytest.mark.parametrize(
    ("text", "published"),
    [('"2022"', "2022"), ("2022", "2022"), ("2022-01-31", "2022-01-31"), ('" 2022-01 "', "2022-01")],
)
def test_dates_are_understood_as_people_write_them_in_toml(tmp_path: Path, text: str, published: str) -> None:
    (tmp_path / "brev.html.toml").write_text(f"\ufeffpublished = {text}\r\n", encoding="utf-8")
    assert load_correction(tmp_path / "brev.html").published == published


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('titel = "Brev"', "fältet ”titel” finns inte; de som finns är title, kind"),
        ('published = "2022-13"', "fältet ”published” ska vara ett datum"),
        ('published = "2022-W01-1"', "fältet ”published” ska vara ett datum"),
        ('published = "i våras"', "fältet ”published” ska vara ett datum"),
        ("published = true", "fältet ”published” ska vara ett datum"),
        ('title = " "', "fältet ”title” ska vara en text"),
        ("title = 3", "fältet ”title” ska vara en text"),
        ('language = "svenska"', "fältet ”language” ska vara en språkkod"),
        ('url = "javascript:alert(1)"', "fältet ”url” ska vara en adress"),
        ('url = "https://["', "fältet ”url” ska vara en adress"),
        ('kind = "brev"\ntitle = Brev', "felet finns på rad 2"),
        ('title = "Brev', "går inte att läsa som TOML"),
    ],
)
def test_a_fault_names_the_file_and_the_field(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "brev.html.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"brev\.html\.toml") as raised:
        load_correction(tmp_path / "brev.html")
    assert sentence in str(raised.value)
    assert str(raised.value).endswith(".")


def test_a_correction_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "brev.html.toml").write_bytes('title = "Årsbrev"'.encode("cp1252"))
    with pytest.raises(CorrectionError, match="UTF-8"):
        load_correction(tmp_path / "brev.html")
