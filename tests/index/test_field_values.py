"""Values of facets as people type them, among values that differ by a dot."""

from __future__ import annotations

import pytest

from index.field_values import spell


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("Håbo", ("Habo", "Malmö"), "Håbo"),
        ("håbo kommun", ("Habo",), "håbo kommun"),
        ("Habo", ("Håbo",), "Håbo"),
        ("Habo", ("Habo", "Håbo"), "Habo"),
        ("Håbo kommun", ("Habo", "Håbo"), "Håbo"),
        ("malmo", ("Malmö",), "Malmö"),
        ("Söderhamns kommun", ("Söderhamn",), "Söderhamn"),
        ("Soderhamns kommun", ("Söderhamn",), "Söderhamn"),
        ("handböcker", ("handbok",), "handbok"),
        ("Hörby", ("Hörby", "Horby"), "Hörby"),
    ],
)
def test_a_name_without_its_dots_is_known_and_one_with_dots_is_no_other(
    typed: str, known: tuple[str, ...], meant: str
) -> None:
    assert spell("kommun", [typed], lambda _: known) == (meant,)


def test_the_word_for_a_county_has_a_dot_that_is_not_the_name_s() -> None:
    assert spell("lan", ["Orebro län"], lambda _: ("Örebro län", "Uppsala län")) == ("Örebro län",)
    assert spell("kommun", ["Tierps län"], lambda _: ("Tierp",)) == ("Tierp",)
