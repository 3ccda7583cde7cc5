"""`ingest FILE`, `correct` and `remove` as commands: what staff do with what they have."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli import main
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.fetching.run import fetch_originals
from ingest.fetching.settings import load_fetch_settings
from ingest.pipeline import ingest
from ingest.processes import Limits
from tests.ingest.zips import make_zip

NOTE = "---\ntitle: Anteckning om {0}\npublished: 2023-05-04\n---\n## Bakgrund\n\nEkvik har provat {0} under ett år.\n"
ENTRY = (
    '[[source]]\nid = "k1"\ntitle = "Om volontärer"\npublisher = "E"\nkind = "lag"\nlanguage = "sv"\nrights = "R."\n'
    'url = "https://ekvik.example/volontarer"\ndigest = "documents/volontarer.md"\n'
)


@contextmanager
def handlers_put_back() -> Iterator[None]:
    """Keep what a command does with signals from what the tests after it start."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus of a catalogued note, one beside it and one that was added, and its index."""
    folder = tmp_path_factory.mktemp("hel")
    documents = folder / "corpus" / "documents"
    documents.mkdir(parents=True)
    (documents.parent / "sources.toml").write_text(ENTRY, encoding="utf-8")
    (documents / "volontarer.md").write_text(NOTE.format("volontärer"), encoding="utf-8")
    (documents / "cyklar.md").write_text(NOTE.format("cykelverkstäder"), encoding="utf-8")
    (folder / "kafé.md").write_text(NOTE.format("loppisar"), encoding="utf-8")
    assert ingest(WhooshEngine(folder / "i"), folder / "corpus", [folder / "kafé.md"]).failed == ()
    return folder


