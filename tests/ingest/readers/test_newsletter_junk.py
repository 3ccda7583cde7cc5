"""What a newsletter tool adds is left out; what merely sounds like it stays."""

from __future__ import annotations

import pytest

from ingest.readers.newsletter import read_markup
from ingest.readers.newsletter_junk import is_junk


@pytest.mark.parametrize(
    "text",
    [
        "Visa i webbläsaren",
        "Kan du inte läsa nyhetsbrevet? Klicka här",
        "Ser mejlet konstigt ut? Visa det i din webbläsare.",
        "Webbversion",
        "View this email in your browser",
        "Avregistrera dig här",
        "Avsluta din prenumeration",
        "Visa i webbläsaren | Avregistrera dig",
        "Avregistrera dig: https://ut.example/u/7",
        "Du får detta mejl för att du är med i nätverket.",
        "Vill du inte längre få våra nyhetsbrev? Avregistrera dig här.",
        "Update your preferences or unsubscribe from this list",
        "Dela på Facebook Dela på LinkedIn",
        "Facebook | LinkedIn | Instagram",
        "Följ oss på Facebook och LinkedIn",
        "Tipsa en vän",
        "Skickat med Ungapped",
        "© 2023 Ekviks kommun. Alla rättigheter förbehållna.",
        "Detta mejl skickades till anna@ekvik.example",
    ],
)
def test_what_the_tool_adds(text: str) -> None:
    assert is_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Föreningen valde att avregistrera sig ur registret efter årsmötet.",
        "Du får hjälp med ansökan för att komma igång.",
        "Se webbinariet online",
        "Läs krönikan på webben",
        "Om du vill avsluta ett avtal i förtid behöver båda parter vara överens.",
        "Dela med dig av dina erfarenheter",
        "Följ oss på vår resa genom Ekvik.",
        "Vi finns på plats i Almedalen",
        "Vill du inte missa nästa träff?",
        "Tipsa oss",
        "Kontakt",
        "Vi skriver varje vecka på Facebook och LinkedIn om arbetet.",
        "Nyhetsbrevet skickas en gång i kvartalet.",
        "Du får nyhetsbrevet fyra gånger om året.",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert not is_junk(text)


def test_only_the_sentence_goes_where_it_shares_a_line() -> None:
    reading = read_markup(
        "<h1>Nyhetsbrev 4, maj 2023</h1><h2>Krönika</h2><p>Kajen är isfri igen.</p>"
        "<h2>Redaktör</h2><p>Nyhetsbrevet ges ut av Ekviks kommun. <a "
        'href="https://ut.example/u">Avregistrera dig här.</a></p>'
    )
    assert reading.sections[1].text == "Nyhetsbrevet ges ut av Ekviks kommun."
    assert reading.sections[1].links == ()
    assert reading.dropped == ("Avregistrera dig här.",)


def test_hidden_text_and_its_padding_are_left_out() -> None:
    reading = read_markup(
        "<style>.mob { display: none } @media (max-width: 600px) { .mob { display: block } }</style>"
        '<div style="display:none;max-height:0">Kort om innehållet&zwnj;&nbsp;&zwnj;&nbsp;</div>'
        '<div class="preheader">Ännu kortare</div><span style="font-size:1px;color:#fff">Prick</span>'
        "<h1>Nyhetsbrev 4, maj 2023</h1><h2>Krönika</h2><h2 class='mob'>Krönika</h2><p>Kajen är isfri.</p>"
        '<img src="https://ut.example/o.gif" width="1" height="1" alt="Spårning">'
    )
    assert [(section.heading, section.text) for section in reading.sections] == [(("Krönika",), "Kajen är isfri.")]
    assert reading.dropped == ("Kort om innehållet", "Ännu kortare", "Prick", "Krönika")
