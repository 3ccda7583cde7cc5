"""The log of ingests: what did not get in, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest

PAGE = """<!DOCTYPE html><html lang="sv"><head><title>Nyhetsbrev 7, våren 2023</title></head><body>
<table><tr><td><a href="https://ekvik.example/visa">Visa nyhetsbrevet i webbläsaren</a></td></tr>
<tr><td><h1>Nyhetsbrev 7, våren 2023</h1></td></tr>
<tr><td><h2>Tips från Ekvik</h2><p>Ekvik har provat frukostmöten med föreningar under ett år.</p></td></tr>
<tr><td><p><a href="https://ekvik.example/bort">Avregistrera dig</a></p></td></tr></table></body></html>"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "documents"
    folder.mkdir(parents=True)
    (folder / "brev.html").write_text(PAGE, encoding="utf-8")
    (folder / "tom.md").write_bytes(b"")
    return folder.parent


def test_the_log_tells_what_was_left_out_and_what_failed(corpus: Path, tmp_path: Path) -> None:
    log = tmp_path / "ingest.log"
    ingest(WhooshEngine(tmp_path / "index"), corpus, log=log)
    told = log.read_text(encoding="utf-8")
    assert f"Inläsning av {corpus}" in told
    assert "brev.html lästes in som brev" in told
    assert "utelämnat: Visa nyhetsbrevet i webbläsaren" in told
    assert "tom.md lästes inte in: Filen är tom." in told
    assert told.rstrip().endswith("Klart")


def test_an_ingest_with_nothing_to_do_adds_nothing_to_the_log(corpus: Path, tmp_path: Path) -> None:
    (corpus / "documents" / "tom.md").unlink()
    engine, log = WhooshEngine(tmp_path / "index"), tmp_path / "ingest.log"
    ingest(engine, corpus, log=log)
    told = log.read_bytes()
    ingest(engine, corpus, log=log)
    assert log.read_bytes() == told


def test_a_log_that_cannot_be_written_stops_nothing(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ingest.log").mkdir()
    assert ingest(WhooshEngine(tmp_path / "index"), corpus, log=tmp_path / "ingest.log").added == ("brev",)
    assert capfd.readouterr().err == ""
