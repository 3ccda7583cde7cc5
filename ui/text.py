"""Swedish phrases: numbers with their nouns, dates, names of facets and kinds, the heading of a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day
from decimal import Decimal

from index.field_values import LANGUAGES
from index.request import THEME_SEPARATOR, Sort
from ui.state import SearchState

SITE = "Kunskapsbanken"

FACET_TITLES = {
    "dokumenttyp": "Dokumenttyp",
    "inslag": "Inslag",
    "tema": "Tema",
    "kommun": "Kommun",
    "lan": "Län",
    "organisation": "Organisation",
    "ar": "År",
    "utgivare": "Utgivare",
    "sprak": "Språk",
}

SORT_TITLES: dict[Sort, str] = {"relevance": "Bäst träff", "newest": "Nyast", "oldest": "Äldst"}

KIND_PLURALS = {
    "nyhetsbrev": "nyhetsbrev",
    "handbok": "handböcker",
    "webbsida": "webbsidor",
    "projektsida": "projektsidor",
    "rapport": "rapporter",
    "nyhet": "nyheter",
    "podd": "poddar",
    "lärande exempel": "lärande exempel",
    "intervju": "intervjuer",
    "handlingsplan": "handlingsplaner",
    "rekommendation": "rekommendationer",
    "strategi": "strategier",
    "yttrande": "yttranden",
    "lag": "lagar",
    "proposition": "propositioner",
    "betänkande": "betänkanden",
    "vägledning": "vägledningar",
    "kommunexempel": "kommunexempel",
    "debatt": "debattartiklar",
    "ordlista": "ordlistor",
}

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

WORD_FOR_WORD = {"digest": "Ordagrant ur sammanfattningen av", "original": "Ordagrant ur"}
"""Stands before the title of what is quoted: a digest's words are not its publisher's."""

CURRENCIES = {"SEK": "kronor", "EUR": "euro"}
SCALES = ((1_000_000_000, "miljard", "miljarder"), (1_000_000, "miljon", "miljoner"))

SHOWN_QUERY = 120
"""Characters of a query that headings and titles show; the search field holds all of it."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A Swedish noun in the two forms that a number asks for."""

    one: str
    many: str


HITS = Noun("träff", "träffar")
DOCUMENTS = Noun("dokument", "dokument")
PASSAGES = Noun("avsnitt", "avsnitt")
FILTERS = Noun("filter", "filter")


def count(number: int, noun: Noun) -> str:
    """Return a number with its noun: "1 träff", "12 345 träffar" (groups of three, no-break spaces)."""
    return f"{grouped(number)} {noun.one if number == 1 else noun.many}"


def grouped(number: int) -> str:
    """Return a number in Swedish writing, with a no-break space between groups of three from 10 000 up."""
    return str(number) if number < 10_000 else f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")  # noqa: PLR2004


def date(published: str | None) -> str:
    """Return an ISO 8601 date of any precision in Swedish: "9 december 2021", "januari 2022", "2022", "odaterad"."""
    if not published:
        return "odaterad"
    year, *rest = published.split("T")[0].split("-")
    if not rest or not (rest[0].isdigit() and 1 <= int(rest[0]) <= len(MONTHS)):
        return year
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    day = rest[1] if len(rest) > 1 else ""
    return f"{int(day)} {month}" if day.isdigit() else month


def age(published: str | None, today: day) -> int:
    """Return how many whole years ago something was surely published, 0 where that is not known or less than one."""
    written = _ISO_DATE.match(published or "")
    if written is None:
        return 0
    year, month, this_day = (int(part or last) for part, last in zip(written.groups(), ("", "12", "31"), strict=True))
    return max(today.year - year - ((today.month, today.day) < (month, this_day)), 0)


def money(amount: str) -> str | None:
    """Return an amount of money in Swedish: "7800000 SEK" gives "7,8 miljoner kronor"; None for a share ("6.3 %")."""
    number, _, code = amount.partition(" ")
    if code not in CURRENCIES:
        return None
    value = Decimal(number)
    for scale, one, many in SCALES:
        part = value / scale
        if part >= 1 and part == round(part, 1):
            figures = grouped(int(part)) if part == int(part) else f"{part:.1f}".replace(".", ",")
            return f"{figures} {one if part == 1 else many} {CURRENCIES[code]}"
    figures = grouped(int(value)) if value == int(value) else f"{value:.2f}".replace(".", ",")
    return f"{figures} {CURRENCIES[code]}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital and the rest untouched."""
    return text[:1].upper() + text[1:]


