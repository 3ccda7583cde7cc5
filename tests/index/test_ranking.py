"""What comes first, and why: each rule of the ranking where a user would notice it."""

from __future__ import annotations

import pytest

from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from tests.conftest import make_document, make_passage

FILLER = "Här står annat som ingen söker efter just nu, om väder och vind i största allmänhet."


def order(engine: WhooshEngine, texts: dict[str, str], query: str, **values: str) -> list[str]:
    """Return the order of passages with these texts; each is newer than the one before, so that a tie reverses them."""
    with engine.write() as writing:
        for name in ("brev1", "handbok", "plan"):
            writing.remove(name)
        for number, (name, text) in enumerate(reversed(texts.items())):
            passage = make_passage(name, "text", values.get(f"{name}_heading", "Rubrik"), f"{FILLER} {text} {FILLER}")
            title = values.get(f"{name}_title", "Anteckning")
            writing.replace(make_document(name, title, passage, published=f"20{30 - number}"))
        for number in range(20):
            passage = make_passage(f"fyllnad{number}", "text", "Rubrik", FILLER)
            writing.replace(make_document(f"fyllnad{number}", "Anteckning", passage))
    return [hit.document.id for hit in search(engine, SearchRequest(query=query)).hits if hit.document.id in texts]


def test_the_exact_form_before_another_inflection(engine: WhooshEngine) -> None:
    texts = {"exakt": "Avtalet gäller.", "annan": "Avtal gäller.", "tredje": "Avtalens tid."}
    assert order(engine, texts, "avtalet")[0] == "exakt"


def test_an_inflection_before_a_part_of_a_compound(engine: WhooshEngine) -> None:
    texts = {"böjd": "Upphandlingar görs.", "del": "En upphandlingsplan görs."}
    assert order(engine, texts, "upphandling") == ["böjd", "del"]


@pytest.mark.parametrize("query", ["skuld sanering", "ned skrivnings regler", "skuld sanering ekvik"])
def test_a_word_that_was_typed_apart_before_its_pieces(engine: WhooshEngine, query: str) -> None:
    texts = {
        "hel": "Skuldsaneringen och nedskrivningsreglerna gäller i Ekvik.",
        "delar": "Skuld är ned. En sanering av regler.",
    }
    assert order(engine, texts, query)[0] == "hel"


def test_a_part_of_a_compound_before_a_synonym(engine: WhooshEngine) -> None:
    texts = {"del": "En IOP-handbok finns.", "synonym": "Ett idéburet offentligt partnerskap finns."}
    assert order(engine, texts, "iop") == ["del", "synonym"]


def test_a_synonym_of_a_word_before_nothing(engine: WhooshEngine) -> None:
    texts = {"ord": "Ett IOP finns.", "synonym": "Ett idéburet offentligt partnerskap finns."}
    assert order(engine, texts, "IOP") == ["ord", "synonym"]


def test_a_query_in_english_is_answered_by_its_translation_before_a_stray_english_word(engine: WhooshEngine) -> None:
    texts = {"översatt": "Ett årligt pris till vinnare.", "ord": "Initiativet heter Business Ekvik."}
    assert order(engine, texts, "annual business award winners") == ["översatt"]


def test_what_was_typed_before_another_spelling_of_it(engine: WhooshEngine) -> None:
    texts = {"typed": "Harpor spelar.", "dotted": "Härpor spelar."}
    assert order(engine, texts, "harpor")[0] == "typed"


def test_a_heading_before_the_title_before_the_text(engine: WhooshEngine) -> None:
    texts = {"rubrik": "Mer om det.", "titel": "Mer om det.", "text": "Stadgar gäller."}
    values = {"rubrik_heading": "Stadgar", "titel_title": "Anteckning om stadgar"}
    assert order(engine, texts, "stadgar", **values) == ["rubrik", "titel", "text"]


def test_words_next_to_each_other_before_words_apart(engine: WhooshEngine) -> None:
    texts = {"ihop": "En social ekonomi växer.", "isär": "En ekonomi växer och är social."}
    assert order(engine, texts, "social ekonomi") == ["ihop", "isär"]


def test_more_of_the_question_before_more_of_one_word(engine: WhooshEngine) -> None:
    texts = {
        "båda": "Kooperativ har stadgar.",
        "ett": "Stadgar, stadgar, stadgar.",
        "annat": "Kooperativ är kooperativ.",
    }
    assert order(engine, texts, "kooperativ stadgar")[0] == "båda"


@pytest.mark.parametrize("query", ["stadgar", "titel:anteckning OCH text:gäller"])
def test_the_newest_first_among_equals(engine: WhooshEngine, query: str) -> None:
    texts = {"äldst": "Stadgar gäller.", "mitten": "Stadgar gäller.", "nyast": "Stadgar gäller."}
    assert order(engine, texts, query) == ["nyast", "mitten", "äldst"]


def test_the_newest_does_not_pass_a_better_answer(engine: WhooshEngine) -> None:
    texts = {"gammal": "Stadgar för kooperativ.", "ny": "Stadgar gäller.", "nyast": "Kooperativ gäller."}
    assert order(engine, texts, "stadgar kooperativ")[0] == "gammal"


@pytest.mark.parametrize("query", ["upphandlingskrav", "näringslivsutveckling"])
def test_half_a_compound_does_not_fill_the_result(engine: WhooshEngine, query: str) -> None:
    texts = {
        "krav": "Upphandlingskrav ställs.",
        "delar": "Krav i en upphandling.",
        "halv": "En upphandling gjordes.",
        "naring": "Näringslivsutveckling sker.",
        "liv": "Näringslivet och dess utveckling.",
        "utveckling": "En utveckling sker.",
    }
    expected = ["krav", "delar"] if query == "upphandlingskrav" else ["naring", "liv"]
    assert order(engine, texts, query) == expected


def test_half_a_compound_alone_is_not_shown_for_it(engine: WhooshEngine) -> None:
    assert order(engine, {"halv": "En upphandling gjordes."}, "upphandlingskrav") == []
    assert order(engine, {"hel": "Krav ställdes i en upphandling."}, "upphandlingskrav") == ["hel"]


def test_a_rare_compound_is_shown_though_its_parts_are_common(engine: WhooshEngine) -> None:
    texts = {"poäng": "Poängen är en annan.", "hel": "Kommunen ordnade en anbudsskola."}
    texts |= {f"anbud{number}": "Anbud lämnas." for number in range(12)}
    texts |= {f"skola{number}": "En skola byggs." for number in range(12)}
    assert set(order(engine, texts, "poängen med anbudsskola")) == {"poäng", "hel"}
