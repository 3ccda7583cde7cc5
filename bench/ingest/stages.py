"""The same documents once more, stage by stage in one process: what each costs, and the bare writer's rate."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.prepared import prepare
from index.whoosh_writing import create_build, new_writer, whoosh_rows
from ingest import preload  # noqa: F401 (loads what a process of the pipeline has from the start)
from ingest.assemble import assemble
from ingest.corpus import source_files
from ingest.corrections import Correction
from ingest.processes import Limits
from ingest.read_file import enricher, read_reading

WRITING = ("write", "commit")


def measure(corpus: Path, build: Path) -> tuple[Counter[str], int]:
    """Return seconds by stage and the number of passages.

    "write" and "commit" are Whoosh's own writer, with the pipeline's settings and tokens that are made beforehand.
    """
    seconds: Counter[str] = Counter()

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds[name] += time.perf_counter() - start

    writer = new_writer(create_build(build))
    passages = 0
    for file in source_files(corpus):
        with stage("read"):
            reading = read_reading(file.path, Limits().size)
            document = assemble(file, reading, "", {}, Correction())
        with stage("enrich"):
            enriched = enricher(None).enrich(document.passages, title=document.title, kind=document.kind)
            document = replace(document, passages=enriched)
        with stage("analyse"):
            prepared = prepare(document)
        rows = whoosh_rows(prepared)
        with stage("write"):
            for row in rows:
                writer.add_document(**row)
        passages += len(rows)
    with stage("commit"):
        writer.commit()
    return seconds, passages
