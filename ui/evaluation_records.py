"""What measuring relevance came to, as plain records."""

from __future__ import annotations

from index.evaluation import Evaluation
from index.questions import Answered
from ui.records import Record


def evaluation_record(outcome: Evaluation) -> Record:
    """Return every measure and the number of judged queries, as the command-line contract has it."""
    return {**outcome.measures, "queries": outcome.queries}


def answered_record(answered: Answered) -> Record:
    """Return the same for all questions, by kind and by split, and how many have no answer in the bank."""
    return {
        **evaluation_record(answered.overall),
        "kinds": {name: evaluation_record(outcome) for name, outcome in answered.kinds.items()},
        "splits": {name: evaluation_record(outcome) for name, outcome in answered.splits.items()},
        "unanswered": answered.unanswered,
        "left_empty": answered.left_empty,
    }
