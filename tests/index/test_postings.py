"""What our writer of segments writes is what Whoosh's own writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from whoosh.reading import IndexReader

from index.document import Document
from index.prepared import prepare
from index.whoosh_writing import create_build, new_writer, open_build, transaction, whoosh_rows
from tests.conftest import BANK, make_document, make_passage

PASSAGES = 300
"""More than the codec puts in one block, twice."""


def letter(number: int) -> Document:
    """Return a letter of which each passage shares words with all others and has one of its own, some of them often."""
    texts = [f"Ekvik köper fruktkorgar av nr {n} {'och åter ' * (n % 4)}Norrtuna kaffebönor." for n in range(PASSAGES)]
    passages = (make_passage(f"kop{number}", f"a{n}", f"Köp {n}", text) for n, text in enumerate(texts))
    return make_document(f"kop{number}", f"Brev {number}", *passages)


def written_by_whoosh(build: Path, documents: Sequence[Document]) -> Mapping[str, object]:
    opened = create_build(build)
    writer = new_writer(opened)
    for document in documents:
        for row in whoosh_rows(prepare(document)):
            writer.add_document(**row)
    writer.commit()
    return held(opened.reader())


def held(reader: IndexReader) -> Mapping[str, object]:
    """Return all that the segments of a reader hold of passages: postings by term, stored fields and columns."""
    names = {number: stored["key"] for number, stored in reader.iter_docs() if "passage" in stored}
    postings: dict[tuple[str, bytes], list[tuple[object, ...]]] = {}
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        info = reader.term_info(field, term)
        while matcher.is_active():
            if matcher.id() in names:
                found = names[matcher.id()], matcher.weight(), bytes(matcher.value() or b""), info.max_weight()
                postings.setdefault((field, term), []).append(found)
            matcher.next()
    columns = {
        field: {name: reader.column_reader(field)[number] for number, name in names.items()}
        for field in ("sequence", "title_length", "heading_length", "text_length")
    }
    stored = {names[number]: fields["passage"] for number, fields in reader.iter_docs() if number in names}
    return {"postings": {key: sorted(found) for key, found in postings.items()}, "stored": stored, "columns": columns}


def test_a_segment_holds_what_whoosh_would_have_written(tmp_path: Path) -> None:
    documents = [*BANK, letter(1)]
    (tmp_path / "ours").mkdir()
    opened = create_build(tmp_path / "ours" / "build")
    with transaction(opened, tmp_path / "ours" / "build") as writing:
        for document in documents:
            writing.replace(document)
    assert held(opened.reader()) == written_by_whoosh(tmp_path / "whoosh", documents)


def test_segments_that_become_one_hold_what_they_held(tmp_path: Path) -> None:
    build = tmp_path / "ours" / "build"
    build.parent.mkdir()
    opened = create_build(build)
    for document in (*BANK, letter(1), letter(2)):
        with transaction(open_build(build), build) as writing:
            writing.replace(document)
    with transaction(open_build(build), build, erase=True) as writing:
        writing.replace(letter(3))
        writing.remove("kop1")
    assert len(list(build.glob("*.seg"))) == 1
    assert held(opened.reader()) == written_by_whoosh(tmp_path / "whoosh", [*BANK, letter(2), letter(3)])
