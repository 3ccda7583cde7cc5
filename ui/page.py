"""What a page is made of: its title, its HTML, and the templates that the HTML comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2s

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from index.settings import load_settings
from ui.metadata import Metadata, json_ld
from ui.staff.settings import MENU_NAME, is_on
from ui.state import SearchState
from ui.text import SITE, grouped, quoted

MENU = (("search", "Sök"), ("explore", "Utforska"), ("sources", "Källor"), ("help", "Hjälp"), ("about", "Om"))
"""Places and names of the main menu."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the browser gets it: the title of its window, the HTML of everything in it, and what machines read."""

    title: str
    html: Markup
    about: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Way:
    """A link: what it says, where it leads, and how many documents it gives where that is known."""

    text: str
    address: str
    documents: int = 0


def render(template: str, *, state: SearchState, current: str = "", status: str = "", **values: object) -> Markup:
    """Fill a template; every value is escaped unless it is `Markup`.

    `current` is the menu entry of this page, `status` what a screen reader hears when the page has come.
    """
    return fill(
        template,
        site=SITE,
        menu=[Way(name, state.addresses.to(place)) for place, name in MENU],
        staff_pages=Way(MENU_NAME, state.addresses.to("staff")) if is_on() else None,
        addresses=state.addresses,
        current=current,
        contact=load_settings().contact,
        query=state.query,
        sort=state.sort,
        exact=state.exact,
        state=state,
        status=status,
        active=len(state.chosen) + len(state.left_out),
        **values,
    )


def fill(template: str, **values: object) -> Markup:
    """Fill a template that does not stand in the frame of the pages."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 - the environment escapes


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ui"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        element_id=_element_id,
        documents=_documents,
        link=_link,
        lang=_lang,
        quoted=quoted,
        json_ld=json_ld,
        grouped=grouped,
    )
    return environment


@lru_cache(maxsize=4096)
def _element_id(value: str, prefix: str) -> str:
    """Return an id that stays with a value wherever it stands, so that focus can follow it."""
    return f"{prefix}-{blake2s(value.encode(), digest_size=5).hexdigest()}"


def _documents(number: int) -> Markup:
    """Return how many documents a choice gives: the eye sees the number, a screen reader hears the noun too."""
    # Not by Markup.format, which takes ten times as long: a page may have a thousand of them.
    return Markup(f'<span class="kb-count">{grouped(number)}<span class="kb-hidden"> dokument</span></span>')  # noqa: S704


def _link(way: Way) -> Markup:
    return Markup('<a href="{}">{}</a>').format(way.address, way.text)


def _lang(language: str) -> Markup:
    """Mark a part that is not in Swedish."""
    return Markup("") if language == "sv" else Markup(' lang="{}"').format(language)
