"""Matches in context."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from index.highlight import Highlighter, mark
from index.language.query_terms import plan
from index.query import parse

LONG = (
    "Nätverket träffades i Ekvik. Deltagarna åt lunch. Sedan visade Norrtuna sina avtal. "
    "De hade upphandlat fruktkorgar av ett kooperativ som drivs av sina medlemmar i en gammal lanthandel. "
    "Dagen slutade med en promenad. Alla fick en karta. Nästa möte blir i Sundåker till våren. "
    "Anmälan öppnar i februari. Lokalen är tillgänglig för alla. Det bjuds på kaffe. Tåget går varje timme."
)


def snippet(text: str, query: str, size: int = 120) -> str:
    return Highlighter(plan(parse(query))).snippet(text, size=size)


def test_inflected_forms_are_marked() -> None:
    assert mark("Upphandlingar och upphandlingen", "upphandling") == (
        "<mark>Upphandlingar</mark> och <mark>upphandlingen</mark>"
    )


def test_a_part_of_a_compound_is_marked_and_not_the_rest_of_it() -> None:
    assert mark("Upphandlingsmyndighetens råd", "upphandling") == "<mark>Upphandling</mark>smyndighetens råd"
    assert mark("arbetskooperativet", "kooperativ") == "arbets<mark>kooperativet</mark>"


def test_every_part_that_the_query_names_is_marked() -> None:
    assert mark("arbetsmarknadsenhet", "arbetsmarknad") == "<mark>arbetsmarknad</mark>senhet"
    assert mark("fruktkorgar", "frukt korg") == "<mark>fruktkorgar</mark>"


def test_the_whole_compound_is_marked_where_it_is_what_was_typed() -> None:
    assert mark("Ett upphandlingskrav", "upphandlingskraven") == "Ett <mark>upphandlingskrav</mark>"


def test_function_words_are_not_marked() -> None:
    assert mark("Vad är det som är social ekonomi", "vad är social ekonomi").count("<mark>") == 2


def test_a_phrase_is_marked_only_where_it_stands_together() -> None:
    assert mark("ekonomi och social ekonomi", '"social ekonomi"') == ("ekonomi och <mark>social ekonomi</mark>")


def test_words_near_each_other_are_marked_only_where_they_are() -> None:
    text = "Avtal skrevs. Långt senare, efter många turer och möten, kom ekonomi i dagen: ekonomi och avtal."
    assert mark(text, '"avtal ekonomi"~2') == text.replace(
        "ekonomi och avtal", "<mark>ekonomi</mark> och <mark>avtal</mark>"
    )


def test_the_snippet_shows_the_sentence_that_answers() -> None:
    found = snippet(LONG, "kooperativ")
    assert found.startswith("… De hade upphandlat fruktkorgar av ett <mark>kooperativ</mark>")
    assert found.endswith(" …")


def test_two_words_far_apart_are_both_shown() -> None:
    found = snippet(LONG, "lunch tåget", size=100)
    assert found.startswith("… Deltagarna åt <mark>lunch</mark>.")
    assert found.endswith("<mark>Tåget</mark> går varje timme.")
    assert " … " in found[2:]


def test_one_place_is_shown_where_it_holds_every_word() -> None:
    assert snippet(LONG, "kooperativ medlemmar").count("…") == 2


def test_without_a_match_the_snippet_is_the_beginning() -> None:
    assert snippet(LONG, "").startswith("Nätverket träffades i Ekvik.")


def test_a_sentence_without_end_is_cut_at_words_around_the_match() -> None:
    found = snippet("ord " * 200 + "kooperativ " + "slut " * 200, "kooperativ")
    assert "<mark>kooperativ</mark>" in found
    assert len(found) < 180


def test_a_passage_of_a_hundred_thousand_matches_has_a_snippet_at_once() -> None:
    found = snippet("En mening om kooperativ. " * 100_000, "kooperativ")
    assert found.startswith("En mening om <mark>kooperativ</mark>")


@given(st.text(alphabet="aå<>&\"' \n.!kooperativ", max_size=400), st.sampled_from(["kooperativ", "a", '"a a"', ""]))
def test_nothing_but_mark_is_markup_and_no_character_is_lost(text: str, query: str) -> None:
    marked = mark(text, query)
    bare = re.sub(r"</?mark>", "", marked)
    assert "<" not in bare
    assert (
        bare.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
        == text
    )
    snippet(text, query, size=50)
