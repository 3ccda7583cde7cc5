"""From files to the index: what changed is read, what is broken is said, and nothing is lost."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from index.errors import UsageError
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest

NOTE = """---
title: Anteckning om {what}
published: "2023-05"
publisher: Ekviks förlag
kind: rapport
---
# Anteckning om {what}

## Bakgrund

Ekvik och Norrtuna har provat {what} under ett år.

## Utfall

Erfarenheterna av {what} var goda.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    write(folder / "documents" / "partnerskap.md", "partnerskap")
    write(folder / "documents" / "anbudsskola.md", "anbudsskola")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


def write(path: Path, what: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NOTE.format(what=what), encoding="utf-8")
    return path


def total(engine: WhooshEngine, query: str) -> int:
    return search(engine, SearchRequest(query=query)).total


def test_the_first_ingest_adds_and_the_second_has_nothing_to_do(corpus: Path, index: WhooshEngine) -> None:
    first = ingest(index, corpus)
    assert (first.added, first.failed) == (("anbudsskola", "partnerskap"), ())
    generation = index.generation()
    second = ingest(index, corpus)
    assert (second.added, second.changed, second.removed, second.unchanged) == ((), (), (), 2)
    assert index.generation() == generation


def test_metadata_of_the_file_reaches_the_document(corpus: Path, index: WhooshEngine) -> None:
    ingest(index, corpus)
    document = index.document("partnerskap")
    assert (document.title, document.published, document.kind) == ("Anteckning om partnerskap", "2023-05", "rapport")
    assert [passage.id for passage in document.passages] == ["partnerskap#bakgrund", "partnerskap#utfall"]


def test_a_changed_file_replaces_its_document(corpus: Path, index: WhooshEngine) -> None:
    ingest(index, corpus)
    write(corpus / "documents" / "partnerskap.md", "volontärsamordning")
    summary = ingest(index, corpus)
    assert (summary.changed, summary.unchanged) == (("partnerskap",), 1)
    assert total(index, "volontärsamordning") == 2
    assert total(index, "partnerskap") == 0


def test_a_removed_file_leaves_the_index(corpus: Path, index: WhooshEngine) -> None:
    ingest(index, corpus)
    (corpus / "documents" / "partnerskap.md").unlink()
    assert ingest(index, corpus).removed == ("partnerskap",)
    assert total(index, "partnerskap") == 0


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_broken_file_is_said_and_its_old_version_kept(corpus: Path, index: WhooshEngine, *, rebuild: bool) -> None:
    ingest(index, corpus)
    (corpus / "documents" / "partnerskap.md").write_bytes(b"")
    write(corpus / "documents" / "anbudsskola.md", "frukostmöten")
    summary = ingest(index, corpus, rebuild=rebuild)
    assert [failure.path.name for failure in summary.failed] == ["partnerskap.md"]
    assert summary.failed[0].reason.endswith(".")
    assert total(index, "partnerskap") == 2
    assert total(index, "frukostmöten") == 2


