"""What fetching takes from the environment, and what it says of who is asking."""

from __future__ import annotations

import pytest

from index.errors import UsageError
from ingest.fetching.settings import load_fetch_settings


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("fragor@ekvik.example", " (+fragor@ekvik.example)"),
        ("", ""),
        ("Åsa (Ekvik)\r\nX-Other: 1", " (+sa EkvikX-Other: 1)"),
        ("åäö", ""),
    ],
)
def test_requests_name_the_product_its_version_and_whom_to_write_to(
    monkeypatch: pytest.MonkeyPatch, contact: str, told: str
) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_CONTACT", contact)
    product, _, rest = load_fetch_settings().user_agent.partition("/")
    assert product == "Kunskapsbank"
    assert rest.lstrip("0123456789.") == told


def test_hosts_that_are_exempt_are_named_with_their_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_FETCH_HOSTS", "127.0.0.1:8000, LOCALHOST:9000")
    assert load_fetch_settings().exempt == {"127.0.0.1:8000", "localhost:9000"}
    monkeypatch.setenv("KUNSKAPSBANK_FETCH_HOSTS", "127.0.0.1")
    with pytest.raises(UsageError, match="värd och port"):
        load_fetch_settings()


def test_nothing_is_exempt_unless_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUNSKAPSBANK_FETCH_HOSTS", raising=False)
    assert load_fetch_settings().exempt == frozenset()


def test_the_limit_is_that_of_reading_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_FILE_MB", "2")
    monkeypatch.setenv("KUNSKAPSBANK_FETCH_DELAY", "0,5")
    monkeypatch.setenv("KUNSKAPSBANK_FETCH_SECONDS", "7")
    settings = load_fetch_settings()
    assert (settings.limit, settings.delay, settings.total_timeout) == (2 * 1024 * 1024, 0.5, 7)
