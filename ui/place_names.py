"""Which municipality is meant: the vocabulary's and those that the bank mentions, however their names are written."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from index.engine import SearchEngine
from index.errors import UnknownNameError
from index.field_values import spell
from ui.shared_vocabulary import shared_vocabulary
from ui.text import quoted

MOST_MEANT = 5
LEAST_LIKE = 0.8
"""How like (Jaro-Winkler, 0 to 1) a name must be to what was written for it to be offered."""


def municipality_name(engine: SearchEngine, written: str) -> str:
    """Return the name of the municipality that is meant: "söderhamns kommun" is Söderhamn, "Håbo" is not Habo.

    Raises UnknownNameError, which offers names that are written much like it.
    """
    known = shared_vocabulary().municipalities
    also = {alias: municipality.name for municipality in known for alias in municipality.aliases}
    names = tuple(dict.fromkeys([*(municipality.name for municipality in known), *engine.facet_values("kommun")]))
    for spelled in (names, tuple(also)):
        (meant,) = spell("kommun", [written], lambda _, spelled=spelled: spelled)  # type: ignore[misc]
        if meant in spelled:
            return also.get(meant, meant)
    like = process.extract(written, names, scorer=JaroWinkler.similarity, score_cutoff=LEAST_LIKE, limit=MOST_MEANT)
    sentence = f"Det finns ingen kommun som heter {quoted(written)}." if written else "Adressen nämner ingen kommun."
    raise UnknownNameError(sentence, place="municipality", meant=tuple((name, name) for name, _, _ in like))
