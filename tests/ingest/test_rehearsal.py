"""`ingest --dry-run`: what would happen is said, in the same words as when it happens, and nothing is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UsageError
from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest, preview, rehearse
from ingest.processes import Limits, Processes
from ingest.reading import SourceError

NOTE = "# Anteckning om {what}\n\n## Bakgrund\n\nEkvik har provat {what} under ett år.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name in ("anbudsskola", "partnerskap", "frukostmöten"):
        write(folder / "documents" / f"{name}.md", name)
    return folder


def write(path: Path, what: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NOTE.format(what=what), encoding="utf-8")
    return path


def everything_below(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {path: (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_the_rehearsal_says_what_the_ingest_then_does_and_touches_nothing(corpus: Path, tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    ingest(engine, corpus)
    write(corpus / "documents" / "partnerskap.md", "volontärsamordning")
    (corpus / "documents" / "anbudsskola.md").unlink()
    (corpus / "documents" / "tom.html").write_bytes(b"")
    arriving = [write(tmp_path / "ute" / "kafékooperativ.md", "kafékooperativ"), tmp_path / "finns-inte.html"]
    before = everything_below(tmp_path)
    rehearsed = rehearse(engine, corpus, arriving)
    assert everything_below(tmp_path) == before
    assert (rehearsed.added, rehearsed.changed) == (("kafekooperativ",), ("partnerskap",))
    assert {failure.path for failure in rehearsed.failed} == {corpus / "documents" / "tom.html", arriving[1]}
    assert ingest(engine, corpus, arriving) == rehearsed


def test_a_rehearsal_needs_no_index_and_makes_none(corpus: Path, tmp_path: Path) -> None:
    assert len(rehearse(WhooshEngine(tmp_path / "index"), corpus).added) == 3
    assert not (tmp_path / "index").exists()


def test_a_rehearsal_without_a_corpus(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    arriving = write(tmp_path / "brev.md", "kafékooperativ")
    assert rehearse(engine, tmp_path / "ny", [arriving]).added == ("brev",)
    assert not (tmp_path / "ny").exists()
    with pytest.raises(UsageError, match="finns inte"):
        rehearse(engine, tmp_path / "ny")


def test_a_file_can_be_looked_at_before_it_is_taken_in(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "tom.md").write_bytes(b"")
    with Processes(limits=Limits()) as processes:
        read = preview(write(tmp_path / "brev.md", "kafékooperativ"), corpus, processes)
        assert (read.document.title, len(read.document.passages)) == ("Anteckning om kafékooperativ", 1)
        with pytest.raises(SourceError, match="tom"):
            preview(tmp_path / "tom.md", corpus, processes)
