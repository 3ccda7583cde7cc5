"""Saved mail: the letter in its richer part, and what the headers add."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

import pytest

from ingest import readers
from ingest.reading import SourceError
from tests.ingest.readers.layouts import headings, mail, plain
from tests.ingest.readers.letters import EKVIK
from tests.ingest.readers.test_newsletter import assert_is

EMPTY_HTML = "<html><body><p>Läs brevet på webben.</p></body></html>"


def test_the_html_wins_where_it_says_as_much() -> None:
    reading = readers.read(mail(EKVIK, headings(EKVIK), plain(EKVIK)), "brev.eml")
    assert reading.sections[0].links != ()


@pytest.mark.parametrize("html", [EMPTY_HTML, headings(replace(EKVIK, stories=EKVIK.stories[:7]))])
def test_the_plain_text_wins_where_the_html_lacks_sentences(html: str) -> None:
    assert_is(readers.read(mail(EKVIK, html, plain(EKVIK)), "brev.eml"), EKVIK)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_every_transfer_encoding_reads_the_same(encoding: str) -> None:
    assert_is(readers.read(mail(EKVIK, headings(EKVIK), plain(EKVIK), encoding=encoding), "brev.eml"), EKVIK)


def test_a_wrong_charset_does_not_spoil_the_letters() -> None:
    data = mail(EKVIK, headings(EKVIK), plain(EKVIK), encoding="8bit")
    assert_is(readers.read(data.replace(b'charset="utf-8"', b'charset="iso-8859-1"'), "brev.eml"), EKVIK)
    claimed = data.decode().replace("”", '"').replace("•", "-").encode("cp1252")
    text = " ".join(section.text for section in readers.read(claimed, "brev.eml").sections)
    assert "Hösten är skördetid även för oss" in text


def test_a_mail_is_known_by_its_headers_whatever_its_name() -> None:
    assert_is(readers.read(mail(EKVIK, headings(EKVIK), None), "brev.txt"), EKVIK)
    assert_is(readers.read(b"\r\n" + mail(EKVIK, None, plain(EKVIK)).replace(b"\n", b"\r\n"), "brev"), EKVIK)
    assert_is(readers.read(mail(EKVIK, headings(EKVIK), None).decode().encode("utf-16"), "brev.eml"), EKVIK)


def test_the_headers_give_date_title_and_sender_where_the_letter_does_not() -> None:
    message = EmailMessage()
    message["From"] = "Nätverket Delade dörrar <dorrar@ekvik.example>"
    message["Date"] = "Thu, 19 Oct 2023 23:30:00 +0200"
    message["Subject"] = "Fw: Höstens nyhetsbrev från Ekvik"
    message.set_content("Krönika\n\nKajen är isfri, och det är företagen också.\n\nTips!\n\nBoken om kajen är slut.\n")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="program.pdf")
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert (reading.title, reading.published) == ("Höstens nyhetsbrev från Ekvik", "2023-10-19")
    assert reading.publisher is None, "who forwards a letter has not published it"
    assert reading.dropped == ("program.pdf",)
    message.replace_header("Subject", "Höstens nyhetsbrev från Ekvik")
    assert readers.read(message.as_bytes(), "brev.eml").publisher == "Nätverket Delade dörrar"


def test_headers_with_raw_letters_are_read() -> None:
    head = (
        "From: Ekviks näringsliv <a@ekvik.example>\nSubject: Nyhetsbrev, våren 2022\nDate: skräp\n\nHej på er alla!\n"
    )
    for encoding in ("utf-8", "cp1252"):
        reading = readers.read(head.encode(encoding), "brev.eml")
        assert (reading.title, reading.publisher) == ("Nyhetsbrev, våren 2022", "Ekviks näringsliv")
        assert reading.published == "2022"


def test_an_ordinary_mail_is_no_newsletter() -> None:
    message = EmailMessage()
    message["From"] = "anna@ekvik.example"
    message["Subject"] = "Lokalen på kajen"
    message["Date"] = "Thu, 19 Oct 2023 09:30:00 +0200"
    message.set_content("Hej!\n\nKan vi ses på torsdag och prata om lokalen?\n\nAnna\n")
    reading = readers.read(message.as_bytes(), "fråga.eml")
    assert (reading.title, reading.kind, reading.publisher) == ("Lokalen på kajen", None, None)
    assert [section.item_kind for section in reading.sections] == [None]
    assert "Kan vi ses på torsdag och prata om lokalen?" in reading.sections[0].text


def test_wrapped_text_with_flowed_lines_is_made_whole() -> None:
    text = (
        "Nyhetsbrev 4, maj 2023\n\nKrönika\n\nKajen är isfri, och \ndet är företagen också.\n\nTips!\n\n"
        "Boken är slut.\n"
    )
    head = "From: a@ekvik.example\nSubject: Nyhetsbrev\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    reading = readers.read((head + text).encode(), "brev.eml")
    assert reading.sections[0].text == "Kajen är isfri, och det är företagen också."


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_mail_that_is_cut_off_is_refused(share: float) -> None:
    data = mail(EKVIK, headings(EKVIK), plain(EKVIK))
    with pytest.raises(SourceError, match="avbrut"):
        readers.read(data[: int(len(data) * share)], "brev.eml")


def test_a_mail_without_text_is_refused() -> None:
    with pytest.raises(SourceError, match="ingen text"):
        readers.read(b"From: a@ekvik.example\nSubject: Tomt\nDate: Thu, 19 Oct 2023 09:30:00 +0200\n\n", "brev.eml")


def test_encoded_headers_are_decoded_and_broken_ones_do_no_harm() -> None:
    body = "\n\nKajen är isfri, och det är företagen också.\n"
    encoded = (
        "Subject: =?utf-8?q?Nyhetsbrev_3=2C_v=C3=A5ren?= =?utf-8?q?_2022?=\nFrom: "
        "=?iso-8859-1?Q?=C5sa_Ek?= <a@b.example>"
    )
    reading = readers.read((encoded + body).encode(), "brev.eml")
    assert (reading.title, reading.publisher) == ("Nyhetsbrev 3, våren 2022", "Åsa Ek")
    broken = "Subject: =?utf-8?b?!!!?= =?okänd?q?x?=\nFrom: <<>>,;\nDate: 99 Xyz\nContent-Type: text/plain; charset=nix"
    reading = readers.read((broken + body).encode(), "brev.eml")
    assert "Kajen är isfri" in reading.sections[0].text


def test_parts_within_parts_without_end_are_refused() -> None:
    head = "From: a@b.example\nSubject: Djupt\n"
    nested = "".join(f'Content-Type: multipart/mixed; boundary="g{level}"\n\n--g{level}\n' for level in range(3_000))
    with pytest.raises(SourceError):
        readers.read((head + nested + "\nHej\n").encode(), "brev.eml")
