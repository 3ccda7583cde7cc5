"""The embedded engine: Whoosh 2.7.4 keeps the terms, stored records and transactions; ranking is ours.

An index folder holds one folder per build and the file CURRENT, which names the build in force. A rebuild is written
aside and put in force by replacing that one file. Every passage is one Whoosh document; every document of the bank has
a record of its own, which no search finds because it has no terms.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
from filelock import FileLock, Timeout
from whoosh import columns, fields, formats, index
from whoosh.writing import IndexWriter

from index.document import ABOUT_THE_SOURCE, Document, Passage
from index.engine import Found, FoundPassage, Selection, Status, Writing
from index.errors import (
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    IndexUnwritableError,
    NotFoundError,
)
from index.facets import Column, Mask, Numbers, facet_values, narrow
from index.language.analysis import analyze, language_version
from index.records import dump_document, dump_passage, load_document, load_passage
from index.request import FACETS
from index.scoring import FIELDS, Floats, Ranking, rank

SCHEMA_VERSION: Final = "1"

_BANK = "bank"
_UNDATED = "0000"
_LOCK_SECONDS = 5


class _Terms(fields.FieldType):  # type: ignore[misc]
    """A field that takes its terms as they are: a mapping from each term to its positions."""

    def __init__(self, format_: formats.Format) -> None:
        self.format = format_
        self.analyzer = None
        self.scorable = False
        self.stored = False

    def index(self, value: Mapping[str, list[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term with its frequency, weight and encoded positions, as Whoosh's writer asks for."""
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(positions)


def _schema() -> fields.Schema:
    schema = fields.Schema(
        key=fields.ID(unique=True, stored=True),
        document_id=fields.ID,
        published=fields.ID,
        sequence=fields.COLUMN(columns.NumericColumn("i")),
        passage=fields.STORED,
        document=fields.STORED,
        bank=fields.STORED,
    )
    for name in FIELDS:
        schema.add(name, _Terms(formats.Positions()))
        schema.add(f"{name}_length", fields.COLUMN(columns.NumericColumn("i")))
    for name in FACETS:
        schema.add(f"facet_{name}", _Terms(formats.Existence()))
    return schema


class WhooshEngine:
    """The engine on one index folder. Reading is safe from several threads; a commit is seen at the next call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._snapshot: _Snapshot | None = None
        self._opening = threading.Lock()

    def generation(self) -> str:
        """Return a value that changes with every commit."""
        return self._read().generation

    def find(self, selection: Selection) -> Found:
        """Rank, filter, count and page."""
        return self._read().find(selection)

    def document(self, document_id: str) -> Document:
        """Return a document with its passages in reading order."""
        return self._read().document(document_id)

    def documents(self) -> Iterator[Document]:
        """Yield every document without its passages, in order of id."""
        snapshot = self._read()
        return (snapshot.metadata[document_id] for document_id in sorted(snapshot.metadata))

    def content_hashes(self) -> Mapping[str, str]:
        """Return the content hash of each document by id; empty where there is no index yet."""
        if self._build() is None:
            return {}
        return {document.id: document.content_hash for document in self.documents()}

    def facet_values(self, facet: str) -> Sequence[str]:
        """Return every value that a facet has in the bank."""
        return self._read().facets[facet].values

    def word_frequencies(self) -> Mapping[str, int]:
        """Return how many passages hold each word form; one in several fields counts where it is commonest."""
        return self._read().word_frequencies()

    def status(self) -> Status:
        """Describe the index."""
        snapshot = self._read()
        return Status(
            path=self.folder,
            engine="whoosh",
            documents=len(snapshot.metadata),
            passages=snapshot.count,
            size=sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()),
            schema_version=SCHEMA_VERSION,
            language_version=language_version(),
            last_ingest=datetime.fromisoformat(snapshot.bank["last_ingest"]),
        )

    @contextmanager
    def write(self, *, rebuild: bool = False) -> Iterator[Writing]:
        """Open a transaction; `rebuild` starts from an empty index. An error leaves the old index as it was."""
        lock = FileLock(self.folder / "LOCK")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout:
            raise IndexLockedError(self.folder) from None
        except OSError as error:
            raise IndexUnwritableError(self.folder) from error
        try:
            yield from self._write(rebuild=rebuild)
        finally:
            lock.release()

    def _write(self, *, rebuild: bool) -> Iterator[Writing]:
        build = None if rebuild else self._build()
        if build is None:
            self._sweep()
            build = self.folder / uuid4().hex
            build.mkdir()
            storage = index.create_in(build, _schema())
        else:
            self._read()
            storage = index.open_dir(build)
        writer = storage.writer(limitmb=256)
        try:
            transaction = _Transaction(writer)
            yield transaction
            transaction.finish()
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        storage.close()
        self._put_in_force(build)

    def _build(self) -> Path | None:
        """Return the folder of the build in force, or None."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return self.folder / name

    def _put_in_force(self, build: Path) -> None:
        if build == self._build():
            return
        pointer = self.folder / "CURRENT.new"
        pointer.write_text(build.name, encoding="ascii")
        os.replace(pointer, self.folder / "CURRENT")  # noqa: PTH105 (the one call that is atomic everywhere)
        self._sweep()

    def _sweep(self) -> None:
        """Remove builds that are not in force; one that a reader still holds open is left for the next time."""
        current = self._build()
        for path in self.folder.iterdir():
            if path.is_dir() and path != current:
                shutil.rmtree(path, ignore_errors=True)

    def _read(self) -> _Snapshot:
        build = self._build()
        if build is None or not index.exists_in(build):
            raise IndexMissingError(self.folder)
        storage = index.open_dir(build)
        generation = f"{build.name}-{storage.latest_generation()}"
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = _Snapshot(storage.reader(), generation, self.folder)
            return self._snapshot


