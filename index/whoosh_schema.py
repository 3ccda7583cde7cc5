"""The fields of a Whoosh index of ours, and how the positions of a term are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from whoosh import columns, fields, formats

from index.plan import DEFINES, FIELDS
from index.request import FACETS

SCHEMA_VERSION: Final = "2"


@lru_cache(maxsize=100_000)
def encode(positions: tuple[int, ...]) -> bytes:
    """Return positions as Whoosh stores them; most terms stand once, at one of few places."""
    encoded: bytes = formats.Positions().encode(positions)
    return encoded


class _Terms(fields.FieldType):  # type: ignore[misc]
    """A field that takes its terms as they are: a mapping from each term to its positions."""

    def __init__(self, format_: formats.Format) -> None:
        self.format = format_
        self.analyzer = None
        self.scorable = False
        self.stored = False

    def index(self, value: Mapping[str, tuple[int, ...]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term with its frequency, weight and encoded positions, as Whoosh's writer asks for."""
        has_places = isinstance(self.format, formats.Positions)
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions) if has_places else b""


def schema() -> fields.Schema:
    """Return the fields of a passage (terms, lengths, facets, the stored record) and of the other two records.

    Indexes are opened with it, not with the one pickled in them, which would bind them to the names of this module.
    """
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
    schema.add(DEFINES, _Terms(formats.Existence()))
    for name in FACETS:
        schema.add(f"facet_{name}", _Terms(formats.Existence()))
    return schema
