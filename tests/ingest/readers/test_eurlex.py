"""Documents of EUR-Lex in the makes that it serves; the examples are invented."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from index.document import Link
from ingest.readers import eurlex
from ingest.reading import Reading, SourceError

DATA = Path(__file__).parent / "eurdata"


@cache
def read(name: str) -> Reading:
    return eurlex.read((DATA / name).read_bytes(), name)


def page(body: str) -> Reading:
    """Read a Commission document with this body."""
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="content">{body}</div></body></html>'
    return eurlex.read(html.encode(), "prov.xhtml")


def texts(reading: Reading) -> dict[tuple[str, ...], str]:
    return {section.heading: section.text for section in reading.sections}


# The action plan is one: cover, numbered headings, boxes, lists, tables, footnotes.


def test_the_cover_gives_the_facts() -> None:
    reading = read("meddelande.xhtml")
    assert reading.title == (
        "MEDDELANDE FRÅN KOMMISSIONEN TILL EUROPAPARLAMENTET, RÅDET, EUROPEISKA EKONOMISKA OCH SOCIALA KOMMITTÉN "
        "SAMT REGIONKOMMITTÉN Närmare varandra: en handlingsplan för byarnas företag"
    )
    assert (reading.designation, reading.published) == ("COM(2024) 901 final", "2024-03-12")
    assert (reading.publisher, reading.language) == ("Europeiska kommissionen", "sv")
    assert reading.kind == "handlingsplan"


def test_headings_keep_their_printed_numbers_and_nest() -> None:
    assert [section.heading for section in read("meddelande.xhtml").sections] == [
        ("1. INLEDNING",),
        ("2. VÄGEN FRAMÅT",),
        ("2. VÄGEN FRAMÅT", "2.1. Rättsliga ramar"),
        ("2. VÄGEN FRAMÅT", "2.2 Stöd och rådgivning"),
    ]


def test_words_split_over_spans_are_whole_and_notes_follow_their_paragraph() -> None:
    assert texts(read("meddelande.xhtml"))["1. INLEDNING",] == (
        "Byarnas företag ger arbete åt 12 400 personer[1] i Ekvik och Norrtuna.\n\n"
        "[1] Källa: Byräkningen.\n\n"
        "Kommissionen vill att de ska växa.\n\n"
        "Därför läggs denna plan fram."
    )


def test_a_link_in_a_note_is_a_link_of_the_section() -> None:
    assert read("meddelande.xhtml").sections[0].links == (Link("Byräkningen", "https://exempel.se/rakning"),)


def test_a_note_of_a_heading_stands_first_under_it() -> None:
    assert texts(read("meddelande.xhtml"))["2. VÄGEN FRAMÅT",] == "[2] Se även bilagan."


def test_numbers_markers_and_boxes_keep_their_order() -> None:
    assert texts(read("meddelande.xhtml"))["2. VÄGEN FRAMÅT", "2.1. Rättsliga ramar"] == (
        "1. Reglerna ska vara enkla.\n\n"
        "– En blankett räcker.\n• En handläggare räcker också[3].\n\n"
        "[3] Enligt försök i Norrtuna.\n\n"
        "a) Svar ges inom en vecka.\n\n"
        "Kommissionen kommer att\n\n"
        "• öppna ett kontor i Ekvik,\n• bjuda in till möte 2025."
    )


def test_a_row_of_a_table_is_a_line_and_its_notes_follow_the_table() -> None:
    assert texts(read("meddelande.xhtml"))["2. VÄGEN FRAMÅT", "2.2 Stöd och rådgivning"] == (
        "Stödet fördelas så här.\n\n"
        "Ort | Belopp (euro)\nEkvik[4] | 2 500\n750\n\n"
        "[4] Med Storbyn.\n\n"
        "Beloppen gäller per år."
    )


def test_what_is_left_out_is_kept_apart() -> None:
    assert read("meddelande.xhtml").dropped == (
        "EUROPEISKA KOMMISSIONEN",
        "Bryssel den 12.3.2024",
        "COM(2024) 901 final",
        "{SWD(2024) 44 final}",
        "Innehållsförteckning",
        "1. INLEDNING 2",
    )


def test_the_same_file_in_another_dress_reads_the_same() -> None:
    """Saved as HTML the file has no XML declaration, and empty elements are written in full."""
    markup = (DATA / "meddelande.xhtml").read_text(encoding="utf-8")
    html = re.sub(r"<(p|span)([^<>]*)/>", r"<\1\2></\1>", markup.split("?>", 1)[1])
    html = html.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    assert eurlex.read(html.encode(), "sparad.html") == read("meddelande.xhtml")


# An explanatory memorandum, the act itself and its annex.


def test_memorandum_act_and_annex_are_outermost() -> None:
    assert [section.heading for section in read("forslag.xhtml").sections] == [
        ("MOTIVERING", "1. BAKGRUND", "Motiv och syfte"),
        ("MOTIVERING", "2. RÄTTSLIG GRUND"),
        ("Förslag till RÅDETS REKOMMENDATION",),
        ("Förslag till RÅDETS REKOMMENDATION", "KAPITEL I ALLMÄNNA REGLER", "Artikel 1 Syfte"),
        ("Förslag till RÅDETS REKOMMENDATION", "KAPITEL I ALLMÄNNA REGLER", "Artikel 2"),
        ("BILAGA Mått på en god lokal", "1. Yta"),
    ]


def test_the_title_joins_the_lines_of_the_cover_once() -> None:
    assert read("forslag.xhtml").title == "Förslag till RÅDETS REKOMMENDATION om samlingslokaler i mindre orter"
    assert (read("forslag.xhtml").designation, read("forslag.xhtml").published) == ("COM(2024) 77 final", "2024-06-05")
    assert read("forslag.xhtml").kind == "rekommendation"


def test_recitals_stand_in_the_act() -> None:
    assert texts(read("forslag.xhtml"))["Förslag till RÅDETS REKOMMENDATION",].endswith(
        "av följande skäl:\n\n(1) Byar behöver mötesplatser."
    )


def test_paragraphs_and_points_of_an_article() -> None:
    article = read("forslag.xhtml").sections[3]
    assert article.text == "1. Lokalerna ska vara öppna.\n\n(a) Nyckeln hålls tillgänglig."


# Lists set as tables, notes at the end, running heads in tables.


def test_the_title_and_the_running_head_give_the_facts() -> None:
    reading = read("tidning.html")
    assert reading.title == "RÅDETS REKOMMENDATION av den 27 maj 2024 om bymöten"
    assert (reading.designation, reading.published) == ("C/2024/911", "2024-05-27")
    assert (reading.publisher, reading.language) == ("Europeiska unionens råd", "sv")
    assert "Europeiska unionens officiella tidning" in reading.dropped


def test_chapters_and_articles_have_their_titles() -> None:
    assert [section.heading for section in read("tidning.html").sections] == [
        ("RÅDETS REKOMMENDATION av den 27 maj 2024 om bymöten",),
        ("MÅL",),
        ("KAPITEL I Möten", "Artikel 1 Kallelse"),
        ("BILAGA I", "Förteckning över byar"),
    ]


def test_recitals_and_points_in_tables_read_as_text() -> None:
    assert "\n\n(1) Bymöten håller trakten samman." in read("tidning.html").sections[0].text
    assert texts(read("tidning.html"))["MÅL",] == "1. Målet är att\n\na) fler går på möten,\nb) fler får tala."


def test_notes_move_to_the_text_that_cites_them() -> None:
    assert "yttrande[1], och\n\n[1] EUT C 10, 9.1.2024, s. 4.\n\n" in read("tidning.html").sections[0].text
    assert (
        read("tidning.html")
        .sections[2]
        .text.startswith(
            "1. Kallelsen anslås på torget[2].\n\n[2] Eller på kyrkans tavla. Tavlan ska vara läsbar.\n\n"
            "By | Möten\nEkvik | 12\n\n"
        )
    )


def test_the_make_before_2022_reads_alike() -> None:
    older = (DATA / "tidning.html").read_text(encoding="utf-8").replace('class="oj-', 'class="')
    assert eurlex.read(older.encode(), "aldre.html").sections == read("tidning.html").sections


def test_an_opinion_on_a_document_of_the_commission_is_not_that_document() -> None:
    reading = page(
        '<p class="oj-hd-oj">C 323/38</p><p class="oj-hd-date">26.8.2024</p>'
        '<p class="oj-doc-ti">Yttrande från Europeiska ekonomiska och sociala kommittén om kommissionens byplan</p>'
        '<p class="oj-doc-ti">(COM(2024) 901 final)</p><p class="oj-doc-ti">(2024/C 323/07)</p>'
        '<p class="oj-ti-grseq-1">1.   Slutsatser</p><p class="oj-ti-grseq-1">1.1   Byarna</p>'
        "<table><tr><td/><td><p>1.1.1</p></td><td><p>Planen är bra.</p></td></tr></table>"
    )
    assert (reading.designation, reading.published, reading.kind) == ("2024/C 323/07", "2024-08-26", "yttrande")
    assert reading.publisher == "Europeiska ekonomiska och sociala kommittén"
    assert texts(reading) == {("1. Slutsatser", "1.1 Byarna"): "1.1.1 Planen är bra."}


# Lines without classes.


def test_headings_show_by_their_words() -> None:
    title = "Rådets förordning (EG) nr 9/2002 av den 12 december 2001 om byskyltar"
    assert [section.heading for section in read("aldre.html").sections] == [
        (title,),
        ("AVDELNING I ALLMÄNT", "Artikel 1 Skyltens form"),
        ("AVDELNING I ALLMÄNT", "Artikel 2"),
    ]
    assert (read("aldre.html").title, read("aldre.html").published) == (title, "2001-12-12")
    assert read("aldre.html").designation == "(EG) nr 9/2002"


def test_lines_within_a_paragraph_are_points() -> None:
    assert read("aldre.html").sections[1].text == "1. Skylten ska vara\n\na) av plåt,\nb) blå."


def test_notes_move_but_numbers_of_articles_stay() -> None:
    text = read("aldre.html").sections[0].text
    assert "kommissionens förslag[1],\n\n[1] EGT C 29, 31.1.2001, s. 20." in text
    assert "artikel 19(2) i fördraget, och av yttrandet[2], och\n\n[2] EGT C 67" in text
    assert "(1) EGT" not in read("aldre.html").sections[-1].text


def test_headings_of_old_communications_show_by_their_numbers() -> None:
    lines = ["1. INLEDNING", "Byar är viktiga.", "1.1. Läget", "Läget är gott.", "2. SLUTSATS", "Bra."]
    body = "".join(f"<p>{line}</p>" for line in lines)
    reading = eurlex.read(f'<html><body><div id="TexteOnly">{body}</div></body></html>'.encode(), "kom.html")
    assert [section.heading for section in reading.sections] == [
        ("1. INLEDNING",),
        ("1. INLEDNING", "1.1. Läget"),
        ("2. SLUTSATS",),
    ]


def test_a_first_line_that_repeats_the_title_gives_the_number() -> None:
    lines = ["COUNCIL DECISION of 3 April 1998 on signs (98/123/EC)", "Whereas:", "Article 1", "Signs are", "blue now."]
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = '<meta name="DC.description" content="Council Decision of 3 April 1998 on signs">'
    page = f'<html><head>{head}</head><body><div id="TexteOnly">{body}</div></body></html>'
    reading = eurlex.read(page.encode(), "beslut.html")
    assert (reading.designation, reading.published) == ("98/123/EC", "1998-04-03")
    assert texts(reading) == {
        ("Council Decision of 3 April 1998 on signs",): "Whereas:",
        ("Article 1",): "Signs are\n\nblue now.",
    }


def test_an_english_document_has_the_swedish_name_of_its_publisher() -> None:
    reading = page(
        '<p class="Logo">EUROPEAN COMMISSION</p><p class="Emission">Brussels, 26.3.2025</p>'
        '<p class="Typedudocument_cp">REPORT</p><p class="Titreobjet_cp">on the villages of the north</p>'
        '<p class="li Heading1"><span class="num">1.</span><span>Scope</span></p>'
        '<p class="Normal">The villages of the north are many, and each of them has a hall.</p>'
    )
    assert (reading.publisher, reading.published) == ("Europeiska kommissionen", "2025-03-26")
    assert (reading.kind, reading.publisher) == (None, "Europeiska kommissionen")


def test_a_document_without_a_cover_is_read_all_the_same() -> None:
    reading = page('<p class="li ManualHeading1"><span>Slutsats</span></p><p class="Normal"><span>Bra.</span></p>')
    assert texts(reading) == {("Slutsats",): "Bra."}


def test_text_before_the_first_heading_stands_under_the_title() -> None:
    reading = page(
        '<p class="Titreobjet">Om byar</p><p class="Normal">Först detta.</p>'
        '<p class="li ManualHeading1">Sedan</p><p class="Normal">Detta.</p>'
    )
    assert texts(reading) == {("Om byar",): "Först detta.", ("Sedan",): "Detta."}


def test_a_title_that_the_first_page_repeats_is_no_heading() -> None:
    reading = page(
        '<p class="Typedudocument_cp">RAPPORT</p><p class="Titreobjet_cp">om byar</p>'
        '<p class="Typedudocument">RAPPORT</p><p class="Titreobjet">om byar</p>'
        '<p class="li ManualHeading1">Läget</p><p class="Normal">Gott.</p>'
    )
    assert texts(reading) == {("Läget",): "Gott."}
    assert "RAPPORT om byar" in reading.dropped


def test_headings_without_a_style_show_by_their_numbers() -> None:
    reading = page(
        '<p class="li ListParagraph"><span class="num">1.</span><span>Läget i byarna</span></p>'
        '<p class="Normal">Gott.</p>'
        '<p class="Normal"><span>1.1 Arbete</span></p><p class="Normal">Det finns tre saker att göra:</p>'
        '<p class="li ListParagraph"><span class="num">1.</span><span>Bygg</span></p>'
        '<p class="li ListParagraph"><span class="num">2.</span><span>Städa.</span></p>'
    )
    assert texts(reading) == {
        ("1. Läget i byarna",): "Gott.",
        ("1. Läget i byarna", "1.1 Arbete"): "Det finns tre saker att göra:\n\n1. Bygg\n2. Städa.",
    }


def test_a_bullet_before_a_heading_is_no_part_of_it() -> None:
    reading = page(
        '<p class="li ManualHeading2"><span class="num">•</span><span>Skäl</span></p><p class="Normal">Byn.</p>'
        '<p class="ManualHeading2"><span>• </span><span>Syfte</span></p><p class="Normal">Mer by.</p>'
    )
    assert texts(reading) == {("Skäl",): "Byn.", ("Syfte",): "Mer by."}


def test_a_note_without_a_way_back_is_found_by_the_class_of_its_reference() -> None:
    reading = page(
        '<p class="Normal">Ord<a class="footnoteRef" href="#n1">1</a>.</p><p class="Normal">Mer.</p>'
        '<dl><dd id="n1">Not.</dd></dl>'
    )
    assert reading.sections[0].text == "Ord[1].\n\n[1] Not.\n\nMer."


def test_contents_that_lead_to_headings_and_back_are_no_notes() -> None:
    reading = page(
        '<p class="Normal"><a id="c1" href="#h1">Läget i byarna</a></p>'
        '<p class="li ManualHeading1"><a id="h1" href="#c1">Läget i byarna</a></p><p class="Normal">Gott.</p>'
    )
    assert reading.sections[-1].heading == ("Läget i byarna",)


def test_a_number_that_differs_from_the_anchor_is_the_printed_one() -> None:
    reading = page(
        '<p class="Normal">Ord<span class="FootnoteReference">'
        '<a class="footnoteRef" id="footnoteref8" href="#footnote8">7</a>*</span>.</p>'
        '<dl><dd id="footnote8"><span class="num"><a class="footnote" href="#footnoteref8">(7)</a></span>'
        '<span>*</span><span><span class="tab"> </span>Not.</span></dd></dl>'
    )
    assert reading.sections[0].text == "Ord[7]*.\n\n[7] * Not."


def test_a_note_cited_twice_stands_once_in_each_section() -> None:
    reference = (
        '<span class="FootnoteReference"><a class="footnoteRef" id="footnoteref1" href="#footnote1">1</a></span>'
    )
    again = reference.replace('id="footnoteref1" ', "")
    reading = page(
        f'<p class="li ManualHeading1">A</p><p class="Normal">Ett{reference}.</p><p class="Normal">Två{again}.</p>'
        f'<p class="li ManualHeading1">B</p><p class="Normal">Tre{again}.</p>'
        '<dl><dd id="footnote1"><a class="footnote" href="#footnoteref1">(1)</a> Not.</dd></dl>'
    )
    assert texts(reading) == {("A",): "Ett[1].\n\n[1] Not.\n\nTvå[1].", ("B",): "Tre[1].\n\n[1] Not."}


def test_links_within_the_site_become_whole() -> None:
    reading = page('<p class="Normal">Se <a href="./../../../legal-content/SV/AUTO/?uri=OJ:C:2024:1">EUT C 1</a>.</p>')
    address = "https://eur-lex.europa.eu/legal-content/SV/AUTO/?uri=OJ:C:2024:1"
    assert reading.sections[0].links == (Link("EUT C 1", address),)


def test_a_note_that_nothing_cites_is_not_lost() -> None:
    reading = page('<p class="Normal">Text.</p><dl><dd id="footnote1"><span class="num">(1)</span>Lös not.</dd></dl>')
    assert reading.sections[0].text == "Text.\n\n(1) Lös not."


def test_a_heading_with_nothing_under_it_is_not_lost() -> None:
    reading = page('<p class="Normal">Text.</p><p class="li ManualHeading1">Återstår</p>')
    assert reading.sections[-1].heading == ("Återstår",)
    assert reading.sections[-1].text == "Återstår"


def test_the_page_around_a_document_is_left_out() -> None:
    html = (
        "<html><body><div>Meny och sök</div><div id='text'><p class='oj-doc-ti'>BESLUT om byar</p>"
        "<p class='oj-normal'>Byar ska synas.</p></div><div>Sidfot</div></body></html>"
    )
    reading = eurlex.read(html.encode(), "sida.html")
    assert texts(reading) == {("BESLUT om byar",): "Byar ska synas."}
    assert reading.dropped == ("Meny och sök", "Sidfot")


@pytest.mark.parametrize("name", ["meddelande.xhtml", "forslag.xhtml", "tidning.html", "aldre.html"])
def test_documents_of_eurlex_are_told_from_others(name: str) -> None:
    assert eurlex.is_eurlex((DATA / name).read_text(encoding="utf-8"))


def test_other_pages_are_no_documents_of_eurlex() -> None:
    assert not eurlex.is_eurlex(
        "<html><body><h1>Om EUR-Lex</h1><p class='normal'>Läs på eur-lex.europa.eu.</p></body></html>"
    )


def test_a_file_that_is_cut_off_is_said_to_be() -> None:
    data = (DATA / "meddelande.xhtml").read_bytes()
    with pytest.raises(SourceError, match="avbruten"):
        eurlex.read(data[: len(data) // 2], "halv.xhtml")


def test_nesting_without_end_gives_a_sentence() -> None:
    deep = "<div>" * 100_000 + "text" + "</div>" * 100_000
    with pytest.raises(SourceError, match="djupt nästlad"):
        page(f'<p class="Normal">a</p>{deep}')


def test_a_document_without_text_gives_a_sentence() -> None:
    with pytest.raises(SourceError, match="ingen text"):
        page('<p class="Logo">EUROPEISKA KOMMISSIONEN</p>')
