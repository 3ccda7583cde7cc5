"""The page of a municipality: what the bank holds on it, its neighbours, and municipalities with the same themes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.document import ABOUT_THE_SOURCE
from index.engine import SearchEngine
from index.language.vocabulary import Municipality
from index.ordering import swedish_order
from index.request import THEME_SEPARATOR, Hit, SearchRequest, SearchResult
from index.search import highlighter, search
from index.similar_municipalities import similar_municipalities
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.feed import feed_address
from ui.linked_data import collection
from ui.maps.sweden import SwedenMap, neighbourhood_map
from ui.metadata import Metadata, Thing
from ui.page import Page, Way, render
from ui.passage_lists import PassageList, passage_list
from ui.passage_text import host, web_address
from ui.place_names import municipality_name
from ui.shared_vocabulary import shared_vocabulary
from ui.state import SearchState, clean
from ui.text import DOCUMENTS, PASSAGES, count, listed, page_title, value_title

MOST_PASSAGES = 100
"""The newest passages of a municipality, which the page gathers by kind; a list of hits has the others."""

MOST_LINKS = 12
MOST_TOLD = 10
"""Documents that machines are told of."""

FEW_PLACES = 3
"""A passage that names more municipalities than this is a list of them; its links are about none in particular."""

KINDS_OF_EXAMPLES = frozenset({"kommunexempel", "lärande exempel"})
KINDS_OF_NEWS = frozenset({"nyhetsbrev", "nyhet"})

Holds = Callable[[Hit], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The county of a municipality: the way to its documents, its map, the neighbours, and those nothing mentions."""

    county: Way
    map: SwedenMap | None
    mentioned: tuple[Way, ...]
    silent: str


GROUPS: tuple[tuple[str, str, Holds], ...] = (
    ("om-kallorna", "Om källorna", lambda hit: hit.passage.item_kind == ABOUT_THE_SOURCE),
    ("intervjuer", "Intervjuer", lambda hit: "intervju" in (hit.passage.item_kind, hit.document.kind)),
    ("tips", "Tips", lambda hit: hit.passage.item_kind == "tips"),
    ("exempel", "Exempel", lambda hit: hit.document.kind in KINDS_OF_EXAMPLES or _is_example(hit)),
    ("notiser", "Notiser", lambda hit: hit.passage.item_kind is not None or hit.document.kind in KINDS_OF_NEWS),
    ("fler", "Nämns också i", lambda _: True),
)
"""Every passage stands in the first group that holds it."""

ORDER = ("exempel", "intervjuer", "tips", "notiser", "fler", "om-kallorna")


