"""`python -m bench.compounds [FILE.tsv]`: precision, recall, F1, false splits and speed of the compound splitter."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.compounds.measure import measure, read_labels
from index.language import compounds

HELD_OUT = Path(__file__).parent / "held-out.tsv"
ROUNDS = 50


def main(table: Path) -> None:
    """Print the measures for a table, and every fault."""
    start = time.perf_counter()
    compounds.split("kunskapsbank")
    print(f"open            {(time.perf_counter() - start) * 1000:.1f} ms")
    labels = read_labels(table)
    score = measure(labels, compounds.split)
    print(f"words           {score.words}")
    print(f"precision       {score.precision:.3f}")
    print(f"recall          {score.recall:.3f}")
    print(f"F1              {score.f1:.3f}")
    print(f"false splits    {score.false_splits} of {score.wholes} words that are no compounds")
    words = [label.word for label in labels] * ROUNDS
    start = time.process_time()
    for word in words:
        compounds.split(word)
    print(f"speed           {len(words) / (time.process_time() - start):,.0f} words/s, nothing cached")
    for fault in score.faults:
        print(f"    {fault}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT)
