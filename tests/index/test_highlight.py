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


def test_function_words_are_not_marked() -> None:
    assert mark("Vad är det som är social ekonomi", "vad är social ekonomi").count("<mark>") == 2


def test_a_phrase_is_marked_only_where_it_stands_together() -> None:
    assert mark("ekonomi och social ekonomi", '"social ekonomi"') == ("ekonomi och <mark>social ekonomi</mark>")


def test_the_snippet_shows_the_sentence_that_answers() -> None:
    found = snippet(LONG, "kooperativ")
    assert found.startswith("… De hade upphandlat fruktkorgar av ett <mark>kooperativ</mark>")
    assert found.endswith(" …")


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
