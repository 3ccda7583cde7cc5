"""What the catalogue holds, as plain records: each source with the state of what the bank has of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.originals import OriginalState, load_state
from ingest.sources import ORIGINAL_ENDING, Source, State, load_sources, owners
from ui.records import Record


def catalogue_records(corpus: Path, content_hashes: Mapping[str, str]) -> list[Record]:
    """Return the catalogue of a corpus by the documents of its index. Raises CatalogueError."""
    sources = load_sources(corpus)
    states = {source.id: state for source in sources if (state := load_state(corpus, source.id))}
    return source_records(sources, content_hashes, states)


def source_records(
    sources: Sequence[Source], content_hashes: Mapping[str, str], originals: Mapping[str, OriginalState]
) -> list[Record]:
    """Return the catalogue with the state of each source, by the documents of the index and what fetching has left.

    "original" is a source whose original is searchable, "failed" one whose original could not be fetched, "digest" one
    with its digest alone, "missing" one of which nothing is searchable. `when` is the last time its address was asked.
    """
    keepers = owners(sources)
    return [_source_record(source, content_hashes, keepers.get(source.id, source.id), originals) for source in sources]


def _source_record(
    source: Source, content_hashes: Mapping[str, str], keeper: str, originals: Mapping[str, OriginalState]
) -> Record:
    known = originals.get(keeper)
    documents = [name for name in (f"{keeper}{ORIGINAL_ENDING}", source.id) if name in content_hashes]
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "kind": source.kind,
        "url": source.url,
        "language": source.language,
        "rights": source.rights,
        "address": "read" if known and known.fetched else source.address,
        "note": source.note,
        "state": _state(source, documents, known),
        "when": known.checked if known else None,
        "documents": documents,
        "fetched": known.fetched if known else None,
        "error": known.error if known else None,
        "unanswered_since": known.unanswered_since if known else None,
    }


def _state(source: Source, documents: Sequence[str], known: OriginalState | None) -> State:
    if any(name != source.id for name in documents):
        return "original"
    if known and known.error:
        return "failed"
    return source.provenance if documents else "missing"