def municipality_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show the municipality that `namn` names.

    Raises UnknownNameError, IndexMissingError and IndexOutdatedError.
    """
    start = SearchState(addresses=addresses)
    name = municipality_name(engine, clean((parameters.get("namn") or [""])[-1]))
    here = next((one for one in shared_vocabulary().municipalities if one.name == name), None)
    all_of_it = start.with_filter("kommun", name)
    # A search for a name that the bank lacks would take the nearest spelling: Håbo for Habo.
    mentioned = name in engine.facet_values("kommun")
    asked = SearchRequest(filters=all_of_it.filters, sort="newest", limit=MOST_PASSAGES)
    found = search(engine, asked) if mentioned else None
    size = f"{count(found.total_documents, DOCUMENTS)} ({count(found.total, PASSAGES)})" if found else ""
    html = render(
        "municipality.html.j2",
        state=start,
        current="Utforska",
        name=name,
        size=size,
        feed=feed_address(all_of_it),
        all_address=all_of_it.address(),
        groups=_groups(engine, found, name, start) if found else [],
        newest=MOST_PASSAGES,
        older=found is not None and found.total > MOST_PASSAGES,
        themes=_themes(found, all_of_it) if found else [],
        links=_links(found.hits) if found else [],
        similar=_similar(engine, name, addresses),
        around=_around(engine, here, start) if here else None,
    )
    about = Metadata(
        address=addresses.to("municipality", name),
        description=f"Vad kunskapsbanken har om {name}: {size}." if size else "",
        listed=found is not None,
        feed=feed_address(all_of_it),
        things=(_described(addresses, name, here, found),) if found else (),
    )
    return Page(page_title(name, "Kommuner"), html, about)


def municipality_head(engine: SearchEngine, parameters: Parameters, addresses: Addresses) -> Page:
    """Return what machines read of the municipality that `namn` names. Raises as `municipality_page` does."""
    name = municipality_name(engine, clean((parameters.get("namn") or [""])[-1]))
    return Page(page_title(name, "Kommuner"), Markup(), Metadata(address=addresses.to("municipality", name)))


def _described(addresses: Addresses, name: str, here: Municipality | None, found: SearchResult) -> Thing:
    """Describe the page for machines: an area of the state, the county that it lies in, its newest documents."""
    county = {"containedInPlace": {"@type": "AdministrativeArea", "name": here.county}} if here else {}
    about = {"@type": "AdministrativeArea", "name": name, **county}
    documents = [group.document for group in found.groups[:MOST_TOLD]]
    return collection(addresses, addresses.to("municipality", name), about, documents, found.total_documents)


def _similar(engine: SearchEngine, name: str, addresses: Addresses) -> list[dict[str, object]]:
    return [
        {
            "way": Way(other.name, addresses.to("municipality", other.name)),
            "themes": listed([value_title("tema", theme) for theme in other.themes]),
        }
        for other in similar_municipalities(engine, name)
    ]


def _around(engine: SearchEngine, here: Municipality, start: SearchState) -> Surroundings:
    facets = search(engine, SearchRequest(limit=0)).facets
    in_county = next((value.count for value in facets["lan"] if value.value == here.county), 0)
    documents = {value.value: value.count for value in facets["kommun"]}
    neighbours = _neighbours(here, documents, start.addresses)
    return Surroundings(
        county=Way(here.county, start.with_filter("lan", here.county).address(), in_county),
        map=neighbourhood_map(here, neighbours),
        mentioned=tuple(way for way in neighbours if way.documents),
        silent=listed([way.text for way in neighbours if not way.documents]),
    )


def _is_example(hit: Hit) -> bool:
    return any(heading.lower().startswith("exempel") for heading in hit.passage.heading)


def _groups(engine: SearchEngine, found: SearchResult, name: str, start: SearchState) -> list[PassageList]:
    by_group: dict[str, list[Hit]] = {key: [] for key in ORDER}
    for hit in found.hits:
        by_group[next(key for key, _, holds in GROUPS if holds(hit))].append(hit)
    # The municipality's own examples first; those of others mention it in passing.
    by_group["exempel"].sort(key=lambda hit: name not in hit.document.title)
    titles = {key: title for key, title, _ in GROUPS}
    marker = highlighter(engine, SearchRequest(query=f"”{name}”", exact=True))
    return [passage_list(titles[key], key, hits, start, marker) for key, hits in by_group.items() if hits]


def _themes(found: SearchResult, all_of_it: SearchState) -> list[Way]:
    return [
        Way(value.value, all_of_it.with_filter("tema", value.value).address(), value.count)
        for value in found.facets["tema"]
        if THEME_SEPARATOR not in value.value
    ]


def _neighbours(here: Municipality, documents: dict[str, int], addresses: Addresses) -> list[Way]:
    """Return the other municipalities of the county, each with the documents that mention it."""
    names = [one.name for one in shared_vocabulary().municipalities if one.county == here.county and one != here]
    return [
        Way(name, addresses.to("municipality", name), documents.get(name, 0))
        for name in sorted(names, key=swedish_order)
    ]


def _links(hits: Sequence[Hit]) -> list[dict[str, str]]:
    """Return what the passages link to and where their documents come from, each address once, newest first."""
    found: dict[str, dict[str, str]] = {}
    for hit in hits:
        if len(hit.passage.municipalities) > FEW_PLACES:
            continue
        ways = [(link.text, link.url) for link in hit.passage.links]
        for text, url in [*ways, (f"Källan till {hit.document.title}", hit.document.url)]:
            if address := web_address(url):
                shown = {"text": text.strip() or address, "address": address, "host": host(address)}
                found.setdefault(address.rstrip("/"), shown)
    return list(found.values())[:MOST_LINKS]