@dataclass
class Bank:
    """A copy of the whole bank, and the command on it, in this process."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def corpus(self) -> Path:
        """Return the folder of the sources."""
        return self.folder / "corpus"

    def run(self, *arguments: object) -> tuple[int, str, str]:
        """Return the exit code and what came on stdout and stderr."""
        where = ("--corpus", self.corpus, "--index", self.folder / "i")
        self.monkeypatch.setattr(sys, "argv", ["kunskapsbank", *map(str, (*arguments, *where))])
        with handlers_put_back(), pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *self.capture.readouterr()

    def answer(self, *arguments: object) -> dict[str, Any]:
        """Return the JSON that a command prints that does what it should."""
        code, out, err = self.run(*arguments, "--json")
        assert (code, err) == (0, "")
        record: dict[str, Any] = json.loads(out)
        return record

    def total(self, query: str) -> int:
        """Return how many passages a search finds."""
        return search(WhooshEngine(self.folder / "i"), SearchRequest(query=query)).total

    def holds(self, word: str) -> bool:
        """Say whether a word is left in the files of the index, or anything that was deleted."""
        engine = WhooshEngine(self.folder / "i")
        files = [path for path in engine.folder.rglob("*") if path.is_file()]
        return engine._reader().has_deletions() or any(word.encode() in path.read_bytes() for path in files)


@pytest.fixture
def bank(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Bank:
    shutil.copytree(whole, tmp_path / "bank")
    return Bank(tmp_path / "bank", capsys, monkeypatch)


def test_a_correction_is_written_beside_the_file_and_counts(bank: Bank) -> None:
    record = bank.answer("correct", "kafe", "--title", "Kaféer i Ekvik", "--published", "2022-03", "--kind", "rapport")
    assert (record["id"], record["changed"], record["failed"]) == ("kafe", ["kafe"], [])
    assert record["correction"]["title"] == "Kaféer i Ekvik"
    assert Path(record["file"]) == bank.corpus / "inbox" / "kafé.md.toml"
    document = WhooshEngine(bank.folder / "i").document("kafe")
    assert (document.title, document.published, document.kind) == ("Kaféer i Ekvik", "2022-03", "rapport")
    bank.answer("correct", "kafe", "--title", "")
    document = WhooshEngine(bank.folder / "i").document("kafe")
    assert (document.title, document.kind) == ("Anteckning om loppisar", "rapport")


def test_a_correction_reads_no_other_document(bank: Bank) -> None:
    (bank.corpus / "documents" / "cyklar.md").write_text(NOTE.format("frukost"), encoding="utf-8")
    (bank.corpus / "documents" / "volontarer.md").unlink()
    assert bank.answer("correct", "kafe", "--publisher", "Ekviks förlag")["changed"] == ["kafe"]
    assert bank.total("frukost") == 0
    assert bank.total("volontärer") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("correct", "kafe", "--published", "igår"), 2, "fältet ”published” ska vara ett datum"),
        (("correct", "kafe", "--url", "ekvik"), 2, "fältet ”url” ska vara en adress"),
        (("correct", "kafe"), 2, "Ange minst en uppgift"),
        (("correct", "finns-inte", "--kind", "lag"), 1, "inget dokument med id ”finns-inte”"),
        (("remove", "finns-inte"), 1, "inget dokument med id ”finns-inte”"),
        (("remove",), 2, "DOKUMENT-ID"),
    ],
)
def test_what_has_no_meaning_is_said_in_one_sentence(
    bank: Bank, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    ended, out, err = bank.run(*arguments)
    assert (ended, out, len(err.splitlines())) == (code, "", 1)
    assert sentence in err
    assert not (bank.corpus / "inbox" / "kafé.md.toml").exists()


def test_a_file_of_the_inbox_is_deleted_and_nothing_of_it_stays_in_the_index(bank: Bank) -> None:
    bank.answer("correct", "kafe", "--title", "Ett loppis")
    assert bank.holds("loppis")
    record = bank.answer("remove", "kafe")
    assert (record["removed"], record["listed"]) == (["kafe"], False)
    assert record["deleted"] == [str(bank.corpus / "inbox" / "kafé.md")]
    assert list((bank.corpus / "inbox").iterdir()) == []
    assert (bank.total("loppisar"), bank.total("cykelverkstäder")) == (0, 1)
    assert not bank.holds("loppis")
    assert bank.answer("ingest")["unchanged"] == 2


def test_the_log_forgets_what_was_removed_and_names_that_are_blanked(bank: Bank) -> None:
    def told() -> str:
        return (bank.folder / "ingest.log").read_text(encoding="utf-8")

    letter = "<html><body><nav>Meny</nav><h1>Odlingar</h1><p>Åsa Öberg odlar i Ekvik.</p></body></html>"
    (bank.corpus / "documents" / "Brev till Åsa Öberg.html").write_text(letter, encoding="utf-8")
    (bank.corpus / "documents" / "Tomt från Åsa Öberg.html").write_bytes(b"")
    bank.run("ingest", "--rebuild")
    assert told().count("Åsa Öberg") == 2
    assert "cyklar.md lästes in" in told()
    bank.answer("remove", "cyklar")
    assert "cyklar.md" not in told()
    (bank.corpus / "redact.toml").write_text('names = ["Åsa Öberg"]', encoding="utf-8")
    bank.run("ingest")
    assert "Öberg" not in told()
    assert "[namn borttaget].html lästes inte in: Filen är tom." in told()


def test_what_stands_in_the_corpus_does_not_come_back_until_it_is_added_again(bank: Bank) -> None:
    assert bank.answer("remove", "cyklar")["listed"]
    assert bank.answer("remove", "k1")["deleted"] == []
    assert (bank.corpus / "documents" / "cyklar.md").exists()
    assert not bank.holds("cykelverkst")
    assert not bank.holds("volont")
    bank.answer("ingest", "--rebuild")
    assert (bank.total("cykelverkstäder"), bank.total("volontärer"), bank.total("loppisar")) == (0, 0, 1)
    assert bank.answer("ingest", bank.corpus / "documents" / "cyklar.md")["added"] == ["cyklar"]
    (bank.folder / "kopia.md").write_text(NOTE.format("volontärer"), encoding="utf-8")
    assert bank.answer("ingest", bank.folder / "kopia.md")["added"] == ["k1"]
    assert not (bank.corpus / "removed.toml").exists()


def test_a_removed_source_is_not_fetched(bank: Bank) -> None:
    originals = bank.corpus / "originals"
    originals.mkdir()
    (originals / "k1.md").write_text(NOTE.format("hemligheter"), encoding="utf-8")
    assert bank.answer("ingest")["added"] == ["k1-original"]
    assert bank.answer("remove", "k1")["removed"] == ["k1", "k1-original"]
    assert list(originals.iterdir()) == []
    assert not bank.holds("hemlighet")
    (outcome,) = fetch_originals(bank.corpus, (), load_fetch_settings(), Limits(), lambda _: None)
    assert (outcome.result, "removed.toml" in outcome.reason) == ("skipped", True)


def test_a_document_is_removed_where_there_is_no_index(bank: Bank) -> None:
    for path in sorted((bank.folder / "i").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert bank.answer("remove", "kafe")["removed"] == ["kafe"]
    assert bank.answer("ingest")["added"] == ["cyklar", "k1"]


def test_a_document_whose_file_is_gone_is_removed_from_the_index(bank: Bank) -> None:
    (bank.corpus / "inbox" / "kafé.md").unlink()
    assert bank.answer("remove", "kafe") == {
        "removed": ["kafe"],
        "deleted": [],
        "listed": False,
        "left_in_index": False,
    }
    assert not bank.holds("loppis")


def test_people_are_told_what_was_removed(bank: Bank) -> None:
    code, out, err = bank.run("remove", "k1")
    assert (code, err) == (0, "")
    assert out.startswith("Borttaget: k1.\nDokumentet står i removed.toml")


def test_a_removed_file_does_not_come_back_with_the_archive_it_came_in(bank: Bank) -> None:
    archive = make_zip({"a.md": NOTE.format("symöten").encode(), "b.md": NOTE.format("odlingar").encode()})
    (bank.corpus / "inbox" / "material.zip").write_bytes(archive)
    assert bank.answer("ingest")["added"] == ["material-a", "material-b"]
    bank.answer("remove", "material-a")
    assert bank.answer("ingest", "--rebuild")["added"] == ["cyklar", "k1", "kafe", "material-b"]


@pytest.mark.parametrize("text", ["ids = [", 'id = ["kafe"]', "ids = [3]"])
def test_a_faulty_list_of_what_is_removed_stops_the_ingest(bank: Bank, text: str) -> None:
    (bank.corpus / "removed.toml").write_text(text, encoding="utf-8")
    code, _, err = bank.run("ingest")
    assert code == 1
    assert "removed.toml" in err
    assert bank.total("volontärer") == 1


def test_a_faulty_list_of_names_is_said_in_one_sentence(bank: Bank) -> None:
    (bank.corpus / "redact.toml").write_text('names = ["Åsa Öberg"', encoding="utf-8")
    code, out, err = bank.run("ingest")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.strip().endswith("Inget läses in förrän det är rättat.")
