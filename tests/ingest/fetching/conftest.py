"""A site, and settings that may ask it and do not dawdle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.fetching.settings import FetchSettings
from tests.ingest.fetching.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def settings(site: Site) -> FetchSettings:
    return FetchSettings(
        user_agent="Kunskapsbank/0.1.0 (+fragor@ekvik.example)",
        exempt=frozenset({site.host}),
        delay=0,
        read_timeout=0.5,
        total_timeout=2,
        limit=200 * 1024,
        backoff=0.01,
        longest_wait=2,
    )
