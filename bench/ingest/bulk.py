"""`python -m bench.ingest.bulk CORPUS INDEX`: one ingest; prints its seconds without the start of Python, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest


def main(corpus: Path, index: Path) -> None:
    """Ingest a corpus."""
    start = time.perf_counter()
    summary = ingest(WhooshEngine(index), corpus)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "added": len(summary.added), "failed": len(summary.failed)}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
