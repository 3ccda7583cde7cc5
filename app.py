"""The web application: `kunskapsbank app`, `streamlit run app.py` and any ASGI server find it here."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route

from ui import api, downloads, health
from ui.addresses import PLACES
from ui.connections import sending_at_once
from ui.failure import show_failure
from ui.machine_routes import machine_routes
from ui.middleware import SwedishShell
from ui.plain import plain_routes
from ui.public_address import base_path
from ui.routes import streamlit_routes
from ui.staff import staff_routes
from ui.staff.callback import BackFromProvider
from ui.typed_search import typed_search_route

OWN = [
    Route(f"{base_path()}{api.PATH}", lambda _: RedirectResponse(f"{base_path()}{api.PATH}/")),
    Mount(f"{base_path()}{api.PATH}", api.API),
    Route(f"{base_path()}/{PLACES['download'].plain}", downloads.download),
    Route(f"{base_path()}/{health.PATH}", health.health),
    *plain_routes(),
    *machine_routes(),
    *staff_routes(),
    typed_search_route(),
]
"""What answers beside Streamlit."""

app = st.App(
    Path(__file__).resolve().parent / "ui" / "script.py",
    routes=OWN,
    middleware=[Middleware(SwedishShell, pages=streamlit_routes(), own=OWN), Middleware(BackFromProvider)],
    lifespan=sending_at_once,
    on_script_error=show_failure,
)
