"""Answers as plain records: the JSON of the command line and of the programming interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.document import Document, Passage
from index.engine import Status
from index.request import BriefSentence, DocumentHits, FacetValue, Hit, SearchResult
from ui.text import quoted

if TYPE_CHECKING:
    from index.similar import Similar
    from index.suggest import Suggestions
    from index.ways_on import WaysOn

Record = dict[str, Any]


def search_record(result: SearchResult, ways: WaysOn | None = None) -> Record:
    """Return a search result as the command-line contract has it, with what leads on where nothing was found."""
    return {
        "query": result.query,
        "interpreted": result.interpreted,
        "total": result.total,
        "total_documents": result.total_documents,
        "suggestion": result.suggestion,
        "searched": result.searched,
        "notes": [*_correction(result), *result.notes],
        "took_ms": result.took_ms,
        "question": result.question,
        "brief": {"sentences": [_sentence_record(sentence) for sentence in result.brief]} if result.brief else None,
        "hits": [_hit_record(hit) for hit in result.hits],
        "groups": [_group_record(group) for group in result.groups],
        "facets": {name: _values_record(values) for name, values in result.facets.items()},
        "quarters": _values_record(result.quarters),
        **({"ways_on": _ways_record(ways)} if ways else {}),
    }


def _ways_record(ways: WaysOn) -> Record:
    return {
        "filters": [
            {"facet": w.facet, "value": w.value, "left_out": w.left_out, "documents": w.documents} for w in ways.filters
        ],
        "parts": [{"part": w.part, "query": w.query, "documents": w.documents} for w in ways.parts],
        "pieces": [{"compound": w.compound, "query": w.query, "documents": w.documents} for w in ways.pieces],
        "themes": [{"value": theme.value, "count": theme.count} for theme in ways.themes],
        "newest": [{"id": d.id, "title": d.title, "published": d.published} for d in ways.newest],
    }


def _correction(result: SearchResult) -> list[str]:
    """Say that another spelling was searched, if one was."""
    if result.searched is None:
        return []
    return [f"Visar träffar för {quoted(result.searched)} i stället för {quoted(result.query)}."]


def _values_record(values: Sequence[FacetValue]) -> list[Record]:
    return [{"value": v.value, "count": v.count, "selected": v.selected} for v in values]


def suggestions_record(suggestions: Suggestions) -> Record:
    """Return what is offered for a query that is being typed, as the command-line contract has it."""
    return {"suggestion": suggestions.suggestion, "completions": list(suggestions.completions)}


def _group_record(group: DocumentHits) -> Record:
    """Return the ids of a document's hits, each with the ids of those folded under it."""
    return {
        "document_id": group.document.id,
        "hits": [{"id": f.hit.passage.id, "similar": [hit.passage.id for hit in f.similar]} for f in group.folds],
    }


def _sentence_record(sentence: BriefSentence) -> Record:
    document, passage = sentence.document, sentence.passage
    return {
        "text": sentence.text,
        "passage": passage.id,
        "heading": list(passage.heading),
        "document_id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "provenance": document.provenance,
        "url": document.url,
        "page": passage.page,
    }


def _hit_record(hit: Hit) -> Record:
    document, passage = hit.document, hit.passage
    return {
        "id": passage.id,
        "document_id": document.id,
        "title": document.title,
        "heading": list(passage.heading),
        "kind": document.kind,
        "item_kind": passage.item_kind,
        "published": document.published,
        "publisher": document.publisher,
        "url": document.url,
        "provenance": document.provenance,
        "municipalities": list(passage.municipalities),
        "organisations": list(passage.organisations),
        "themes": list(passage.themes),
        "snippet": hit.snippet,
        "score": hit.score,
    }


def document_record(document: Document) -> Record:
    """Return a document and its passages as the command-line contract has it."""
    names = ("id", "title", "kind", "publisher", "published", "url", "language", "rights", "provenance")
    record: Record = {
        name: getattr(document, name) for name in (*names, "address", "note", "source", "fetched", "unanswered_since")
    }
    return {**record, "passages": [_passage_record(passage) for passage in document.passages]}


def _passage_record(passage: Passage) -> Record:
    return {
        "id": passage.id,
        "heading": list(passage.heading),
        "text": passage.text,
        "item_kind": passage.item_kind,
        "page": passage.page,
        "anchor": passage.anchor,
        "language": passage.language,
        "links": [{"text": link.text, "url": link.url} for link in passage.links],
        "municipalities": list(passage.municipalities),
        "counties": list(passage.counties),
        "organisations": list(passage.organisations),
        "themes": list(passage.themes),
        "dates": list(passage.dates),
        "years": list(passage.years),
        "amounts": list(passage.amounts),
    }


def similar_record(name: str, found: Sequence[Similar]) -> Record:
    """Return what is like a document or a passage; `likeness` is 1.0 for the first, `passage` is the place to look."""
    names = ("id", "title", "kind", "publisher", "published", "url", "provenance")
    similar = [
        {
            **{name: getattr(other.document, name) for name in names},
            "passage": other.passage.id,
            "heading": list(other.passage.heading),
            "likeness": other.likeness,
        }
        for other in found
    ]
    return {"id": name, "similar": similar}


def status_record(status: Status) -> Record:
    """Return the state of an index; the size is in bytes."""
    return {
        "path": str(status.path),
        "engine": status.engine,
        "documents": status.documents,
        "passages": status.passages,
        "size": status.size,
        "schema_version": status.schema_version,
        "language_version": status.language_version,
        "last_ingest": status.last_ingest.isoformat() if status.last_ingest else None,
    }
