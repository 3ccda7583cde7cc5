"""The title of a newsletter, and when it came out."""

from __future__ import annotations

import pytest

from ingest.readers.newsletter import read_markup

TEXT = "<h2>Krönika</h2><p>Kajen är isfri, och det är företagen också.</p><h2>Nytt råd</h2><p>Rådet möts i Ekvik.</p>"


@pytest.mark.parametrize(
    ("title", "published"),
    [
        ("Nyhetsbrev 3, januari 2024", "2024-01"),
        ("Nyhetsbrev nr 5 – juni 2022", "2022-06"),
        ("Nyhetsbrev #12 2023", "2023"),
        ("NYHETSBREV 7 | SEPTEMBER 2022", "2022-09"),
        ("Nyhetsbrev december 2021", "2021-12"),
        ("Nyhetsbrev, hösten 2021", "2021"),
        ("Nyhetsbrev 6, okt. 2022", "2022-10"),
        ("Nyhetsbrev 3 maj 2022", "2022-05"),
        ("Nyhetsbrev nr 4/22", "2022"),
        ("Delade dörrars nyhetsbrev Nr 8 • November 2023", "2023-11"),
        ("Ekviksnytt nr 4 2022", "2022"),
        ("Månadsbrev augusti 2021", "2021-08"),
        ("Newsletter No. 3, May 2022", "2022-05"),
        ("Nyhetsbrev 3", None),
    ],
)
def test_title_and_time_come_from_the_heading(title: str, published: str | None) -> None:
    reading = read_markup(f"<h1>{title}</h1>{TEXT}")
    assert (reading.title, reading.published) == (title, published)
    assert [section.heading for section in reading.sections] == [("Krönika",), ("Nytt råd",)]


@pytest.mark.parametrize(
    ("lines", "title", "published"),
    [
        (("Nyhetsbrev", "Nr 3, januari 2024"), "Nyhetsbrev nr 3, januari 2024", "2024-01"),
        (("Nyhetsbrev 3", "januari 2024"), "Nyhetsbrev 3, januari 2024", "2024-01"),
        (("Ekviksbladet", "Nr 2 2022"), "Ekviksbladet nr 2 2022", "2022"),
        (("Nr 2 2022",), "Nyhetsbrev nr 2 2022", "2022"),
        (("Nätverket Delade dörrar", "Nyhetsbrev 3, januari 2024"), "Nyhetsbrev 3, januari 2024", "2024-01"),
    ],
)
def test_a_title_may_be_spread_over_lines(lines: tuple[str, ...], title: str, published: str) -> None:
    top = "".join(f'<p style="font-size:{30 - 8 * index}px">{line}</p>' for index, line in enumerate(lines))
    reading = read_markup(top + TEXT)
    assert (reading.title, reading.published) == (title, published)
    assert [section.heading for section in reading.sections] == [("Krönika",), ("Nytt råd",)]


def test_the_title_element_and_pictures_count_where_no_line_says_it() -> None:
    named = "<html><head><title>Nyhetsbrev 3, januari 2024</title></head><body>{}</body></html>"
    assert read_markup(named.format(TEXT)).title == "Nyhetsbrev 3, januari 2024"
    pictured = read_markup(f'<img width="600" alt="Nyhetsbrev 3, januari 2024">{TEXT}')
    assert (pictured.title, pictured.published) == ("Nyhetsbrev 3, januari 2024", "2024-01")


def test_a_link_to_another_issue_is_not_the_title() -> None:
    links = '<p><a href="https://ekvik.example/2">Nyhetsbrev 2, november 2023</a></p>'
    reading = read_markup(f"<h1>Nyhetsbrev 3, januari 2024</h1><h2>Om nyhetsbrevet</h2>{links}{TEXT}")
    assert (reading.title, reading.published) == ("Nyhetsbrev 3, januari 2024", "2024-01")
    assert reading.sections[0].text == "Nyhetsbrev 2, november 2023"