class _Transaction:
    """Collects whole documents and writes each once: Whoosh does not replace what the same writer has added."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self._written: set[str] = set()

    def replace(self, document: Document) -> None:
        """Put `document` in the place of every passage that its id had before."""
        if document.id in self._written:
            raise ValueError(document.id)
        self._written.add(document.id)
        self.remove(document.id)
        self._writer.add_document(
            key=f"document {document.id}", document_id=document.id, document=dump_document(document)
        )
        for sequence, passage in enumerate(document.passages):
            self._add(document, passage, sequence)

    def remove(self, document_id: str) -> None:
        """Take a document and its passages out."""
        self._writer.delete_by_term("document_id", document_id)

    def finish(self) -> None:
        """Record when the bank was written and by which versions."""
        bank = {
            "schema_version": SCHEMA_VERSION,
            "language_version": language_version(),
            "last_ingest": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._writer.update_document(key=_BANK, bank=bank)

    def _add(self, document: Document, passage: Passage, sequence: int) -> None:
        row: dict[str, Any] = {
            "key": passage.id,
            "document_id": document.id,
            "published": document.published or _UNDATED,
            "sequence": sequence,
            "passage": dump_passage(passage),
        }
        texts = {"title": document.title, "heading": "\n".join(passage.heading), "text": passage.text}
        for name, text in texts.items():
            tokens = analyze(text, passage.language)
            positions: dict[str, list[int]] = defaultdict(list)
            for position, token in enumerate(tokens):
                for term in dict.fromkeys(token.terms):
                    positions[term].append(position)
            row[name] = positions
            row[f"{name}_length"] = len(tokens)
        for name, values in facet_values(document, passage).items():
            row[f"facet_{name}"] = {value: [0] for value in values}
        self._writer.add_document(**row)


class _Snapshot:
    """One generation of the index: a reader, columns by passage number, and postings read so far."""

    def __init__(self, reader: Any, generation: str, folder: Path) -> None:  # noqa: ANN401 (Whoosh has no types)
        self.generation = generation
        self._reader = reader
        self._postings: dict[tuple[str, str], tuple[Numbers, Floats]] = {}
        self._frequencies: dict[str, int] | None = None
        self.size: int = reader.doc_count_all()
        self.bank = self._bank(folder)
        self.metadata: dict[str, Document] = {}
        records = np.zeros(self.size, dtype=np.bool_)
        for number, stored in reader.iter_docs():
            if "document" in stored:
                document = load_document(stored["document"])
                self.metadata[document.id] = document
            records[number] = "passage" not in stored
        ids = self._column("document_id")
        self.everything = np.zeros(self.size, dtype=np.bool_)
        self.everything[ids.passages] = True
        self.everything &= ~records
        self.count = int(self.everything.sum())
        self._document_ids = ids.values
        self._document_of = np.zeros(self.size, dtype=np.int32)
        self._document_of[ids.passages] = ids.codes
        self._sequence = self._numbers("sequence")
        dates = self._column("published")
        self._published = np.zeros(self.size, dtype=np.int32)
        self._published[dates.passages] = dates.codes
        self._undated = dates.values.index(_UNDATED) if _UNDATED in dates.values else -1
        self.facets = {name: self._column(f"facet_{name}") for name in FACETS}
        self.about_sources = self.facets["inslag"].carrying((ABOUT_THE_SOURCE,), self.size)
        self.lengths = {name: self._numbers(f"{name}_length").astype(np.float32) for name in FIELDS}
        self.average_lengths = {
            name: max(float(lengths[self.everything].mean()), 1.0) if self.count else 1.0
            for name, lengths in self.lengths.items()
        }

    def find(self, selection: Selection) -> Found:
        """Rank, filter, count and page."""
        ranking = rank(self, selection.plan, cut=selection.cut)
        matched, _ = narrow(self.facets, selection.within, ranking.shown & self.everything)
        result, others = narrow(self.facets, selection.filters, matched)
        numbers = self._order(np.flatnonzero(result).astype(np.int32), ranking, selection.sort)
        page = numbers[selection.offset : selection.offset + selection.limit]
        return Found(
            total=len(numbers),
            total_documents=len(np.unique(self._document_of[numbers])),
            passages=tuple(self._found(int(number), float(ranking.scores[number])) for number in page),
            facets={
                name: column.count_documents(others[name], self._document_of) for name, column in self.facets.items()
            },
            unknown_words=ranking.unknown_words,
            also=ranking.also,
        )

    def document(self, document_id: str) -> Document:
        """Return a document with its passages in reading order."""
        if document_id not in self.metadata:
            raise NotFoundError(document_id)
        numbers = np.flatnonzero(self.everything & (self._document_of == self._document_ids.index(document_id)))
        ordered = numbers[np.argsort(self._sequence[numbers])]
        passages = tuple(self._passage(int(number)) for number in ordered)
        return load_document(dump_document(self.metadata[document_id]), passages)

    def word_frequencies(self) -> dict[str, int]:
        """Return how many passages hold each word form; a form in several fields counts where it is commonest."""
        if self._frequencies is None:
            frequencies: dict[str, int] = {}
            for field in FIELDS:
                for term in self._reader.expand_prefix(field, b"f:"):
                    form = term.decode()[2:]
                    frequencies[form] = max(self._reader.doc_frequency(field, term), frequencies.get(form, 0))
            self._frequencies = frequencies
        return self._frequencies

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""
        key = (field, term)
        if key not in self._postings:
            self._postings[key] = self._read_postings(field, term)
        return self._postings[key]

    def holding_phrase(self, terms: tuple[str, ...]) -> Mask:
        """Return which passages hold the terms next to each other in one field."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for field in FIELDS:
            places = [self._places(field, term) for term in terms]
            for number in set(places[0]).intersection(*places[1:]):
                starts = set(places[0][number])
                for offset, place in enumerate(places[1:], start=1):
                    starts &= {position - offset for position in place[number]}
                mask[number] = bool(starts) or mask[number]
        return mask

    def _places(self, field: str, term: str) -> dict[int, list[int]]:
        """Return the positions of a term by passage number."""
        places = {}
        if (field, term) in self._reader:
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                places[matcher.id()] = matcher.value_as("positions")
                matcher.next()
        return places

    def _read_postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        numbers, counts = [], []
        if (field, term) in self._reader:
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                numbers.append(matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        return np.asarray(numbers, dtype=np.int32), np.asarray(counts, dtype=np.float32)

    def _order(self, numbers: Numbers, ranking: Ranking, sort: str) -> Numbers:
        """Order passages; ties go to the newest, then to the id and the reading order."""
        documents = self._document_of[numbers]
        scores = -ranking.scores[numbers].astype(np.float64).round(6)
        dates = self._published[numbers]
        dates = np.where(dates == self._undated, len(self._document_ids) + 1, dates) if sort == "oldest" else -dates
        last = self._sequence[numbers], documents
        first = (dates, scores) if sort == "relevance" else (scores, dates)
        return numbers[np.lexsort((*last, *first))]

    def _found(self, number: int, score: float) -> FoundPassage:
        document = self.metadata[self._document_ids[self._document_of[number]]]
        return FoundPassage(passage=self._passage(number), document=document, score=round(score, 4))

    def _passage(self, number: int) -> Passage:
        return load_passage(self._reader.stored_fields(number)["passage"])

    def _column(self, field: str) -> Column:
        """Read a field's terms, in order, with the passages of each."""
        terms = [term for _, term in self._reader.terms_from(field, "") if _ == field]
        return Column.from_postings((term.decode(), self._read_postings(field, term)[0].tolist()) for term in terms)

    def _numbers(self, field: str) -> Numbers:
        """Read a numeric column by passage number, segment by segment.

        Whoosh's own reader of several segments leaves out those without the column and shifts the numbers of the rest.
        """
        numbers = np.zeros(self.size, dtype=np.int32)
        for leaf, base in self._reader.leaf_readers():
            if leaf.has_column(field):
                column = leaf.column_reader(field)
                for number in range(leaf.doc_count_all()):
                    numbers[base + number] = column[number]
        return numbers

    def _bank(self, folder: Path) -> dict[str, str]:
        """Return the bank's own record; raise where another version has written it."""
        number = self._reader.first_id("key", _BANK) if ("key", _BANK) in self._reader else None
        bank: dict[str, str] = self._reader.stored_fields(number)["bank"] if number is not None else {}
        if bank.get("schema_version") != SCHEMA_VERSION or bank.get("language_version") != language_version():
            raise IndexOutdatedError(folder)
        return bank
