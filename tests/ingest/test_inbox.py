"""Files that arrive in the inbox: recognised, put in the place of an older version, or beside what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus import source_files
from ingest.corrections import load_correction
from ingest.file_names import safe_name
from ingest.inbox import Inbox
from ingest.reading import SourceError

LETTER = """---
title: {title}
published: "{published}"
---
## Kafékooperativet

Ekvik och Norrtuna har provat ett kafékooperativ under ett år, och {outcome}.

## Nästa steg

Arbetet går vidare med en cykelverkstad i Norrtuna.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def letter(title: str = "Brev om kaféer", published: str = "2023-05", outcome: str = "det gick bra") -> bytes:
    return LETTER.format(title=title, published=published, outcome=outcome).encode()


def page(title: str, *paragraphs: str) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>".encode()


def names(corpus: Path) -> list[str]:
    return [file.path.relative_to(corpus / "inbox").as_posix() for file in source_files(corpus)]


def test_a_file_gets_a_place_in_the_inbox(corpus: Path) -> None:
    place = Inbox(corpus).take_in(letter(), "Årsbrev 2023.md")
    assert (place, place.read_bytes()) == (corpus / "inbox" / "Årsbrev 2023.md", letter())


def test_the_same_bytes_under_another_name_are_recognised(corpus: Path) -> None:
    first = Inbox(corpus).take_in(letter(), "brev.md")
    assert Inbox(corpus).take_in(letter(), "Kopia av brev.md") == first
    assert names(corpus) == ["brev.md"]


def test_what_lies_elsewhere_in_the_corpus_is_recognised(corpus: Path) -> None:
    (corpus / "documents").mkdir()
    (corpus / "documents" / "brev.md").write_bytes(letter())
    assert Inbox(corpus).take_in(letter(), "brev.md") == corpus / "documents" / "brev.md"


def test_a_newer_version_under_another_name_and_ending_keeps_the_id(corpus: Path) -> None:
    Inbox(corpus).take_in(letter(), "brev.markdown")
    place = Inbox(corpus).take_in(letter(outcome="det gick illa"), "brev (slutlig).md")
    assert place.name == "brev.md"
    assert [(file.id, file.path) for file in source_files(corpus)] == [("brev", place)]


def test_a_later_letter_of_the_same_name_is_kept_beside_the_first(corpus: Path) -> None:
    Inbox(corpus).take_in(page("Brev 1", "Kafékooperativet i Ekvik har öppnat."), "brev.html")
    place = Inbox(corpus).take_in(page("Brev 2", "Cykelverkstaden i Norrtuna har öppnat."), "brev.html")
    assert place.name == "brev-2.html"


def test_a_new_title_on_the_same_text_is_a_newer_version(corpus: Path) -> None:
    paragraphs = ("Kafékooperativet i Ekvik har öppnat och serverar soppa.", "Norrtuna följer efter under våren.")
    Inbox(corpus).take_in(page("Utkast", *paragraphs), "brev.html")
    assert Inbox(corpus).take_in(page("Kaféet är öppet", *paragraphs), "brev.html").name == "brev.html"


def test_files_that_arrive_together_do_not_replace_each_other(corpus: Path) -> None:
    inbox = Inbox(corpus)
    inbox.take_in(b"# Bilaga\n\nKostnader per kommun.\n", "vår/bilaga.md")
    inbox.take_in(b"# Bilaga\n\nDeltagare och roller.\n", "vår/bilaga.md")
    assert names(corpus) == ["vår/bilaga-2.md", "vår/bilaga.md"]


def test_a_page_from_the_same_address_replaces_the_older(corpus: Path) -> None:
    address = "https://ekvik.example/nyheter/kafe"
    first = Inbox(corpus).take_in(page("Kafé", "Öppnar snart."), "kafe.html", address)
    assert load_correction(first).url == address
    second = Inbox(corpus).take_in(page("Nu är det öppet", "Välkommen in."), "index.html", f"{address}/#topp")
    assert second == first
    assert b"lkommen" in first.read_bytes()


