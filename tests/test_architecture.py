"""Imports point one way, Whoosh stays in one module, and a search loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from index.language.synonyms import find_synonyms
from index.language.tokens import words
from index.whoosh_engine import WhooshEngine
from tests.conftest import BANK

REPOSITORY = Path(__file__).parent.parent
SOURCES = [path for folder in ("index", "ingest", "ui") for path in sorted((REPOSITORY / folder).rglob("*.py"))] + [
    REPOSITORY / "app.py",
    REPOSITORY / "cli.py",
]


def imported(path: Path) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return modules


def layer(path: Path) -> str:
    return path.relative_to(REPOSITORY).parts[0]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_imports_point_one_way(path: Path) -> None:
    forbidden = {"index": {"ingest", "ui", "app", "cli"}, "ingest": {"ui", "app", "cli"}, "ui": {"app", "cli"}}
    tops = {module.split(".")[0] for module in imported(path)}
    assert not tops & forbidden.get(layer(path), set())


def test_only_the_whoosh_engine_knows_whoosh() -> None:
    knowing = [path for path in SOURCES if any(module.split(".")[0] == "whoosh" for module in imported(path))]
    assert [path.name for path in knowing] == [
        "whoosh_engine.py",
        "whoosh_postings.py",
        "whoosh_reading.py",
        "whoosh_schema.py",
        "whoosh_writing.py",
    ]


HEAVY = {"spacy", "streamlit", "pandas", "bs4", "pypdfium2", "ingest", "rich", "fastapi", "pydantic", "jinja2"}
UNNEEDED = {
    *("simplemma", "importlib.metadata", "tomllib", "csv", "filelock", "asyncio", "numpy.random", "numpy.ma"),
    *("whoosh.writing", "whoosh.searching", "whoosh.query", "whoosh.qparser", "whoosh.highlight", "whoosh.spelling"),
    *(
        "index.brief",
        "index.similar",
        "index.suggest",
        "index.ways_on",
        "index.whoosh_writing",
        "index.language.vocabulary",
    ),
}
"""What takes some of the half second in which a search is to answer, and answers nothing of it."""


def test_a_search_from_the_command_line_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    with WhooshEngine(tmp_path).write() as writing:
        for document in BANK:
            writing.replace(document)
    find_synonyms(words("upphandling"))  # compiled, as after installation
    command = [sys.executable, "-X", "importtime", "cli.py", "search", "upphandlingen", "--index", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines() if line.startswith("import time:")}
    assert "index.search" in loaded
    assert "Upphandling" in run.stdout
    assert not {name for name in loaded if name in UNNEEDED or name.split(".")[0] in HEAVY}


def test_the_pages_of_readers_load_nothing_that_reads_files() -> None:
    program = "import sys, ui.routes\nprint('ingest' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert run.stdout.strip() == "False"
