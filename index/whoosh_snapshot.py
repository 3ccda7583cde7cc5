"""One generation of a Whoosh index as arrays by passage number, and the answers from it.

Nothing here imports Whoosh: the reader is handed over by `index/whoosh_engine.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.adjacency import Places, holding_run
from index.bank_arrays import BankArrays
from index.counterparts import pair_counterparts
from index.document import ABOUT_THE_SOURCE, Document, Passage
from index.engine import Found, FoundPassage, Selection
from index.errors import NotFoundError
from index.facets import DOCUMENT_FACETS, DocumentColumn, Mask, Numbers, mask_of, narrow
from index.kept import Kept
from index.matching import Matcher
from index.ordering import first_by, swedish_order
from index.plan import FIELDS, Carrying, Condition, Published
from index.records import load_document, load_passage
from index.request import FACETS
from index.scoring import Ranking, rank
from index.segment_content import DOCUMENT
from index.weights import WEIGHTS

BANK = "bank"
"""The key of the record in which a bank says by which versions it was written, and when."""

KEPT_BYTES = 96_000_000
"""What may be kept in memory of what searches derive from postings: some hundreds of frequent words."""

UNDATED = "0000"
"""Stands for a missing date in the index, so that dates sort as text."""


def read_bank(reader: Any) -> dict[str, str]:  # noqa: ANN401 (Whoosh has no types)
    """Return a bank's own record by its term, empty where there is none."""
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
    """One generation of the index: the reader, the arrays of its segments, and columns by passage number."""

    def __init__(self, reader: Any, generation: str, arrays: Path) -> None:  # noqa: ANN401 (Whoosh has no types)
        """Read a generation; `arrays` is the folder of the segments' arrays."""
        self.generation = generation
        self._reader = reader
        self._arrays = BankArrays(reader, arrays)
        self.size = self._arrays.size
        self.kept = Kept(KEPT_BYTES)
        self._frequencies: dict[str, int] | None = None
        ids, origins = self._arrays.column("document_id"), self._arrays.origins()
        self.metadata = _Documents(reader, {document_id: origin.record for document_id, origin in origins.items()})
        has_document = np.diff(ids.starts) > 0
        self._document_ids = ids.values
        self._document_of = np.zeros(self.size, dtype=np.intp)
        self._document_of[has_document] = ids.codes
        self.everything = has_document & self._arrays.living
        self.everything[[origin.record for origin in origins.values()]] = False
        self.bank = self._own_record(self._arrays.living & ~has_document)
        self.count = int(np.count_nonzero(self.everything))
        self._sequence = self._arrays.sequence()
        self._dates = self._arrays.column("published")
        self._published = np.zeros(self.size, dtype=np.intp)
        self._published[np.diff(self._dates.starts) > 0] = self._dates.codes
        self._undated = self._dates.values.index(UNDATED) if UNDATED in self._dates.values else -1
        self.facets = {name: self._arrays.column(f"facet_{name}", swedish_order) for name in FACETS}
        by_document = {"published": self._dates} | {name: self.facets[name] for name in DOCUMENT_FACETS}
        self._of_documents = {
            name: DocumentColumn.of(column, self._document_of, self.everything, len(self._document_ids))
            for name, column in by_document.items()
        }
        self.about_sources = np.flatnonzero(self.facets["inslag"].carrying((ABOUT_THE_SOURCE,)))
        sources = {name: (o.source, o.provenance) for name, o in origins.items() if o.source is not None}
        document_of = np.where(self.everything, self._document_of, -1)
        self.counterparts = pair_counterparts(sources, self._document_ids, document_of)
        self.lengths = {name: self._arrays.lengths(name) for name in FIELDS}
        self.average_lengths = {
            name: max(float(lengths[self.everything].mean()), 1.0) if self.count else 1.0
            for name, lengths in self.lengths.items()
        }

    def _own_record(self, others: Mask) -> dict[str, str]:
        """Return the bank's record, one of those that are of no document; its term would have to be read from disk."""
        for number in np.flatnonzero(others):
            stored: dict[str, dict[str, str]] = self._reader.stored_fields(int(number))
            if "bank" in stored:
                return stored["bank"]
        return {}

    def find(self, selection: Selection) -> Found:
        """Rank, filter, count and page."""
        ranking = rank(self, selection.plan, cut=selection.cut)
        matched = ranking.shown & ~self._meeting(selection.without) if selection.without else ranking.shown
        result, counted = narrow({n: self._meeting(chosen) for n, chosen in selection.filters.items()}, matched)
        page = self._page(result, ranking, selection).tolist()
        marked = self._arrays.places_within("text", selection.marked, page if selection.marked else ())
        facets, dates = self._count(counted)
        return Found(
            total=len(result),
            total_documents=int(np.count_nonzero(self._documents(result))),
            passages=tuple(self._found(number, float(ranking.scores[number]), marked.get(number)) for number in page),
            facets=facets,
            dates=dates,
            unknown_words=ranking.unknown_words,
            also=ranking.also,
        )

    def _count(self, counted: Mapping[str, Numbers]) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
        """Count the documents of every value of the facets and of every date, over the passages of each facet."""
        of_documents = {name: self._documents(counted[name]) for name in DOCUMENT_FACETS}
        facets = {
            name: self._of_documents[name].count(of_documents[name])
            if name in DOCUMENT_FACETS
            else column.count_documents(counted[name])
            for name, column in self.facets.items()
        }
        dates = self._of_documents["published"].count(of_documents["ar"])
        return facets, {"" if date == UNDATED else date: documents for date, documents in dates.items()}

    def _documents(self, passages: Numbers) -> Mask:
        """Return which documents some passages are of."""
        return mask_of(len(self._document_ids), self._document_of[passages])

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
        numbers = np.flatnonzero(self.everything & (self._document_of == bisect_left(self._document_ids, document_id)))
        ordered = numbers[np.argsort(self._sequence[numbers])]
        passages = tuple(self._passage(int(number)) for number in ordered)
        return replace(self.metadata[document_id], passages=passages)

    def word_frequencies(self) -> dict[str, int]:
        """Return how many passages hold each word form; a form in several fields counts where it is commonest."""
        if self._frequencies is None:
            self._frequencies = self._arrays.frequencies("f:")
        return self._frequencies

    def count_passages(self, terms: Sequence[str]) -> int:
        """Return how many passages hold the terms next to each other in one field."""
        if not all(self._arrays.has(term) for term in terms):
            return 0
        if len(terms) > 1:
            return len(holding_run(self, tuple(terms), FIELDS))
        return Matcher(self, WEIGHTS).holding(terms[0])

    def postings(self, field: str, term: str) -> tuple[Numbers, NDArray[Any]]:
        """Return the passages that hold a term in a field, ascending, and its frequency in each."""
        return self._arrays.postings(field, term)

    def places(self, field: str, term: str) -> Places:
        """Return every place of a term in a field, ascending."""
        return self._arrays.places(field, term)

    def passages_at(self, field: str, places: Places) -> Numbers:
        """Return the passage of each place of a field."""
        return self._arrays.passages_at(field, places)

    def carrying(self, facet: str, values: Sequence[str]) -> Mask:
        """Return which passages carry any of the values of a facet."""
        return self.facets[facet].carrying(values)

    def published(self, start: str | None, end: str | None) -> Mask:
        """Return which passages are of documents with `start` <= date < `end`, compared as text."""
        stretch = Published(start, end)
        inside = [date for date in self._dates.values if date != UNDATED and stretch.hold(date)]
        return self._dates.carrying(inside)

    def _page(self, result: Numbers, ranking: Ranking, selection: Selection) -> Numbers:
        """Return the passages of a page in order; ties go to the newest, then to the id and the reading order."""
        scores = -ranking.scores[result].astype(np.float64).round(6)
        dates = self._published[result]
        if selection.sort == "oldest":
            dates = np.where(dates == self._undated, len(self._document_ids) + 1, dates)
        else:
            dates = -dates
        last = self._document_of[result], self._sequence[result]
        keys = (scores, dates, *last) if selection.sort == "relevance" else (dates, scores, *last)
        return result[first_by(keys, selection.offset + selection.limit)[selection.offset :]]

    def _found(self, number: int, score: float, marked: Iterable[int] | None) -> FoundPassage:
        return FoundPassage(
            passage=self._passage(number),
            document=self.metadata[self._document_ids[self._document_of[number]]],
            score=round(score, 4),
            marked=None if marked is None else tuple(sorted(marked)),
        )

    def _passage(self, number: int) -> Passage:
        return load_passage(self._reader.stored_fields(number)["passage"])


class _Documents(Mapping[str, Document]):
    """The documents of a bank without their passages, by id; each is read when it is first asked for."""

    def __init__(self, reader: Any, records: Mapping[str, int]) -> None:  # noqa: ANN401 (Whoosh has no types)
        self._reader = reader
        self._records = records
        self._read: dict[str, Document] = {}

    def __getitem__(self, document_id: str) -> Document:
        if document_id not in self._read:
            stored = self._reader.stored_fields(self._records[document_id])
            self._read[document_id] = load_document(stored["document"])
        return self._read[document_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._records
