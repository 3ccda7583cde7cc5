"""Source files to documents: formats, enrichment, the pipeline. Knows nothing of engines or pages."""
