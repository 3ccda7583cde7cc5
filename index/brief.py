"""In brief: the one or two sentences of the first hits that answer a question, word for word, or nothing.

Nothing is generated. A sentence is shown whole, as it stands in its passage, and only where it holds enough of what the
question asks; docs/fragesprak.md tells the reader how it is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import e, log

from index.document import ABOUT_THE_SOURCE
from index.engine import FoundPassage, SearchEngine
from index.highlight import Highlighter, Span
from index.language.analysis import Level, stem, term, terms_of
from index.language.answers import answers_in, has_shape, lacks_list
from index.language.definitions import defined_terms
from index.language.question_kinds import QuestionKind
from index.language.sentences import is_whole, sentences, stands_alone, without_marker
from index.language.tokens import words
from index.plan import QueryPlan
from index.request import BriefSentence

READ = 5
"""How many of the first passages are read."""

LONGEST = 300
"""Characters of all sentences together."""

ENOUGH, ENOUGH_IF_OPEN = 0.55, 0.65
"""What the best sentence has to score, 0 to 1; more where no kind of answer can be looked for ("varför", "kan vi").

Set by reading what the golden questions for tuning, and as many others, would show.
"""

_SYNONYM, _FEW = 0.4, 2
"""What another word for a word of the question counts in questions of so few words: half of what is asked is changed.

A short form and its name are the same.
"""

_SHORT_FORM = 4
"""Letters of the longest word that is taken for a short form."""

_OWN = 0.4
"""How much of the score is lost as the words stand around the sentence and not in it."""

_IN_HEADING, _IN_TITLE, _BEFORE = 0.75, 0.5, 0.5
"""What a word of the question counts that stands not in the sentence, but in its heading, the title, or before it."""

_SHAPE_MISSING, _SHAPE_FAR, _LIST_MISSING = 0.4, 0.8, 0.8
"""What remains without a number, date or name that is asked for, where it stands far off, and without a list."""

_NEAR = 60
"""Characters between a number and a word of the question that belong together."""

_OTHER_NUMBER = 0.4
"""What remains without a year or another number that the question names."""

_UNDER_ITS_HEADING = 0.8
"""What the first sentence scores below a heading that says what is defined, where it does not define it by name."""

_FURTHER_HIT = 0.95
"""What remains with each passage further down."""

_SECOND = 0.85
"""How much of the best sentence's score a second one has to have."""

_SAME = 0.6
"""The share of common words from which two sentences say the same."""

_SAYS_WHAT_IT_IS = re.compile(r"\b(?:är|avser|avses|innebär|betyder|menas|is|are|means)\b", re.IGNORECASE)

_OF_ITSELF = re.compile(
    r"framgår inte|\bvårt underlag|\bvi har (?:inte|bara)|\binte (?:har )?(?:kontrollera|noterat)|källan som är läst"
    r"|kunskapsbanken|\b(?:nästa|förra|detta) avsnitt|\b(?:ovan|nedan)\b|\b(?:källorna|källan) är läst"
    r"|\bsammanfatt(?:as (?:här|för sig|i)|ningen (?:här|bygger))|^\W*(?:Källa|Källor|Se|Läs|Bild|Foto)\b",
    re.IGNORECASE,
)
"""What speaks of the text itself and what it does not know, or only points on."""

_Place = tuple[int, int]
"""Start and end of a sentence in the text of its passage, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence that can be shown, after the one before it where it cannot stand alone."""

    found: FoundPassage
    places: tuple[_Place, ...]
    score: float

    @property
    def text(self) -> str:
        return self.found.passage.text[self.places[0][0] : self.places[-1][1]]


