"""What a person at the pages waits for."""
