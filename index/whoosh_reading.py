"""The reading side of the embedded engine: readers that map a segment into memory and leave its terms alone.

Whoosh's own copies the terms, the postings and each column that it opens into memory, which takes longer than all else
about opening an index; searches read arrays instead (`index/segment_arrays.py`).
"""

from __future__ import annotations

import mmap
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import _DEF_INDEX_NAME, TOC
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader

from index.whoosh_schema import schema


def latest_generation(build: Path) -> int:
    """Return the number of the last commit to a build, -1 where there is none."""
    number: int = TOC._latest_generation(FileStorage(str(build)), _DEF_INDEX_NAME)  # noqa: SLF001 (a list of files)
    return number


def open_reader(build: Path) -> IndexReader:
    """Open the last commit to a build. Raises EmptyIndexError where there is none, and OSError."""
    storage = FileStorage(str(build))
    contents = TOC.read(storage, _DEF_INDEX_NAME, schema=schema())
    readers = [MappedReader(storage, contents.schema, segment) for segment in contents.segments]
    if len(readers) == 1:
        return readers[0]
    return MultiReader(readers) if readers else EmptyReader(contents.schema)


class _MappedFile(BufferFile):  # type: ignore[misc]
    """A file within a mapped segment, of which nothing is copied but what is read."""

    def __init__(self, held: memoryview, name: str) -> None:
        self._buf = held
        self._name = name
        self.onclose = None
        self.is_real = False
        self.is_closed = False

    @cached_property
    def file(self) -> BytesIO:
        """A copy to read from beginning to end, as Whoosh reads its table of terms."""
        return BytesIO(self._buf)

    def close(self) -> None:
        """Let go of the memory."""
        self.is_closed = True
        self.__dict__.pop("file", None)
        self._buf = memoryview(b"")


class _MappedSegment(CompoundStorage):  # type: ignore[misc]
    """The one file of a segment, which holds all its others."""

    def open_file(self, name: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (Whoosh has no types)
        """Open a file in it."""
        if self._source is None:
            return super().open_file(name, *arguments, **options)
        start, length = self.range(name)
        return _MappedFile(memoryview(self._source)[start : start + length], name)

    def forget(self) -> None:
        """Leave what was read of the file to the operating system to keep or to drop."""
        if self._source is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._source.madvise(mmap.MADV_DONTNEED)


class MappedReader(SegmentReader):  # type: ignore[misc]
    """A reader of one segment that opens its terms when they are first asked for."""

    def __init__(self, storage: FileStorage, schema: Schema, segment: Segment) -> None:
        """Open a segment; it takes the place of Whoosh's own beginning, which opens the terms at once."""
        self.schema = schema
        self.is_closed = False
        self._segment = segment
        self._segid = segment.segment_id()
        self._gen = None
        file = storage.open_file(segment.make_filename(Segment.COMPOUND_EXT))
        self._storage = _MappedSegment(file, use_mmap=storage.supports_mmap)
        self._codec = segment.codec()
        self._perdoc = self._codec.per_document_reader(self._storage, segment)

    @cached_property
    def _terms(self) -> Any:  # noqa: ANN401 (Whoosh has no types)
        return self._codec.terms_reader(self._storage, self._segment)

    def release_terms(self) -> None:
        """Let go of the terms, if they were opened, until they are asked for again."""
        terms = self.__dict__.pop("_terms", None)
        if terms is not None:
            terms.close()
            self._storage.forget()

    def close(self) -> None:
        """Let go of everything."""
        self.release_terms()
        self._perdoc.close()
        self._storage.close()
        self.is_closed = True