def value_title(facet: str, value: str) -> str:
    """Return what a facet value is called where it stands alone: the name of a language, the theme's own name."""
    if facet == "sprak":
        return capital(LANGUAGES.get(value, value))
    if facet == "tema":
        return capital(value.rpartition(THEME_SEPARATOR)[2])
    if facet in {"dokumenttyp", "inslag"}:
        return capital(value)
    return stretch(value) if facet == "ar" else value


def stretch(value: str) -> str:
    """Return a stretch of time in Swedish: "2021–2022", "från 2021", "kvartal 1 2022", "mars 2022"."""
    first, dots, last = value.partition("..")
    if dots and first and last:
        return f"{date(first)}–{date(last)}"
    if dots:
        return f"från {date(first)}" if first else f"till och med {date(last)}"
    year, _, quarter = value.partition("-K")
    return f"kvartal {quarter} {year}" if quarter else date(value)


def listed(words: Sequence[str], conjunction: str = "och") -> str:
    """Return words as a Swedish list: "a", "a och b", "a, b och c"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def shortened(text: str, length: int = SHOWN_QUERY) -> str:
    """Return the text, cut at `length` characters with an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def quoted(query: str, length: int = SHOWN_QUERY) -> str:
    """Return a query within quotation marks, single ones where it has double ones itself."""
    text = shortened(query, length)
    return f"’{text}’" if set(text) & set('"”“') else f"”{text}”"


def scope(state: SearchState) -> str:
    """Return what was asked, as it follows a count: " för ”x” i handböcker, avgränsat till kommun Ekvik"."""
    query = f" för {quoted(state.query + '…' * state.unfinished)}" if state.query else ""
    kinds = [KIND_PLURALS.get(kind, kind) for kind in state.filters.get("dokumenttyp", ())]
    where = f" i {listed(kinds)}" if kinds else ""
    others = [
        f"{FACET_TITLES[facet].lower()} {listed([value_title(facet, value) for value in values], 'eller')}"
        for facet, values in state.filters.items()
        if facet != "dokumenttyp"
    ]
    left_out = [f"{FACET_TITLES[facet].lower()} {value_title(facet, value)}" for facet, value in state.left_out]
    narrowed = f", avgränsat till {listed(others)}" if others else ""
    without = f", utan {listed(left_out, 'eller')}" if left_out else ""
    return f"{query}{where}{narrowed}{without}"


def result_heading(state: SearchState, *, total: int, total_documents: int) -> str:
    """Return the heading of a result: "17 träffar i 9 dokument för ”social upphandling” i handböcker"."""
    if total == 0:
        return f"Inga träffar{scope(state)}"
    if not (state.query or state.filters or state.without):
        return f"Allt i kunskapsbanken: {count(total, PASSAGES)} i {count(total_documents, DOCUMENTS)}"
    return f"{count(total, HITS)} i {count(total_documents, DOCUMENTS)}{scope(state)}"


def result_status(state: SearchState, *, total: int, page: int, pages: int) -> str:
    """Return what a screen reader hears when a result has changed; it differs whenever filters or sort differ."""
    said = [count(total, HITS) if total else "Inga träffar"]
    if pages > 1:
        said.append(f"sida {page} av {pages}")
    if state.chosen:
        values = listed([value_title(facet, value) for facet, value in state.chosen[:8]])
        said.append(f"{count(len(state.chosen), FILTERS)}: {values}")
    if state.left_out:
        said.append(f"utan {listed([value_title(facet, value) for facet, value in state.left_out[:8]], 'eller')}")
    said.append(f"sorterat efter {SORT_TITLES[state.sort].lower()}")
    return ", ".join(said) + "."


def page_title(*parts: str) -> str:
    """Return the title of a browser window, the most particular part first, the site's name last."""
    return " – ".join([*(part for part in parts if part), SITE])
