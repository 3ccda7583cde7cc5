"""Documents to answers: Swedish analysis, the index, search. Knows nothing of files or pages."""
