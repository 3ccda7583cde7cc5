"""A parsed query to the plan that an engine follows: words become weighted terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from index.language.analysis import Level, english_stem, part_stems, stem, term
from index.language.compounds import divide
from index.language.definitions import definition_keys
from index.language.designations import Designation, find_designations, kind_words
from index.language.function_words import FUNCTION_WORDS
from index.language.question_kinds import Question, QuestionKind, find_question, light_words
from index.language.relatives import relatives
from index.language.synonyms import find_synonyms
from index.language.tokens import Word, words
from index.plan import (
    FIELDS,
    AllOf,
    Alternative,
    AnyOf,
    Carrying,
    Definition,
    NoneOf,
    PlanNode,
    Published,
    QueryPhrase,
    QueryPlan,
    QueryRun,
    QueryWord,
    Together,
)
from index.query import Query, tree
from index.weights import WEIGHTS, Weights

_MOST_JOINED = 3
"""Words that may be one: "upphandlings skade avgift"."""

_SHORTEST_JOINED = 2
"""Letters of a word that may be the beginning or the end of one."""


def plan(
    query: Query,
    *,
    expansions: Mapping[str, Sequence[str]] | None = None,
    weights: Weights = WEIGHTS,
) -> QueryPlan:
    """Turn a query into terms. Words side by side that are nothing but function words weigh in full.

    `expansions` gives the forms that each pattern of the query stands for.
    """
    typed = words(" ".join(part.text for part in tree.beside(query.tree) if isinstance(part, tree.Word)))
    question = find_question(typed)
    frame = light_words(typed) | kind_words(typed) | {word.form for word in _outside(typed, question)}
    planner = _Planner(weights, expansions or {}, frame)
    root = planner.node(query.tree, FIELDS) if query.tree else None
    return QueryPlan(
        root=root,
        runs=tuple(planner.runs.values()),
        definitions=tuple(_definitions(typed, question, weights)),
        question=question.kind if question else None,
    )


def _outside(typed: Sequence[Word], question: Question | None) -> Sequence[Word]:
    """Return the words around the term that a question asks to have defined."""
    if question is None or question.kind is not QuestionKind.DEFINITION:
        return ()
    return (*typed[: question.first], *typed[question.last :])


def _definitions(typed: Sequence[Word], question: Question | None, weights: Weights) -> Iterator[Definition]:
    if question is not None and question.kind is QuestionKind.DEFINITION:
        for place, key in definition_keys(typed[question.first : question.last]):
            yield Definition(key, weights.definition[place])


@dataclass(slots=True)
class _Planner:
    weights: Weights
    expansions: Mapping[str, Sequence[str]]
    frame: frozenset[str]
    runs: dict[tuple[str, ...], QueryRun] = field(default_factory=dict)

    def node(self, node: tree.Node, fields: tuple[str, ...]) -> PlanNode:  # noqa: C901 (one case a kind of node)
        """Plan a part that speaks for a passage."""
        match node:
            case tree.Phrase(text, within):
                planned: PlanNode = QueryPhrase(text, _form_terms(text), within, fields)
            case tree.Filter(facet, values):
                planned = Carrying(facet, values)
            case tree.Dates(start, end):
                planned = Published(start, end)
            case tree.InField(name, part):
                planned = self.node(part, (name,))
            case tree.Must(part):
                planned = self.node(part, fields)
            case tree.Not(part):
                planned = NoneOf((self._against(part, fields),))
            case tree.And(parts):
                planned = AllOf(tuple(self.node(part, fields) for part in parts))
            case tree.Or(parts):
                planned = AnyOf(tuple(self.node(part, fields) for part in parts))
            case tree.Group(found, parts):
                planned = self._together(found, parts, fields)
            case tree.Word() | tree.Pattern():
                planned = self._together((node,), (), fields)
        return planned

    def _together(
        self, found: Sequence[tree.Word | tree.Pattern], parts: Sequence[tree.Node], fields: tuple[str, ...]
    ) -> Together:
        text = " ".join(part.text for part in found if isinstance(part, tree.Word))
        typed = words(text)
        patterns = (part for part in found if isinstance(part, tree.Pattern))
        self._note_runs(typed)
        return Together(
            words=(*self._query_words(text, typed, fields), *(self._pattern(part.text, fields) for part in patterns)),
            required=tuple(self.node(part, fields) for part in parts if not tree.is_filter(part)),
            filters=tuple(self.node(part, fields) for part in parts if tree.is_filter(part)),
        )

    def _against(self, node: tree.Node, fields: tuple[str, ...]) -> PlanNode:
        """Plan a part that speaks against a passage: words in all their inflections, and nothing looser."""
        match node:
            case tree.Word(text):
                typed = words(text)
                planned: PlanNode = (
                    QueryPhrase(text, _form_terms(text), None, fields)
                    if len(typed) > 1
                    else QueryWord(text, 1.0, _inflections(typed[0].form), fields)
                )
            case tree.Pattern(text):
                planned = self._pattern(text, fields)
            case tree.InField(name, part):
                planned = self._against(part, (name,))
            case tree.Must(part):
                planned = self._against(part, fields)
            case tree.Not(part):
                planned = NoneOf((self._against(part, fields),))
            case tree.And(parts):
                planned = AllOf(tuple(self._against(part, fields) for part in parts))
            case tree.Or(parts):
                planned = AnyOf(tuple(self._against(part, fields) for part in parts))
            case tree.Group(found, parts):
                any_word = AnyOf(tuple(self._against(part, fields) for part in found))
                others = tuple(self._against(part, fields) for part in parts)
                planned = AllOf((any_word, *others)) if found else AllOf(others)
            case _:
                planned = self.node(node, fields)
        return planned

    def _query_words(self, text: str, typed: Sequence[Word], fields: tuple[str, ...]) -> list[QueryWord]:
        """Make query words: one for each designation, whose own words then weigh little, and one for each form."""
        designations = [*find_designations(typed), *_amounts(typed)]
        inside = {place for found in designations for place in range(found.first, found.last + 1)}
        distinct = {word.form: word.text for word in typed}
        idle = distinct.keys() - {word.form for place, word in enumerate(typed) if place not in inside}
        grammar_only = not designations and distinct.keys() <= FUNCTION_WORDS | self.frame
        also = self._synonyms(typed)
        joined = self._joined(typed)
        named = [self._designation(text[typed[d.first].start : typed[d.last].end], d, fields) for d in designations]
        return named + [
            QueryWord(
                written,
                1.0 if grammar_only else self.weights.function_word if form in idle else self._word_weight(form),
                (*self._alternatives(form), *joined.get(form, ()), *also.get(form, ())),
                fields,
            )
            for form, written in distinct.items()
        ]

    def _designation(self, text: str, found: Designation, fields: tuple[str, ...]) -> QueryWord:
        exact, *others = found.ways
        looser = tuple(Alternative(way, self.weights.part) for way in others)
        return QueryWord(text, 1.0, (Alternative(exact, self.weights.stem), *looser), fields)

    def _pattern(self, text: str, fields: tuple[str, ...]) -> QueryWord:
        forms = self.expansions.get(text, ())
        alternatives = tuple(Alternative((term(Level.FORM, form),), self.weights.stem) for form in forms)
        return QueryWord(text, 1.0, alternatives, fields, pooled=True)

    def _word_weight(self, form: str) -> float:
        return self.weights.function_word if form in FUNCTION_WORDS or form in self.frame else 1.0

    def _note_runs(self, typed: Sequence[Word]) -> None:
        """Note pairs of neighbours; one with a function word weighs less, two function words make none."""
        for first, second in pairwise(typed):
            weights = self._word_weight(first.form), self._word_weight(second.form)
            if max(weights) == 1:
                terms = term(Level.STEM, stem(first.form)), term(Level.STEM, stem(second.form))
                self.runs[terms] = QueryRun(terms, sqrt(min(weights)))

    def _alternatives(self, form: str) -> tuple[Alternative, ...]:
        whole = {
            term(Level.FORM, form): self.weights.form,
            term(Level.STEM, stem(form)): self.weights.stem,
            term(Level.ENGLISH, english_stem(form)): self.weights.stem,
            term(Level.PART, stem(form)): self.weights.inside,
        }
        pieces = divide(form)
        parts = {term(level, key): key for key in part_stems(form) for level in (Level.STEM, Level.PART)}
        return (
            *(Alternative((key,), weight) for key, weight in whole.items()),
            *(Alternative((term(Level.STEM, key),), self.weights.relative) for key in relatives(form)),
            *(Alternative((key,), self.weights.part, part=part) for key, part in parts.items() if key not in whole),
            *(way for piece in pieces for way in self._other_ways(piece.base)),
        )

    def _other_ways(self, part: str) -> Iterator[Alternative]:
        """Yield what stands for a part of a compound: its relatives and its synonyms."""
        key = stem(part)
        for relative in relatives(part):
            yield Alternative((term(Level.STEM, relative),), self.weights.relative, part=key)
        for synonym in find_synonyms(words(part)):
            yield Alternative(synonym.terms, self.weights.synonym, synonym.text, part=key)

    def _joined(self, typed: Sequence[Word]) -> dict[str, list[Alternative]]:
        """Return what answers words that were typed apart and are one: "modell kommuner" is "modellkommuner" too."""
        also: dict[str, list[Alternative]] = {}
        for size in range(2, _MOST_JOINED + 1):
            for first in range(len(typed) - size + 1):
                run = typed[first : first + size]
                if all(len(word.form) >= _SHORTEST_JOINED and word.form.isalpha() for word in run) and not any(
                    word.form in FUNCTION_WORDS for word in run
                ):
                    key = term(Level.STEM, stem("".join(word.form for word in run)))
                    for word in run:
                        also.setdefault(word.form, []).append(Alternative((key,), self.weights.stem))
        return also

    def _synonyms(self, typed: Sequence[Word]) -> dict[str, list[Alternative]]:
        """Return the synonyms of each word; those of a run of words answer every word of the run."""
        also: dict[str, list[Alternative]] = {}
        for synonym in find_synonyms(typed):
            alternative = Alternative(synonym.terms, self.weights.synonym, synonym.text)
            for word in typed[synonym.first : synonym.last + 1]:
                also.setdefault(word.form, []).append(alternative)
        return also


def _amounts(typed: Sequence[Word]) -> Iterator[Designation]:
    if any(word.form[:1].isdigit() for word in typed):
        from index.language.amounts import find_amounts  # noqa: PLC0415 (decimal loads slowly, and few queries need it)

        yield from find_amounts(typed)


def _inflections(form: str) -> tuple[Alternative, ...]:
    """Return what holds a word in any inflection; compounds that it is a part of do not."""
    terms = term(Level.FORM, form), term(Level.STEM, stem(form)), term(Level.ENGLISH, english_stem(form))
    return tuple(Alternative((key,), 1.0) for key in terms)


def _form_terms(text: str) -> tuple[str, ...]:
    return tuple(term(Level.FORM, word.form) for word in words(text))
