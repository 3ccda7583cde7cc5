"""The description of the interface as a page for people, made of the one for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from markdown_it import MarkdownIt
from markupsafe import Markup

from ui.addresses import Addresses
from ui.page import Page, render
from ui.state import SearchState
from ui.text import capital, listed, page_title

Schema = dict[str, Any]

KINDS = {"string": "text", "integer": "heltal", "number": "tal", "boolean": "true eller false", "null": "null"}


def description_page(description: Schema, addresses: Addresses) -> Page:
    """Show every address with its parameters, an example and its answers, and every object of the answers."""
    html = render(
        "interface.html.j2",
        state=SearchState(addresses=addresses),
        description=description,
        interface=description["servers"][0]["url"],
        operations=[
            {**methods["get"], "path": path, "example": _example(path, methods["get"])}
            for path, methods in description["paths"].items()
        ],
        markdown=_markdown,
        bounds=_bounds,
        kind=_kind,
    )
    return Page(page_title(description["info"]["title"]), html)


def _markdown(text: str) -> Markup:
    return Markup(MarkdownIt().render(text))  # noqa: S704 - it escapes HTML


def _example(path: str, operation: Schema) -> str:
    """Return an address to try, below the interface's own: with what is required, or else the first parameter."""
    parameters = [parameter for parameter in operation["parameters"] if "examples" in parameter["schema"]]
    chosen = [parameter for parameter in parameters if parameter["required"]] or parameters[:1]
    values = {parameter["name"]: parameter["schema"]["examples"][0] for parameter in chosen}
    filled = path.format_map({name: quote(value, safe="") for name, value in values.items()})
    return filled if filled != path else f"{path}?{urlencode(values)}"


def _bounds(schema: Schema) -> str:
    """Say what a parameter may be, as a sentence, or nothing."""
    return capital(f"{listed(said)}.") if (said := list(_said(schema))) else ""


def _said(schema: Schema) -> Iterator[str]:
    value = schema.get("items", schema)
    if "enum" in value:
        yield f"något av {listed(value['enum'], 'eller')}"
    if "minimum" in schema:
        yield f"från {schema['minimum']} till {schema['maximum']}"
    if "maxItems" in schema and "enum" not in value:
        yield f"högst {schema['maxItems']} värden"
    if "maxLength" in value:
        yield f"högst {value['maxLength']} tecken"
    if schema.get("default") not in (None, "", []):
        yield f"{schema['default']} om inget anges"


def _kind(schema: Schema) -> str:
    """Return what a field of an answer is: "text", "lista av Hit", "text eller null"."""
    if "anyOf" in schema:
        return listed([_kind(choice) for choice in schema["anyOf"]], "eller")
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema["type"] == "array":
        return f"lista av {_kind(schema['items'])}"
    if schema["type"] == "object":
        return f"objekt med {_kind(schema['additionalProperties'])}"
    return KINDS[schema["type"]]
