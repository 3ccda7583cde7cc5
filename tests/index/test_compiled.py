"""What is made of the vocabulary is made once, and anew when the vocabulary changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.language.compiled import FOLDER, compiled, state_of
from index.settings import REPOSITORY


def never() -> object:
    raise AssertionError


def test_what_was_made_is_read_by_the_next_process(tmp_path: Path) -> None:
    made = {"köp": ["inköp", "upphandling"]}
    assert compiled("words", "1", lambda: made, tmp_path) == made
    assert compiled("words", "1", never, tmp_path) == made


def test_what_comes_from_a_file_is_made_anew_when_the_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.toml"
    file.write_text("en", encoding="utf-8")
    first = state_of(file)
    compiled("words", first, lambda: "en", tmp_path)
    file.write_text("två", encoding="utf-8")
    assert compiled("words", state_of(file), lambda: "två", tmp_path) == "två"
    assert compiled("words", first, lambda: "en", tmp_path) == "en"


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"state": "1 1", "ma', "null"])
def test_half_a_file_is_made_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "compiled-words.json").write_text(content, encoding="utf-8")
    assert compiled("words", "1", lambda: ["å"], tmp_path) == ["å"]
    assert compiled("words", "1", never, tmp_path) == ["å"]


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(tmp_path: Path) -> None:
    assert compiled("words", "1", lambda: {"a": 1}, tmp_path / "missing") == {"a": 1}


def test_everything_is_made_at_installation() -> None:
    subprocess.run([sys.executable, "-m", "index.language.build"], check=True, cwd=REPOSITORY)
    made = {path.stem.removeprefix("compiled-") for path in FOLDER.glob("compiled-*.json")}
    assert made >= {"compounds", "endings", "lemmas", "names", "synonyms"}