def make_brief(
    engine: SearchEngine, query: str, plan: QueryPlan, hits: Sequence[FoundPassage]
) -> tuple[BriefSentence, ...]:
    """Choose what answers a question, from its first hits in the order of relevance; nothing where nothing does well.

    A sentence scores the share of the question's words that it holds, rare words more, words of its heading less; less
    without the kind of answer that is asked for; and less in each further hit. A definition of a term that is asked for
    scores 1.
    """
    if not hits:
        return ()
    chooser = _Chooser(query, plan, Highlighter(plan), _rarities(engine, plan), _typed_terms(plan))
    candidates = [
        candidate
        for place, found in enumerate(hits[:READ])
        if found.passage.item_kind != ABOUT_THE_SOURCE
        for candidate in chooser.candidates(found, _FURTHER_HIT**place)
    ]
    best = max(candidates, key=lambda candidate: candidate.score, default=None)
    open_ended = plan.question is None or not (
        plan.question is QuestionKind.DEFINITION or has_shape(query, plan.question)
    )
    enough = ENOUGH_IF_OPEN if open_ended else ENOUGH
    if best is None or best.score < enough:
        return ()
    second = _second(best, candidates, enough) if open_ended else None
    return tuple(
        sorted(
            (
                BriefSentence(chosen.found.passage, chosen.found.document, *place)
                for chosen in (best, second)
                if chosen
                for place in chosen.places
            ),
            key=lambda sentence: (sentence.passage.id != best.found.passage.id, sentence.start),
        )
    )


def _rarities(engine: SearchEngine, plan: QueryPlan) -> dict[str, float]:
    """Return how much each content word of a query tells, 1 for one that the bank does not hold as typed."""
    content = [word.text for word in plan.words if word.weight == 1]
    counts = engine.count_passages(
        [tuple(term(Level.STEM, stem(word.form)) for word in words(text)) for text in content]
    )
    rarities = {text.lower(): 1 / log(e + count) for text, count in zip(content, counts, strict=True)}
    return rarities | {phrase.text.lower(): 1.0 for phrase in plan.phrases}


def _typed_terms(plan: QueryPlan) -> dict[str, frozenset[str]]:
    return {
        word.text.lower(): frozenset(key for way in word.alternatives if way.label is None for key in way.terms)
        for word in plan.words
    }


def _second(best: _Candidate, candidates: Sequence[_Candidate], enough: float) -> _Candidate | None:
    """Return a second sentence of the same document that answers nearly as well, and says something else."""
    if len(best.places) > 1:
        return None
    fitting = [
        other
        for other in candidates
        if other.found.document.id == best.found.document.id
        and len(other.places) == 1
        and (other.found.passage.id, other.places) != (best.found.passage.id, best.places)
        and other.score >= max(enough, _SECOND * best.score)
        and len(other.text) + len(best.text) <= LONGEST
        and _likeness(other.text, best.text) < _SAME
    ]
    return max(fitting, key=lambda other: other.score, default=None)


