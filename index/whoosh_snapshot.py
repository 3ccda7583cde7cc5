"""One generation of a Whoosh index as arrays by passage number, and the answers from it.

Nothing here imports Whoosh: the reader is handed over by `index/whoosh_engine.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from index.adjacency import holding_run
from index.counterparts import pair_counterparts
from index.document import ABOUT_THE_SOURCE, Document, Passage
from index.engine import Found, FoundPassage, Selection
from index.errors import NotFoundError
from index.facets import Column, Mask, Numbers, narrow
from index.plan import FIELDS, Carrying, Condition, Published
from index.records import load_document, load_passage
from index.request import FACETS
from index.scoring import Floats, Ranking, rank

BANK = "bank"
"""The key of the record in which a bank says by which versions it was written, and when."""

DOCUMENT = "document "
"""What the key of a document's own record begins with; its id follows."""

POSTINGS_KEPT = 20_000
"""Terms whose postings stay in memory; words that nobody holds count too, so there has to be an end."""

UNDATED = "0000"
"""Stands for a missing date in the index, so that dates sort as text."""


def read_bank(reader: Any) -> dict[str, str]:  # noqa: ANN401 (Whoosh has no types)
    """Return a bank's own record, empty where there is none."""
    number = reader.first_id("key", BANK) if ("key", BANK) in reader else None
    bank: dict[str, str] = reader.stored_fields(number)["bank"] if number is not None else {}
    return bank


def read_records(reader: Any) -> dict[str, Document]:  # noqa: ANN401 (Whoosh has no types)
    """Return each document by id without its passages, from the documents' own records alone."""
    records = {}
    for key in reader.expand_prefix("key", DOCUMENT):
        matcher = reader.postings("key", key)
        if matcher.is_active():  # a key outlives its record until its segment is rewritten
            document = load_document(reader.stored_fields(matcher.id())["document"])
            records[document.id] = document
    return records


class Snapshot:
    """One generation of the index: a reader, columns by passage number, and postings read so far."""

    def __init__(self, reader: Any, generation: str) -> None:  # noqa: ANN401 (Whoosh has no types)
        self.generation = generation
        self._reader = reader
        self._postings = lru_cache(maxsize=POSTINGS_KEPT)(self._read_postings)
        self._frequencies: dict[str, int] | None = None
        self.size: int = reader.doc_count_all()
        self.bank = read_bank(reader)
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
        self._dates = self._column("published")
        self._published = np.zeros(self.size, dtype=np.int32)
        self._published[self._dates.passages] = self._dates.codes
        self._undated = self._dates.values.index(UNDATED) if UNDATED in self._dates.values else -1
        self.facets = {name: self._column(f"facet_{name}") for name in FACETS}
        self.about_sources = self.facets["inslag"].carrying((ABOUT_THE_SOURCE,), self.size)
        document_of = np.where(self.everything, self._document_of, -1)
        self.counterparts = pair_counterparts(self.metadata.values(), self._document_ids, document_of)
        self.lengths = {name: self._numbers(f"{name}_length").astype(np.float32) for name in FIELDS}
        self.average_lengths = {
            name: max(float(lengths[self.everything].mean()), 1.0) if self.count else 1.0
            for name, lengths in self.lengths.items()
        }

    def find(self, selection: Selection) -> Found:
        """Rank, filter, count and page."""
        ranking = rank(self, selection.plan, cut=selection.cut)
        matched = ranking.shown & ~self._meeting(selection.without)
        result, counted = narrow({n: self._meeting(chosen) for n, chosen in selection.filters.items()}, matched)
        numbers = self._order(np.flatnonzero(result).astype(np.int32), ranking, selection.sort)
        page = numbers[selection.offset : selection.offset + selection.limit]
        return Found(
            total=len(numbers),
            total_documents=len(np.unique(self._document_of[numbers])),
            passages=tuple(self._found(int(number), float(ranking.scores[number])) for number in page),
            facets={
                name: column.count_documents(counted[name], self._document_of) for name, column in self.facets.items()
            },
            dates={
                "" if date == UNDATED else date: documents
                for date, documents in self._dates.count_documents(counted["ar"], self._document_of).items()
            },
            unknown_words=ranking.unknown_words,
            also=ranking.also,
        )

    def _meeting(self, conditions: Iterable[Condition]) -> Mask:
        """Return which passages meet any of some conditions."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for condition in conditions:
            match condition:
                case Carrying(facet, values):
                    mask |= self.carrying(facet, values)
                case Published(start, end):
                    mask |= self.published(start, end)
        return mask

    def document(self, document_id: str) -> Document:
        """Return a document with its passages in reading order."""
        if document_id not in self.metadata:
            raise NotFoundError(document_id)
        numbers = np.flatnonzero(self.everything & (self._document_of == self._document_ids.index(document_id)))
        ordered = numbers[np.argsort(self._sequence[numbers])]
        passages = tuple(self._passage(int(number)) for number in ordered)
        return replace(self.metadata[document_id], passages=passages)

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

    def count_passages(self, terms: Sequence[str]) -> int:
        """Return how many passages hold the terms next to each other in one field."""
        if not all(any((field, term) in self._reader for field in FIELDS) for term in terms):
            return 0
        if len(terms) > 1:
            return int(holding_run(self, tuple(terms), FIELDS).sum())
        return len(np.unique(np.concatenate([self.holders(field, terms[0]) for field in FIELDS])))

    def postings(self, field: str, term: str) -> tuple[Numbers, Floats]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""
        return self._postings(field, term)

    def holders(self, field: str, term: str) -> Numbers:
        """Return the passages that hold a term in a field, ascending."""
        return self.postings(field, term)[0]

    def positions(self, field: str, term: str, among: Numbers) -> tuple[Numbers, Numbers]:
        """Return passage and position of every occurrence of a term in a field of the passages `among`."""
        passages: list[int] = []
        positions: list[int] = []
        matcher = self._reader.postings(field, term)
        for number in among.tolist():
            matcher.skip_to(number)
            found = matcher.value_as("positions")
            passages += [number] * len(found)
            positions += found
        return np.asarray(passages, dtype=np.int32), np.asarray(positions, dtype=np.int32)

    def carrying(self, facet: str, values: Sequence[str]) -> Mask:
        """Return which passages carry any of the values of a facet."""
        return self.facets[facet].carrying(values, self.size)

    def published(self, start: str | None, end: str | None) -> Mask:
        """Return which passages are of documents with `start` <= date < `end`, compared as text."""
        stretch = Published(start, end)
        inside = [date for date in self._dates.values if date != UNDATED and stretch.hold(date)]
        return self._dates.carrying(inside, self.size)

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
