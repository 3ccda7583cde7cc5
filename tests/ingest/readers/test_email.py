"""Saved mail: the letter in its richer part, and what the headers add."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from ingest import readers
from ingest.readers import email_attachments
from ingest.reading import Reading, SourceError
from tests.ingest.readers.layouts import headings, mail, plain
from tests.ingest.readers.letters import EKVIK
from tests.ingest.readers.test_newsletter import assert_is
from tests.ingest.readers.word_files import package, paragraph, word_file
from tests.ingest.zips import make_zip

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
    assert [(part.name, part.reason[-1]) for part in reading.unread] == [("program.pdf", ".")]
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


def letter(
    subject: str = "Handlingar till mötet", text: str = "Hej!\n\nHär är handlingarna till torsdag.\n"
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ekviks kommun <kommun@ekvik.example>"
    message["Date"] = "Thu, 19 Oct 2023 09:30:00 +0200"
    message["Subject"] = subject
    message.set_content(text)
    return message


def attach(message: EmailMessage, name: str, data: bytes, kind: str = "application/octet-stream") -> None:
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)


def outline(reading: Reading) -> list[tuple[tuple[str, ...], str]]:
    return [(section.heading, section.text) for section in reading.sections]


REPORT = word_file(paragraph("Kajen 2023", "Rubrik") + paragraph("Utfall", "Rubrik1") + paragraph("Kajen är isfri."))


def test_what_is_attached_follows_the_letter_under_its_title_or_its_name() -> None:
    message = letter()
    attach(message, "rapport.docx", REPORT)
    attach(message, "anteckningar.txt", "Kajen öppnar i maj, och det gör affären också.\n".encode())
    attach(message, "sida.html", b"<html><body><main><h1>Byar</h1><h2>Norr</h2><p>Elva byar.</p></main></body></html>")
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert outline(reading)[-3:] == [
        (("Kajen 2023", "Utfall"), "Kajen är isfri."),
        (("anteckningar.txt",), "Kajen öppnar i maj, och det gör affären också."),
        (("Byar", "Norr"), "Elva byar."),
    ]
    assert (reading.title, reading.unread) == ("Handlingar till mötet", ())


def test_an_attachment_that_cannot_be_read_is_said_and_the_rest_is_read() -> None:
    message = letter()
    attach(message, "budget.xlsx", package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x"}))
    attach(message, "mapp\\trasig.docx", REPORT[:200])
    attach(message, "rapport.docx", REPORT)
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert [part.name for part in reading.unread] == ["budget.xlsx", "trasig.docx"]
    assert "Excel" in reading.unread[0].reason
    assert reading.sections[-1].text == "Kajen är isfri."


def test_an_attached_archive_is_read_as_the_files_in_it() -> None:
    message = letter()
    files = {
        "2022/rapport.docx": REPORT,
        "2022/anteckningar.txt": "Kajen öppnar i maj, och det gör affären också.\n".encode(),
        "../utanför.txt": b"Text.",
        "program.exe": b"MZ\x90",
    }
    attach(message, "material.zip", make_zip(files), "application/zip")
    attach(message, "trasig.zip", make_zip(files)[:100], "application/zip")
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert outline(reading)[-2:] == [
        (("Kajen 2023", "Utfall"), "Kajen är isfri."),
        (("anteckningar.txt",), "Kajen öppnar i maj, och det gör affären också."),
    ]
    assert [(part.name, part.reason.split(".")[0]) for part in reading.unread] == [
        ("material.zip/../utanför.txt", "Filen i arkivet har en plats utanför arkivet och läses därför inte"),
        ("material.zip/program.exe", "Filen är ett program, och sådana går inte att läsa in"),
        ("trasig.zip", "Arkivet är skadat eller avbrutet och går inte att packa upp"),
    ]


def test_pictures_in_the_text_signatures_and_cards_are_no_attachments() -> None:
    message = letter()
    attach(message, "logga.png", b"\x89PNG\r\n" + bytes(900), "image/png")
    attach(message, "smime.p7s", b"0\x82", "application/pkcs7-signature")
    attach(message, "ebba.vcf", b"BEGIN:VCARD", "text/vcard")
    attach(message, "moete.ics", b"BEGIN:VCALENDAR", "text/calendar")
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert reading.unread == ()
    assert set(reading.dropped) == {"logga.png", "smime.p7s", "ebba.vcf", "moete.ics"}
    attach(message, "avfotograferat.png", b"\x89PNG\r\n" + bytes(200_000), "image/png")
    (unread,) = readers.read(message.as_bytes(), "brev.eml").unread
    assert (unread.name, "bild" in unread.reason) == ("avfotograferat.png", True)


def test_a_mail_in_a_mail_is_read_with_what_is_attached_to_it() -> None:
    inner = letter("Protokoll från Norrtuna", "Hej!\n\nMötet beslutade att måla kajen.\n")
    attach(inner, "rapport.docx", REPORT)
    for outer in (letter(), letter(text="")):
        outer.add_attachment(inner)
        reading = readers.read(outer.as_bytes(), "brev.eml")
        assert any(s.heading[:1] == ("Protokoll från Norrtuna",) and "måla kajen" in s.text for s in reading.sections)
        assert outline(reading)[-1] == (("Protokoll från Norrtuna", "Kajen 2023", "Utfall"), "Kajen är isfri.")
    saved = letter()
    attach(saved, "sparat.eml", inner.as_bytes())
    assert outline(readers.read(saved.as_bytes(), "brev.eml"))[-1][0] == (
        "Protokoll från Norrtuna",
        "Kajen 2023",
        "Utfall",
    )


def test_mails_in_mails_have_an_end() -> None:
    message = letter("Innerst")
    for number in range(8):
        around = letter(f"Brev {number}")
        around.add_attachment(message)
        message = around
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert [part.reason for part in reading.unread] == ["Meddelandet ligger för många meddelanden djupt."]
    assert reading.unread[0].name.count("/") == 3


def test_more_attachments_than_a_mail_has_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_attachments, "MOST", 2)
    message = letter()
    for number in range(4):
        attach(message, f"{number}.txt", f"Bilaga nummer {number} om kajen.\n".encode())
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert [part.name for part in reading.unread] == ["2.txt", "3.txt"]


def test_a_mail_of_nothing_but_an_attachment_is_read() -> None:
    message = letter(text="")
    attach(message, "rapport.docx", REPORT)
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert (reading.title, reading.published) == ("Handlingar till mötet", "2023-10-19")
    assert outline(reading) == [(("Kajen 2023", "Utfall"), "Kajen är isfri.")]
    empty = letter(text="")
    attach(empty, "budget.xlsx", package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x"}))
    with pytest.raises(SourceError, match="inga bilagor"):
        readers.read(empty.as_bytes(), "brev.eml")


def test_a_newsletter_with_an_attachment_keeps_its_items() -> None:
    data = mail(EKVIK, headings(EKVIK), plain(EKVIK))
    alone = readers.read(data, "brev.eml")
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    message.make_mixed()
    attach(message, "rapport.docx", REPORT)
    reading = readers.read(message.as_bytes(), "brev.eml")
    assert reading.sections[:-1] == alone.sections
    assert (reading.title, reading.kind, reading.published) == (alone.title, alone.kind, alone.published)
