"""Measuring the bank's answers to judged questions, by kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UsageError
from index.questions import answer_questions, holds_questions, load_questions
from index.whoosh_engine import WhooshEngine

COLUMNS = "id\tkind\tsplit\tquery\trelevant\tpassage"


def written(folder: Path, *rows: str) -> Path:
    (folder / "queries.tsv").write_text("\n".join((COLUMNS, *rows)) + "\n", encoding="utf-8")
    return folder


def test_a_right_and_a_wrong_first_document_are_told_apart_by_kind(engine: WhooshEngine, tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "q1\tinflection\tdev\tfruktkorgarna i Norrtuna\tbrev1\t",
        "q2\tquestion\ttest\tvad är social ekonomi?\tplan\t",
        "q3\tnegative\tdev\txylofon\t\t",
    )
    answered = answer_questions(engine, load_questions(folder))
    assert answered.overall.queries == 2
    assert answered.kinds["inflection"].measures["success@1"] == 1
    assert answered.kinds["question"].measures["success@1"] == 0
    assert answered.splits["dev"].queries == 1
    assert (answered.unanswered, answered.left_empty) == (1, 1)


def test_a_folder_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("fråga\tsvar\nx\ty\n", encoding="utf-8")
    assert holds_questions(tmp_path)
    with pytest.raises(UsageError, match="kolumnerna"):
        load_questions(tmp_path)
