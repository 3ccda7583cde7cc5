"""`python -m bench.enrichment [--misses]`: precision, recall and F1 of the enrichment, and its speed.

`--misses` lists what goes wrong in the development half; the test half is only measured.
"""

from __future__ import annotations

import random
import re
import sys
import time

from bench.enrichment.measure import TABLES, measure
from bench.enrichment.passages import LABELS, SPLITS, LabelledPassage, evaluate, read_passages
from index.document import Passage
from index.language.vocabulary import load_vocabulary
from ingest.enrich import Enricher

_PASSAGES = 2_000
_SENTENCES = 6


def main() -> None:
    """Print the scores on labelled passages, the tables of sentences that must all be right, and the speed."""
    vocabulary = load_vocabulary()
    enricher = Enricher(vocabulary)
    passages = read_passages(vocabulary)
    start = time.perf_counter()
    enricher.enrich([Passage(id="a#b", anchor="b", heading=(), text="")], title="")
    print(f"load {time.perf_counter() - start:.1f} s\n")
    print(f"{'':15} {'split':5} {'labels':>6} {'precision':>9} {'recall':>7} {'F1':>6}")
    for split in SPLITS:
        scores = evaluate(enricher, [passage for passage in passages if passage.split == split])
        for label in LABELS:
            score = scores[label]
            figures = f"{score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f}"
            print(f"{label:15} {split:5} {score.expected:6} {figures}")
            for text, missed, false in score.misses if "--misses" in sys.argv and split == "dev" else ():
                print(f"    {text[:90]!r} missed {sorted(missed)} false {sorted(false)}")
    print()
    for table in TABLES:
        faults = measure(enricher, table).faults
        print(f"{table}.tsv: {len(faults)} sentences wrong")
        for text, absent, wrong in faults:
            print(f"    {text[:70]!r} missed {sorted(absent)} false {sorted(wrong)}")
    print(f"\n{_rate(enricher, passages):.0f} passages/s in one process")


def _rate(enricher: Enricher, passages: tuple[LabelledPassage, ...]) -> float:
    """Return how many passages of mixed sentences, as long as those of the corpus, are enriched in a second."""
    sentences = [sentence for passage in passages for sentence in re.split(r"(?<=[.?!]) ", passage.text)]
    mixed = random.Random(1)  # noqa: S311 - the same texts each time
    texts = [" ".join(mixed.sample(sentences, _SENTENCES)) for _ in range(_PASSAGES)]
    made = [Passage(id=f"a#{n}", anchor=str(n), heading=("Ett exempel",), text=text) for n, text in enumerate(texts)]
    start = time.perf_counter()
    enricher.enrich(made, title="Ett dokument")
    return len(made) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
