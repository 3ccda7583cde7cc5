"""How well misspelled queries are restored, and how often a correct one is taken for misspelled."""
