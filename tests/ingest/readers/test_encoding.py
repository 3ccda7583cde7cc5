"""Å, ä and ö come out right whatever the bytes are and whatever they claim to be."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.encoding import decode
from ingest.reading import SourceError

TEXT = "Älvdalen, Åre och Överkalix köper ”tjänster” för 2,8 miljoner – så går det till på Kajens kafé."
PLAIN = "Älvdalen, Åre och Överkalix köper tjänster för 2,8 miljoner, så går det till på Kajens kafé."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_is_seen_in_the_bytes(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["iso-8859-1", "mac-roman", "cp850", "iso-8859-15"])
def test_older_encodings_are_seen_too(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding)) == PLAIN


@pytest.mark.parametrize("claim", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii", "utf-16", "okänd", "rot13"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_wrong_claim_spoils_nothing(claim: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{claim}"></head><body>{TEXT}</body></html>'
    assert decode(page.encode(encoding)) == page
    assert decode(TEXT.encode(encoding), claim) == TEXT
    declared = f'<?xml version="1.0" encoding="{claim}"?><p>{TEXT}</p>'
    assert decode(declared.encode(encoding)) == declared


def test_a_right_claim_decides_where_the_bytes_leave_it_open() -> None:
    assert decode("Żółw idzie do lasu".encode("iso-8859-2"), "iso-8859-2") == "Żółw idzie do lasu"


def test_stray_bytes_of_another_encoding_are_read_as_such() -> None:
    mixed = TEXT.encode() + b" " + "Sidfot från en äldre mall".encode("cp1252")
    assert decode(mixed) == f"{TEXT} Sidfot från en äldre mall"


def test_half_a_character_at_the_end_is_cut() -> None:
    assert decode("Åå Ää Öö".encode()[:-1]) == "Åå Ää Ö"
    assert decode(codecs.BOM_UTF16_LE + "Åre".encode("utf-16-le")[:-1]) == "År"


def test_binary_content_is_refused() -> None:
    noise = bytes((index * 73 + index // 7) % 256 for index in range(4_000))
    with pytest.raises(SourceError, match="inte läsbar text"):
        decode(noise)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöÅÄÖ .,\n", min_size=1))
def test_swedish_text_survives_utf8_and_windows(text: str) -> None:
    assert decode(text.encode()) == text
    assert decode(text.encode("cp1252")) == text
