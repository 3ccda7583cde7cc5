"""Logging in with OpenID Connect: one of Streamlit's pages, since `st.login` works nowhere else.

It hands whoever belongs to staff over to the pages of staff with a ticket that is good once.
"""

from __future__ import annotations

import streamlit as st

from index.engine import SearchEngine
from ui.addresses import Addresses, Parameters
from ui.page import Page, render
from ui.staff.callback import ANSWERED
from ui.staff.session import handover
from ui.staff.settings import MENU_NAME, load_staff_settings
from ui.state import SearchState
from ui.text import page_title

LOG_OUT = "ut"
"""The parameter that asks to be logged out."""


def login_page(_: SearchEngine, parameters: Parameters, addresses: Addresses) -> Page:
    """Send somebody to the provider, or on to the pages of staff when they come back from there."""
    account = st.user.to_dict()
    is_in = bool(account.get("is_logged_in"))
    if LOG_OUT in parameters:
        if is_in:
            st.logout()
        return _page(addresses, "Du är utloggad", "Du är utloggad från kunskapsbanken.")
    if not is_in:
        if ANSWERED in parameters:
            return _page(addresses, "Inloggningen blev inte klar", "Den avbröts, eller så svarade inte tjänsten.")
        st.login()
        return _page(addresses, "Du skickas till inloggningen", "Sidan byts av sig själv.")
    settings, email = load_staff_settings(), str(account.get("email") or "")
    if account.get("email_verified") in {False, "false"} or not settings.lets_in(email):
        sentence = f"Kontot {email or 'utan e-postadress'} hör inte till dem som har hand om kunskapsbanken."
        return _page(addresses, "Du kan inte logga in här", sentence, log_out=True)
    return _page(addresses, "Du är inloggad", f"Du är inloggad som {email}.", ticket=handover(email, settings))


def _page(addresses: Addresses, heading: str, sentence: str, *, ticket: str = "", log_out: bool = False) -> Page:
    html = render(
        "staff_provider.html.j2",
        state=SearchState(addresses=addresses),
        current=MENU_NAME,
        status=heading,
        heading=heading,
        sentence=sentence,
        ticket=ticket,
        log_out=addresses.to("staff_login", parameters=[(LOG_OUT, "1")]) if log_out else "",
    )
    return Page(page_title(heading), html)
