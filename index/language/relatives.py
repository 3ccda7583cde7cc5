"""Words of the same family that Snowball keeps apart: "samordnare" and "samordna" beside "samordning"."""

from __future__ import annotations

from functools import lru_cache

from index.language import lemmas
from index.language.analysis import stem
from index.language.function_words import FUNCTION_WORDS

_NOUNS = ("ning", "ing")
_SHORTEST = 3
"""Letters of the shortest root: "led" in "ledning"."""

_OTHERS = frozenset({"köping"})
"""Nouns that only look like one's own: a Köping has no buyers."""


@lru_cache(maxsize=10_000)
def relatives(form: str) -> tuple[str, ...]:
    """Return the stems of the verb of a noun in -ing and of who does it, or of a verb's nouns; never the word's own.

    Only words of the dictionary count, on either side, so that "tidning" is no relative of "tid".
    """
    if form in FUNCTION_WORDS:
        return ()
    lemma, own = lemmas.lemma(form), stem(form)
    if lemma.endswith("ing"):
        roots = [lemma.removesuffix(ending) for ending in _NOUNS if lemma.endswith(ending)]
        found = [f"{root}{ending}" for root in roots for ending in ("a", "are")]
    elif lemma.endswith(("ande", "ende", "a", "are")):
        root = lemma.removesuffix("nde").removesuffix("re").removesuffix("a").removesuffix("e")
        found = [f"{root}{ending}" for ending in (*_NOUNS, "a")]
        roots = [root]
    else:
        return ()
    if min(map(len, roots)) < _SHORTEST:
        return ()
    stems = (stem(word) for word in found if word not in _OTHERS and _is_base(word))
    return tuple(dict.fromkeys(key for key in stems if key != own))


def _is_base(word: str) -> bool:
    return lemmas.is_known(word) and lemmas.lemma(word) == word
