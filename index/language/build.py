"""`python -m index.language.build`: unpacks what the Swedish chain needs, once after installation."""

from __future__ import annotations

from index.language import lemma_dictionary


def main() -> None:
    """Build the lemma dictionary unless it is there."""
    if not lemma_dictionary.path().is_file():
        lemma_dictionary.build()


if __name__ == "__main__":
    main()