def _likeness(one: str, other: str) -> float:
    """Return the share of two sentences' words that both have."""
    a, b = ({stem(word.form) for word in words(text)} for text in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Scores the sentences of passages against one question.

    `rarities` has the weight of each of its words, `typed` the terms that each has by itself, without its synonyms.
    """

    query: str
    plan: QueryPlan
    marker: Highlighter
    rarities: Mapping[str, float]
    typed: Mapping[str, frozenset[str]]

    def candidates(self, found: FoundPassage, worth: float) -> Iterator[_Candidate]:
        """Yield the sentences of a passage that can be shown, with their scores."""
        text = found.passage.text
        places = [without_marker(text, start, end) for start, end in sentences(text)]
        spans = self.marker.spans(text, found.passage.language, found.marked)
        around = self._around(found)
        for number, (start, end) in enumerate(places):
            needed = 1 if number and not stands_alone(text[start:end]) else 0
            shown = tuple(places[number - needed : number + 1])
            if not _can_be_shown(text, shown):
                continue
            if self.plan.question is QuestionKind.DEFINITION:
                score = self._definition(found, text[start:end], first=number == 0)
            else:
                held = self._held(spans, (shown[0][0], end), text)
                before = self._held(spans, places[number - 1], text, _BEFORE) if number else {}
                own, all_in_all = self._coverage(held), self._coverage(held, before, around)
                near = [span for span in spans if start <= span.start < end]
                score = all_in_all * (1 - _OWN * (1 - own)) * self._kind(found, (start, end), near)
            yield _Candidate(found=found, places=shown, score=score * worth)

    def _definition(self, found: FoundPassage, sentence: str, *, first: bool) -> float:
        asked = {definition.key for definition in self.plan.definitions}
        if asked & defined_terms("", sentence):
            return 1.0
        heading = found.passage.heading[-1] if found.passage.heading else found.document.title
        named = asked & defined_terms(heading, "", glossary=found.document.kind == "ordlista")
        return _UNDER_ITS_HEADING if named and first and _SAYS_WHAT_IT_IS.search(sentence) else 0.0

    def _coverage(self, *held: Mapping[str, float]) -> float:
        """Return the share of the question's weight that is held, each word where it counts most."""
        total = sum(self.rarities.values())
        best = {word: max(part.get(word, 0.0) for part in held) for word in self.rarities}
        return sum(share * self.rarities[word] for word, share in best.items()) / total if total else 0.0

    def _around(self, found: FoundPassage) -> dict[str, float]:
        """Return the words that the title and the headings of a passage hold, and what that is worth."""
        title, heading = found.document.title, "\n".join(found.passage.heading)
        in_title = self._held(self.marker.spans(title, found.document.language), (0, len(title)), title, _IN_TITLE)
        headings = self.marker.spans(heading, found.passage.language)
        in_heading = self._held(headings, (0, len(heading)), heading, _IN_HEADING)
        return {word: max(in_title.get(word, 0.0), in_heading.get(word, 0.0)) for word in in_title | in_heading}

    def _held(self, spans: Sequence[Span], place: _Place, text: str, share: float = 1.0) -> dict[str, float]:
        """Return the words of the question that a stretch holds, and what each counts."""
        held: dict[str, float] = {}
        for span in spans:
            if place[0] <= span.start < place[1]:
                word, worth = span.word.lower(), share * self._nearness(span, text[span.start : span.end])
                held[word] = max(held.get(word, 0.0), worth)
        return held

    def _nearness(self, span: Span, written: str) -> float:
        """Return what remains where another word stands than was typed."""
        found = [word.form for word in words(written)]
        if len(self.rarities) > _FEW or len(found) != 1 or min(len(found[0]), len(span.word)) <= _SHORT_FORM:
            return 1.0
        typed = self.typed.get(span.word.lower(), frozenset())
        return 1.0 if not typed or typed & {*terms_of(found[0]), *terms_of(found[0], (), "en")} else _SYNONYM

    def _kind(self, found: FoundPassage, place: _Place, spans: Sequence[Span]) -> float:
        """Return what remains of a sentence's score for how far it holds the kind of answer that is asked for."""
        sentence, offset = found.passage.text[slice(*place)], place[0]
        told = {word.form for word in words(sentence)}
        asked = {word.form for word in words(self.query) if word.form[0].isdigit()}
        score = 1.0 if asked <= told else _OTHER_NUMBER
        kind = self.plan.question
        if kind is None or not has_shape(self.query, kind):
            return score * _LIST_MISSING if lacks_list(sentence, self.query) else score
        answers = answers_in(sentence, self.query, kind)
        if kind is QuestionKind.PERSON:  # a municipality is somewhere and nobody
            somewhere = found.passage.municipalities
            answers = [(start, end) for start, end in answers if sentence[start:end] not in somewhere]
        if not answers:
            return score * _SHAPE_MISSING
        near = any(
            span.start - offset - end < _NEAR and start - (span.end - offset) < _NEAR
            for start, end in answers
            for span in spans
        )
        return score if near else score * _SHAPE_FAR


def _can_be_shown(text: str, places: Sequence[_Place]) -> bool:
    """Tell whether sentences can be quoted: whole, of one paragraph, understood alone, short, and about the subject."""
    first, last = places[0][0], places[-1][1]
    stretch = text[first:last]
    return (
        last - first <= LONGEST
        and "\n" not in stretch
        and stands_alone(stretch)
        and all(is_whole(text[start:end]) for start, end in places)
        and _OF_ITSELF.search(stretch) is None
    )
