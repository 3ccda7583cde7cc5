"""`python -m index.language.build`: unpacks what the Swedish chain needs, once after installation."""

from __future__ import annotations

from index.language import english_words, lemma_dictionary


def main() -> None:
    """Build the lemma dictionary and the list of English words unless they are there."""
    for module in (lemma_dictionary, english_words):
        if not module.path().is_file():
            module.build()


if __name__ == "__main__":
    main()
