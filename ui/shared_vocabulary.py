"""The vocabulary that the pages go by: that of the corpus where it has one, else the product's own."""

from __future__ import annotations

from index.language.vocabulary import Vocabulary, load_vocabulary
from index.settings import load_settings


def shared_vocabulary() -> Vocabulary:
    """Return the vocabulary of the corpus that the settings name. Raises VocabularyError."""
    folder = load_settings().corpus / "vocabulary"
    return load_vocabulary(folder if folder.is_dir() else None)
