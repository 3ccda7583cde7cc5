"""How well the enrichment finds municipalities, organisations and themes in sentences labelled by hand."""
