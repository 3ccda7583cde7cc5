"""Originals in the corpus: read beside their digests, with what the catalogue and the fetching know of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.document import Link
from index.whoosh_engine import WhooshEngine
from ingest.corpus import source_files
from ingest.originals import OriginalState, load_state, original_place, save_state
from ingest.pipeline import ingest
from ingest.sources import load_sources, owners

ADDRESS = "https://ekvik.example/rapport"

DIGEST = """# Rapport om cykelverkstäder

## Utfall

En sammanfattning i egna ord: åtta verkstäder finns kvar.
"""
ORIGINAL = """<html lang="en"><head><title>Bicycle workshops in Ekvik</title></head><body><main>
<h1>Bicycle workshops in Ekvik</h1><h2>Outcome</h2><p>Eight workshops remain after three years.</p></main></body></html>
"""
RIGHTS = (
    "Rättigheterna tillhör Ekviks förlag (enligt 1 kap. 9 § oklart). Texten här är kunskapsbankens egen sammanfattning."
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of a report with its digest, and an example that is compiled and has the report as a source."""
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    (folder / "originals").mkdir()
    for name in ("rapport", "exempel"):
        (folder / "documents" / f"{name}.md").write_text(DIGEST, encoding="utf-8")
    (folder / "originals" / "rapport.html").write_text(ORIGINAL, encoding="utf-8")
    entry = """
[[source]]
id = "{name}"
title = "Rapport om cykelverkstäder"
publisher = "Ekviks förlag"
published = "2023-05"
kind = "rapport"
language = "sv"
rights = "{rights}"
digest = "documents/{name}.md"
url = "{address}"
address = "derived"
note = "Slutet är inte läst."
"""
    text = "".join(entry.format(name=name, rights=RIGHTS, address=ADDRESS) for name in ("rapport", "exempel"))
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


FETCHED = OriginalState(url=ADDRESS, file="rapport.html", sha256="0" * 64, fetched="2026-11-25T14:03:11+00:00")


def test_an_original_has_the_catalogues_metadata_and_its_own_language(corpus: Path, engine: WhooshEngine) -> None:
    save_state(corpus, "rapport", FETCHED)
    ingest(engine, corpus)
    original, digest = engine.document("rapport-original"), engine.document("rapport")
    assert (original.title, original.publisher, original.published) == (digest.title, "Ekviks förlag", "2023-05")
    assert (original.provenance, digest.provenance) == ("original", "digest")
    assert (original.language, digest.language) == ("en", "sv")
    assert original.rights == "Rättigheterna tillhör Ekviks förlag (enligt 1 kap. 9 § oklart)."
    assert (original.note, digest.note) == (None, "Slutet är inte läst.")
    assert (original.source, digest.source) == ("rapport", "rapport")
    assert (original.fetched, digest.fetched) == ("2026-11-25", None)
    assert [passage.id for passage in original.passages] == ["rapport-original#outcome"]


def test_links_of_an_original_lead_where_they_led_on_its_page(corpus: Path, engine: WhooshEngine) -> None:
    page = ORIGINAL.replace("Eight workshops", '<a href="/workshops?id=8">Eight workshops</a>')
    (corpus / "originals" / "rapport.html").write_text(page, encoding="utf-8")
    save_state(corpus, "rapport", replace(FETCHED, final_url="https://www.ekvik.example/reports/2023"))
    ingest(engine, corpus)
    (passage,) = engine.document("rapport-original").passages
    assert passage.links == (Link("Eight workshops", "https://www.ekvik.example/workshops?id=8"),)


def test_an_address_that_gave_an_original_is_derived_no_longer(corpus: Path, engine: WhooshEngine) -> None:
    ingest(engine, corpus)
    assert engine.document("rapport").address == "derived"
    save_state(corpus, "rapport", FETCHED)
    assert set(ingest(engine, corpus).changed) == {"exempel", "rapport", "rapport-original"}
    assert engine.document("rapport").address == "read"


def test_a_source_with_the_same_original_is_tied_to_it(corpus: Path, engine: WhooshEngine) -> None:
    assert owners(load_sources(corpus)) == {"rapport": "rapport", "exempel": "rapport"}
    ingest(engine, corpus)
    assert engine.document("exempel").source == "rapport"
    assert "exempel-original" not in engine.content_hashes()


def test_the_original_of_a_compiled_text_keeps_its_own_title(corpus: Path, engine: WhooshEngine) -> None:
    catalogue = corpus / "sources.toml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace("derived", 'derived"\ncompiled = true #'), encoding="utf-8")
    ingest(engine, corpus)
    assert engine.document("rapport-original").title == "Bicycle workshops in Ekvik"
    assert engine.document("rapport").title == "Rapport om cykelverkstäder"


def test_a_dead_address_is_marked_in_the_bank_until_it_answers(corpus: Path, engine: WhooshEngine) -> None:
    save_state(corpus, "rapport", OriginalState(url=ADDRESS, unanswered_since="2026-11-25T14:03:11+00:00"))
    ingest(engine, corpus)
    assert engine.document("rapport").unanswered_since == "2026-11-25"
    assert engine.document("exempel").unanswered_since == "2026-11-25"
    save_state(corpus, "rapport", OriginalState(url=ADDRESS, checked="2026-11-26T09:00:00+00:00"))
    ingest(engine, corpus)
    assert engine.document("rapport").unanswered_since is None


def test_asking_again_changes_no_document(corpus: Path, engine: WhooshEngine) -> None:
    save_state(corpus, "rapport", FETCHED)
    ingest(engine, corpus)
    save_state(corpus, "rapport", replace(FETCHED, checked="2026-12-01T08:00:00+00:00"))
    assert ingest(engine, corpus).unchanged == 3


def test_an_original_that_is_taken_away_leaves_the_bank(corpus: Path, engine: WhooshEngine) -> None:
    ingest(engine, corpus)
    (corpus / "originals" / "rapport.html").unlink()
    assert ingest(engine, corpus).removed == ("rapport-original",)


def test_other_files_among_the_originals_are_no_documents(corpus: Path) -> None:
    (corpus / "originals" / "okänd.html").write_text(ORIGINAL, encoding="utf-8")
    (corpus / "originals" / "rapport.zip").write_bytes(b"PK")
    assert [file.id for file in source_files(corpus)] == ["exempel", "rapport", "rapport-original"]


def test_a_file_of_ones_own_does_not_take_the_id_of_an_original(corpus: Path) -> None:
    (corpus / "inbox").mkdir()
    (corpus / "inbox" / "exempel-original.md").write_text(DIGEST, encoding="utf-8")
    assert "exempel-original" not in {file.id for file in source_files(corpus)}


def test_what_is_known_of_an_original_is_read_back(corpus: Path) -> None:
    save_state(corpus, "rapport", FETCHED)
    assert load_state(corpus, "rapport") == FETCHED
    assert load_state(corpus, "exempel") is None
    (corpus / "originals" / "rapport.json").write_text('{"url":', encoding="utf-8")
    assert load_state(corpus, "rapport") is None
    assert original_place(corpus, "rapport", None) == corpus / "originals" / "rapport.html"
