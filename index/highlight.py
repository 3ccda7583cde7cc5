"""Matches in context: which words of a text answer the query, as HTML that is escaped but for `<mark>`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from index.language.analysis import Level, Token, stem, term, tokens_under
from index.language.compounds import divide
from index.language.query_terms import plan
from index.language.sentences import sentences
from index.plan import QueryPhrase, QueryPlan
from index.query import parse

SNIPPET_CHARACTERS = 280

_Window = tuple[int, int]
"""Start and end of a stretch of a text, in characters."""

_Tokens = Mapping[int, Token]
"""The words of a text that may answer the query, by their place among all its words, ascending."""


class Span(NamedTuple):
    """A stretch of a text, in characters, and the weight of the query word that it answers."""

    start: int
    end: int
    word: str
    weight: float


class Highlighter:
    """Marks what answers one query."""

    def __init__(self, plan: QueryPlan) -> None:
        words, phrases = plan.words, plan.phrases
        self._wanted = {
            alternative.terms[0]: word
            for word in reversed(words)
            if word.weight == 1
            for alternative in word.alternatives
            if len(alternative.terms) == 1
        }
        self._runs = {
            alternative.terms: Span(0, 0, word.text, alternative.weight)
            for word in words
            for alternative in word.alternatives
            if len(alternative.terms) > 1
        }
        self._runs |= {phrase.terms: Span(0, 0, phrase.text, 1.0) for phrase in phrases if phrase.within is None}
        self._near = [phrase for phrase in phrases if phrase.within is not None]
        self._marked = plan.marked

    def mark(self, text: str, language: str = "sv") -> str:
        """Return the whole text with its matches marked."""
        return _render(text, self.spans(text, language), 0, len(text))

    def snippet(
        self, text: str, language: str = "sv", places: Sequence[int] | None = None, size: int = SNIPPET_CHARACTERS
    ) -> str:
        """Return the sentences, at most about `size` characters, that answer most of the query; else the first.

        They stand in one place, or in two where only that shows more of the query's words. `places` is as in `spans`.
        """
        spans = self.spans(text, language, places)
        windows = _best_windows(text, spans, size)
        before = "… " if text[: windows[0][0]].strip() else ""
        after = " …" if text[windows[-1][1] :].strip() else ""
        return before + " … ".join(_render(text, spans, start, end) for start, end in windows) + after

    def spans(self, text: str, language: str = "sv", places: Sequence[int] | None = None) -> list[Span]:
        """Return where the text answers the query, in order, without overlaps.

        `places` are those of its words, counted from 0, that the plan's marked terms stand at, where they are known.
        """
        tokens = tokens_under(self._marked, text, language, places)
        if not tokens:
            return []
        spans: list[Span] = []
        for span in sorted((*self._phrase_spans(tokens), *self._word_spans(tokens)), key=lambda s: (s.start, -s.end)):
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
        return spans

    def _word_spans(self, tokens: _Tokens) -> Iterator[Span]:
        wanted = self._wanted
        for token in tokens.values():
            found = next((key for key in token.terms if key in wanted), None)
            if found is None:
                continue
            pieces = list(_pieces(token)) if found.startswith(Level.PART) else []
            for key, start, end in pieces or [(found, token.start, token.end)]:
                if key in wanted:
                    yield Span(start, end, wanted[key].text, wanted[key].weight)

    def _phrase_spans(self, tokens: _Tokens) -> Iterator[Span]:
        for run, answered in self._runs.items():
            for first, token in tokens.items():
                if run[0] not in token.terms:
                    continue
                here = [tokens[place] for place in range(first, first + len(run)) if place in tokens]
                if len(here) == len(run) and all(term in other.terms for term, other in zip(run, here, strict=True)):
                    yield answered._replace(start=here[0].start, end=here[-1].end)
        for phrase in self._near:
            yield from _near_spans(phrase, tokens)


def _near_spans(phrase: QueryPhrase, tokens: _Tokens) -> Iterator[Span]:
    """Yield the words of a phrase where they stand as near each other as it asks."""
    if phrase.within is None:
        return
    wanted = set(phrase.terms)
    held = {place: token for place, token in tokens.items() if not wanted.isdisjoint(token.terms)}
    for first in held:
        here = [token for place, token in held.items() if first <= place <= first + phrase.within]
        if wanted <= {found for other in here for found in other.terms}:
            yield from (Span(other.start, other.end, phrase.text, 1.0) for other in here)


def mark(text: str, query: str, language: str = "sv") -> str:
    """Return a text as HTML, escaped, with what answers `query` (as typed) in `<mark>`."""
    return Highlighter(plan(parse(query))).mark(text, language)


def _pieces(token: Token) -> Iterator[tuple[str, int, int]]:
    """Yield the term of each part of a compound and where the part stands, without the letters that link it."""
    parts = divide(token.form)
    if sum(len(part.text) for part in parts) != len(token.text):
        return
    position = token.start
    for part in parts:
        length = len(part.base if part.text.startswith(part.base) else part.text)
        yield term(Level.PART, stem(part.base)), position, position + length
        position += len(part.text)


def _best_windows(text: str, spans: Sequence[Span], size: int) -> list[_Window]:
    """Return the one or two stretches of a text that answer most of a query's words."""
    starts = [span.start for span in spans]
    places = sentences(text)
    whole = _best_window(text, places, spans, starts, size)
    covered = _covered(_inside(spans, starts, whole))
    if len(covered) == len(_covered(spans)):
        return [whole]
    first = _best_window(text, places, spans, starts, size // 2)
    rest = [span for span in spans if span.word.lower() not in _covered(_inside(spans, starts, first))]
    second = _best_window(text, places, rest, [span.start for span in rest], size // 2)
    both = sorted((first, second))
    apart = both[0][1] <= both[1][0]
    together = _covered(_inside(spans, starts, first)) | _covered(_inside(spans, starts, second))
    return both if apart and sum(together.values()) > sum(covered.values()) else [whole]


def _covered(inside: Sequence[Span]) -> dict[str, float]:
    """Return the weight of each distinct word of the query that some spans answer."""
    return {span.word.lower(): span.weight for span in inside}


def _best_window(
    text: str, places: Sequence[_Window], spans: Sequence[Span], starts: Sequence[int], size: int
) -> _Window:
    """Return the stretch of whole sentences that answers most; a longer sentence is cut at words."""
    best, best_score = (0, 0), -1.0
    for first, (start, end) in enumerate(places):
        if spans and not _inside(spans, starts, (start, end)):
            continue
        following = first + 1
        while following < len(places) and places[following][1] - start <= size:
            end = places[following][1]  # noqa: PLW2901 (the window grows)
            following += 1
        window = (start, end) if end - start <= size else _cut(text, spans, starts, (start, end), size)
        score = _score(_inside(spans, starts, window))
        if score > best_score:
            best, best_score = window, score
    return best


def _inside(spans: Sequence[Span], starts: Sequence[int], window: tuple[int, int]) -> Sequence[Span]:
    """Return the spans that begin in a window; `starts` are the places where they begin, ascending."""
    return spans[bisect_left(starts, window[0]) : bisect_left(starts, window[1])]


def _score(inside: Sequence[Span]) -> float:
    """Score the spans of a window: each query word once, and a little for every further match."""
    return sum(_covered(inside).values()) + 0.05 * len(inside)


def _cut(
    text: str, spans: Sequence[Span], starts: Sequence[int], sentence: tuple[int, int], size: int
) -> tuple[int, int]:
    """Cut a long sentence around its first match, at spaces."""
    start, end = sentence
    first = next((span.start for span in _inside(spans, starts, sentence)), start)
    left = max(start, min(first - size // 3, end - size))
    if left > start:
        left = text.find(" ", left, first) + 1 or first
    right = min(end, left + size)
    if right < end:
        space = text.rfind(" ", left + 1, right)
        right = space if space > 0 else right
    return left, right


def _render(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    if not spans:
        return escape(text[start:end])
    pieces, position = [], start
    for span in _inside(spans, [span.start for span in spans], (start, end)):
        if span.start < position or span.end > end:
            continue
        pieces += [escape(text[position : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>"]
        position = span.end
    return "".join([*pieces, escape(text[position:end])]).replace("</mark><mark>", "")
