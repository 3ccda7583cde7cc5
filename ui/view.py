"""The one component of the application: it shows a page and follows its links without loading the window anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files

import streamlit as st

from ui.page import Page

SCRIPTS = ("settings", "completions", "typing", "matches", "copying", "keyboard", "view")
"""The parts of the component's script in ui/static, in order; they share one scope, and the last one has the entry."""


def show(page: Page, address: str = "") -> None:
    """Put the page of an address on the screen, in the place of the one before; a message has none."""
    # The number makes every run a new one: a page that is the same as before must still be known to have come.
    _component()(key="page", data={**page_record(page), "address": address, "run": time.monotonic_ns()})


def page_record(page: Page) -> dict[str, str]:
    """Return what the component's script needs of a page."""
    return {"title": page.title, "html": str(page.html)}


def static_text(name: str) -> str:
    """Return a file of ui/static."""
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    # The page lies in the document itself, not in a shadow root: anchors, labels and the browser's own search work.
    return st.components.v2.component(
        "kunskapsbanken",
        html='<div class="kb"></div>\n',
        css=static_text("view.css"),
        js="".join(static_text(f"{name}.js") for name in SCRIPTS),
        isolate_styles=False,
    )