def test_a_file_from_outside_is_added_and_stays(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    summary = ingest(index, corpus, [write(tmp_path / "Årsbrev 2023.md", "kafékooperativ")])
    assert "arsbrev-2023" in summary.added
    (tmp_path / "Årsbrev 2023.md").unlink()
    assert ingest(index, corpus).unchanged == 3
    assert total(index, "kafékooperativ") == 2


def test_the_same_file_again_is_recognised_and_a_newer_replaces_it(
    corpus: Path, index: WhooshEngine, tmp_path: Path
) -> None:
    path = write(tmp_path / "brev.md", "kafékooperativ")
    ingest(index, corpus, [path])
    assert ingest(index, corpus, [path]).unchanged == 3
    path.write_text(path.read_text(encoding="utf-8") + "\nEtt tillägg om cykelverkstäder.\n", encoding="utf-8")
    assert ingest(index, corpus, [path]).changed == ("brev",)
    assert total(index, "cykelverkstäder") == 1


def test_another_document_of_the_same_name_is_kept_beside_the_first(
    corpus: Path, index: WhooshEngine, tmp_path: Path
) -> None:
    ingest(index, corpus, [write(tmp_path / "våren" / "brev.md", "kafékooperativ")])
    summary = ingest(index, corpus, [write(tmp_path / "hösten" / "brev.md", "cykelverkstäder")])
    assert summary.added == ("brev-2",)
    assert total(index, "kafékooperativ") == 2


def test_a_broken_file_from_outside_is_not_taken_in(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    broken = tmp_path / "trasig.pdf"
    broken.write_bytes(b"%PDF-1.7 avklippt")
    good = write(tmp_path / "bra.md", "kafékooperativ")
    summary = ingest(index, corpus, [broken, good, tmp_path / "finns-inte.html"])
    assert {failure.path.name for failure in summary.failed} == {"trasig.pdf", "finns-inte.html"}
    assert total(index, "kafékooperativ") == 2
    assert ingest(index, corpus).failed == ()


def test_a_folder_from_outside_keeps_namesakes_apart(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    write(tmp_path / "arkiv" / "2021" / "brev.md", "kafékooperativ")
    write(tmp_path / "arkiv" / "2022" / "brev.md", "cykelverkstäder")
    summary = ingest(index, corpus, [tmp_path / "arkiv"])
    assert {"arkiv-2021-brev", "arkiv-2022-brev"} <= set(summary.added)


def test_an_empty_corpus_gives_an_empty_bank(index: WhooshEngine, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    ingest(index, tmp_path / "tom")
    assert total(index, "") == 0


def test_a_catalogued_file_that_is_missing_is_said(corpus: Path, index: WhooshEngine) -> None:
    entry = '[[source]]\nid = "borta"\ntitle = "Borta"\npublisher = "E"\nkind = "lag"\nlanguage = "sv"\nrights = "R."\n'
    (corpus / "sources.toml").write_text(entry + 'digest = "documents/borta.md"\n', encoding="utf-8")
    (failure,) = ingest(index, corpus).failed
    assert "finns inte" in failure.reason


def test_a_file_without_an_ending_is_read_by_its_content(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    path = write(tmp_path / "anteckning", "kafékooperativ")
    assert ingest(index, corpus, [path]).added[-1:] == ("anteckning",)
    assert total(index, "kafékooperativ") > 0


def test_files_of_other_kinds_in_a_folder_are_said(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    write(tmp_path / "arkiv" / "brev.md", "kafékooperativ")
    (tmp_path / "arkiv" / "bild.heic").write_bytes(b"\x00\x01")
    summary = ingest(index, corpus, [tmp_path / "arkiv"])
    assert [(failure.path.name, failure.reason[:8]) for failure in summary.failed] == [("bild.heic", "Filtypen")]
    assert total(index, "kafékooperativ") == 2


def test_a_corpus_that_is_not_there_leaves_the_index_alone(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    ingest(index, corpus)
    with pytest.raises(UsageError, match="finns inte"):
        ingest(index, tmp_path / "ingenstans")
    assert total(index, "") == 4


def test_the_official_number_of_a_document_is_found(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="contentWrapper"><div class="content">'
        '<p class="Emission">Bryssel den 3.4.2024</p><p class="Rfrenceinstitutionnelle">COM(2024) 987 final</p>'
        '<p class="Typedudocument">MEDDELANDE FRÅN KOMMISSIONEN</p><p class="Titreobjet">En plan för Ekvik</p></div>'
        '<div class="content"><p class="li ManualHeading1"><span class="num">1.</span><span>Inledning</span></p>'
        '<p class="Normal">Planen gäller små orter.</p></div></div></body></html>'
    )
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    ingest(index, corpus, [tmp_path / "plan.html"])
    assert total(index, "COM(2024) 987") == 1
    assert index.document("plan").published == "2024-04-03"


def test_an_attachment_that_cannot_be_read_is_said_and_its_mail_is_found(
    corpus: Path, index: WhooshEngine, tmp_path: Path
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "kommun@ekvik.example", "Handlingar"
    message.set_content("Hej! Här är budgeten för kafékooperativ och cykelverkstäder.\n")
    message.add_attachment(b"\x1f\x8b" + bytes(90), maintype="application", subtype="gzip", filename="budget.gz")
    (tmp_path / "brev.eml").write_bytes(message.as_bytes())
    summary = ingest(index, corpus, [tmp_path / "brev.eml"])
    assert "brev" in summary.added
    (failure,) = summary.failed
    assert (failure.path.parts[-2:], "arkiv" in failure.reason) == (("brev.eml", "budget.gz"), True)
    assert total(index, "kafékooperativ") == 1
