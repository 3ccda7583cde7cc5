"""Pages that say that something is missing or went wrong, in one Swedish sentence and with a way on."""

from __future__ import annotations

from index.errors import (
    IndexDamagedError,
    IndexMissingError,
    IndexOutdatedError,
    KunskapsbankError,
    NotFoundError,
    UnknownNameError,
)
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.page import Page, Way, render
from ui.repeated_search import repeatable
from ui.state import SearchState, read_state
from ui.text import page_title

HEADINGS: dict[type[KunskapsbankError], str] = {
    NotFoundError: "Dokumentet finns inte",
    UnknownNameError: "Sidan finns inte",
    IndexMissingError: "Kunskapsbanken är tom",
    IndexOutdatedError: "Kunskapsbanken behöver läsas in på nytt",
    IndexDamagedError: "Kunskapsbanken behöver läsas in på nytt",
}

ADVICE: dict[type[KunskapsbankError], str] = {
    NotFoundError: "Länken kan vara gammal eller felskriven. Sök efter dokumentet i fältet ovan.",
    UnknownNameError: "Länken kan vara gammal eller felskriven. Sök i fältet ovan, eller bläddra under Utforska.",
    IndexMissingError: "Sidan visar innehållet så snart inläsningen är klar; ladda då om den.",
    IndexOutdatedError: "Sidan visar innehållet så snart inläsningen är klar; ladda då om den.",
    IndexDamagedError: "Sidan visar innehållet så snart inläsningen är klar; ladda då om den.",
}

FAILURE = "Det gick inte att visa sidan"


def error_page(error: KunskapsbankError, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show the sentence of an error; the search field keeps its query."""
    heading = HEADINGS.get(type(error), FAILURE)
    html = render(
        "message.html.j2",
        state=repeatable(read_state(parameters, addresses))[0],
        heading=heading,
        sentence=str(error),
        advice=ADVICE.get(type(error), ""),
        meant=_meant(error, addresses) if isinstance(error, UnknownNameError) else [],
    )
    return Page(page_title(heading), html)


def _meant(error: UnknownNameError, addresses: Addresses) -> list[Way]:
    return [Way(name, addresses.to(error.place, key)) for name, key in error.meant]


def missing_page(addresses: Addresses = STREAMLIT) -> Page:
    """Show that the address has no page."""
    heading = "Sidan finns inte"
    html = render(
        "message.html.j2",
        state=SearchState(addresses=addresses),
        heading=heading,
        sentence="Det finns ingen sida i kunskapsbanken på den här adressen.",
        advice="Länken kan vara gammal eller felskriven. Sök i fältet ovan, eller börja från startsidan.",
        meant=[],
    )
    return Page(page_title(heading), html)


def method_page(method: str, addresses: Addresses) -> Page:
    """Show that the address is there, but not for what was asked of it."""
    heading = "Adressen kan inte användas så"
    html = render(
        "message.html.j2",
        state=SearchState(addresses=addresses),
        heading=heading,
        sentence=f"Adressen svarar inte på HTTP-metoden {method[:20]}.",
        advice="Sök i fältet ovan, eller börja från startsidan.",
        meant=[],
    )
    return Page(page_title(heading), html)


def failure_page(addresses: Addresses = STREAMLIT) -> Page:
    """Show that something went wrong that nobody foresaw, without any detail of it."""
    html = render(
        "message.html.j2",
        state=SearchState(addresses=addresses),
        heading=FAILURE,
        sentence="Något gick fel i kunskapsbanken. Felet har skrivits i programmets logg.",
        advice="Försök igen, eller gör en ny sökning i fältet ovan.",
        meant=[],
    )
    return Page(page_title(FAILURE), html)
