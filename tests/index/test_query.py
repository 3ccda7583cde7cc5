"""The query language as a grammar: what is typed, the tree it gives, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import Query, parse
from index.query.faults import MAX_CHARACTERS, MAX_DEPTH, MAX_WORDS
from index.query.tree import And, Dates, Filter, Group, InField, Must, Node, Not, Or, Pattern, Phrase, Word


def words(*texts: str) -> Group:
    return Group(words=tuple(map(Word, texts)))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("upphandling", Word("upphandling")),
        ("reserverad upphandling", words("reserverad", "upphandling")),
        ("kaffe och te", words("kaffe", "och", "te")),
        ("social-ekonomi, EU:s", words("social-ekonomi", "EU:s")),
        ('"social ekonomi"', Phrase("social ekonomi")),
        ("”social  ekonomi”", Phrase("social ekonomi")),
        ("«social ekonomi»", Phrase("social ekonomi")),
        ('"social ekonomi"~5', Phrase("social ekonomi", within=5)),
        ('"ekonomi"~5', Phrase("ekonomi")),
        ("upphandl*", Pattern("upphandl*")),
        ("*företag?", Pattern("*företag")),
        ("upph?ndling", Pattern("upph?ndling")),
        ("vad är iop?", words("vad", "är", "iop")),
        ("-fruktkorgar", Not(Word("fruktkorgar"))),
        ("INTE fruktkorgar", Not(Word("fruktkorgar"))),
        ("NOT NOT fruktkorgar", Word("fruktkorgar")),
        ('-"social ekonomi"', Not(Phrase("social ekonomi"))),
        ("2021-2022 - Ekvik", words("2021-2022", "Ekvik")),
    ],
)
def test_words_phrases_patterns_and_exclusions(typed: str, tree: Node) -> None:
    assert parse(typed) == Query(tree)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("avtal OCH partnerskap", And((Word("avtal"), Word("partnerskap")))),
        ("avtal AND partnerskap", And((Word("avtal"), Word("partnerskap")))),
        ("avtal OR partnerskap", Or((Word("avtal"), Word("partnerskap")))),
        ("social ekonomi ELLER kooperativ", Or((words("social", "ekonomi"), Word("kooperativ")))),
        ("a OCH b ELLER c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a OCH (b ELLER c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("(a OCH (b OCH c))", And((Word("a"), Word("b"), Word("c")))),
        ("a OCH INTE b", And((Word("a"), Not(Word("b"))))),
        ("krav (avtal ELLER villkor)", Group((Word("krav"),), (Or((Word("avtal"), Word("villkor"))),))),
        ("avtal ELLER villkor -Ekvik", Group((), (Or((Word("avtal"), Word("villkor"))), Not(Word("Ekvik"))))),
        ("företag (ASF) lag (2022:900)", words("företag", "ASF", "lag", "2022:900")),
        ("+avtal Ekvik", Group((Word("Ekvik"),), (Must(Word("avtal")),))),
        ('+"social ekonomi" +kommun:Ekvik', Group((), (Phrase("social ekonomi"), Filter("kommun", ("Ekvik",))))),
        ("INTE (avtal ELLER villkor)", Not(Or((Word("avtal"), Word("villkor"))))),
        ("COM(2021) 778", words("COM(2021)", "778")),
        ("kommun(er) i EU", words("kommun(er)", "i", "EU")),
    ],
)
def test_operators_and_parentheses(typed: str, tree: Node) -> None:
    assert parse(typed) == Query(tree)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("kommun:Ekvik", Filter("kommun", ("Ekvik",))),
        ("Kommun:Ekvik.", Filter("kommun", ("Ekvik",))),
        ("LÄN:x språk:y år:2021", Group((), (Filter("lan", ("x",)), Filter("sprak", ("y",)), Filter("ar", ("2021",))))),
        ('tema:"Styrning och förankring"', Filter("tema", ("Styrning och förankring",))),
        ('kommun:Ekvik, "Norra byn"', Filter("kommun", ("Ekvik", "Norra byn"))),
        ("kommun:Ekvik kommun:Norrtuna", Filter("kommun", ("Ekvik", "Norrtuna"))),
        ("kommun:(Ekvik ELLER Norra byn)", Filter("kommun", ("Ekvik", "Norra byn"))),
        ("kommun:(Ekvik OCH Norrtuna)", And((Filter("kommun", ("Ekvik",)), Filter("kommun", ("Norrtuna",))))),
        ("-kommun:Ekvik", Not(Filter("kommun", ("Ekvik",)))),
        ("kommun:(Ekvik, Åby INTE Ö)", Group((), (Filter("kommun", ("Ekvik", "Åby")), Not(Filter("kommun", ("Ö",)))))),
        ("kommun:Ekvik ELLER avtal", Or((Filter("kommun", ("Ekvik",)), Word("avtal")))),
        ("titel:handbok", InField("title", Word("handbok"))),
        ('rubrik:"att upphandla"', InField("heading", Phrase("att upphandla"))),
        ("text:(avtal ELLER villkor)", InField("text", Or((Word("avtal"), Word("villkor"))))),
        ("rubrik:upphandl* krav", Group((Word("krav"),), (InField("heading", Pattern("upphandl*")),))),
    ],
)  # fmt: skip
def test_fields(typed: str, tree: Node) -> None:
    assert parse(typed) == Query(tree)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("ar:2021..2022", Dates("2021", "2023")),
        ("år:2021-2022", Dates("2021", "2023")),
        ("ar:2022..2021", Dates("2021", "2023")),
        ("ar:2021..", Dates("2021", None)),
        ("ar:..2021", Dates(None, "2022")),
        ("ar:2021-12", Dates("2021-12", "2022-01")),
        ("ar:2020-02..2020-02-28", Dates("2020-02", "2020-02-29")),
        ("efter:2022-01", Dates("2022-01", None)),
        ("före:2022", Dates(None, "2022")),
        ("efter:2021 fore:2022-06", Dates("2021", "2022-06")),
        ("ar:2021,2023..2024", Or((Filter("ar", ("2021",)), Dates("2023", "2025")))),
    ],
)
def test_stretches_of_time(typed: str, tree: Node) -> None:
    assert parse(typed) == Query(tree)


@pytest.mark.parametrize("typed", ["obs: viktigt", "kl 10:30", "https://ekvik.example/a", "EU:s plan", "SOU 2019:56"])
def test_a_colon_in_ordinary_text_is_no_field(typed: str) -> None:
    query = parse(typed)
    assert " ".join(query.words) == typed.replace("obs:", "obs")
    assert query.notes == ()


@pytest.mark.parametrize(
    ("typed", "understood", "said"),
    [
        ('fond "social ekonomi', "fond social ekonomi", "Ett citattecken saknar sitt par"),
        ("(avtal ELLER villkor", "avtal ELLER villkor", "En parentes saknar sitt par"),
        ("avtal) krav", "avtal krav", "En parentes saknar sitt par"),
        ("OCH avtal", "avtal", "”OCH” har inga ord att gälla"),
        ("avtal ELLER", "avtal", "”ELLER” har inga ord att gälla"),
        ("avtal OCH ELLER krav", "avtal OCH krav", "”ELLER” har inga ord att gälla"),
        ("avtal INTE", "avtal", "”INTE” har inga ord att gälla"),
        ("avtal kommun:", "avtal", "”kommun:” saknar värde"),
        ("rubrik: avtal", "avtal", "”rubrik:” saknar värde"),
        ("kommun:() avtal", "avtal", "”kommun:” saknar värde"),
        ("färg:röd avtal", "färg:röd avtal", "Det finns inget fält som heter ”färg”"),
        ("efter:snart avtal", "avtal", "”snart” är inget datum"),
        ("a* avtal", "a avtal", "”a*” har för få bokstäver"),
        ("upph*-krav", "upph*-krav", "Tecknet * betyder inget i ”upph*-krav”"),
        ('"upph* krav"', '"upph* krav"', "Tecknet * betyder inget i ”upph* krav”"),
        ("OCH ELLER", "", "inga ord att söka på"),
        ("!?", "", "inga ord att söka på"),
        ('""', "", "inga ord att söka på"),
        ("( ) [ ] - :", "", "inga ord att söka på"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said_in_one_sentence(typed: str, understood: str, said: str) -> None:
    query = parse(typed)
    assert str(query) == understood
    assert any(said in note and note.count(".") == 1 and note.endswith(".") for note in query.notes)


def test_a_good_query_and_an_empty_one_need_no_note() -> None:
    assert parse("   ") == Query(None)
    assert parse('a OCH (b ELLER -c) kommun:Ekvik "d e"~3 fe* ar:2021..').notes == ()


def test_a_query_of_ten_thousand_characters_is_cut_and_said() -> None:
    query = parse("upphandling " * 900)
    assert len(query.words) == MAX_WORDS
    assert query.notes == (f"Frågan har för många ord; bara de första {MAX_WORDS} används.",)


def test_a_word_of_ten_thousand_letters_is_cut_and_said() -> None:
    query = parse("a" * 10_000)
    assert query.tree == Word("a" * MAX_CHARACTERS)
    assert query.notes == (f"Frågan är för lång; bara de första {MAX_CHARACTERS} tecknen används.",)


@pytest.mark.parametrize(
    "typed", ["(" * 5_000 + "a", "(a OCH " * 400, "INTE " * 3_000 + "a", "a OCH " * 3_000, "+-" * 999]
)
def test_nesting_beyond_all_reason_is_answered(typed: str) -> None:
    query = parse(typed)
    assert len(query.notes) <= 5
    assert parse(str(query)).tree == query.tree


def test_parentheses_that_lie_too_deep_are_left_out_and_said() -> None:
    query = parse("(a OCH INTE " * (MAX_DEPTH + 5) + "b" + ")" * (MAX_DEPTH + 5))
    assert any(f"fler än {MAX_DEPTH} nivåer" in note for note in query.notes)


SYNTAX = (
    "ord upphandling OCH ELLER INTE AND OR NOT och ( ) ” - + * ? ~5 kommun: rubrik: titel: text: ar: år: efter: före:"
    ' 2022 2021..2022 2022-01 ..2021 2021.. Söderhamn , . : " "a_b" "a_b"~3 upph* u?p *ing färg:röd COM(2021) § 25_a'
    ' kommun(er) https://a.b/c_(d) _ kommun:( kommun:a,b kommun:"x_y",z rubrik:(a_b)'
).split()  # fmt: skip
TYPED = st.lists(
    st.tuples(st.sampled_from([piece.replace("_", " ") for piece in SYNTAX]), st.sampled_from(["", " "])), max_size=14
).map(lambda pieces: "".join(piece + space for piece, space in pieces))


@given(st.one_of(TYPED, st.text(max_size=100)))
def test_what_was_understood_means_the_same_when_it_is_typed(text: str) -> None:
    query = parse(text)
    assert parse(str(query)).tree == query.tree


@given(st.one_of(TYPED, st.text(max_size=100)))
def test_every_note_is_one_sentence(text: str) -> None:
    assert all(note[0].isupper() or note[0] == "”" for note in parse(text).notes)
