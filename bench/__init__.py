"""Measurements: each folder prints figures beside its peers', and is no test."""
