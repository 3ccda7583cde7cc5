"""Swedish: tokens, stems, vocabulary. One chain for documents and queries, whatever the engine."""
