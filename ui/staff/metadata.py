"""The form of a document's metadata: its fields, and what a person has changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.document import Document
from ingest.assemble import UNKNOWN_PUBLISHER, UNKNOWN_RIGHTS
from ingest.corrections import CORRECTABLE, Correction, CorrectionError, corrected
from ui.text import KIND_PLURALS

LONGEST = 2_000
"""Characters of a field."""

_KINDS = tuple(sorted(KIND_PLURALS))
_UNKNOWN = frozenset({UNKNOWN_PUBLISHER, UNKNOWN_RIGHTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form: its name in a correction, what it is called, a hint, its value, and what is wrong with it.

    `autocomplete` and `choices` are for the browser. `corrected` says that the value is a person's.
    """

    name: str
    title: str
    hint: str
    value: str
    error: str = ""
    corrected: bool = False
    choices: tuple[str, ...] = ()


_FIELDS = {
    "title": ("Titel", ""),
    "published": ("Utgiven", "År, månad eller dag, som 2022, 2022-01 eller 2022-01-31."),
    "kind": ("Dokumenttyp", "Till exempel rapport. Välj helst en typ som redan finns."),
    "publisher": ("Utgivare", "Den organisation som har gett ut dokumentet."),
    "language": ("Språk", "Två bokstäver: sv för svenska, en för engelska."),
    "rights": ("Rättigheter", "Vem som har rättigheterna, och vad de tillåter."),
    "url": ("Webbadress", "Där originalet finns, från och med https://."),
}

_ERRORS = {
    "published": "Skriv datumet som 2022, 2022-01 eller 2022-01-31.",
    "language": "Skriv språket med två små bokstäver, som sv eller en.",
    "url": "Skriv en hel adress som börjar med https:// eller http://.",
}


def fields(
    document: Document, correction: Correction, given: Mapping[str, str] | None = None, *, fetched: str | None = None
) -> list[Field]:
    """Return the fields with a document's values, or with those that were `given`, what is wrong with each told.

    `fetched` is the address that the document was fetched from, which nobody has corrected.
    """
    errors = faults(given) if given is not None else {}
    return [
        Field(
            name=name,
            title=title,
            hint=hint,
            value=(given or {}).get(name, shown_value(document, name)),
            error=errors.get(name, ""),
            corrected=getattr(correction, name) not in {None, fetched},
            choices=_KINDS if name == "kind" else (),
        )
        for name, (title, hint) in _FIELDS.items()
    ]


def given_values(form: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a form that was sent."""
    return {name: " ".join(str(form.get(name, "")).split())[: LONGEST + 1] for name in CORRECTABLE}


def faults(given: Mapping[str, str]) -> dict[str, str]:
    """Return one sentence for each field whose value cannot be used."""
    found = {}
    for name, value in given.items():
        if len(value) > LONGEST:
            found[name] = f"Skriv högst {LONGEST} tecken."
            continue
        try:
            corrected(Correction(), {name: value})
        except CorrectionError:
            found[name] = _ERRORS.get(name, "Texten går inte att använda.")
    return found


def changes(document: Document, given: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that were changed; an emptied one goes back to what the file says."""
    return {name: value for name, value in given.items() if value != " ".join(shown_value(document, name).split())}


def shown_value(document: Document, name: str) -> str:
    """Return the value of a field; what the bank says of what it does not know is none."""
    value = str(getattr(document, name) or "")
    return "" if value in _UNKNOWN else value
