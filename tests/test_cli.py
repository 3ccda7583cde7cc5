"""The command line as a contract: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTE = """# Reserverad upphandling i Ekvik

## Fruktkorgar

Ekvik köpte fruktkorgar av ett arbetskooperativ efter en reserverad upphandling.

## Uppföljning

Avtalet följs upp varje år.
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus of one note and its index."""
    folder = tmp_path_factory.mktemp("bank")
    (folder / "corpus").mkdir()
    (folder / "ekvik.md").write_text(NOTE, encoding="utf-8")
    run = kunskapsbank("ingest", folder / "ekvik.md", "--corpus", folder / "corpus", "--index", folder / "i", "--json")
    assert json.loads(run.stdout) == {"added": ["ekvik"], "changed": [], "removed": [], "unchanged": 0, "failed": []}
    assert run.returncode == 0
    return folder


def kunskapsbank(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def answer(*arguments: object) -> dict[str, Any]:
    run = kunskapsbank(*arguments, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    record: dict[str, Any] = json.loads(run.stdout)
    return record


def test_a_question_is_answered_in_brief_with_its_source(bank: Path) -> None:
    brief = answer("search", "vad köpte Ekvik av ett arbetskooperativ?", "--index", bank / "i")["brief"]
    (sentence,) = brief["sentences"]
    assert sentence["text"] == "Ekvik köpte fruktkorgar av ett arbetskooperativ efter en reserverad upphandling."
    assert (sentence["passage"], sentence["document_id"]) == ("ekvik#fruktkorgar", "ekvik")
    assert {"heading", "title", "publisher", "published", "provenance", "url"} <= set(sentence)
    assert answer("search", "fruktkorgar", "--index", bank / "i")["brief"] is None
    shown = kunskapsbank("search", "vad köpte Ekvik av ett arbetskooperativ?", "--index", bank / "i").stdout
    assert f"I korthet\n  ”{sentence['text']}”\n  Ordagrant ur Reserverad upphandling i Ekvik" in shown


def test_search_prints_the_contract(bank: Path) -> None:
    record = answer("search", "reserverade upphandlingar fruktkorg", "--index", bank / "i")
    assert {"query", "interpreted", "total", "total_documents", "suggestion", "notes", "took_ms", "hits"} <= set(record)
    facets = {"dokumenttyp", "inslag", "tema", "kommun", "lan", "organisation", "ar", "utgivare"}
    assert facets <= set(record["facets"])
    hit = record["hits"][0]
    assert hit["id"] == "ekvik#fruktkorgar"
    assert hit["heading"] == ["Fruktkorgar"]
    assert "<mark>fruktkorgar</mark>" in hit["snippet"]
    assert {"document_id", "title", "kind", "item_kind", "published", "publisher", "url", "score"} <= set(hit)


def test_hits_are_grouped_by_document(bank: Path) -> None:
    record = answer("search", "avtalet fruktkorgar", "--index", bank / "i")
    assert record["groups"] == [
        {"document_id": "ekvik", "hits": [{"id": hit["id"], "similar": []} for hit in record["hits"]]}
    ]
    shown = kunskapsbank("search", "avtalet", "fruktkorgar", "--index", bank / "i").stdout
    assert shown.count("Reserverad upphandling i Ekvik") == 1
    assert all(hit["id"] in shown for hit in record["hits"])


def test_the_kind_of_a_question_is_told(bank: Path) -> None:
    assert answer("search", "vad är ett avtal?", "--index", bank / "i")["question"] == "definition"
    assert answer("search", "avtal", "--index", bank / "i")["question"] is None


def test_no_hits_is_success(bank: Path) -> None:
    record = answer("search", "zxcvbn", "--index", bank / "i")
    assert (record["total"], record["hits"]) == (0, [])
    assert record["notes"]


def test_filters_limit_and_offset(bank: Path) -> None:
    where = ("--index", bank / "i")
    assert answer("search", "", "--filter", "dokumenttyp=lag", *where)["total"] == 0
    assert len(answer("search", "", "--limit", 1, *where)["hits"]) == 1
    assert answer("search", "", "--offset", 1, *where)["hits"][0]["id"] == "ekvik#uppfoljning"


def test_show_prints_the_document(bank: Path) -> None:
    record = answer("show", "ekvik", "--index", bank / "i")
    assert record["title"] == "Reserverad upphandling i Ekvik"
    assert [passage["anchor"] for passage in record["passages"]] == ["fruktkorgar", "uppfoljning"]


def test_analyze_prints_tokens() -> None:
    tokens = answer("analyze", "EU:s handlingsplan")["tokens"]
    assert [token["text"] for token in tokens] == ["EU:s", "handlingsplan"]
    assert {"text", "start", "end", "terms", "compound_parts"} == set(tokens[0])


def test_status_counts(bank: Path) -> None:
    record = answer("status", "--index", bank / "i")
    assert (record["documents"], record["passages"]) == (1, 2)


@pytest.mark.parametrize("command", [("search", "frukt"), ("show", "ekvik"), ("status",)])
def test_people_get_text(bank: Path, command: tuple[str, ...]) -> None:
    run = kunskapsbank(*command, "--index", bank / "i")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "Ange ett kommando"),
        (("sok",), 2, "Kommandot ”sok” finns inte"),
        (("search", "x", "--limit", "många"), 2, "Värdet för --limit"),
        (("search", "x", "--limit", "-1"), 2, "Antalet träffar"),
        (("search", "x", "--limitt", "3"), 2, "Inställningen --limitt"),
        (("search", "x", "--filter", "kommun"), 2, "FACETT=VÄRDE"),
        (("search", "x", "--filter", "farg=röd"), 2, "inget filter som heter ”farg”"),
        (("search", "x", "--sort", "bäst"), 2, "inte att sortera"),
        (("show",), 2, "DOKUMENT-ID"),
        (("show", "finns-inte"), 1, "inget dokument med id ”finns-inte”"),
        (("search", "x", "--index", "finns-inte"), 1, "Kör ”kunskapsbank ingest” först"),
    ],
)
def test_an_error_is_one_swedish_sentence(bank: Path, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    given = arguments if not arguments or "--index" in arguments or code == 2 else (*arguments, "--index", bank / "i")
    run = kunskapsbank(*given)
    assert run.returncode == code
    assert sentence in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert run.stdout == ""


def test_a_failed_file_is_exit_one_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "documents").mkdir(parents=True)
    (tmp_path / "corpus" / "documents" / "bra.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "corpus" / "documents" / "tom.html").write_bytes(b"")
    run = kunskapsbank("ingest", "--corpus", tmp_path / "corpus", "--index", tmp_path / "i", "--json")
    record = json.loads(run.stdout)
    assert run.returncode == 1
    assert record["added"] == ["bra"]
    assert [Path(failure["path"]).name for failure in record["failed"]] == ["tom.html"]


def test_a_dry_run_prints_the_same_contract_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ekvik.md").write_text(NOTE, encoding="utf-8")
    where = ("--corpus", tmp_path / "corpus", "--index", tmp_path / "i")
    assert answer("ingest", "--dry-run", *where) == {
        "added": ["ekvik"],
        "changed": [],
        "removed": [],
        "unchanged": 0,
        "failed": [],
    }
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]
    run = kunskapsbank("ingest", "--dry-run", *where)
    assert "Ny: ekvik\nInget är ändrat." in run.stdout


def test_an_ingest_says_what_it_reads_and_logs_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ekvik.md").write_text(NOTE, encoding="utf-8")
    run = kunskapsbank("ingest", "--corpus", tmp_path / "corpus", "--index", tmp_path / "i")
    assert run.stdout == "Inläsningen är klar: 1 nya, 0 ändrade, 0 borttagna, 0 oförändrade, 0 misslyckade.\n"
    said = run.stderr.splitlines()
    assert (said[0], said[-1]) == ("Läser in 1 fil.", "Skriver indexet.")
    assert "ekvik.md lästes in som ekvik" in (tmp_path / "ingest.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", ["", "-", "-ord", '"', "( OCH ) * ~", "x" * 10_000])
def test_any_query_is_answered(bank: Path, query: str) -> None:
    run = kunskapsbank("search", query, "--index", bank / "i")
    assert (run.returncode, run.stderr) == (0, "")


def test_a_misspelled_query_is_corrected_and_said_unless_it_is_exact(bank: Path) -> None:
    record = answer("search", "uphandling", "--index", bank / "i")
    assert (record["suggestion"], record["searched"], record["query"]) == ("upphandling", "upphandling", "uphandling")
    assert record["notes"][0] == "Visar träffar för ”upphandling” i stället för ”uphandling”."
    exact = answer("search", "uphandling", "--exact", "--index", bank / "i")
    assert (exact["suggestion"], exact["searched"], exact["total"]) == ("upphandling", None, 0)
    run = kunskapsbank("search", "uphandling", "--exact", "--index", bank / "i")
    assert "Menade du ”upphandling”?" in run.stdout


def test_suggest_prints_another_spelling_and_what_a_query_may_become(bank: Path) -> None:
    record = answer("suggest", "reserverad upphandling i ek", "--index", bank / "i")
    assert record == {"suggestion": None, "completions": ["Reserverad upphandling i Ekvik"]}
    assert answer("suggest", "fruktkorgr", "--index", bank / "i")["suggestion"] == "fruktkorgar"
    assert "reserverad upphandling" in answer("suggest", "upph", "--index", bank / "i")["completions"]
    run = kunskapsbank("suggest", "fruktkorgr", "--index", bank / "i")
    assert (run.returncode, run.stdout) == (0, "Menade du ”fruktkorgar”?\n")
    assert kunskapsbank("suggest", "qzx", "--index", bank / "i").stdout == "Inget att föreslå.\n"
    assert kunskapsbank("suggest", "x", "--jason").returncode == 2


def test_a_damaged_index_says_so_and_is_built_anew(bank: Path, tmp_path: Path) -> None:
    places = ("--corpus", bank / "corpus", "--index", tmp_path / "i")
    kunskapsbank("ingest", *places)
    for segment in (tmp_path / "i").rglob("*.seg"):
        segment.write_bytes(b"\0" * 100)
    for arguments in (("search", "fruktkorgar", *places[2:]), ("ingest", *places)):
        run = kunskapsbank(*arguments)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr.strip().endswith("är skadat. Kör ”kunskapsbank ingest --rebuild”.")
    assert kunskapsbank("ingest", "--rebuild", *places).returncode == 0
    assert answer("search", "fruktkorgar", *places[2:])["total"] > 0
