"""`python -m bench.ingest.by_hand [PASSAGES]`: what staff wait for who add one document to a large bank."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ingest.generate import write_corpus
from index.request import SearchRequest
from index.search import search
from index.whoosh_engine import WhooshEngine
from ingest.adding import Arriving, add, correct, foresee
from ingest.pipeline import ingest
from ingest.processes import Limits

PASSAGES = 10_000
ROUNDS = 5

NOTE = """---
title: Anteckning {0} om loppisar
published: 2023-05-04
---
## Bakgrund

Ekvik har provat loppisar under ett år, och kallar dem {0}ekvikstorg.
"""


def main(passages: int) -> None:
    """Print the median seconds of looking at a file, of saving it until it is found, and of a correction."""
    limits = Limits()
    with TemporaryDirectory() as scratch:
        corpus, engine = Path(scratch, "corpus"), WhooshEngine(Path(scratch, "index"))
        write_corpus(corpus, passages)
        ingest(engine, corpus)
        looked, saved, corrected = [], [], []
        for letter in "bdfhk"[:ROUNDS]:
            file = Path(scratch, f"anteckning-{letter}.md")
            file.write_text(NOTE.format(letter), encoding="utf-8")
            arriving = Arriving(file=file, name=file.name)
            begun = time.perf_counter()
            foreseen = foresee(engine, corpus, arriving, limits)
            seen = time.perf_counter()
            outcome = add(engine, corpus, arriving, reading=foreseen.read.reading, limits=limits)
            if search(engine, SearchRequest(query=f"{letter}ekvikstorg")).total != 1:
                raise SystemExit(str(outcome))
            found = time.perf_counter()
            correct(engine, corpus, outcome.document_id, {"title": f"Loppisar i Ekvik, {letter}"}, limits=limits)
            looked.append(seen - begun)
            saved.append(found - seen)
            corrected.append(time.perf_counter() - found)
        print(f"with {passages} passages in the bank, medians of {ROUNDS}:")
        for name, times in (("looked at", looked), ("saved and found", saved), ("corrected", corrected)):
            print(f"{name:<16} {statistics.median(times):.2f} s, longest {max(times):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES)
