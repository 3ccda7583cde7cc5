"""What every engine must do; the same tests run against each."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index.document import Document
from index.engine import Found, SearchEngine, Selection
from index.errors import (
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    IndexUnwritableError,
    NotFoundError,
)
from index.language.query_terms import plan
from index.query import parse
from index.request import Sort
from index.whoosh_engine import WhooshEngine
from tests.conftest import BANK, make_document, make_passage


def find(engine: SearchEngine, query: str, sort: Sort = "relevance", limit: int = 10, offset: int = 0) -> Found:
    selection = Selection(plan=plan(parse(query)), filters={}, sort=sort, limit=limit, offset=offset)
    return engine.find(selection)


def ids(found: Found) -> list[str]:
    return [item.passage.id for item in found.passages]


def test_a_document_comes_back_as_it_was_written(engine: WhooshEngine) -> None:
    assert tuple(engine.document(document.id) for document in BANK) == BANK


def test_an_unknown_document(engine: WhooshEngine) -> None:
    with pytest.raises(NotFoundError, match="finns inget dokument"):
        engine.document("finns-inte")


def test_an_empty_query_finds_everything_newest_first(engine: WhooshEngine) -> None:
    found = find(engine, "")
    assert (found.total, found.total_documents) == (5, 3)
    assert ids(found)[:2] == ["brev1#intervju-med-ekvik", "brev1#reserverad-upphandling-av-fruktkorgar"]
    assert ids(find(engine, "", sort="oldest"))[0] == "handbok#social-ekonomi"


def test_inflected_words_meet(engine: WhooshEngine) -> None:
    assert set(ids(find(engine, "upphandlingen"))) == {
        "brev1#intervju-med-ekvik",
        "brev1#reserverad-upphandling-av-fruktkorgar",
        "handbok#upphandla",
    }


def test_the_passage_with_all_words_comes_first(engine: WhooshEngine) -> None:
    assert ids(find(engine, "reserverad upphandling fruktkorgar"))[0] == "brev1#reserverad-upphandling-av-fruktkorgar"


def test_dots_tell_words_apart(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        writing.replace(make_document("mal", "Insekter", make_passage("mal", "mal", "Mal", "En mal äter ylle.")))
        writing.replace(make_document("mål", "Syften", make_passage("mål", "mal", "Mål", "Ett mål sätts upp.")))
    assert ids(find(engine, "mål")) == ["mål#mal"]
    assert ids(find(engine, "mal")) == ["mal#mal"]


def test_a_phrase_stands_together(engine: WhooshEngine) -> None:
    assert ids(find(engine, '"social ekonomi är"')) == ["handbok#social-ekonomi"]
    assert ids(find(engine, '"ekonomi social"')) == []


def test_an_excluded_word_is_nowhere(engine: WhooshEngine) -> None:
    assert "brev1#reserverad-upphandling-av-fruktkorgar" not in ids(find(engine, "upphandling -fruktkorg"))


@pytest.mark.parametrize("query", ["2021/22:135", "COM(2021) 778", "778", "4 kap. 18 § LOU"])
def test_designations_are_found(engine: WhooshEngine, query: str) -> None:
    assert ids(find(engine, query))[0] == "handbok#upphandla"


def test_a_decimal_point_is_a_decimal_comma(engine: WhooshEngine) -> None:
    assert ids(find(engine, "2.8 miljoner")) == ["brev1#reserverad-upphandling-av-fruktkorgar"]


def test_english_passages_are_stemmed_as_english(engine: WhooshEngine) -> None:
    assert ids(find(engine, "plan supporting organisation"))[0] == "plan#aim"


def test_function_words_alone_still_find(engine: WhooshEngine) -> None:
    assert find(engine, "vad är").total > 0


def test_a_word_that_is_nowhere_is_named(engine: WhooshEngine) -> None:
    found = find(engine, "upphandling zxcvbn")
    assert found.unknown_words == ("zxcvbn",)
    assert found.total == find(engine, "upphandling").total


def test_pages_follow_each_other(engine: WhooshEngine) -> None:
    whole = ids(find(engine, ""))
    assert [*ids(find(engine, "", limit=2)), *ids(find(engine, "", limit=3, offset=2))] == whole
    assert ids(find(engine, "", offset=99)) == []


def test_a_replaced_document_leaves_nothing_behind(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        writing.replace(
            make_document("handbok", "Ny handbok", make_passage("handbok", "nytt", "Nytt", "Helt ny text."))
        )
    assert ids(find(engine, "2021/22:135")) == []
    assert [passage.anchor for passage in engine.document("handbok").passages] == ["nytt"]


def test_a_removed_document_is_gone(engine: WhooshEngine) -> None:
    with engine.write() as writing:
        writing.remove("brev1")
        writing.remove("har-aldrig-funnits")
    assert find(engine, "").total_documents == 2
    assert set(engine.content_hashes()) == {"handbok", "plan"}


def test_an_error_inside_a_transaction_changes_nothing(engine: WhooshEngine) -> None:
    before = engine.generation()

    def interrupted() -> None:
        with engine.write() as writing:
            writing.remove("brev1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert engine.generation() == before
    assert find(engine, "").total_documents == 3


def test_a_commit_is_seen_by_an_engine_that_is_already_open(engine: WhooshEngine) -> None:
    other = WhooshEngine(engine.folder)
    assert find(other, "").total == 5
    with engine.write() as writing:
        writing.remove("plan")
    assert find(other, "").total == 4


def test_a_rebuild_replaces_everything_and_leaves_no_old_files(engine: WhooshEngine) -> None:
    with engine.write(rebuild=True) as writing:
        writing.replace(BANK[0])
    assert find(engine, "").total_documents == 1
    assert len([path for path in engine.folder.iterdir() if path.is_dir()]) == 1


def test_what_is_erased_is_in_no_byte_of_the_folder(engine: WhooshEngine) -> None:
    def traces() -> bool:
        return any(b"fruktkorg" in path.read_bytes() for path in engine.folder.rglob("*") if path.is_file())

    with engine.write() as writing:
        writing.remove("brev1")
    assert traces()
    with engine.write(erase=True) as writing:
        writing.remove("plan")
    assert not traces()
    assert find(engine, "upphandling").total_documents == find(engine, "").total_documents == 1


def test_an_interrupted_rebuild_keeps_the_old_index(engine: WhooshEngine) -> None:
    def interrupted() -> None:
        with engine.write(rebuild=True) as writing:
            writing.replace(BANK[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert find(WhooshEngine(engine.folder), "").total_documents == 3


def test_two_writers_do_not_meet(engine: WhooshEngine) -> None:
    other = WhooshEngine(engine.folder, lock_wait=0.1)
    with engine.write(), pytest.raises(IndexLockedError, match=f"process {os.getpid()} på datorn"), other.write():
        pass


def test_no_index_yet(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "tomt")
    assert engine.content_hashes() == {}
    with pytest.raises(IndexMissingError, match="kunskapsbank ingest"):
        find(engine, "upphandling")


def test_an_index_whose_files_somebody_removed_is_begun_anew(engine: WhooshEngine) -> None:
    shutil.rmtree(next(path for path in engine.folder.iterdir() if path.is_dir()))
    assert WhooshEngine(engine.folder).content_hashes() == {}
    with engine.write() as writing:
        writing.replace(BANK[0])
    assert find(engine, "").total_documents == 1


def test_an_index_of_another_version_asks_for_a_rebuild(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.whoosh_engine.language_version", lambda: "en annan")
    with pytest.raises(IndexOutdatedError, match="--rebuild"):
        find(WhooshEngine(engine.folder), "upphandling")


def test_word_frequencies_are_of_words_as_written(engine: WhooshEngine) -> None:
    frequencies = engine.word_frequencies()
    assert frequencies["fruktkorgar"] == 1
    assert frequencies["är"] == 1
    assert "upphandl" not in frequencies


def test_status_counts(engine: WhooshEngine) -> None:
    status = engine.status()
    assert (status.documents, status.passages) == (3, 5)
    assert status.size > 0
    assert status.last_ingest is not None


def test_documents_come_in_order_of_id_without_passages(engine: WhooshEngine) -> None:
    found: list[Document] = list(engine.documents())
    assert [document.id for document in found] == ["brev1", "handbok", "plan"]
    assert all(document.passages == () for document in found)


def test_a_bank_that_began_empty_and_grew_answers_as_one_made_at_once(engine: WhooshEngine, tmp_path: Path) -> None:
    grown = WhooshEngine(tmp_path / "grown")
    for _ in range(2):
        with grown.write():
            pass
    assert grown.status().passages == 0
    for document in BANK:
        with grown.write() as writing:
            writing.replace(document)
    assert tuple(grown.document(document.id) for document in BANK) == BANK
    assert find(grown, "upphandlingen").passages == find(engine, "upphandlingen").passages


def test_a_bank_written_in_several_segments_answers_as_one(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.whoosh_writing._SEGMENT", 1)
    parts = WhooshEngine(tmp_path / "parts")
    for _ in range(2):  # the second time every document takes the place of its older version
        with parts.write() as writing:
            for document in BANK:
                writing.replace(document)
    assert tuple(parts.document(document.id) for document in BANK) == BANK
    assert find(parts, "upphandlingen").passages == find(engine, "upphandlingen").passages
    assert parts.word_frequencies() == engine.word_frequencies()


def test_many_small_ingests_leave_few_segments_and_the_large_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(number: int, passages: int = 1) -> Document:
        return make_document(
            f"brev{number}",
            f"Brev {number}",
            *(make_passage(f"brev{number}", f"a{n}", f"Nyhet {n}", "Ekvik förankrar.") for n in range(passages)),
        )

    def segments() -> set[str]:
        return {path.name for path in engine.folder.rglob("*.seg")}

    monkeypatch.setattr("index.whoosh_writing._MERGED", 40)
    engine = WhooshEngine(tmp_path / "small")
    with engine.write() as writing:
        writing.replace(note(0, passages=100))
    large = segments()
    for number in range(1, 70):
        with engine.write() as writing:
            writing.replace(note(1 + number % 50))
    assert large <= segments()
    assert len(segments()) < 20
    assert find(engine, "Ekvik").total == 150
    assert find(engine, "").total_documents == 51


def test_undated_documents_come_last_in_both_orders(engine: WhooshEngine) -> None:
    undated = make_document("odaterad", "Odaterad", make_passage("odaterad", "text", "Text", "Text."), published=None)
    with engine.write() as writing:
        writing.replace(undated)
    assert ids(find(engine, "", sort="oldest"))[-1] == "odaterad#text"
    assert ids(find(engine, "", sort="newest"))[-1] == "odaterad#text"


def test_an_index_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("inget index", encoding="utf-8")
    engine = WhooshEngine(tmp_path / "fil")
    with pytest.raises(IndexMissingError):
        find(engine, "x")
    with pytest.raises(IndexUnwritableError, match="Det går inte att skriva"), engine.write():
        pass


def test_passages_are_counted_by_word_and_by_phrase(engine: WhooshEngine) -> None:
    phrases = [["f:upphandling"], ["s:social", "s:ekonomi"], ["s:ekonomi", "s:social"], ["f:finnsinte"]]
    assert list(engine.count_passages(phrases)) == [1, 2, 0, 0]
    assert list(engine.count_passages([])) == []
