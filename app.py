"""The web application: `kunskapsbank app`, `streamlit run app.py` and any ASGI server find it here."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from ui import api, downloads
from ui.addresses import PLACES
from ui.failure import show_failure
from ui.middleware import SwedishShell, base_path
from ui.routes import ROUTES

app = st.App(
    Path(__file__).resolve().parent / "ui" / "script.py",
    routes=[
        Mount(f"{base_path()}{api.PATH}", api.API),
        Route(f"{base_path()}/{PLACES['download'].plain}", downloads.download),
    ],
    middleware=[Middleware(SwedishShell, pages=[route.path for route in ROUTES])],
    on_script_error=show_failure,
)
