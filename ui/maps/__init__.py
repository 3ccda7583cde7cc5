"""The map of Sweden: outlines of municipalities and counties, and the script that draws them once."""
