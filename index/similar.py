"""Documents and passages like a given one: its most telling words, weighted, put as a query.

A word tells the more the oftener it stands in the text and the rarer it is in the bank (TF-IDF; Manning, Raghavan,
Schütze, Introduction to Information Retrieval, 2008, section 6.2.2). The engine ranks as it always does, so every
engine has the same likeness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p

from index.document import Document, Passage
from index.engine import FoundPassage, SearchEngine, Selection
from index.errors import NotFoundError
from index.language.analysis import analyze
from index.language.function_words import FUNCTION_WORDS
from index.matching import idf
from index.plan import Alternative, QueryPlan, QueryWord, Together
from index.weights import WEIGHTS

TELLING_WORDS = 25
"""Words that stand for a text; more of them bring in what the text mentions in passing."""

PASSAGES_LOOKED_AT = 300
PASSAGES_OF_A_DOCUMENT = 3
"""A document is as like as its most like passages together, at most this many, so that a long one gains nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A document, the passage of it that is most like what was given, and how like that is: 1.0 for the most like."""

    document: Document
    passage: Passage
    likeness: float


def similar_documents(engine: SearchEngine, document_id: str, *, limit: int = 5) -> tuple[Similar, ...]:
    """Return the documents most like a document, the most like first. Raises NotFoundError.

    The document itself is not among them, nor the other text of the same source (its original or its digest).
    """
    document = engine.document(document_id)
    found = _like(engine, document, document.passages)
    by_document: dict[str, list[FoundPassage]] = defaultdict(list)
    for passage in found:
        if not _is_same_source(passage.document, document):
            by_document[passage.document.id].append(passage)
    scored = [(sum(p.score for p in group[:PASSAGES_OF_A_DOCUMENT]), group[0]) for group in by_document.values()]
    scored.sort(key=lambda pair: (-pair[0], pair[1].document.id))
    return _compared(scored[:limit])


def similar_passages(engine: SearchEngine, passage_id: str, *, limit: int = 5) -> tuple[Similar, ...]:
    """Return the passages of other documents most like a passage, the most like first. Raises NotFoundError."""
    document = engine.document(passage_id.partition("#")[0])
    passage = next((passage for passage in document.passages if passage.id == passage_id), None)
    if passage is None:
        raise NotFoundError(passage_id)
    found = [other for other in _like(engine, document, [passage]) if not _is_same_source(other.document, document)]
    return _compared([(other.score, other) for other in found[:limit]])


def _compared(scored: Sequence[tuple[float, FoundPassage]]) -> tuple[Similar, ...]:
    """Set scores, the highest first, in proportion to the first."""
    return tuple(
        Similar(document=best.document, passage=best.passage, likeness=round(score / scored[0][0], 3))
        for score, best in scored
    )


def _is_same_source(one: Document, other: Document) -> bool:
    return one.id == other.id or (one.source is not None and one.source == other.source)


def _like(engine: SearchEngine, document: Document, passages: Sequence[Passage]) -> tuple[FoundPassage, ...]:
    words = tuple(_telling_words(engine, document, passages))
    if not words:
        return ()
    plan = QueryPlan(root=Together(words))
    return engine.find(
        Selection(plan=plan, filters={}, sort="relevance", limit=PASSAGES_LOOKED_AT, offset=0, cut=False)
    ).passages


def _telling_words(engine: SearchEngine, document: Document, passages: Sequence[Passage]) -> Iterable[QueryWord]:
    """Yield the words that tell most of what the passages are about, each weighted by how often it stands there.

    The engine weighs each by its rarity as it ranks, so that enters here only to choose among them.
    """
    often: defaultdict[str, float] = defaultdict(float)
    forms: dict[str, str] = {}
    for passage in passages:
        fields = {"title": document.title, "heading": "\n".join(passage.heading), "text": passage.text}
        for name, text in fields.items():
            for token in analyze(text, passage.language):
                if token.form not in FUNCTION_WORDS and not token.form.isdigit() and len(token.form) > 1:
                    often[token.terms[1]] += WEIGHTS.fields[name] if name != "title" else 1 / len(passages)
                    forms.setdefault(token.terms[1], token.form)
    frequencies, count = engine.word_frequencies(), engine.status().passages
    telling = {key: log1p(weight) * idf(frequencies.get(forms[key], 1), count) for key, weight in often.items()}
    for key in sorted(telling, key=lambda key: (-telling[key], key))[:TELLING_WORDS]:
        yield QueryWord(forms[key], log1p(often[key]), (Alternative((key,), 1.0),))
