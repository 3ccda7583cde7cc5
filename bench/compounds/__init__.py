"""How well compounds are divided: tables of labelled words, and the measurement."""
