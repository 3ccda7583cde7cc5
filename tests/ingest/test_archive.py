"""ZIP archives: what is good comes out, what is bad is said, and nothing fills the disk."""

from __future__ import annotations

import stat
import struct
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import ArchiveError, ArchiveLimits, Fault, Member, is_archive, unpack
from ingest.file_names import safe_name
from tests.ingest.zips import encrypted, make_zip, with_field, with_raw_name

LETTER = "Kafékooperativet i Ekvik har öppnat.".encode()


def unpacked(data: bytes, **limits: int) -> dict[str, bytes | str]:
    """Return what comes out of an archive: content, or the sentence on why not, by name."""
    parts = unpack(BytesIO(data), ArchiveLimits(**limits))
    return {part.name: part.data if isinstance(part, Member) else part.reason for part in parts}


def unix(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def test_files_come_out_with_their_folders_and_without_litter() -> None:
    files = {"2022/mars.md": LETTER, "__MACOSX/2022/._mars.md": b"x", ".DS_Store": b"x", "2022/Thumbs.db": b"x"}
    assert unpacked(make_zip({**files, "tom mapp/": b""})) == {"2022/mars.md": LETTER}


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "mac-roman", "utf-8"])
@pytest.mark.parametrize("name", ["Möte.md", "Årsbrev från Älvnäs.md", "köp.md"])
def test_swedish_names_are_right_whoever_packed_them(name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    plain = "a" * len(raw)
    assert list(unpacked(with_raw_name(make_zip({plain: LETTER}), plain, raw))) == [name]


def test_decomposed_names_and_backslashes_are_as_everywhere() -> None:
    assert list(unpacked(make_zip({"2022\\Mo\u0308te.md": LETTER}))) == ["2022/Möte.md"]


def test_archives_in_archives_are_folders_two_levels_down() -> None:
    inner = make_zip({"brev.md": LETTER})
    nested = make_zip({"a.ZIP": make_zip({"b.zip": inner, "c.zip": make_zip({"d.zip": inner})}), "brev.md": LETTER})
    assert {name: value if isinstance(value, bytes) else value[:7] for name, value in unpacked(nested).items()} == {
        "a/b/brev.md": LETTER,
        "a/c/d.zip": "Arkivet",
        "brev.md": LETTER,
    }


@pytest.mark.parametrize(
    "name", ["../brev.md", "a/../../brev.md", "/etc/passwd", "C:\\brev.md", "..\\brev.md", "c:x.md"]
)
def test_a_place_outside_the_archive_is_refused_and_the_rest_is_read(name: str) -> None:
    outcome = unpacked(make_zip({name: LETTER, "bra.md": LETTER}))
    assert outcome.pop("bra.md") == LETTER
    assert ["utanför arkivet" in str(reason) for reason in outcome.values()] == [True]


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644])
def test_a_link_or_a_device_is_refused(mode: int) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(unix("länk.md", mode), b"/etc/passwd")
        archive.writestr(unix("bra.md", stat.S_IFREG | 0o644), LETTER)
    assert unpacked(buffer.getvalue()) == {
        "länk.md": "Filen i arkivet är en länk eller en enhet och ingen fil med innehåll.",
        "bra.md": LETTER,
    }


def test_a_locked_file_is_said() -> None:
    assert unpacked(encrypted(make_zip({"brev.md": LETTER}))) == {"brev.md": "Filen i arkivet är låst med lösenord."}


def test_two_files_of_one_name_are_said() -> None:
    twice = make_zip({"brev.md": LETTER, "brev.mx": b"Annat"}).replace(b"brev.mx", b"brev.md")
    parts = list(unpack(BytesIO(twice), ArchiveLimits()))
    assert parts[0] == Member("brev.md", LETTER)
    assert isinstance(parts[1], Fault)


@pytest.mark.parametrize("method", [9, 12, 14, 97])
def test_unusual_packing_is_said(method: int) -> None:
    packed = with_field(make_zip({"brev.md": LETTER}), local=8, central=10, value=method)
    assert "Packa om" in str(unpacked(packed)["brev.md"])


def test_a_damaged_file_is_said_and_the_rest_is_read() -> None:
    data = make_zip({"brev.md": LETTER, "bra.md": b"Norrtuna"}, compression=zipfile.ZIP_STORED)
    outcome = unpacked(data.replace(LETTER, LETTER.upper()))
    assert "skadad" in str(outcome["brev.md"])
    assert outcome["bra.md"] == b"Norrtuna"


