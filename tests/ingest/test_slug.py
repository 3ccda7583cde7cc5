"""Ids that stand in links."""

from __future__ import annotations

import pytest

from ingest.slug import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Intervju med Söderhamns kommun", "intervju-med-soderhamns-kommun"),
        ("4 kap. 18 § Reserverad upphandling", "4-kap-18-reserverad-upphandling"),
        ("EU:s handlingsplan – en översikt!", "eu-s-handlingsplan-en-oversikt"),
        ("Samverkansplan 2022–2026", "samverkansplan-2022-2026"),
        ("…", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
