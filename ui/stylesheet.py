"""The stylesheet of the plain pages: that of all pages, with the colours that Streamlit gives them elsewhere."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2s

import streamlit as st

from ui.view import static_text

COLOURS = ("text", "background", "secondaryBackground", "primary", "link", "border", "yellowBackground", "redText")


@cache
def stylesheet() -> str:
    """Return the whole stylesheet."""
    dark = f"@media (prefers-color-scheme: dark) {{\n  :root {{ {_colours('dark')} color-scheme: dark; }}\n}}"
    return f":root {{ {_colours('light')} }}\n{dark}\n{static_text('view.css')}{static_text('plain.css')}"


@cache
def stylesheet_name() -> str:
    """Return the name of its file; another content has another name, so browsers may keep it for ever."""
    return f"kunskapsbanken-{blake2s(stylesheet().encode(), digest_size=6).hexdigest()}.css"


def _colours(scheme: str) -> str:
    """Return the colours of a theme in .streamlit/config.toml under the names that Streamlit has for them in CSS."""
    found = {name: st.get_option(f"theme.{scheme}.{name}Color") for name in COLOURS}
    return " ".join(f"--st-{_hyphened(name)}-color: {value};" for name, value in found.items() if value)


def _hyphened(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
