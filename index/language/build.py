"""`python -m index.language.build`: unpacks and compiles what the Swedish chain needs, once after installation."""

from __future__ import annotations

from index.language import english_words, lemma_dictionary
from index.language.analysis import analyze
from index.language.known_words import is_known
from index.language.synonyms import find_synonyms
from index.language.tokens import words

_UNKNOWN = "xyzzy"
"""A word to look for everywhere."""


def main() -> None:
    """Build the lemma dictionary and the list of English words unless they are there, and all that is compiled."""
    for module in (lemma_dictionary, english_words):
        if not module.path().is_file():
            module.build()
    analyze(_UNKNOWN)
    is_known(_UNKNOWN)
    find_synonyms(words(_UNKNOWN))


if __name__ == "__main__":
    main()
