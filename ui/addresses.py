"""Where the pages live: every place of the bank, as Streamlit's pages and as plain pages, and the way to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType
from urllib.parse import quote

Pairs = Sequence[tuple[str, str]]
"""Parameters of an address, in order."""

Parameters = Mapping[str, Sequence[str]]
"""The parameters of an address, each with its values in order."""


MOST_CARRIED = 1_500
"""Characters of parameters, as an address has them, that are carried over to another address of a page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of page: its path below the root as Streamlit serves it, and as a plain page.

    `key` is the parameter that tells pages of one kind apart, such as the id of a document; a plain page has its value
    as the last part of the path instead.
    """

    streamlit: str
    plain: str
    key: str = ""


PLACES = MappingProxyType(
    {
        "search": Place("", "sok"),
        "document": Place("dokument", "dokument", key="id"),
        "explore": Place("utforska", "sok/utforska"),
        "municipality": Place("kommun", "kommun", key="namn"),
        "theme": Place("tema", "tema", key="id"),
        "sources": Place("kallkatalog", "kallor"),
        "help": Place("hjalp", "sok/hjalp"),
        "about": Place("om", "sok/om"),
        "accessibility": Place("tillganglighet", "sok/tillganglighet"),
        "choices": Place("", "sok/filter"),
        "download": Place("exportera", "exportera"),
        "feed": Place("flode.atom", "flode.atom"),
        "sitemap": Place("sitemap.xml", "sitemap.xml"),
        "robots": Place("robots.txt", "robots.txt"),
        "description": Place("opensearch.xml", "opensearch.xml"),
        "preview": Place("forhandsbild.png", "forhandsbild.png"),
        "typed": Place("sok/medan", "sok/medan"),
        "completions": Place("sok/forslag", "sok/forslag"),
        "staff": Place("personal", "personal"),
        "interface": Place("api/v1/", "api/v1/"),
        "staff_login": Place("personal-inloggning", "personal/logga-in"),
    }
)
"""Every place by the name that pages and templates have for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The ways to all places, either as Streamlit's pages or as plain ones.

    Streamlit's are relative: they hold on each of its pages (none has a "/" in its path) and under any base path.
    Plain ones begin with `base`, the path below which the bank is served: "" or "/kunskap". `origin` is what stands
    before that in public ("https://bank.example"). `twin` is the address of the page at hand among the other kind.
    """

    plain: bool = False
    base: str = ""
    origin: str = ""
    twin: str = ""

    def to(self, place: str, key: str = "", parameters: Pairs = (), *, anchor: str | None = None) -> str:
        """Return the address of a place in `PLACES`, at `anchor` if given."""
        known = PLACES[place]
        if self.plain:
            path = "/".join([self.base, known.plain, *([quote(key, safe="")] if known.key else [])])
        else:
            path = known.streamlit or "./"
            parameters = [(known.key, key), *parameters] if known.key else parameters
        query = f"?{encode(parameters)}" if parameters else ""
        return f"{path}{query}#{quote(anchor)}" if anchor else f"{path}{query}"

    def answering(self, place: str, parameters: Parameters) -> str:
        """Return the address at which a place answers the parameters of another address of it, as far as it is read."""
        key = PLACES[place].key
        others = [(name, value) for name, values in parameters.items() if name != key for value in values]
        lengths = accumulate(len(encode([pair])) for pair in others)
        carried = [pair for pair, length in zip(others, lengths, strict=True) if length <= MOST_CARRIED]
        return self.to(place, "".join(parameters.get(key, ())[-1:]), carried)

    def absolute(self, address: str) -> str:
        """Return a plain address as it is given to others."""
        return f"{self.origin}{address}"


STREAMLIT = Addresses()

PLAIN_BESIDE = Addresses(plain=True, base=".")
"""The plain pages as Streamlit's pages link to them."""


def encode(pairs: Pairs) -> str:
    """Return parameters as the query string of an address, in UTF-8 with spaces as %20."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


@lru_cache(maxsize=1_000)
def _quoted(text: str) -> str:
    """Return a text as it stands in a query string; a page repeats its own query in some fifty addresses."""
    return quote(text, safe="")
