"""PDF files that are broken or made to break a reader: each ends with a reading or with one sentence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from ingest.readers import pdf
from ingest.readers.pdf_file import MOST_PAGES
from ingest.reading import SourceError
from tests.ingest.readers.test_pdf import FULL, H1, Maker, para

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def text(words: bytes = b"Ekviks byar") -> bytes:
    return stream(b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % words)


def file_of(objects: Sequence[bytes]) -> bytes:
    """Return a file of objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + head + table + trailer


def words_in(data: bytes) -> str:
    return " ".join(section.text for section in pdf.read(data, "fil.pdf").sections)


def pages(kids: bytes, count: int) -> bytes:
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)


def test_a_file_that_anybody_may_open_is_read_though_it_is_encrypted() -> None:
    encryption = StandardEncryption("", ownerPassword="ägare", canPrint=0)
    reading = Maker(encrypt=encryption, title="Låst").page(para(FULL, "drivs.")).read()
    assert reading.sections[0].text == f"{FULL} drivs."


@pytest.mark.parametrize(
    "tree",
    [
        [pages(b"2 0 R 3 0 R", 5), pages(b"2 0 R", 4)],
        [pages(b"3 0 R", 1), pages(b"2 0 R", 1)],
        [pages(b"9 0 R", 1)],
        [b"<</Type/Pages/Kids 2 0 R/Count 1>>"],
        [pages(b"", 0)],
    ],
)
def test_pages_that_lead_round_in_a_ring_or_nowhere_give_a_sentence(tree: list[bytes]) -> None:
    with pytest.raises(SourceError, match="PDF-filen"):
        pdf.read(file_of([CATALOGUE, *tree]), "ring.pdf")


def test_a_page_that_is_damaged_does_not_cost_the_others() -> None:
    objects = [CATALOGUE, pages(b"9 0 R 3 0 R", 2), PAGE, text(), FONT]
    assert words_in(file_of(objects)) == "Ekviks byar"


def test_a_file_that_lies_about_its_pages_is_read() -> None:
    assert words_in(file_of([CATALOGUE, pages(b"3 0 R", 1_000_000_000), PAGE, text(), FONT])) == "Ekviks byar"


def test_more_pages_than_are_read_are_said() -> None:
    kids = b"3 0 R " * (MOST_PAGES + 1)
    with pytest.raises(SourceError, match=f"har {MOST_PAGES + 1} sidor; högst {MOST_PAGES} läses"):
        pdf.read(file_of([CATALOGUE, pages(kids, MOST_PAGES + 1), PAGE, text(), FONT]), "lång.pdf")


def test_a_million_small_letters_on_a_page_give_a_sentence() -> None:
    dust = stream(b"BT /F 1 Tf 1 TL 10 790 Td " + b"(%s) ' " % (b"ekvik " * 160) * 1_050 + b"ET")
    with pytest.raises(SourceError, match="för mycket text"):
        pdf.read(file_of([CATALOGUE, pages(b"3 0 R", 1), PAGE, dust, FONT]), "damm.pdf")


def test_a_page_as_large_as_a_country_is_read() -> None:
    huge = PAGE.replace(b"600 800", b"600000000 800000000")
    assert words_in(file_of([CATALOGUE, pages(b"3 0 R", 1), huge, text(), FONT])) == "Ekviks byar"


@pytest.mark.parametrize("box", [b"0 0 0 0", b"600 800 0 0", b"nej", b"-100 -100 500 750"])
def test_a_page_with_a_strange_size_is_read(box: bytes) -> None:
    strange = PAGE.replace(b"0 0 600 800", box)
    assert words_in(file_of([CATALOGUE, pages(b"3 0 R", 1), strange, text(), FONT])) == "Ekviks byar"


def test_a_page_with_a_map_of_lines_is_read() -> None:
    lines = b"".join(b"%d %d m %d %d l S " % (at % 600, at % 800, at % 590, at % 777) for at in range(60_000))
    drawn = stream(b"BT /F 12 Tf 72 700 Td (Ekviks byar) Tj ET " + lines)
    assert words_in(file_of([CATALOGUE, pages(b"3 0 R", 1), PAGE, drawn, FONT])) == "Ekviks byar"


def test_forms_that_draw_each_other_are_read() -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>/Font<</F 5 0 R>>>>"
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    content = stream(b"BT /F 12 Tf 72 700 Td (Ekviks byar) Tj ET /X Do")
    ring = [stream(b"/X Do", form % 7), stream(b"/X Do", form % 6)]
    assert words_in(file_of([CATALOGUE, pages(b"3 0 R", 1), page, content, FONT, *ring])) == "Ekviks byar"


def test_tags_in_thousands_of_levels_are_passed_over() -> None:
    tagged = b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>"
    page = PAGE.replace(b"/Contents", b"/StructParents 0/Contents")
    content = stream(b"/P <</MCID 0>> BDC BT /F 12 Tf 72 700 Td (Ekviks byar) Tj ET EMC")
    levels = 3_000
    deep = [b"<</Type/StructElem/S/Div/P %d 0 R/K %d 0 R>>" % (at + 6, at + 8) for at in range(levels)]
    last = b"<</Type/StructElem/S/P/P %d 0 R/Pg 3 0 R/K 0>>" % (levels + 6)
    root = b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[%d 0 R]]>>>>" % (levels + 7)
    data = file_of([tagged, pages(b"3 0 R", 1), page, content, FONT, root, *deep, last])
    assert words_in(data) == "Ekviks byar"


def test_an_outline_that_leads_round_in_a_ring_is_passed_over() -> None:
    outlined = b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>"
    ring = [
        b"<</First 7 0 R/Last 7 0 R/Count 1>>",
        b"<</Title(Byar)/Parent 6 0 R/Next 8 0 R/Dest[3 0 R/Fit]>>",
        b"<</Title(Lokaler)/Parent 6 0 R/Next 7 0 R/First 7 0 R/Dest[3 0 R/Fit]>>",
    ]
    assert words_in(file_of([outlined, pages(b"3 0 R", 1), PAGE, text(), FONT, *ring])) == "Ekviks byar"


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_wrong_bytes_gives_a_reading_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which bytes are wrong
    data = bytearray(Maker(title="Handbok").page([*para("1. Rubrik", font=H1), *para(FULL, "drivs.")]).bytes())
    for _ in range(chance.choice((1, 5, 40, 200))):
        data[chance.randrange(20, len(data) - 10)] = chance.randrange(256)
    with suppress(SourceError):
        assert pdf.read(bytes(data), "fel.pdf").sections
