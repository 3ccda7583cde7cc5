"""`python -m bench.enrichment`: precision, recall and speed of the enrichment, and every case that fails."""

from __future__ import annotations

import time

from bench.enrichment.measure import TABLES, measure
from index.document import Passage
from index.language.vocabulary import load_vocabulary
from ingest.enrich import Enricher

_PARAGRAPH = (
    "Söderhamns kommun och tre föreningar prövar reserverade kontrakt. Under våren träffades inköpare, samordnare och "
    "förtroendevalda i fyra dialogmöten, och nu ska arbetet förankras i nämnderna. SKR följer projektet, som har "
    "stöd av Tillväxtverket, och i höst bjuder nätverket in fler kommuner till ett seminarium om sociala företag. "
)
_PASSAGES = 1_000


def main() -> None:
    """Print the three scores and the speed."""
    enricher = Enricher(load_vocabulary())
    start = time.perf_counter()
    enricher.enrich([Passage(id="a#b", anchor="b", heading=(), text="")], title="")
    print(f"load {time.perf_counter() - start:.1f} s")
    for table in TABLES:
        score = measure(enricher, table)
        print(f"{table:15} {score.cases:3} cases  precision {score.precision:.3f}  recall {score.recall:.3f}")
        for text, missed, false in score.faults:
            print(f"    {text[:70]!r} missed {sorted(missed)} false {sorted(false)}")
    passages = [
        Passage(id=f"a#{n}", anchor=str(n), heading=("Ett exempel",), text=_PARAGRAPH * 2) for n in range(_PASSAGES)
    ]
    start = time.perf_counter()
    enricher.enrich(passages, title="Ett dokument")
    seconds = time.perf_counter() - start
    print(f"{_PASSAGES / seconds:.0f} passages/s of {len(_PARAGRAPH.split()) * 2} words")


if __name__ == "__main__":
    main()
