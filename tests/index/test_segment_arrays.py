"""The arrays beside the index are no second truth: without them, or with old ones, every search answers the same."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from whoosh.codec.whoosh3 import W3Codec

from index.document import Document
from index.highlight import Highlighter
from index.language.query_terms import plan
from index.query import parse
from index.request import SearchRequest, SearchResult
from index.search import search
from index.segment_arrays import ARRAYS
from index.whoosh_engine import WhooshEngine
from tests.conftest import BANK, make_document, make_passage

QUERIES = (
    "",
    "upphandlingen",
    "reserverad upphandling ekvik",
    '"social ekonomi"',
    "fruktkorg*",
    "upphandling INTE ekvik",
    "kommun:Ekvik",
    "vad är social ekonomi",
)


def answers(folder: Path) -> list[SearchResult]:
    engine = WhooshEngine(folder)
    results = [search(engine, SearchRequest(query=query)) for query in QUERIES]
    return [without_time(result) for result in results]


def without_time(result: SearchResult) -> SearchResult:
    return SearchResult(**{name: getattr(result, name) for name in SearchResult.__slots__} | {"took_ms": 0.0})


def write(folder: Path, *documents: Document) -> None:
    with WhooshEngine(folder).write() as writing:
        for document in documents:
            writing.replace(document)


def arrays_of(folder: Path) -> Path:
    (found,) = folder.glob(f"*/{ARRAYS}")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an index of several segments, in one of which something is replaced."""
    folder = tmp_path / "index"
    for document in BANK:
        write(folder, document)
    write(folder, BANK[0])
    return folder


def test_an_index_without_its_arrays_answers_the_same_and_gets_them_again(folder: Path) -> None:
    before = answers(folder)
    kept = sorted(path.name for path in arrays_of(folder).iterdir())
    shutil.rmtree(arrays_of(folder))
    assert answers(folder) == before
    assert sorted(path.name for path in arrays_of(folder).iterdir()) == kept


def test_arrays_made_while_writing_are_those_that_are_read_back_from_the_segments(folder: Path) -> None:
    """Of segments of all sorts: of one passage, of documents, of no passage at all, and written of several others."""
    write(folder, *(make_document(f"brev{n}", f"Brev {n}", *BANK[n].passages) for n in range(len(BANK))))
    with WhooshEngine(folder).write() as writing:
        writing.remove("brev0")
    place = arrays_of(folder)
    while_writing = {path.relative_to(place): path.read_bytes() for path in place.glob("*/*")}
    shutil.rmtree(place)
    answers(folder)
    assert {path.relative_to(place): path.read_bytes() for path in place.glob("*/*")} == while_writing


@pytest.mark.parametrize("name", ["layout.json", "arrays.bin", "terms.trie"])
def test_arrays_half_swept_away_by_a_writer_make_no_difference_to_a_search(folder: Path, name: str) -> None:
    before = answers(folder)
    for path in arrays_of(folder).glob(f"*/{name}"):
        path.unlink()
    assert answers(folder) == before


def test_arrays_of_another_version_are_not_read_and_go_with_the_next_commit(folder: Path) -> None:
    before = answers(folder)
    for path in arrays_of(folder).iterdir():
        path.rename(path.with_name(f"{path.name}00"))
        (path.with_name(f"{path.name}00") / "layout.json").write_text("{}", encoding="utf-8")
    assert answers(folder) == before
    write(folder, make_document("nytt", "Nytt", make_passage("nytt", "nytt", "Nytt", "Något nytt.")))
    assert not [path for path in arrays_of(folder).iterdir() if path.name.endswith("00")]


def test_where_arrays_cannot_be_written_an_index_is_searched_all_the_same(folder: Path) -> None:
    before = answers(folder)
    place = arrays_of(folder)
    shutil.rmtree(place)
    place.write_text("not a folder", encoding="ascii")
    assert answers(folder) == before


def test_a_search_reads_arrays_and_leaves_the_terms_of_whoosh_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers(folder)

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(W3Codec, "terms_reader", never)
    assert answers(folder) == before


def test_the_arrays_hold_nothing_of_what_was_erased(folder: Path) -> None:
    write(folder, make_document("hemligt", "Hemligt", make_passage("hemligt", "ord", "Ord", "Ordet är kryddkaka.")))
    held = [path for path in arrays_of(folder).rglob("*") if path.is_file() and b"kryddkak" in path.read_bytes()]
    assert held
    with WhooshEngine(folder).write(erase=True) as writing:
        writing.remove("hemligt")
    assert not [path for path in arrays_of(folder).rglob("*") if path.is_file() and b"kryddkak" in path.read_bytes()]


def test_what_was_replaced_counts_nowhere(folder: Path) -> None:
    again = WhooshEngine(folder)
    assert search(again, SearchRequest()).total == 5
    assert sum(value.count for value in search(again, SearchRequest()).facets["dokumenttyp"]) == len(BANK)


def test_words_that_end_one_passage_and_begin_the_next_are_not_together(tmp_path: Path) -> None:
    texts = ("Nätverket bakade en kryddkaka", "pepparkakor köptes i Ekvik", "")
    passages = [make_passage("bak", f"p{place}", "Fika", text) for place, text in enumerate(texts)]
    write(tmp_path, make_document("bak", "Bak", *passages))
    for query in ('"kryddkaka pepparkakor"', '"kryddkaka pepparkakor"~5'):
        assert search(WhooshEngine(tmp_path), SearchRequest(query=query)).total == 0
    assert search(WhooshEngine(tmp_path), SearchRequest(query='"köptes pepparkakor"~1')).total == 1


def test_a_phrase_that_was_replaced_is_found_no_more(folder: Path) -> None:
    for text in ("En kryddkaka med socker.", "Socker med en kryddkaka på."):
        write(folder, make_document("bak", "Bak", make_passage("bak", "bak", "Bak", text)))
    found = [
        search(WhooshEngine(folder), SearchRequest(query=q)).total for q in ('"kryddkaka med"', '"med en kryddkaka"')
    ]
    assert found == [0, 1]


def test_hits_from_several_segments_have_their_own_words_marked(folder: Path) -> None:
    found = search(WhooshEngine(folder), SearchRequest(query="upphandling ELLER ekonomi"))
    marker = Highlighter(plan(parse("upphandling ELLER ekonomi")))
    assert len({hit.document.id for hit in found.hits}) > 1
    for hit in found.hits:
        assert hit.snippet == marker.snippet(hit.passage.text)


def test_several_threads_get_the_answers_that_one_gets(folder: Path) -> None:
    expected = answers(folder)
    engine = WhooshEngine(folder)
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(5):
            for query, right in zip(QUERIES, expected, strict=True):
                if without_time(search(engine, SearchRequest(query=query))) != right:
                    wrong.append(query)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
