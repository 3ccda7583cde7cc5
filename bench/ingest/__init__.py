"""Speed, memory and resilience of the ingest."""