@pytest.mark.parametrize("cut", [4, 60, 200])
def test_an_archive_that_was_cut_off_is_said(cut: int) -> None:
    with pytest.raises(ArchiveError, match="skadat eller avbrutet"):
        unpacked(make_zip({"brev.md": LETTER, "bra.md": LETTER})[:cut])


def test_an_empty_archive_is_empty() -> None:
    assert unpacked(make_zip({})) == {}


def test_a_name_that_is_not_what_it_says_is_said() -> None:
    broken = make_zip({"Å.md": LETTER}).replace("Å".encode(), b"\xc3\xff")
    with pytest.raises(ArchiveError, match="filnamn"):
        unpacked(broken)


def test_a_file_over_the_limit_is_said_and_the_rest_is_read() -> None:
    outcome = unpacked(make_zip({"stor.txt": b"x" * 1_100_000, "bra.md": LETTER}), file_size=1, ratio=2_000)
    assert "större än gränsen, 1 MB" in str(outcome["stor.txt"])
    assert outcome["bra.md"] == LETTER


def test_a_bomb_is_told_by_how_hard_it_is_packed() -> None:
    bomb = make_zip({"bomb.txt": bytes(5_000_000)})
    assert "hårdare packad" in str(unpacked(bomb)["bomb.txt"])


def test_a_size_that_the_archive_lies_about_is_counted() -> None:
    bomb = bytearray(make_zip({"bomb.txt": bytes(5_000_000)}))
    directory = bytes(bomb).index(b"PK\x01\x02")
    for place in (22, directory + 24):  # the unpacked size in the local header and in the directory
        struct.pack_into("<I", bomb, place, 10)
    assert isinstance(unpacked(bytes(bomb))["bomb.txt"], str)


@pytest.mark.parametrize(
    ("files", "limits", "sentence"),
    [
        ({f"{number}.txt": b"x" * 600_000 for number in range(3)}, {"total_size": 1, "ratio": 9_999}, "än 1 MB"),
        ({f"{number}.txt": LETTER for number in range(4)}, {"files": 3}, "än 3 filer"),
        ({f"{number}.txt": LETTER for number in range(40)}, {"files": 3}, "än 3 filer. Packa upp"),
    ],
)
def test_an_archive_ends_at_its_limits(files: dict[str, bytes], limits: dict[str, int], sentence: str) -> None:
    with pytest.raises(ArchiveError, match=sentence):
        unpacked(make_zip(files), **limits)


def test_the_limits_hold_for_archives_in_archives_together() -> None:
    inner = make_zip({f"{number}.txt": LETTER for number in range(3)})
    with pytest.raises(ArchiveError, match="fler än 5 filer"):
        unpacked(make_zip({"a.zip": inner, "b.zip": inner}), files=5)


def test_a_document_in_a_package_is_no_archive() -> None:
    word = BytesIO()
    WordDocument().save(word)
    text = make_zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    for data in (word.getvalue(), text):
        assert not is_archive(BytesIO(data), "brev")
        assert unpacked(make_zip({"brev": data})) == {"brev": data}
    assert is_archive(BytesIO(make_zip({"brev.md": LETTER})), "brev")
    assert not is_archive(BytesIO(LETTER), "brev.md")
    with pytest.raises(ArchiveError, match="skadat"):
        unpacked(LETTER)


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=5))
def test_whatever_the_names_all_that_comes_out_stays_in_the_inbox(files: dict[str, bytes]) -> None:
    inbox = Path(tempfile.gettempdir(), "inbox")
    for name in unpacked(make_zip(files)):
        assert (inbox / safe_name(name)).resolve().is_relative_to(inbox.resolve())


@given(st.binary(max_size=300), st.integers(0, 299))
def test_whatever_bytes_stand_in_an_archive_it_ends_with_a_sentence(noise: bytes, place: int) -> None:
    data = bytearray(make_zip({"brev.md": LETTER, "2022/bra.md": LETTER}))
    data[place : place + len(noise)] = noise
    outcome: list[bytes | str] = []
    try:
        outcome += unpacked(bytes(data)).values()
    except ArchiveError as error:
        outcome.append(str(error))
    assert all(isinstance(value, bytes) or value.endswith(".") for value in outcome)
