"""`fetch`, `add` and `sources` as commands, against a real server on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.ingest.fetching import site as web
from tests.ingest.fetching.site import Site
from tests.ingest.zips import make_zip

DIGEST = """# Nyhetsbrev 1

## Fruktkorgar

En sammanfattning i egna ord: Ekvik köper fruktkorgar.

## Om källan

Den här sammanfattningen är skriven i egna ord.
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with web.serving() as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path, site: Site) -> Path:
    """Return a corpus of two sources: one with a digest and an original, one whose address leads nowhere."""
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "brev1.md").write_text(DIGEST, encoding="utf-8")
    common = 'publisher = "Ekviks förlag"\nkind = "nyhetsbrev"\nlanguage = "sv"\n'
    rights = "Originalets rättigheter tillhör Ekviks förlag. Texten här är kunskapsbankens egen sammanfattning."
    (folder / "sources.toml").write_text(
        f'[[source]]\nid = "brev1"\ntitle = "Nyhetsbrev 1"\n{common}rights = "{rights}"\nurl = "{site.url("/brev1")}"\n'
        f'digest = "documents/brev1.md"\naddress = "derived"\nnote = "Slutet är inte läst."\n'
        f'[[source]]\nid = "brev2"\ntitle = "Nyhetsbrev 2"\n{common}rights = "R."\nurl = "{site.url("/brev2")}"\n',
        encoding="utf-8",
    )
    site.answers["/brev1"] = web.unchanged_if('"v1"', web.letter())
    return folder


def run(site: Site, corpus: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command(), *arguments, "--corpus", str(corpus)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env=environment(site),
    )


def command() -> list[str]:
    return [sys.executable, "-c", "from cli import main; main()"]


def environment(site: Site) -> dict[str, str]:
    fetching = {
        "KUNSKAPSBANK_FETCH_HOSTS": site.host,
        "KUNSKAPSBANK_FETCH_DELAY": "0.01",
        "KUNSKAPSBANK_CONTACT": "fragor@ekvik.example",
    }
    return {name: value for name, value in os.environ.items() if name != "KUNSKAPSBANK_INDEX"} | fetching


