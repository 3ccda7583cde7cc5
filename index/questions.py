"""Questions with judged answers among the bank's own documents, measured by kind of question.

Layout: a folder with queries.tsv, tab-separated with the columns id, kind, split, query and relevant (ids of documents
joined by "|", none where nothing in the bank answers). tests/relevance/README.md tells more.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.engine import SearchEngine
from index.errors import UsageError
from index.evaluation import DEPTH, Evaluation, Run, measure
from index.request import SearchRequest
from index.search import search

QUESTIONS = "queries.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query as typed, its kind ("compound", "misspelling", …), its half ("dev", "test") and its answers."""

    id: str
    kind: str
    split: str
    query: str
    relevant: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What questions came to: `overall`, and the same by kind and by split, over those that have an answer.

    `unanswered` counts the questions that nothing in the bank answers, `left_empty` those of them without a hit.
    """

    overall: Evaluation
    kinds: dict[str, Evaluation]
    splits: dict[str, Evaluation]
    unanswered: int
    left_empty: int


def holds_questions(folder: Path) -> bool:
    """Tell a folder of questions on the bank from a collection with documents of its own."""
    return (folder / QUESTIONS).is_file()


def load_questions(folder: Path) -> tuple[Question, ...]:
    """Read the questions of a folder. Raises UsageError where the file is malformed."""
    path = folder / QUESTIONS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        return tuple(
            Question(
                id=row["id"],
                kind=row["kind"],
                split=row["split"],
                query=row["query"],
                relevant=tuple(row["relevant"].split("|")) if row["relevant"] else (),
            )
            for row in rows
        )
    except (OSError, KeyError, AttributeError, UnicodeDecodeError) as error:
        raise UsageError(f"Filen {path} ska ha kolumnerna id, kind, split, query och relevant.") from error


def rank_documents(engine: SearchEngine, query: str) -> list[tuple[str, float]]:
    """Return the documents that a user is shown, in the order of their best passage.

    Scores may tie where the order does not, and the measures read only scores: the place from the end is the score.
    """
    hits = search(engine, SearchRequest(query=query, limit=DEPTH)).hits
    documents = list(dict.fromkeys(hit.document.id for hit in hits))
    return [(document_id, float(len(documents) - place)) for place, document_id in enumerate(documents)]


def answer_questions(engine: SearchEngine, questions: Sequence[Question]) -> Answered:
    """Search every question as a user would type it, and measure."""
    run = {question.id: rank_documents(engine, question.query) for question in questions}
    answered = [question for question in questions if question.relevant]
    unanswered = [question for question in questions if not question.relevant]
    return Answered(
        overall=_evaluate(answered, run),
        kinds={kind: _evaluate([q for q in answered if q.kind == kind], run) for kind in _each(answered, "kind")},
        splits={half: _evaluate([q for q in answered if q.split == half], run) for half in _each(answered, "split")},
        unanswered=len(unanswered),
        left_empty=sum(not run[question.id] for question in unanswered),
    )


def _each(questions: Sequence[Question], name: str) -> list[str]:
    """Return the values that an attribute has, in order of appearance."""
    return list(dict.fromkeys(getattr(question, name) for question in questions))


def _evaluate(questions: Sequence[Question], run: Run) -> Evaluation:
    qrels = {question.id: dict.fromkeys(question.relevant, 1) for question in questions}
    found = {question.id: run[question.id] for question in questions}
    return Evaluation(measure(qrels, found), len(questions), found)
