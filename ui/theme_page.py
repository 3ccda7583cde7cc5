"""The page of a theme: what it holds, what is newest and most to the point, where it is found, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from markupsafe import Markup

from index.engine import SearchEngine
from index.errors import UnknownNameError
from index.language.definitions import Place, defined_terms, definition_keys
from index.language.sentences import sentences
from index.language.tokens import words
from index.language.vocabulary import Theme
from index.once import once_a_generation
from index.request import THEME_SEPARATOR, Hit, SearchRequest, SearchResult
from index.search import MAX_LIMIT, search
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.feed import feed_address
from ui.linked_data import collection
from ui.metadata import Metadata, Thing
from ui.page import Page, Way, render
from ui.passage_lists import PassageList, passage_list
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState, clean
from ui.subjects import facet_way
from ui.text import DOCUMENTS, PASSAGES, count, page_title, quoted

GLOSSARY = "ordlista"
"""The document kind of a glossary: each of its passages explains the word that is its heading."""

MOST_PASSAGES = 5
MOST_NAMES = 20
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Definition:
    """A word of the glossary, the first sentence on it, and where the rest stands."""

    way: Way
    sentence: str


def theme_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show the theme whose id in the vocabulary is `id`.

    Raises UnknownNameError, IndexMissingError and IndexOutdatedError.
    """
    theme = _theme(clean((parameters.get("id") or [""])[-1]))
    start = SearchState(addresses=addresses)
    all_of_it = start.with_filter("tema", theme.name)
    newest = search(engine, SearchRequest(filters=all_of_it.filters, sort="newest", limit=MOST_PASSAGES))
    # The glossary's passages hold little but the words of the themes; they have a place of their own.
    central = all_of_it.with_query(theme.name).leaving_out("dokumenttyp", GLOSSARY)
    size = f"{count(newest.total_documents, DOCUMENTS)} ({count(newest.total, PASSAGES)})" if newest.total else ""
    html = render(
        "theme.html.j2",
        state=start,
        current="Utforska",
        name=theme.name,
        size=size,
        feed=feed_address(all_of_it),
        all_address=all_of_it.address(),
        below=_below(theme, newest, start),
        definitions=list(islice(_definitions(engine, theme, start), MOST_WORDS)),
        central=_central(engine, central, start),
        central_address=central.address(),
        newest=passage_list("Nyast", "nyast", newest.hits, start),
        newest_address=all_of_it.with_sort("newest").address(),
        municipalities=_names(newest, "kommun", all_of_it),
        organisations=_names(newest, "organisation", all_of_it),
        others=[Way(other.name, addresses.to("theme", other.id)) for other in _others(engine, theme)],
    )
    about = Metadata(
        address=addresses.to("theme", theme.id),
        description=f"Vad kunskapsbanken har om temat {theme.name}: {size}." if size else "",
        listed=newest.total > 0,
        feed=feed_address(all_of_it),
        things=(_described(addresses, theme, newest),),
    )
    return Page(page_title(theme.name, "Teman"), html, about)


def theme_head(_: SearchEngine, parameters: Parameters, addresses: Addresses) -> Page:
    """Return what machines read of the theme whose id is `id`. Raises UnknownNameError."""
    theme = _theme(clean((parameters.get("id") or [""])[-1]))
    return Page(page_title(theme.name, "Teman"), Markup(), Metadata(address=addresses.to("theme", theme.id)))


def _theme(written: str) -> Theme:
    """Return the theme with an id, or with a name as the vocabulary writes it."""
    themes = shared_vocabulary().themes
    for theme in themes:
        if written in (theme.id, theme.name):
            return theme
    sentence = f"Det finns inget tema som heter {quoted(written)}." if written else "Adressen nämner inget tema."
    raise UnknownNameError(sentence, place="theme", meant=tuple((theme.name, theme.id) for theme in themes))


def _central(engine: SearchEngine, asked: SearchState, start: SearchState) -> PassageList:
    hits = search(engine, replace(asked.request(), limit=MOST_PASSAGES)).hits
    return passage_list("Mest om temat", "mest", hits, start)


def _described(addresses: Addresses, theme: Theme, newest: SearchResult) -> Thing:
    """Describe the page for machines: the theme and its newest documents."""
    documents = [group.document for group in newest.groups]
    about = {"@type": "DefinedTerm", "name": theme.name}
    return collection(addresses, addresses.to("theme", theme.id), about, documents, newest.total_documents)


def _below(theme: Theme, found: SearchResult, start: SearchState) -> list[Way]:
    """Return the themes below a theme that something is about, by falling number of documents."""
    prefix = f"{theme.name}{THEME_SEPARATOR}"
    below = [value for value in found.facets["tema"] if value.value.startswith(prefix)]
    return [facet_way(start, "tema", value.value, value.count) for value in below]


def _names(found: SearchResult, facet: str, all_of_it: SearchState) -> list[Way]:
    return [facet_way(all_of_it, facet, value.value, value.count) for value in found.facets[facet][:MOST_NAMES]]


def _others(engine: SearchEngine, theme: Theme) -> list[Theme]:
    present = set(engine.facet_values("tema"))
    return [other for other in shared_vocabulary().themes if other != theme and other.name in present]


def _definitions(engine: SearchEngine, theme: Theme, start: SearchState) -> Iterator[Definition]:
    """Yield the glossary's words that a theme and those below it are known by, in the vocabulary's order."""
    explained = _glossary(engine, engine.generation())
    told: set[str] = set()
    for name in _known_by(theme):
        keys = (key for place, key in definition_keys(words(name)) if place == Place.GLOSSARY)
        hit = next((explained[key] for key in keys if key in explained), None)
        if hit is not None and hit.passage.id not in told:
            told.add(hit.passage.id)
            yield _definition(hit, start)


@once_a_generation
def _glossary(engine: SearchEngine, generation: str) -> Mapping[str, Hit]:  # noqa: ARG001 (a new generation has other words)
    """Return the passages of the glossaries by the keys of what they explain."""
    hits = search(engine, SearchRequest(filters={"dokumenttyp": (GLOSSARY,)}, limit=MAX_LIMIT)).hits
    return {
        key: hit
        for hit in reversed(hits)
        if hit.passage.heading
        for key in defined_terms(hit.passage.heading[-1], "", glossary=True)
    }


def _known_by(theme: Theme) -> Sequence[str]:
    """Return the names of a theme and of those below it, then the words that reveal them."""
    names = [theme.name, *(below.name for below in theme.subthemes)]
    triggers = [*(word for below in theme.subthemes for word in below.strong), *theme.strong]
    return [*names, *(trigger.strip("=-") for trigger in triggers)]


def _definition(hit: Hit, start: SearchState) -> Definition:
    first, last = sentences(hit.passage.text)[0] if hit.passage.text else (0, 0)
    way = Way(hit.passage.heading[-1], start.document_address(hit.document.id, hit.passage.anchor))
    return Definition(way, hit.passage.text[first:last])