def record(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.stderr == ""
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def bank(corpus: Path) -> WhooshEngine:
    return WhooshEngine(corpus.parent / ".kunskapsbank" / "index")


def test_an_original_is_fetched_read_and_found_beside_its_digest(site: Site, corpus: Path) -> None:
    first = run(site, corpus, "fetch", "--json")
    told = record(first)
    assert first.returncode == 1
    assert (told["fetched"], told["unchanged"], told["skipped"]) == (["brev1"], [], [])
    reason = "Sidan finns inte på adressen (404)."
    assert told["failed"] == [{"id": "brev2", "url": site.url("/brev2"), "reason": reason}]
    assert sorted(told["ingested"]["added"]) == ["brev1", "brev1-original"]
    assert re.fullmatch(r"Kunskapsbank/[\d.]+ \(\+fragor@ekvik\.example\)", site.asked[-1].headers["User-Agent"])
    hits = search(bank(corpus), SearchRequest(query="fruktkorgar")).hits
    assert [hit.document.id for hit in hits[:2]] == ["brev1-original", "brev1"]
    sources = record(run(site, corpus, "sources", "--json"))["sources"]
    assert [(source["id"], source["state"], source["error"]) for source in sources] == [
        ("brev1", "original", None),
        ("brev2", "failed", reason),
    ]
    assert sources[0]["when"]
    again = record(run(site, corpus, "fetch", "brev1", "--no-ingest", "--json"))
    assert again == {"fetched": [], "unchanged": ["brev1"], "failed": [], "skipped": [], "ingested": None}


def test_people_get_sentences(site: Site, corpus: Path) -> None:
    done = run(site, corpus, "fetch", "--no-ingest")
    assert done.returncode == 1
    assert done.stdout == "Hämtningen är klar: 1 hämtade, 0 oförändrade, 1 misslyckade, 0 överhoppade.\n"
    assert "brev1: hämtad\n" in done.stderr
    assert f"brev2 ({site.url('/brev2')}): Sidan finns inte på adressen (404).\n" in done.stderr
    listed = run(site, corpus, "sources").stdout
    assert "saknas" in listed
    assert "ej hämtad" in listed


def test_a_check_lists_the_dead_and_fetches_nothing(site: Site, corpus: Path) -> None:
    done = run(site, corpus, "fetch", "--check", "--json")
    told = record(done)
    assert done.returncode == 1
    assert (told["alive"], [dead["id"] for dead in told["dead"]]) == (["brev1"], ["brev2"])
    assert {path.suffix for path in (corpus / "originals").iterdir() if path.name[0] != "."} == {".json"}


def test_a_computer_without_a_network_is_told_so(site: Site, corpus: Path) -> None:
    text = (corpus / "sources.toml").read_text(encoding="utf-8")
    (corpus / "sources.toml").write_text(text.replace(site.host, "ekvik.invalid"), encoding="utf-8")
    done = run(site, corpus, "fetch", "--check")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "Ingen adress svarade. Kontrollera att datorn är ansluten till nätet."


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("fetch", "finns-inte"), 2, "Det finns ingen källa med id ”finns-inte” i källkatalogen."),
        (("add",), 2, "Kommandot behöver ADRESS"),
        (("add", "ekvik.example/brev"), 1, "Adressen börjar inte med http eller https."),
        (("add", "http://10.0.0.1/"), 1, "Adressen leder till en dator som inte är publik"),
    ],
)
def test_an_error_is_one_swedish_sentence(
    site: Site, corpus: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    done = run(site, corpus, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_page_is_added_by_its_address(site: Site, corpus: Path) -> None:
    site.answers["/nytt?nr=7"] = web.content(web.letter("Cykelverkstäder i Norrtuna"))
    told = record(run(site, corpus, "add", site.url("/nytt?nr=7"), "--json"))
    assert "cykelverkstader-i-norrtuna" in told["added"]
    added = bank(corpus).document("cykelverkstader-i-norrtuna")
    assert (added.url, added.provenance) == (site.url("/nytt?nr=7"), "original")


def test_what_an_archive_on_the_web_holds_is_added_as_that_of_an_archive_given(site: Site, corpus: Path) -> None:
    files = {"brev/mars.html": web.letter("Cykelverkstäder i Norrtuna"), "bilder/torget.gif": b"GIF89a"}
    site.answers["/material/paket.zip"] = web.content(make_zip(files), "application/zip")
    told = record(done := run(site, corpus, "add", site.url("/material/paket.zip"), "--json"))
    assert done.returncode == 1
    assert "paket-brev-mars" in told["added"]
    (failure,) = told["failed"]
    assert failure["path"] == f"{site.url('/material/paket.zip')}/bilder/torget.gif"
    assert (corpus / "inbox" / "paket" / "brev" / "mars.html").is_file()


def test_a_page_that_cannot_be_added_is_told_as_a_failed_file(site: Site, corpus: Path) -> None:
    done = run(site, corpus, "add", site.url("/borta"), "--json")
    told = record(done)
    assert done.returncode == 1
    assert told["failed"] == [{"path": site.url("/borta"), "reason": "Sidan finns inte på adressen (404)."}]
    assert told["added"] == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has other signals")
def test_an_interrupted_fetch_keeps_what_has_come(site: Site, corpus: Path) -> None:
    site.answers["/brev2"] = web.dripping(web.letter(), 0.05)
    with subprocess.Popen(
        [*command(), "fetch", "--corpus", str(corpus)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(site),
    ) as process:
        try:
            assert process.stderr is not None
            while "brev1: hämtad" not in process.stderr.readline():
                pass
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert said.strip() == "Avbrutet. Indexet är helt; ge kommandot igen för att slutföra det."
    assert {path.name for path in (corpus / "originals").iterdir() if path.name[0] != "."} == {
        "brev1.html",
        "brev1.json",
    }
