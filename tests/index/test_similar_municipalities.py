from __future__ import annotations

from pathlib import Path

import pytest

from index.similar_municipalities import similar_municipalities
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

THEMES = {
    "Ekvik": ("Upphandling / reserverad", "Upphandling", "Styrning", "Arbete"),
    "Norrtuna": ("Upphandling / reserverad", "Upphandling", "Styrning"),
    "Sunnanvik": ("Upphandling", "Landsbygd", "Arbete"),
    "Ödesby": ("Landsbygd", "Kultur"),
    "Västby": ("Styrning",),
}


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    """Return a bank with a document a municipality, each with its themes."""
    engine = WhooshEngine(tmp_path / "index")
    with engine.write() as writing:
        for name, themes in THEMES.items():
            text = make_passage(name, "text", name, f"Text om {name}.", municipalities=(name,), themes=themes)
            writing.replace(make_document(name, name, text))
    return engine


def test_the_municipality_with_the_most_telling_themes_in_common_comes_first(engine: WhooshEngine) -> None:
    found = similar_municipalities(engine, "Ekvik")
    assert [other.name for other in found] == ["Norrtuna", "Sunnanvik"]
    assert 1 > found[0].likeness > found[1].likeness > 0


def test_it_says_which_themes_are_shared_the_narrower_instead_of_the_wider(engine: WhooshEngine) -> None:
    assert similar_municipalities(engine, "Ekvik")[0].themes == ("Upphandling / reserverad", "Styrning")


def test_one_shared_theme_makes_nobody_alike(engine: WhooshEngine) -> None:
    assert similar_municipalities(engine, "Västby") == ()


def test_likeness_is_mutual(engine: WhooshEngine) -> None:
    there = {other.name: other.likeness for other in similar_municipalities(engine, "Ekvik")}
    back = {other.name: other.likeness for other in similar_municipalities(engine, "Sunnanvik")}
    assert there["Sunnanvik"] == back["Ekvik"]


def test_a_municipality_that_nothing_mentions_is_like_none(engine: WhooshEngine) -> None:
    assert similar_municipalities(engine, "Ingenstans") == ()


def test_a_new_document_counts_at_once(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        text = make_passage("nytt", "text", "Nytt", "Text.", municipalities=("Västby",), themes=("Arbete",))
        writing.replace(make_document("nytt", "Nytt", text))
    assert [other.name for other in similar_municipalities(engine, "Västby")] == ["Ekvik"]