def test_an_address_that_a_person_has_corrected_stays(corpus: Path) -> None:
    place = Inbox(corpus).take_in(page("Kafé", "Öppnar snart."), "kafe.html")
    (corpus / "inbox" / "kafe.html.toml").write_text('url = "https://ekvik.example/rätt"\n', encoding="utf-8")
    Inbox(corpus).take_in(place.read_bytes(), "kafe.html", "https://ekvik.example/fel")
    assert load_correction(place).url == "https://ekvik.example/rätt"


def test_the_correction_follows_a_file_that_gets_another_ending(corpus: Path) -> None:
    Inbox(corpus).take_in(letter(), "brev.markdown", "https://ekvik.example/brev")
    place = Inbox(corpus).take_in(letter(outcome="det gick illa"), "brev.md")
    assert load_correction(place).url == "https://ekvik.example/brev"
    assert sorted(path.name for path in place.parent.iterdir()) == ["brev.md", "brev.md.toml"]


def test_a_new_file_does_not_take_the_id_of_another(corpus: Path) -> None:
    (corpus / "brev.md").write_bytes(letter())
    Inbox(corpus).take_in(page("Annat", "Helt annan text."), "brev.html")
    assert {file.id: file.path.name for file in source_files(corpus)} == {"brev": "brev.md", "brev-2": "brev-2.html"}


def test_a_new_file_does_not_take_the_id_of_a_source_that_is_not_fetched_yet(corpus: Path) -> None:
    entry = '[[source]]\nid = "plan"\ntitle = "Plan"\npublisher = "E"\nkind = "lag"\nlanguage = "sv"\nrights = "R."\n'
    (corpus / "sources.toml").write_text(entry, encoding="utf-8")
    assert Inbox(corpus).take_in(letter(), "plan.md").name == "plan-2.md"
    assert [file.id for file in source_files(corpus)] == ["plan-2"]


def test_an_id_of_a_long_name_does_not_depend_on_other_files(corpus: Path) -> None:
    folder = "Material från projektet om sociala företag och kooperativ i kommuner och regioner 2019"
    inbox = Inbox(corpus)
    inbox.take_in(page("B", "Cykelverkstad."), f"{folder}/b.html")
    (before,) = [file.id for file in source_files(corpus)]
    inbox.take_in(page("A", "Kafékooperativ."), f"{folder}/a.html")
    assert {file.path.name: file.id for file in source_files(corpus)}["b.html"] == before


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [(b"", "tom.html", "tom"), (b"%PDF-1.7 avklippt", "trasig.pdf", r"\.$"), (b'names = ["x"]', "redact.toml", "TOML")],
)
def test_what_cannot_be_read_is_not_taken_in(corpus: Path, data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        Inbox(corpus).take_in(data, name)
    assert not (corpus / "inbox").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../hemligt/brev.md", "hemligt/brev.md"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\temp\\brev.md", "C__temp_brev.md"),
        (".dold.md", "dold.md"),
        ("con.md", "_con.md"),
        ("Mo\u0308te i Ekvik.md", "Möte i Ekvik.md"),
        ("M\udcf6te.md", "Möte.md"),
        ("fråga?.html", "fråga_.html"),
        ("..", "dokument"),
    ],
)
def test_a_name_stays_in_the_inbox(name: str, safe: str) -> None:
    assert safe_name(name).as_posix() == safe


@given(st.text())
def test_any_name_is_possible_on_every_file_system(name: str) -> None:
    path = safe_name(name)
    assert not path.is_absolute()
    for part in path.parts:
        assert part not in {"", ".", ".."}
        assert not part.startswith(".")
        assert not set(part) & set('\\:*?"<>|\0\n')
        assert len(part.encode()) <= 200
