"""A person's right to be forgotten: what is blanked or removed is in no answer and in no byte of the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest
from ingest.redaction import MARK, RedactionError

LETTER = """---
title: Brev från Åsa Ögonfägnad
published: 2023-05-04
publisher: Åsa Ögonfägnad
---
## Intervju med Åsa Ögonfägnad

Kafékooperativet i Ekvik startades av Åsa
Ögonfägnad. Skriv till [Åsa Ögonfägnad](mailto:asa.ogonfagnad@ekvik.example) eller läs
[mer](https://ekvik.example/asa-ogonfagnad) på [kartan](https://ekvik.example/karta).

## Nästa steg

Arbetet går vidare med en cykelverkstad i Norrtuna.
"""
OTHER = "# Rapport om volontärer\n\n## Bakgrund\n\nNorrtuna har provat volontärer under ett år.\n"
TRACES = ("Ögonfägnad", "ögonfägnad", "ÖGONFÄGNAD", "ogonfagnad")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "documents"
    folder.mkdir(parents=True)
    (folder / "brev-asa-ögonfägnad.md").write_text(LETTER, encoding="utf-8")
    (folder / "rapport.md").write_text(OTHER, encoding="utf-8")
    return folder.parent


@pytest.fixture
def index(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


def forget(corpus: Path, *names: str) -> None:
    (corpus / "redact.toml").write_text(f"names = {list(names)}", encoding="utf-8")


def traces(index: WhooshEngine) -> list[str]:
    """Return what is left of the name: in the words of the index, in its documents, in the bytes of its files."""
    left = [word for word in index.word_frequencies() if "gonf" in word]
    for document in index.documents():
        whole = repr(index.document(document.id))
        left += [trace for trace in TRACES if trace in whole]
    for path in index.folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        left += [f"{path.name}: {trace}" for trace in TRACES if trace.encode() in data or repr(trace).encode() in data]
        left += [f"{path.name}: {trace}" for trace in TRACES if trace.encode("utf-16-le") in data]
    return left


def test_the_name_is_there_before_it_is_blanked(corpus: Path, index: WhooshEngine) -> None:
    ingest(index, corpus)
    bytes_of_files = {left.partition(": ")[2] for left in traces(index)}
    assert {"Ögonfägnad", "ögonfägnad", "ogonfagnad"} <= bytes_of_files


def test_a_name_on_the_list_gets_in_nowhere(corpus: Path, index: WhooshEngine) -> None:
    forget(corpus, "Åsa Ögonfägnad")
    assert ingest(index, corpus).added == ("brev-namn-borttaget", "rapport")
    document = index.document("brev-namn-borttaget")
    assert (document.title, document.publisher) == (f"Brev från {MARK}", MARK)
    interview = document.passages[0]
    assert interview.id == "brev-namn-borttaget#intervju-med-namn-borttaget"
    assert interview.heading[-1] == f"Intervju med {MARK}"
    assert f"startades av {MARK}" in interview.text
    assert [link.url for link in interview.links] == ["https://ekvik.example/karta"]
    assert traces(index) == []
    assert search(index, SearchRequest(query="kafékooperativ")).total == 1


def test_a_name_that_comes_onto_the_list_leaves_the_index_wholly(corpus: Path, index: WhooshEngine) -> None:
    ingest(index, corpus)
    forget(corpus, "Åsa Ögonfägnad")
    summary = ingest(index, corpus)
    assert summary.changed == ("rapport",)
    assert (summary.added, summary.removed) == (("brev-namn-borttaget",), ("brev-asa-ogonfagnad",))
    assert traces(index) == []
    assert ingest(index, corpus).unchanged == 2


def test_a_name_that_leaves_the_list_comes_back(corpus: Path, index: WhooshEngine) -> None:
    forget(corpus, "Åsa Ögonfägnad")
    ingest(index, corpus)
    (corpus / "redact.toml").unlink()
    assert ingest(index, corpus).added == ("brev-asa-ogonfagnad",)


def test_what_the_index_keeps_of_a_file_that_cannot_be_read_is_blanked(corpus: Path, index: WhooshEngine) -> None:
    letter = corpus / "documents" / "brev-asa-ögonfägnad.md"
    letter = letter.rename(corpus / "documents" / "brev.md")
    ingest(index, corpus)
    letter.write_bytes(b"")
    forget(corpus, "Åsa Ögonfägnad")
    summary = ingest(index, corpus)
    assert [failure.path.name for failure in summary.failed] == ["brev.md"]
    kept = index.document("brev")
    assert [passage.anchor for passage in kept.passages] == ["intervju-med-namn-borttaget", "nasta-steg"]
    assert traces(index) == []
    generation = index.generation()
    ingest(index, corpus)
    assert index.generation() == generation


def test_a_correction_cannot_bring_a_name_back(corpus: Path, index: WhooshEngine) -> None:
    forget(corpus, "Åsa Ögonfägnad")
    place = corpus / "documents" / "rapport.md.toml"
    place.write_text('title = "Om Åsa Ögonfägnad"\nurl = "https://ekvik.example/åsaögonfägnad"\n', encoding="utf-8")
    ingest(index, corpus)
    document = index.document("rapport")
    assert (document.title, document.url) == (f"Om {MARK}", None)
    assert traces(index) == []


def test_a_name_in_the_catalogue_is_blanked(corpus: Path, index: WhooshEngine) -> None:
    entry = '[[source]]\nid = "r1"\ntitle = "Åsa Ögonfägnads rapport"\npublisher = "E"\nkind = "lag"\nlanguage = "sv"\n'
    rights = 'rights = "Åsa Ögonfägnad har rättigheterna."\ndigest = "documents/rapport.md"\n'
    (corpus / "sources.toml").write_text(entry + rights, encoding="utf-8")
    forget(corpus, "Åsa Ögonfägnad")
    ingest(index, corpus)
    assert (index.document("r1").title, index.document("r1").rights) == (
        f"{MARK} rapport",
        f"{MARK} har rättigheterna.",
    )


def test_a_faulty_list_stops_the_ingest_before_anything_is_taken_in(
    corpus: Path, index: WhooshEngine, tmp_path: Path
) -> None:
    ingest(index, corpus)
    generation = index.generation()
    (corpus / "redact.toml").write_text('names = ["Åsa Ögonfägnad"', encoding="utf-8")
    (tmp_path / "nytt.md").write_text(OTHER, encoding="utf-8")
    with pytest.raises(RedactionError):
        ingest(index, corpus, [tmp_path / "nytt.md"])
    assert index.generation() == generation
    assert not (corpus / "inbox").exists()


def test_a_newer_version_of_a_blanked_file_is_recognised(corpus: Path, index: WhooshEngine, tmp_path: Path) -> None:
    forget(corpus, "Åsa Ögonfägnad")
    (tmp_path / "nyhetsbrev.md").write_text(LETTER.replace("Norrtuna", "Ekvik"), encoding="utf-8")
    ingest(index, corpus, [tmp_path / "nyhetsbrev.md"])
    (tmp_path / "nyare.md").write_text(LETTER.replace("Norrtuna", "Ekvik och Norrtuna"), encoding="utf-8")
    assert ingest(index, corpus, [tmp_path / "nyare.md"]).changed == ("nyhetsbrev",)
