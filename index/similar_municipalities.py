"""Municipalities that are mentioned with the same themes.

A municipality is a vector with a place for every theme, of both levels: log(1 + n) of the n documents that mention it
in a passage with that theme, times log(N / m) of the N municipalities of which m have the theme, so that a theme that
all have tells nothing. Two are as alike as the cosine between their vectors (Manning, Raghavan, Schütze, Introduction
to Information Retrieval, 2008, sections 6.2.1 and 6.3.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, log1p, sqrt

from index.engine import SearchEngine
from index.once import once_a_generation
from index.request import THEME_SEPARATOR, SearchRequest
from index.search import search

FEWEST_THEMES = 2
"""Themes that two municipalities must share, a theme and those below it counting as one; one may be chance."""

THEMES_TOLD = 3

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SimilarMunicipality:
    """A municipality, how like the given one it is (0 to 1), and the themes that make it so, the strongest first."""

    name: str
    likeness: float
    themes: tuple[str, ...]


def similar_municipalities(engine: SearchEngine, name: str, *, limit: int = 5) -> tuple[SimilarMunicipality, ...]:
    """Return the municipalities most like a municipality, the most like first; none for one that nothing mentions."""
    vectors = _vectors(engine, engine.generation())
    mine = vectors.get(name, {})
    found = [_compared(mine, other, vector) for other, vector in vectors.items() if other != name]
    alike = [other for other in found if other]
    return tuple(sorted(alike, key=lambda other: (-other.likeness, other.name))[:limit])


def _compared(mine: Vector, name: str, other: Vector) -> SimilarMunicipality | None:
    shares = {theme: weight * other[theme] for theme, weight in mine.items() if other.get(theme)}
    if len({theme.partition(THEME_SEPARATOR)[0] for theme in shares}) < FEWEST_THEMES:
        return None
    likeness = sum(shares.values()) / (_length(mine) * _length(other))
    parents = {theme.partition(THEME_SEPARATOR)[0] for theme in shares if THEME_SEPARATOR in theme}
    told = sorted(shares.keys() - parents, key=lambda theme: (-shares[theme], theme))
    return SimilarMunicipality(name, round(likeness, 3), tuple(told[:THEMES_TOLD]))


def _length(vector: Vector) -> float:
    return sqrt(sum(weight * weight for weight in vector.values()))


@once_a_generation
def _vectors(engine: SearchEngine, generation: str) -> dict[str, dict[str, float]]:  # noqa: ARG001 (a new generation has other passages)
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for theme in engine.facet_values("tema"):
        having = search(engine, SearchRequest(filters={"tema": (theme,)}, limit=0)).facets["kommun"]
        for municipality in having:
            counts[municipality.value][theme] = municipality.count
    spread: defaultdict[str, int] = defaultdict(int)
    for themes in counts.values():
        for theme in themes:
            spread[theme] += 1
    return {
        name: {
            theme: log1p(number) * log(len(counts) / spread[theme])
            for theme, number in themes.items()
            if spread[theme] < len(counts)
        }
        for name, themes in counts.items()
    }
