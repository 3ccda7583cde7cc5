"""Words as people write them, and the form under which they meet."""

from __future__ import annotations

import pytest

from index.language.tokens import words


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("EU:s och SKR:s planer", ["eu", "och", "skr", "planer"]),
        ("Plats:Ekvik Tid:kl 9", ["plats", "ekvik", "tid", "kl", "9"]),
        ("idéburna kaféer", ["ideburna", "kafeer"]),
        ("får far mål mal", ["får", "far", "mål", "mal"]),
        ("a\u030angest", ["ångest"]),
        ("sam\u00adver\u200bkan", ["samverkan"]),
        ("EU-kommissionen", ["eu", "kommissionen"]),
        ("vård- och omsorgsboende", ["vård", "och", "omsorgsboende"]),
        ("2,8 miljoner", ["2,8", "miljoner"]),
        ("2.8 miljoner", ["2,8", "miljoner"]),
        ("92 000 föreningar", ["92000", "föreningar"]),
        ("4 kap. 18 § LOU", ["4", "kap", "18", "§", "lou"]),
        ("prop. 2021/22:135", ["prop", "2021/22:135"]),
        ("dnr 2020/00825", ["dnr", "2020/00825"]),
        ("COM(2021) 778 final", ["com(2021) 778", "final"]),
        ("COM (2021) 778", ["com(2021) 778"]),
        ("30 % och 15%", ["30", "procent", "och", "15", "procent"]),
        ("ISBN 978-91-88961-89-1", ["isbn", "9789188961891"]),
        ("", []),
        ("… – !?", []),
    ],
)
def test_forms(written: str, forms: list[str]) -> None:
    assert [word.form for word in words(written)] == forms


def test_places_count_characters_of_the_text_as_given() -> None:
    text = "Läs sam\u00adverkan i Umeå"
    assert [text[word.start : word.end] for word in words(text)] == ["Läs", "sam\u00adverkan", "i", "Umeå"]


def test_designations_are_found_in_pieces_too() -> None:
    assert words("COM(2021) 778")[0].pieces == ("com", "2021", "778")
    assert words("2,8")[0].pieces == ()
    assert words("978-91-88961-89-1")[0].pieces == ("978", "91", "88961", "89", "1")


def test_a_web_address_is_one_word_with_the_names_of_its_host() -> None:
    address = words("Se https://ekvik.example/social-ekonomi?sida=2 för mer")[1]
    assert address.pieces == ("ekvik", "example")
