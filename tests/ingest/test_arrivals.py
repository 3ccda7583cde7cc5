"""What staff drop in, through an ingest into a real index: archives, corrections, and files given together."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import Summary, ingest
from tests.ingest.zips import encrypted, make_zip

NOTE = "---\ntitle: Anteckning om {0}\npublished: 2023-05-04\n---\n## Bakgrund\n\nEkvik har provat {0} under ett år.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus" / "documents").mkdir(parents=True)
    return tmp_path / "corpus"


@pytest.fixture
def index(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


def note(what: str) -> bytes:
    return NOTE.format(what).encode()


def total(engine: WhooshEngine, query: str) -> int:
    return search(engine, SearchRequest(query=query)).total


def failures(summary: Summary, below: Path) -> dict[str, str]:
    return {failure.path.relative_to(below).as_posix(): failure.reason for failure in summary.failed}


def test_the_files_of_an_archive_are_documents_and_what_is_wrong_is_said(
    corpus: Path, index: WhooshEngine, tmp_path: Path
) -> None:
    archive = make_zip(
        {
            "2023/kafé.md": note("kafékooperativ"),
            "2023/tom.html": b"",
            "bild.jpg": b"\xff\xd8\xff\xe0",
            "../utbrytare.md": note("utbrytning"),
            "inre.zip": make_zip({"cykel.md": note("cykelverkstäder")}),
            "låst.zip": encrypted(make_zip({"hemlig.md": note("hemligheter")})),
            "__MACOSX/2023/._kafé.md": b"\0\5\x16\7",
        }
    )
    (tmp_path / "Årets material.zip").write_bytes(archive)
    summary = ingest(index, corpus, [tmp_path / "Årets material.zip"])
    assert summary.added == ("arets-material-2023-kafe", "arets-material-inre-cykel")
    assert {name: reason[:28] for name, reason in failures(summary, tmp_path / "Årets material.zip").items()} == {
        "2023/tom.html": "Filen är tom.",
        "bild.jpg": "Filtypen läses inte.",
        "../utbrytare.md": "Filen i arkivet har en plats",
        "låst/hemlig.md": "Filen i arkivet är låst med ",
    }
    assert total(index, "kafékooperativ") == total(index, "cykelverkstäder") == 1
    assert not (tmp_path / "utbrytare.md").exists()
    assert sorted(path.name for path in (corpus / "inbox").iterdir()) == ["Årets material"]


def test_the_same_archive_again_adds_nothing(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    (tmp_path / "material.zip").write_bytes(make_zip({"kafé.md": note("kafékooperativ")}))
    ingest(index, corpus, [tmp_path / "material.zip"])
    (tmp_path / "material.zip").rename(tmp_path / "kopia.zip")
    summary = ingest(index, corpus, [tmp_path / "kopia.zip"])
    assert (summary.added, summary.changed, summary.unchanged, summary.failed) == ((), (), 1, ())


def test_a_newer_archive_replaces_the_files_that_have_changed(
    corpus: Path, index: WhooshEngine, tmp_path: Path
) -> None:
    path = tmp_path / "material.zip"
    path.write_bytes(make_zip({"kafé.md": note("kafékooperativ"), "cykel.md": note("cykelverkstäder")}))
    ingest(index, corpus, [path])
    newer = note("kafékooperativ") + "\nÄven i Norrtuna.\n".encode()
    path.write_bytes(make_zip({"kafé.md": newer, "cykel.md": note("cykelverkstäder"), "ny.md": note("volontärer")}))
    summary = ingest(index, corpus, [path])
    assert (summary.added, summary.changed) == (("material-ny",), ("material-kafe",))


@pytest.mark.parametrize("folder", ["inbox", "documents"])
def test_an_archive_that_was_dropped_into_the_corpus_is_taken_in_once(
    corpus: Path, index: WhooshEngine, folder: str
) -> None:
    (corpus / folder).mkdir(exist_ok=True)
    (corpus / folder / "material.zip").write_bytes(make_zip({"a.md": note("kafékooperativ"), "b.md": note("cyklar")}))
    assert ingest(index, corpus).added == ("material-a", "material-b")
    (corpus / "inbox" / "material" / "a.md").unlink()
    summary = ingest(index, corpus)
    assert (summary.added, summary.removed, summary.failed) == ((), ("material-a",), ())
    assert ingest(index, corpus, [corpus / folder / "material.zip"]).added == ("material-a",)


def test_what_is_wrong_in_a_dropped_archive_is_said_each_time(corpus: Path, index: WhooshEngine) -> None:
    (corpus / "documents" / "material.zip").write_bytes(make_zip({"a.md": note("kafékooperativ"), "tom.md": b""}))
    for _ in range(2):
        assert failures(ingest(index, corpus), corpus) == {"documents/material.zip/tom.md": "Filen är tom."}
    assert total(index, "kafékooperativ") == 1


def test_a_broken_archive_is_said_and_the_rest_is_read(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    (tmp_path / "material.zip").write_bytes(make_zip({"a.md": note("kafékooperativ")})[:60])
    (tmp_path / "brev.md").write_bytes(note("cykelverkstäder"))
    summary = ingest(index, corpus, [tmp_path / "material.zip", tmp_path / "brev.md"])
    assert summary.added == ("brev",)
    assert failures(summary, tmp_path) == {
        "material.zip": "Arkivet är skadat eller avbrutet och går inte att packa upp."
    }


def test_an_office_document_is_not_unpacked(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    word = BytesIO()
    WordDocument().save(word)
    (tmp_path / "rapport").write_bytes(word.getvalue())
    ingest(index, corpus, [tmp_path / "rapport"])
    assert not (corpus / "inbox" / "rapport").is_dir()


def test_a_correction_that_comes_with_its_file_counts(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    (tmp_path / "arkiv" / "brev.md").write_bytes(note("kafékooperativ"))
    (tmp_path / "arkiv" / "brev.md.toml").write_text('title = "Kaféer i Ekvik"\n', encoding="utf-8")
    summary = ingest(index, corpus, [tmp_path / "arkiv"])
    assert summary.failed == ()
    assert index.document("arkiv-brev").title == "Kaféer i Ekvik"


def test_a_correction_survives_a_newer_version_and_a_rebuild(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    path = tmp_path / "brev.md"
    path.write_bytes(note("kafékooperativ"))
    ingest(index, corpus, [path])
    (corpus / "inbox" / "brev.md.toml").write_text('title = "Kaféer i Ekvik"\n', encoding="utf-8")
    assert ingest(index, corpus).changed == ("brev",)
    path.write_bytes(note("kafékooperativ") + "\nÄven i Norrtuna.\n".encode())
    assert ingest(index, corpus, [path]).changed == ("brev",)
    ingest(index, corpus, rebuild=True)
    assert index.document("brev").title == "Kaféer i Ekvik"
    assert total(index, "Norrtuna") == 1


def test_a_correction_of_a_catalogued_document_counts(corpus: Path, index: WhooshEngine) -> None:
    entry = '[[source]]\nid = "b1"\ntitle = "Brev"\npublisher = "E"\nkind = "lag"\nlanguage = "sv"\nrights = "R."\n'
    (corpus / "sources.toml").write_text(entry + 'digest = "documents/brev.md"\n', encoding="utf-8")
    (corpus / "documents" / "brev.md").write_bytes(note("kafékooperativ"))
    (corpus / "documents" / "brev.md.toml").write_text('published = "2020"\nkind = "brev"\n', encoding="utf-8")
    ingest(index, corpus)
    document = index.document("b1")
    assert (document.title, document.published, document.kind) == ("Brev", "2020", "brev")


def test_a_faulty_correction_is_said_and_what_the_index_holds_stays(corpus: Path, index: WhooshEngine) -> None:
    (corpus / "documents" / "brev.md").write_bytes(note("kafékooperativ"))
    (corpus / "documents" / "rapport.md").write_bytes(note("cykelverkstäder"))
    ingest(index, corpus)
    (corpus / "documents" / "brev.md.toml").write_text('publicerad = "2020"\n', encoding="utf-8")
    (corpus / "documents" / "rapport.md.toml").write_text('kind = "rapport"\n', encoding="utf-8")
    summary = ingest(index, corpus)
    assert summary.changed == ("rapport",)
    assert "brev.md.toml går inte att använda: fältet ”publicerad” finns inte" in summary.failed[0].reason
    assert index.document("brev").title == "Anteckning om kafékooperativ"


def test_a_correction_of_no_file_is_said(corpus: Path, index: WhooshEngine) -> None:
    (corpus / "documents" / "brev.md").write_bytes(note("kafékooperativ"))
    (corpus / "documents" / "bref.md.toml").write_text('kind = "brev"\n', encoding="utf-8")
    summary = ingest(index, corpus)
    assert summary.added == ("brev",)
    assert failures(summary, corpus) == {
        "documents/bref.md.toml": "Rättelsen hör inte till någon fil: bref.md finns inte bredvid."
    }


def test_a_file_that_is_given_twice_is_taken_in_once(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    (tmp_path / "arkiv" / "a.md").write_bytes(note("kafékooperativ"))
    (tmp_path / "arkiv" / "b.md").write_bytes(note("cykelverkstäder"))
    summary = ingest(index, corpus, [tmp_path / "arkiv", tmp_path / "arkiv" / "b.md", tmp_path / "arkiv" / "a.md"])
    assert (sorted(summary.added), summary.failed) == (["arkiv-a", "arkiv-b"], ())
