"""Headings and file names to ids that stand in links."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str, *, words: int = 12) -> str:
    """Return lower-case ASCII words joined by hyphens: "Intervju med Söderhamn" gives "intervju-med-soderhamn"."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[‐-―−/]", "-", text)).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:words])
