"""What kind of answer a question asks for, and which of its words say so rather than what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.language.tokens import Word, words


class QuestionKind(StrEnum):
    """What would answer the question."""

    DEFINITION = "definition"
    NUMBER = "number"
    PERSON = "person"
    DATE = "date"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the kind of its answer, and what it is about: words `first` up to `last`, positions in the query."""

    kind: QuestionKind
    first: int
    last: int


_SUBJECT = r"(?P<subject> \S+ (?: \s \S+ )*? )"
_TERM = rf"(?: (?: ordet|begreppet|termen|förkortningen|uttrycket ) \s )? {_SUBJECT}"
_NO_TERM = r"(?! det \s att | (?: the \s )? \S+ \s (?: mellan|med|bakom|between|with|för (?! \s något ) ) \s )"
_OF_WHAT_SORT = r"(?: \s för \s något )?"
_FORMS = {
    QuestionKind.DEFINITION: (
        rf"vad \s (?: är|menas \s med|betyder|innebär|avses \s med ) \s {_NO_TERM} {_TERM} {_OF_WHAT_SORT}",
        rf"vad \s står \s {_TERM} \s för",
        rf"vad \s {_SUBJECT} \s (?: är|betyder|innebär )",
        rf"{_SUBJECT} \s vad \s (?: är|betyder|innebär ) \s det",
        rf"hur \s definieras \s {_SUBJECT}",
        rf"(?: definition|definitionen|betydelsen|innebörden ) \s (?: av|på|för ) \s {_SUBJECT}",
        rf"(?: definition|definiera|förklara|begreppet ) \s {_SUBJECT}",
        rf"{_SUBJECT} \s (?: definition|betydelse )",
        rf"(?: what \s (?: is|are ) | definition \s of | define ) \s {_NO_TERM} {_SUBJECT}",
        rf"what \s does \s {_SUBJECT} \s mean",
    ),
    QuestionKind.NUMBER: (
        rf"hur \s (?: många|mycket|stor|stort|stora|hög|högt|höga|länge|lång|långt|ofta|gammal ) \s {_SUBJECT}",
        rf"vad \s (?: kostar|kostade ) \s {_SUBJECT}",
        rf"(?: antal|antalet ) \s {_SUBJECT}",
        rf"how \s (?: many|much|long|often|large ) \s {_SUBJECT}",
    ),
    QuestionKind.PERSON: (rf"(?: vem|vems|who ) \s {_SUBJECT}",),
    QuestionKind.DATE: (rf"(?: när | (?: vilket|vilka ) \s (?: år|datum ) | when ) \s {_SUBJECT}",),
    QuestionKind.PLACE: (
        rf"(?: var|vart|varifrån|where ) \s {_SUBJECT}",
        rf"i \s vilken (?= \s (?: kommun|stad|ort|region ) \b ) \s {_SUBJECT}",
        rf"i \s vilka (?= \s (?: kommuner|städer|orter|regioner ) \b ) \s {_SUBJECT}",
    ),
}
_PATTERNS = {kind: [re.compile(form, re.VERBOSE) for form in forms] for kind, forms in _FORMS.items()}
_OPEN = frozenset("vad vilka vilken vilket varför hur vem vems när var vart what which why how who when where".split())
_YES_OR_NO = frozenset(
    """
    är får kan ska skall bör måste behöver har hade finns fanns gäller kommer blir blev räknas omfattas can is are
    """.split()
)
_PERSONAL = frozenset("jag vi hej finns kan berätta visa hitta letar".split())
_LIGHT = frozenset(
    """
    handlar handlade tycker anser menar säger sade sa tänker tänka vet veta hände händer hänt undrar letar hittar hitta
    berätta visa hej tack
    """.split()
)
"""Verbs that a question puts its subject to, and words of politeness: not what is asked about."""

_SHORTEST = 3
"""Words of a question without a question mark: "får ull" asks nothing."""


def asks(query: str) -> bool:
    """Tell whether a query, as typed, is a question of any kind, with or without its question mark."""
    typed = words(query)
    if not typed:
        return False
    if query.rstrip().endswith("?") and len(typed) > 1:
        return True
    opens = typed[0].form in _OPEN | _YES_OR_NO and len(typed) >= _SHORTEST
    return opens or find_question(typed) is not None


def light_words(query: Sequence[Word]) -> frozenset[str]:
    """Return the forms in a question or a request that say that something is asked, and not what it is about."""
    if len(query) < _SHORTEST or query[0].form not in _OPEN | _PERSONAL:
        return frozenset()
    return _LIGHT.intersection(word.form for word in query)


def find_question(query: Sequence[Word]) -> Question | None:
    """Return the question that a query is, or None."""
    forms = [word.form.replace(" ", "_") for word in query]
    text = " ".join(forms)
    for kind, patterns in _PATTERNS.items():
        for pattern in patterns:
            match = pattern.fullmatch(text)
            if match is not None:
                first = text[: match.start("subject")].count(" ")
                return Question(kind, first, first + match["subject"].count(" ") + 1)
    return None
