"""The one entry to searching: pages, routes and the command line all call `search`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from index.choices import Choices, conditions, facet_lists, quarters, spelled
from index.engine import Found, FoundPassage, SearchEngine, Selection
from index.errors import UsageError
from index.field_values import missing_values, shown_value, spell_query
from index.forms import MAX_FORMS, Forms
from index.grouping import group_hits
from index.highlight import Highlighter
from index.language.query_terms import plan
from index.language.question_kinds import asks
from index.once import once_a_generation
from index.plain_words import plain_words
from index.query import Query, parse
from index.query.fields import written_name
from index.request import FACETS, SORTS, BriefSentence, Hit, SearchRequest, SearchResult
from index.respelling import check_spelling

MAX_LIMIT = 1_000

SHORTEST_BEGINNING = 3
"""Letters of an unfinished word from which on the words that begin so are searched."""

MOST_MARKED = 64
"""Terms up to which it is quicker to ask the index where they stand in the page's texts than to look at every word."""


def search(engine: SearchEngine, request: SearchRequest) -> SearchResult:
    """Answer a request. Raises UsageError for an unknown facet, sort or page, and what the engine's `find` raises."""
    started = perf_counter()
    _check(request)
    typed = _typed(engine, request)
    spelling = check_spelling(engine, typed)
    searched = None if request.exact else spelling.searched
    query = spell_query(parse(searched or typed), engine.facet_values)
    answer = ask(engine, query, request)
    found, marker = answer.found, Highlighter(answer.selection.plan)
    hits = tuple(_hit(passage, marker) for passage in found.passages)
    return SearchResult(
        query=request.query,
        interpreted=str(query),
        total=found.total,
        total_documents=found.total_documents,
        suggestion=spelling.suggestion,
        searched=searched,
        notes=(*query.notes, *_missing(engine, query), *_notes(answer, unfinished=typed != request.query)),
        hits=hits,
        groups=group_hits(hits),
        question=answer.selection.plan.question,
        facets=facet_lists(found, answer.chosen),
        quarters=quarters(found, answer.chosen),
        brief=_brief(engine, request, searched or typed, answer),
        took_ms=round((perf_counter() - started) * 1000, 2),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked of the engine, and what it found.

    `chosen` holds the values of the request's filters as the bank spells them. `cut_patterns` stand for more
    forms than were searched.
    """

    selection: Selection
    found: Found
    chosen: Choices
    cut_patterns: tuple[str, ...]


def ask(engine: SearchEngine, query: Query, request: SearchRequest, *, cut: bool = True) -> Answer:
    """Find what answers a query."""
    expansions = expand(engine, query)
    searched = {pattern: forms[:MAX_FORMS] for pattern, forms in expansions.items()}
    chosen, without = (spelled(choices, engine.facet_values) for choices in (request.filters, request.without))
    planned = plan(query, expansions=searched)
    selection = Selection(
        plan=planned,
        filters={name: conditions(name, values) for name, values in chosen.items()},
        without=tuple(condition for name, values in without.items() for condition in conditions(name, values)),
        sort=request.sort,
        limit=request.limit,
        offset=request.offset,
        marked=planned.marked if len(planned.marked) <= MOST_MARKED else frozenset(),
        cut=cut,
    )
    cut_patterns = tuple(pattern for pattern, forms in expansions.items() if len(forms) > MAX_FORMS)
    return Answer(selection, engine.find(selection), chosen, cut_patterns)


def highlighter(engine: SearchEngine, request: SearchRequest) -> Highlighter:
    """Return what marks, in any text of the bank, that which answers a request."""
    typed = _typed(engine, request)
    searched = None if request.exact else check_spelling(engine, typed).searched
    query = spell_query(parse(searched or typed), engine.facet_values)
    return Highlighter(ask(engine, query, SearchRequest(limit=0)).selection.plan)


def expand(engine: SearchEngine, query: Query) -> dict[str, list[str]]:
    """Return the word forms of the bank that each pattern of a query stands for, the most frequent first."""
    patterns = query.patterns
    forms = _forms(engine, engine.generation()) if patterns else None
    return {pattern: forms.matching(pattern) for pattern in patterns} if forms else {}


def _typed(engine: SearchEngine, request: SearchRequest) -> str:
    """Return the query as it is to be searched: the end of an unfinished one as a pattern, if words begin so."""
    query = request.query
    runs = plain_words(query) if request.unfinished else []
    last = runs[-1][-1] if runs else None
    if last is None or last.end < len(query) or len(last.form) < SHORTEST_BEGINNING or not last.form.isalpha():
        return query
    forms = _forms(engine, engine.generation())
    begins = [] if forms.holds(last.form) else forms.matching(f"{last.form}*")
    return f"{query}*" if begins else query


@once_a_generation
def _forms(engine: SearchEngine, generation: str) -> Forms:  # noqa: ARG001 (a new generation has other words)
    return Forms(engine.word_frequencies())


def _check(request: SearchRequest) -> None:
    for name in (*request.filters, *request.without):
        if name not in FACETS:
            raise UsageError(f"Det finns inget filter som heter ”{name}”. Välj bland {', '.join(FACETS)}.")
    if request.sort not in SORTS:
        raise UsageError(f"Det går inte att sortera på ”{request.sort}”. Välj bland {', '.join(SORTS)}.")
    if not 0 <= request.limit <= MAX_LIMIT or request.offset < 0:
        raise UsageError(f"Antalet träffar ska vara mellan 0 och {MAX_LIMIT}, och starten inte negativ.")


def _brief(engine: SearchEngine, request: SearchRequest, query: str, answer: Answer) -> tuple[BriefSentence, ...]:
    """Return what answers a question in brief, above the first page of hits in the order of relevance."""
    if request.offset or request.sort != "relevance" or not asks(query):
        return ()
    from index.brief import make_brief  # noqa: PLC0415 (only questions need it)

    return make_brief(engine, query, answer.selection.plan, answer.found.passages)


def _missing(engine: SearchEngine, query: Query) -> Iterator[str]:
    """Say which values that were typed in the query no passage carries."""
    for facet, values in missing_values(query, engine.facet_values):
        shown = [shown_value(facet, value) for value in values]
        yield f"Ingenting i kunskapsbanken har {written_name(facet)} {_listed(shown, 'eller')}."


def _notes(answer: Answer, *, unfinished: bool) -> Iterator[str]:
    """Say what was not found as typed, and what was searched besides; a pattern is news only to whom typed it."""
    if answer.found.unknown_words:
        rest = " Träffarna gäller de övriga orden." if answer.found.total else ""
        yield f"{_listed(answer.found.unknown_words, 'och')} finns inte i kunskapsbanken.{rest}"
    for pattern in () if unfinished else answer.cut_patterns:
        yield f"”{pattern}” står för fler än {MAX_FORMS} ord; sökningen gäller de vanligaste av dem."
    if answer.found.also:
        yield f"Söker även på {_listed(answer.found.also, 'och')}."


def _listed(words: Sequence[str], last: str) -> str:
    quoted = [f"”{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _hit(found: FoundPassage, marker: Highlighter) -> Hit:
    passage, language = found.passage, found.passage.language
    return Hit(
        passage=passage,
        document=found.document,
        score=found.score,
        snippet=marker.snippet(passage.text, language, found.marked),
        title_marked=marker.mark(found.document.title, language),
        heading_marked=tuple(marker.mark(heading, language) for heading in passage.heading),
    )
