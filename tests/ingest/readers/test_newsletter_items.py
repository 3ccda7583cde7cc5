"""What is a heading in a newsletter and what is not, and which item a line belongs to."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.readers.newsletter import read_markup, read_text
from ingest.reading import SourceError

MASTHEAD = "<h1>Nyhetsbrev 4, maj 2023</h1>"
BOLD_MASTHEAD = "<p><b>Nyhetsbrev 4, maj 2023</b></p>"
FIRST = "Kommunen har under året köpt cykelvård av ett kooperativ, och hyllorna i förrådet är tomma."
SECOND = "Nämnden vill gå vidare nästa år och har satt av pengar i budgeten för fyra nya avtal."
THIRD = "Tolv personer har fått arbete sedan i mars, de flesta av dem efter många år utan."


def outline(markup: str) -> list[tuple[tuple[str, ...], str, str | None]]:
    return [(section.heading, section.text, section.item_kind) for section in read_markup(markup).sections]


def headings(markup: str) -> list[tuple[str, ...]]:
    return [heading for heading, _, _ in outline(markup)]


def test_a_bold_lead_paragraph_is_text() -> None:
    letter = (
        f"{BOLD_MASTHEAD}<p><b>Nytt i Ekvik</b></p><p><b>{FIRST}</b></p><p>{SECOND}</p><p><b>Krönika</b>"
        f"</p><p>{THIRD}</p>"
    )
    assert outline(letter) == [
        (("Nytt i Ekvik",), f"{FIRST}\n\n{SECOND}", "aktuellt"),
        (("Krönika",), THIRD, "krönika"),
    ]


@pytest.mark.parametrize(
    "line",
    ["Text: Anna Ek", "Foto: Bo Lind", "12 maj kl. 10–12", "Torsdag den 4 juni", "Anna Ek, projektledare", "Läs mer"],
)
def test_bold_bylines_dates_and_names_are_text(line: str) -> None:
    letter = (
        f"{BOLD_MASTHEAD}<p><b>Krönika</b></p><p>{FIRST}</p><p><b>{line}</b></p><p>{SECOND}</p><p>"
        f"<b>Tips!</b></p><p>{THIRD}</p>"
    )
    assert outline(letter)[0] == (("Krönika",), f"{FIRST}\n\n{line}\n\n{SECOND}", "krönika")


def test_questions_of_an_interview_are_text() -> None:
    letter = (
        f"{BOLD_MASTHEAD}<p><b>Intervju med Ekviks kommun</b></p><p>{FIRST}</p><p><b>Vad har varit svårast?</b></p>"
        f"<p>{SECOND}</p><p><b>Hur går ni vidare?</b></p><p>Med tålamod.</p><p><b>Webbinarium om "
        f"IOP</b></p><p>{THIRD}</p>"
    )
    assert headings(letter) == [("Intervju med Ekviks kommun",), ("Webbinarium om IOP",)]
    assert "Vad har varit svårast?\n\n" in outline(letter)[0][1]


def test_headings_inside_a_story_are_text() -> None:
    letter = (
        f"{MASTHEAD}<h2>Intervju med Ekviks kommun</h2><p>{FIRST}</p><h3>Svår start</h3><p>{SECOND}</p>"
        f"<h2>Nya avtal</h2><p>{THIRD}</p>"
    )
    assert outline(letter)[0] == (("Intervju med Ekviks kommun",), f"{FIRST}\n\nSvår start\n\n{SECOND}", "intervju")


def test_smaller_headings_of_other_stories_are_items() -> None:
    box = "<table><tr><td>{}</td></tr></table>"
    letter = (
        MASTHEAD
        + box.format(f"<h2>Intervju med Ekviks kommun</h2><p>{FIRST}</p>")
        + box.format(f"<h3>Nytt råd bildat</h3><p>{SECOND}</p>")
        + box.format(f"<h3>Bidrag att söka</h3><p>{THIRD}</p>")
    )
    assert headings(letter) == [("Intervju med Ekviks kommun",), ("Nytt råd bildat",), ("Bidrag att söka",)]


def test_emoji_and_numbers_do_not_hide_what_a_heading_says() -> None:
    letter = (
        f"{MASTHEAD}<h2>1. Om nyhetsbrevet</h2><p>{FIRST}</p><h2>📌 Tips!</h2><h3>👉 En bok</h3>"
        f"<p>{SECOND}</p><h2>3) KRÖNIKA</h2><p>{THIRD}</p>"
    )
    assert [(heading, kind) for heading, _, kind in outline(letter)] == [
        (("1. Om nyhetsbrevet",), "om nyhetsbrevet"),
        (("📌 Tips!", "👉 En bok"), "tips"),
        (("3) KRÖNIKA",), "krönika"),
    ]


def test_small_labels_above_titles_give_the_kind() -> None:
    story = (
        '<div><p style="font-size:11px">{}</p><p style="font-size:22px">{}</p><p style="font-size:14px">{}</p></div>'
    )
    letter = '<p style="font-size:30px">Nyhetsbrev 4, maj 2023</p>' + "".join(
        story.format(*parts)
        for parts in (
            ("KRÖNIKA", "Vägen till havet", FIRST),
            ("TIPS", "Läs boken om kajen", SECOND),
            ("TIPS", "Se filmen om bryggan", THIRD),
            ("EKVIK", "Badhuset byggs om", "Det nya taket är på plats i oktober."),
        )
    )
    assert [(heading, kind) for heading, _, kind in outline(letter)] == [
        (("KRÖNIKA", "Vägen till havet"), "krönika"),
        (("TIPS", "Läs boken om kajen"), "tips"),
        (("TIPS", "Se filmen om bryggan"), "tips"),
        (("EKVIK", "Badhuset byggs om"), "aktuellt"),
    ]


def test_a_large_quotation_is_text() -> None:
    size = '<p style="font-size:{}px">{}</p>'
    letter = "".join(
        size.format(*line)
        for line in (
            (30, "Nyhetsbrev 4, maj 2023"),
            (22, "Nytt råd"),
            (14, FIRST),
            (22, "”Vi vågade börja i liten skala”"),
            (14, SECOND),
            (22, "Krönika"),
            (14, THIRD),
        )
    )
    assert headings(letter) == [("Nytt råd",), ("Krönika",)]


def test_a_date_and_a_picture_above_a_heading_belong_to_its_item() -> None:
    story = "<table><tr><td><p>{}</p></td></tr><tr><td><div><p>{}</p><h2>{}</h2><p>{}</p></div></td></tr></table>"
    letter = MASTHEAD + story.format("Ekvik", "3 maj", "Första nyheten", FIRST).replace("<p>Ekvik</p>", "")
    letter += story.format("", "5 maj", "Andra nyheten", SECOND).replace("<p></p>", "")
    assert outline(letter)[1] == (("Andra nyheten",), f"5 maj\n\n{SECOND}", "aktuellt")


def test_titles_without_text_stay_under_their_label() -> None:
    letter = (
        f"{MASTHEAD}<h2>Aktuellt</h2><h3><a href='https://a.example/1'>Rådet bildat</a></h3><h3><a "
        f"href='https://a.example/2'>Badhuset byggs</a></h3><h2>Krönika</h2><p>{FIRST}</p>"
    )
    assert outline(letter)[0] == (("Aktuellt",), "Rådet bildat\n\nBadhuset byggs", "aktuellt")


def test_the_welcome_belongs_to_the_item_about_the_letter() -> None:
    letter = (
        f"{MASTHEAD}<h2>Om nyhetsbrevet</h2><h3>Välkommen till vårens nyhetsbrev från nätverket</h3>"
        f"<p>{FIRST}</p><h2>Krönika</h2><p>{SECOND}</p>"
    )
    assert outline(letter)[0] == (
        ("Om nyhetsbrevet",),
        f"Välkommen till vårens nyhetsbrev från nätverket\n\n{FIRST}",
        "om nyhetsbrevet",
    )


def test_text_before_the_first_heading_is_about_the_letter() -> None:
    letter = f"{MASTHEAD}<p>Hej!</p><p>{FIRST}</p><h2>Krönika</h2><p>{SECOND}</p><h2>Nytt råd</h2><p>{THIRD}</p>"
    assert outline(letter)[0] == ((), f"Hej!\n\n{FIRST}", "om nyhetsbrevet")


def test_the_table_of_contents_is_left_out() -> None:
    contents = (
        '<p><b>I detta nummer</b></p><ul><li><a href="#a">Krönika</a></li><li><a href="#b">Nytt råd '
        "bildat</a></li></ul>"
    )
    letter = f"{MASTHEAD}{contents}<h2>Krönika</h2><p>{FIRST}</p><h2>Nytt råd bildat</h2><p>{SECOND}</p>"
    reading = read_markup(letter)
    assert [section.heading for section in reading.sections] == [("Krönika",), ("Nytt råd bildat",)]
    assert reading.dropped == ("I detta nummer", "• Krönika", "• Nytt råd bildat")


def test_a_sentence_that_comes_twice_stays_twice() -> None:
    letter = (
        f"{MASTHEAD}<h2>Krönika</h2><p>Läs och begrunda.</p><p>Läs och begrunda.</p><p>{FIRST}</p>"
        f"<h2>Nytt råd</h2><p>Läs och begrunda.</p><p>{FIRST}</p>"
    )
    assert [text for _, text, _ in outline(letter)] == [
        f"Läs och begrunda.\n\nLäs och begrunda.\n\n{FIRST}",
        f"Läs och begrunda.\n\n{FIRST}",
    ]


def test_a_table_of_figures_reads_row_by_row() -> None:
    table = (
        "<table border='1'><tr><th>Kommun</th><th>Avtal</th></tr><tr><td>Ekvik</td><td>12</td></tr><tr>"
        "<td>Norrtuna</td><td>7</td></tr></table>"
    )
    letter = f"{MASTHEAD}<h2>Antal avtal</h2><p>{FIRST}</p>{table}<p>{SECOND}</p><h2>Krönika</h2><p>{THIRD}</p>"
    assert outline(letter)[0][1] == f"{FIRST}\n\nKommun | Avtal\nEkvik | 12\nNorrtuna | 7\n\n{SECOND}"


def test_words_that_the_markup_splits_are_whole() -> None:
    letter = (
        f"{MASTHEAD}<h2>Inter<b>vju</b> med <span>Sand</span><span>mo</span></h2><p><span "
        f'style="font-size:40px;float:left">D</span>et '
        'var <b>Sand</b>mo&shy;borna som s&#8203;ade&nbsp;ja. <a href="https://a.example/1">Ek</a>'
        '<a href="https://a.example/1">vik</a><a href="https://a.example/2">Norrtuna</a></p>'
    )
    (section,) = read_markup(letter).sections
    assert (section.heading, section.text) == (
        ("Intervju med Sandmo",),
        "Det var Sandmoborna som sade ja. Ekvik Norrtuna",
    )
    assert [(link.text, link.url) for link in section.links] == [
        ("Ekvik", "https://a.example/1"),
        ("Norrtuna", "https://a.example/2"),
    ]


def test_pictures_speak_only_where_nothing_else_does() -> None:
    letter = (
        f'{MASTHEAD}<h2><img alt="Krönika"></h2><img alt="Två personer på en brygga"><p>{FIRST}</p>'
        '<a href="https://a.example/k"><img alt="Hela krönikan"></a>'
        f'<h2>Nytt råd</h2><a href="https://a.example/r"><img alt="Rådet samlat"></a><p>{SECOND} '
        '<a href="https://a.example/r">Läs mer</a></p>'
    )
    reading = read_markup(letter)
    assert [(section.heading, section.text) for section in reading.sections] == [
        (("Krönika",), f"{FIRST}\n\nHela krönikan"),
        (("Nytt råd",), f"{SECOND} Läs mer"),
    ]
    assert reading.dropped == ("Två personer på en brygga", "Rådet samlat")


def test_the_sender_at_the_end_is_contact() -> None:
    sender = "<table><tr><td>Ekviks kommun<br>Storgatan 1, 999 99 Ekvik<br>www.ekvik.example</td></tr></table>"
    letter = f"{MASTHEAD}<h2>Krönika</h2><p>{FIRST}</p><h2>Nytt råd</h2><p>{SECOND}</p>{sender}"
    assert outline(letter)[-1] == ((), "Ekviks kommun\nStorgatan 1, 999 99 Ekvik\nwww.ekvik.example", "kontakt")
    letter = f"{MASTHEAD}<h2>Krönika</h2><p>{FIRST}</p><h2>Nytt råd</h2><p>{SECOND}</p><p>Redaktör: Anna Ek</p>"
    assert outline(letter)[-1] == (("Redaktör",), "Redaktör: Anna Ek", "kontakt")


def test_whom_to_ask_about_a_seminar_stays_with_the_seminar() -> None:
    letter = (
        f"{MASTHEAD}<h2>Seminarium om IOP</h2><p>{FIRST}</p><p><b>Kontakt</b><br>Anna Ek, 0999-12 34 "
        f"56</p><h2>Krönika</h2><p>{SECOND}</p>"
    )
    assert headings(letter) == [("Seminarium om IOP",), ("Krönika",)]


def test_lines_of_an_address_stay_together_and_list_items_have_bullets() -> None:
    letter = (
        f"{MASTHEAD}<h2>Krönika</h2><p>{FIRST}</p><ul><li>Ett.</li><li>Två.</li></ul><p>Anna Ek<br>Ekviks kommun</p>"
    )
    assert outline(letter)[0][1] == f"{FIRST}\n\n• Ett.\n• Två.\n\nAnna Ek\nEkviks kommun"


def test_a_letter_where_all_is_bold_still_splits() -> None:
    lines = ("Nyhetsbrev 4, maj 2023", "Krönika", FIRST, "Tips!", "En bok om kajen", SECOND)
    letter = "<b>" + "".join(f"<p>{line}</p>" for line in lines) + "</b>"
    assert headings(letter) == [("Krönika",), ("Tips!", "En bok om kajen")]


def test_closing_lines_of_plain_text_are_no_headings() -> None:
    text = (
        f"Nyhetsbrev 4, maj 2023\n\nKrönika\n\n{FIRST}\nEtt steg i taget\n\nTips!\n\nEn bok om kajen\n\n"
        f"{SECOND}\n\nKajens hemligheter\n\nNytt råd\n\n{THIRD}"
    )
    assert [(section.heading, section.text) for section in read_text(text).sections] == [
        (("Krönika",), f"{FIRST}\n\nEtt steg i taget"),
        (("Tips!", "En bok om kajen"), f"{SECOND}\n\nKajens hemligheter"),
        (("Tips!", "Nytt råd"), THIRD),
    ]


def test_deep_nesting_reads_or_is_refused() -> None:
    letter = MASTHEAD + "<table><tr><td>" * 300 + f"<h2>Krönika</h2><p>{FIRST}</p>" + "</td></tr></table>" * 300
    assert outline(letter) == [(("Krönika",), FIRST, "krönika")]
    with pytest.raises(SourceError, match="nästlad"):
        read_markup("<div>" * 100_000 + FIRST)


def test_a_letter_without_text_is_refused() -> None:
    with pytest.raises(SourceError, match="ingen text"):
        read_markup('<html><body><img src="x.gif" width="1" height="1"></body></html>')


PARTS = st.sampled_from(
    ["<h2>{}</h2>", "<p>{}</p>", "<p><b>{}</b></p>", "<td>{}</td>", "<table><tr><td>{}</td></tr></table>", "{}<br>"]
)
WORDS = st.sampled_from(
    [FIRST, SECOND, "Tips!", "Krönika", "Nytt råd", "Redaktör", "Läs mer", "– Ja, säger hon.", "12 maj"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PARTS, WORDS), min_size=1, max_size=25))
def test_whatever_the_layout_no_line_is_lost(lines: list[tuple[str, str]]) -> None:
    """Each line is told apart by a number, so that a table of contents cannot be seen in them."""
    numbers = count(100)
    marked = [(part, f"{words} ({next(numbers)})") for part, words in lines]
    reading = read_markup("<html><body>" + "".join(part.format(words) for part, words in marked) + "</body></html>")
    shown = " ".join(
        [reading.title or "", *reading.dropped, *(" ".join((*part.heading, part.text)) for part in reading.sections)]
    )
    assert [words for _, words in marked if words not in " ".join(shown.split())] == []
