"""Plants one error in a word, as people make them; the same seed gives the same errors."""

from __future__ import annotations

import random
from collections.abc import Callable

from index.language.known_words import is_known

SHORTEST = 5
"""Letters of a word that gets an error."""

_SOUNDS = (
    ("sk", "sj"), ("stj", "sj"), ("skj", "sj"), ("sj", "stj"), ("sj", "skj"), ("tj", "k"), ("k", "tj"), ("ä", "e"),
    ("e", "ä"), ("å", "o"), ("o", "å"), ("ck", "k"), ("tion", "sjon"), ("tion", "tjon"), ("ssion", "tion"),
    ("c", "s"), ("x", "ks"), ("ks", "x"), ("g", "j"), ("j", "g"), ("v", "w"), ("hj", "j"), ("lj", "j"), ("gn", "ngn"),
    ("d", "t"), ("p", "b"), ("mm", "m"), ("nn", "n"), ("ll", "l"), ("tt", "t"), ("pp", "p"), ("ss", "s"), ("rr", "r"),
)  # fmt: skip
"""What is written for what: another spelling of the same sound."""

_NEAR = {"a": "s", "s": "ad", "d": "sf", "e": "wr", "r": "et", "t": "ry", "i": "uo", "o": "ip", "n": "bm", "l": "kö"}
"""Keys beside a key."""

Plant = Callable[[str, random.Random], str | None]


def dropped(word: str, draw: random.Random) -> str:
    """Leave one letter out, not the first."""
    place = draw.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def doubled(word: str, draw: random.Random) -> str:
    """Write one letter twice."""
    place = draw.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def swapped(word: str, draw: random.Random) -> str | None:
    """Change the places of two neighbours."""
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    if not places:
        return None
    place = draw.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def dotless(word: str, _: random.Random) -> str:
    """Leave out every dot and ring."""
    return word.translate(str.maketrans("åäö", "aao"))


def half_dotless(word: str, draw: random.Random) -> str | None:
    """Take å for ä, or leave out the dots of one letter of a word that has more."""
    places = [place for place, letter in enumerate(word) if letter in "åäö"]
    if not places:
        return None
    place = draw.choice(places)
    other = {"å": "äa", "ä": "åa", "ö": "oå"}[word[place]]
    return word[:place] + draw.choice(other if len(places) > 1 else other[0]) + word[place + 1 :]


def sounded(word: str, draw: random.Random) -> str | None:
    """Write a sound in another way."""
    ways = [
        (place, meant, typed) for meant, typed in _SOUNDS for place in range(len(word)) if word.startswith(meant, place)
    ]
    if not ways:
        return None
    place, meant, typed = draw.choice(ways)
    return word[:place] + typed + word[place + len(meant) :]


def mistyped(word: str, draw: random.Random) -> str | None:
    """Hit the key beside, not for the first letter."""
    places = [place for place in range(1, len(word)) if word[place] in _NEAR]
    if not places:
        return None
    place = draw.choice(places)
    return word[:place] + draw.choice(_NEAR[word[place]]) + word[place + 1 :]


IN_A_WORD: dict[str, Plant] = {
    "dropped": dropped,
    "doubled": doubled,
    "swapped": swapped,
    "dotless": dotless,
    "half dotless": half_dotless,
    "sound": sounded,
    "next key": mistyped,
}


def plant_in_word(word: str, kind: str, draw: random.Random) -> str | None:
    """Return a word with one error of a kind; None where it cannot have it, or where that makes another word."""
    planted = IN_A_WORD[kind](word, draw)
    return planted if planted and planted != word and not is_known(planted.lower()) else None
