"""The query language: a text as typed to a syntax tree, and back. Its contract is docs/fragesprak.md."""

from index.query.parser import parse
from index.query.understood import Query

__all__ = ["Query", "parse"]
