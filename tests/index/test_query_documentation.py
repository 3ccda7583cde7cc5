"""Every example of the documentation of the query language finds what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine

PAGE = Path(__file__).parents[2] / "docs" / "fragesprak.md"
EXAMPLES = re.findall(r"^\| `(.+?)` \|.*\| `(.+?)` \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize(("query", "expected"), EXAMPLES)
def test_an_example_finds_what_the_page_says(engine: WhooshEngine, query: str, expected: str) -> None:
    assert search(engine, SearchRequest(query=query)).hits[0].passage.id == expected


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 10
