"""A trained Swedish pipeline of spaCy's, if one is installed: its name is found without importing spaCy."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

NAMES = ("sv_core_news_lg", "sv_core_news_md", "sv_core_news_sm")
"""spaCy's trained pipelines for Swedish, the best first."""


def installed_pipeline() -> tuple[str, str] | None:
    """Return the name and the version of the best trained pipeline that is installed, or None."""
    for name in NAMES:
        try:
            return name, version(name)
        except PackageNotFoundError:
            continue
    return None
