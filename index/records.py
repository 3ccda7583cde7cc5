"""Documents and passages as JSON text, for engines that store them, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from typing import Any

from index.document import Document, Link, Passage

_PASSAGE = tuple(field.name for field in fields(Passage))


def dump_passage(passage: Passage) -> str:
    """Return a passage as JSON text."""
    record = {
        name: getattr(passage, name) for name in _PASSAGE
    }  # asdict copies everything first, for ten times as long
    return json.dumps({**record, "links": [asdict(link) for link in passage.links]}, ensure_ascii=False)


def load_passage(text: str) -> Passage:
    """Return the passage that `dump_passage` wrote."""
    record: dict[str, Any] = json.loads(text)
    links = tuple(Link(**link) for link in record.pop("links"))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    return Passage(links=links, **values)


def dump_document(document: Document) -> str:
    """Return a document's metadata, without its passages, as JSON text."""
    return json.dumps(asdict(replace(document, passages=())), ensure_ascii=False)


def load_document(text: str) -> Document:
    """Return the document that `dump_document` wrote, without its passages."""
    record: dict[str, Any] = json.loads(text)
    return Document(**{**record, "passages": ()})
