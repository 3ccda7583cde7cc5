"""How fast PDF files are read, and how much of their text comes out whole and in its place."""
