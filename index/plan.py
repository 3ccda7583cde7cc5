"""What an engine is asked: a query as terms, weights and conditions. Nothing here knows an engine or the typed text.

A plan is plain data. `index/scoring.py` says what it means on arrays; an engine that ranks itself has to give the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from index.language.question_kinds import QuestionKind

FIELDS = ("title", "heading", "text")
"""The fields of a passage that hold terms: its document's title, its path of headings, its text."""


DEFINES = "defines"
"""The field that holds the keys of what a passage defines (`index/language/definitions.py`)."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a passage can hold a word: a term, or several next to each other, and what that is worth.

    `label` is set on a synonym, as the user may read it. `part` names the part of a typed compound that is all that
    this answers.
    """

    terms: tuple[str, ...]
    weight: float
    label: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query as typed, its weight (1 for a content word), and the alternatives that answer it.

    With `pooled`, the alternatives are forms of one pattern and count as one term.
    """

    text: str
    weight: float
    alternatives: tuple[Alternative, ...]
    fields: tuple[str, ...] = FIELDS
    pooled: bool = False


@dataclass(frozen=True, slots=True)
class QueryPhrase:
    """Words in quotes: their forms stand next to each other in one of the fields.

    With `within`, they stand in any order, the first and the last at most so many positions apart.
    """

    text: str
    terms: tuple[str, ...]
    within: int | None = None
    fields: tuple[str, ...] = FIELDS


@dataclass(frozen=True, slots=True)
class Carrying:
    """Passages that carry any of some values of a facet."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Passages of documents with `start` <= date < `end`, compared as text; an undated document is in no stretch."""

    start: str | None
    end: str | None

    def hold(self, date: str) -> bool:
        """Tell whether a date of publication, "" where it is unknown, lies in the stretch."""
        return bool(date) and (self.start or "") <= date and (self.end is None or date < self.end)


Condition = Carrying | Published
"""What a passage either meets or not, whatever the words of a query."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Passages that match every part."""

    parts: tuple[PlanNode, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Passages that match some part."""

    parts: tuple[PlanNode, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Passages that match no part. Nothing in the parts ranks."""

    parts: tuple[PlanNode, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Words that rank together as a weighted OR, among passages that match all of `required`.

    Of those, the ones whose words weigh too little against the best are cut; the weight of the required parts counts.
    `filters` narrow what remains.
    """

    words: tuple[QueryWord, ...] = ()
    required: tuple[PlanNode, ...] = ()
    filters: tuple[PlanNode, ...] = ()


PlanNode = QueryWord | QueryPhrase | Carrying | Published | AllOf | AnyOf | NoneOf | Together


@dataclass(frozen=True, slots=True)
class QueryRun:
    """Words that were typed one after the other: finding their terms so adds to the score."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Definition:
    """A key in the field `DEFINES`: a passage that has it gains `weight` times the highest score of those shown."""

    key: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPlan:
    """What to match, None for everything, and what else adds to the score of a passage that matches.

    Of several definitions that a passage gives, the weightiest counts. `question` is the kind of answer that is asked
    for, where the query is a question.
    """

    root: PlanNode | None = None
    runs: tuple[QueryRun, ...] = ()
    definitions: tuple[Definition, ...] = ()
    question: QuestionKind | None = None

    @property
    def words(self) -> tuple[QueryWord, ...]:
        """Return every word that ranks, in order."""
        return tuple(leaf for leaf in _ranking(self.root) if isinstance(leaf, QueryWord))

    @property
    def phrases(self) -> tuple[QueryPhrase, ...]:
        """Return every phrase that ranks, in order."""
        return tuple(leaf for leaf in _ranking(self.root) if isinstance(leaf, QueryPhrase))

    @property
    def marked(self) -> frozenset[str]:
        """Return the terms whose words a text is marked at: of words that carry meaning, of runs and of phrases."""
        alternatives = [(word, way.terms) for word in self.words for way in word.alternatives]
        ways = [terms for word, terms in alternatives if word.weight == 1 or len(terms) > 1]
        return frozenset(chain.from_iterable([*ways, *(phrase.terms for phrase in self.phrases)]))


def _ranking(node: PlanNode | None) -> Iterator[QueryWord | QueryPhrase]:
    match node:
        case QueryWord() | QueryPhrase():
            yield node
        case Together(words, required):
            for part in (*words, *required):
                yield from _ranking(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _ranking(part)
        case _:
            return
