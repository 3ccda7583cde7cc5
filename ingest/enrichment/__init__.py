"""The components of the enrichment pipeline. They import spaCy (seconds), so import them only to enrich."""
