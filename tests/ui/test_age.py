from __future__ import annotations

import datetime as dt

import pytest

from ui.age import age

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("published", "text", "old"),
    [
        ("2026-11-25", "mindre än ett år gammal", False),
        ("2025-11-25", "1 år gammal", False),
        ("2025-11-26", "mindre än ett år gammal", False),
        ("2025", "mindre än ett år gammal", False),
        ("2021-11", "4 år gammal", False),
        ("2021-11-25", "5 år gammal", True),
        ("2021", "4 år gammal", False),
        ("1998", "27 år gammal", True),
        ("2027-01-01", "mindre än ett år gammal", False),
    ],
)
def test_a_text_is_never_called_older_than_its_date_allows(published: str, text: str, old: bool) -> None:  # noqa: FBT001
    found = age(published, TODAY)
    assert found is not None
    assert (found.text, found.old) == (text, old)


@pytest.mark.parametrize("published", [None, "", "okänt"])
def test_what_has_no_date_has_no_age(published: str | None) -> None:
    assert age(published, TODAY) is None
