"""What Streamlit runs for every address: read it, answer it, show the page."""

from __future__ import annotations

import streamlit as st

from ui.addresses import encode
from ui.routes import Route, answer, streamlit_routes
from ui.view import show


def run() -> None:
    """Show the page of the address that the browser stands on."""
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    routes = {route.path: route for route in streamlit_routes()}
    current = st.navigation([_page(route) for route in routes.values()], position="hidden")
    page = answer(routes[current.url_path], parameters)
    st.set_page_config(page_title=page.title, layout="wide")
    current.run()
    pairs = [(name, value) for name, values in parameters.items() for value in values]
    show(page, f"{current.url_path or './'}?{encode(pairs)}")


def _page(route: Route) -> st.Page:
    # The page itself is shown by `run`, so that one and the same component stays on the screen from page to page.
    return st.Page(lambda: None, title=route.name, url_path=route.path, default=not route.path)


run()
